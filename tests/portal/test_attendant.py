"""The worker beside the server, with real processes: started, started again, never left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from terytoria.portal.attendant import Attendant, worker_command

Running = Callable[[Path, int], AbstractContextManager[subprocess.Popen[bytes]]]


def wait_for(found: Callable[[], object], seconds: float = 15) -> object:
    """What ``found`` gives once it gives something."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if answer := found():
            return answer
        time.sleep(0.05)
    raise AssertionError("nothing came of it")


def alive(pid: int) -> bool:
    """Whether a process runs (one that ended and was not asked about does not)."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def workers_of(server: int) -> list[int]:
    """Workers of jobs that were started for a server."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        asked = [b"terytoria.portal.jobs.worker", b"--server", str(server).encode()]
        if words[2:5] == asked and alive(int(folder.name)):
            found.append(int(folder.name))
    return found


def said(path: Path) -> list[int]:
    """Numbers of the processes that wrote to a file."""
    return [int(line) for line in path.read_text().split()] if path.exists() else []


def child(path: Path, then: str = "time.sleep(60)") -> list[str]:
    """A process that writes its number down, then does something."""
    note = f"open({str(path)!r}, 'a').write(str(os.getpid()) + ' ')"
    return [sys.executable, "-c", f"import os, signal, time; {note}; {then}"]


class TestAttendant:
    def test_a_child_that_dies_is_started_again(self, tmp_path: Path) -> None:
        told = tmp_path / "told"
        with Attendant(child(told), pause=0.05):
            (first,) = wait_for(lambda: said(told))  # type: ignore[misc]
            os.kill(first, signal.SIGKILL)
            second = wait_for(lambda: said(told)[1:])[0]  # type: ignore[index]
            assert alive(second)
        assert not alive(first)
        assert not alive(second)

    def test_it_is_not_started_again_at_once(self, tmp_path: Path) -> None:
        told = tmp_path / "told"
        with Attendant(child(told, "raise SystemExit(3)"), pause=30):
            wait_for(lambda: said(told))
            time.sleep(0.5)
            assert len(said(told)) == 1

    def test_a_pause_does_not_hold_the_end(self, tmp_path: Path) -> None:
        told = tmp_path / "told"
        start = time.monotonic()
        with Attendant(child(told, "raise SystemExit(3)"), pause=60):
            wait_for(lambda: said(told))
        assert time.monotonic() - start < 20

    def test_a_child_that_does_not_listen_is_killed(self, tmp_path: Path) -> None:
        told = tmp_path / "told"
        deaf = "signal.signal(signal.SIGTERM, signal.SIG_IGN); open('deaf', 'w'); time.sleep(60)"
        deaf = deaf.replace("'deaf'", repr(str(tmp_path / "deaf")))
        with Attendant(child(told, deaf), pause=60, grace=0.2):
            wait_for((tmp_path / "deaf").exists)
        (pid,) = said(told)
        assert not alive(pid)

    def test_ctrl_c_is_the_servers_to_hear(self, tmp_path: Path) -> None:
        told = tmp_path / "told"
        with Attendant(child(told)):
            (pid,) = wait_for(lambda: said(told))  # type: ignore[misc]
            assert os.getsid(pid) == pid != os.getsid(0)


class TestWorkerOfTheServer:
    def test_a_killed_worker_is_started_again(
        self, running: Running, tmp_path: Path, a_free_port: int
    ) -> None:
        with running(tmp_path, a_free_port) as server:
            first = wait_for(lambda: workers_of(server.pid))[0]  # type: ignore[index]
            os.kill(first, signal.SIGKILL)
            second = wait_for(lambda: set(workers_of(server.pid)) - {first})
            assert second
            server.send_signal(signal.SIGINT)
            server.communicate(timeout=10)
            assert server.returncode == 0
            assert workers_of(server.pid) == []

    def test_a_killed_server_leaves_no_worker_of_jobs(
        self, running: Running, tmp_path: Path, a_free_port: int
    ) -> None:
        with running(tmp_path, a_free_port) as server:
            wait_for(lambda: workers_of(server.pid))
            server.kill()
            server.communicate(timeout=180)
            wait_for(lambda: not workers_of(server.pid))

    def test_one_that_finds_its_server_gone_ends_at_once(self, tmp_path: Path) -> None:
        other = subprocess.Popen(
            [*worker_command()[:-1], "1"],
            env={**os.environ, "TERYTORIA_HOME": str(tmp_path)},
            stderr=subprocess.DEVNULL,
        )
        try:
            assert other.wait(timeout=180) != 0
        finally:
            other.kill()


def test_the_command_names_this_process() -> None:
    assert worker_command()[-2:] == ["--server", str(os.getpid())]
    assert worker_command()[0] == sys.executable


@pytest.mark.parametrize("asked", [True, False])
def test_the_worker_may_run_elsewhere(
    asked: bool, tmp_path: Path, a_free_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from terytoria.portal import server as module

    began: list[object] = []

    class Silent:
        def __init__(self, *_: object, **__: object) -> None: ...
        def on_startup(self, hook: object) -> None: ...
        def serve(self) -> None:
            began.append("served")

    class Noted(Attendant):
        def __enter__(self) -> Attendant:
            began.append("attended")
            return self

        def __exit__(self, *_: object) -> None: ...

    monkeypatch.setattr(module, "prepare", lambda: None)
    monkeypatch.setattr(module, "Attendant", Noted)
    monkeypatch.setattr("granian.server.Server", Silent)
    monkeypatch.setenv("TERYTORIA_PUBLICATIONS", "")
    monkeypatch.setenv("TERYTORIA_ADDRESS", "")
    monkeypatch.delenv("TERYTORIA_ADDRESS")
    module.serve(tmp_path, a_free_port, worker=asked)
    assert os.environ["TERYTORIA_ADDRESS"] == f"http://127.0.0.1:{a_free_port}"
    assert began == (["attended", "served"] if asked else ["served"])
