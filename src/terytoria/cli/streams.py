"""What a terminal may do to a command: close, speak another alphabet, ask it to stop."""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
from types import TracebackType
from typing import Any

READER_GONE = 141
"""128 + SIGPIPE, as the shell counts a program whose reader went away (``| head``)."""
_ENDINGS = ("SIGTERM", "SIGHUP")


class Interruptible:
    """While it lasts, a request to end works as Ctrl-C does: what was begun is cleaned up."""

    def __enter__(self) -> None:
        self._before: dict[int, Any] = {}
        if threading.current_thread() is not threading.main_thread():
            return
        for name in _ENDINGS:
            number = getattr(signal, name, None)
            # A program started with ``nohup`` keeps ignoring the closed terminal.
            if number is not None and signal.getsignal(number) is signal.SIG_DFL:
                self._before[number] = signal.signal(number, signal.default_int_handler)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)


def write_any_letter() -> None:
    """Letters the terminal cannot show become question marks instead of an error."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")


def give_up_output() -> int:
    """Send what is left to the reader; 141 when there is no reader any more, else 0."""
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        forget_reader()
        return READER_GONE
    return 0


def forget_reader() -> None:
    """Point the closed output nowhere, so that nothing fails when the program ends."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except BrokenPipeError:
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
