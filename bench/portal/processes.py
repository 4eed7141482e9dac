"""The portal's processes on a home: the server as ``terytoria serve`` starts it, and a worker."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from bench.apart import TOP, MeasurementError
from bench.portal.home import environment

_SERVE = (
    "import sys; from pathlib import Path; from terytoria.portal.server import serve; "
    "serve(Path(sys.argv[1]), int(sys.argv[2]), worker=sys.argv[3] == 'True')"
)
_LONGEST_START = 60.0
_READY = "/static/design/tokens.css"


def free_port() -> int:
    """A port of the loopback nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class Running:
    """Processes started together, each the head of a group of its own."""

    home: Path
    port: int = field(default_factory=free_port)
    more: dict[str, str] = field(default_factory=dict)
    started: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        """Where the server answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        """Start a Python with arguments on the home; what it prints goes to a file there."""
        with (self.home / "processes.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, *command],
                env=environment(self.home, **self.more),
                cwd=TOP,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.started.append(process)
        return process

    def serve(self, *, worker: bool = True) -> None:
        """Start the server, with its worker of jobs or alone; :meth:`wait` says when it answers."""
        self.start("-c", _SERVE, str(self.home / "publications"), str(self.port), str(worker))

    def wait(self) -> None:
        """Return when the server answers; :class:`MeasurementError` when it never does."""
        until = time.monotonic() + _LONGEST_START
        while time.monotonic() < until:
            try:
                with urlopen(self.address + _READY, timeout=5):  # noqa: S310 - the loopback
                    return
            except (URLError, OSError):
                time.sleep(0.02)
        log = (self.home / "processes.log").read_text(errors="replace")
        raise MeasurementError(f"the server does not answer:\n{log[-4000:]}")

    def kill(self) -> None:
        """``kill -9`` of every process with all its children, at once."""
        self._end(signal.SIGKILL, self.started)
        for process in self.started:
            process.wait()
        self.started.clear()

    def stop(self) -> None:
        """End every process as an operator would, and by force what does not end."""
        self._end(signal.SIGTERM, self.started)
        for process in self.started:
            try:
                process.wait(timeout=15)
            except subprocess.TimeoutExpired:
                break
        self.kill()

    @staticmethod
    def _end(number: signal.Signals, processes: Sequence[subprocess.Popen[bytes]]) -> None:
        for process in processes:
            try:
                os.killpg(process.pid, number)
            except ProcessLookupError:
                continue
