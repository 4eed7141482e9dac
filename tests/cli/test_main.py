"""How the command line ends, whatever happens inside it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading

import click
import pytest

from terytoria import __version__
from terytoria.cli import main as module
from terytoria.cli.errors import told_in_polish
from terytoria.cli.lazy import Lazy
from terytoria.cli.main import main, terytoria
from terytoria.cli.streams import Interruptible
from terytoria.statistics.snapshot import SnapshotError
from terytoria.territory import AreaError

RAISED: list[BaseException] = [RuntimeError()]


@click.command()
def failing() -> None:
    """Raise what the test put into ``RAISED``."""
    raise RAISED[0]


@pytest.fixture
def ended_by(run, monkeypatch: pytest.MonkeyPatch):
    """How the command line ends when a command raises an exception."""
    monkeypatch.setattr(Lazy, "load", lambda _: failing)

    def end(problem: BaseException):
        RAISED[0] = problem
        return run("units")

    return end


@pytest.mark.parametrize(
    ("problem", "code"),
    [
        (AreaError("the area 'x' has no gmina: name at least one"), 2),
        (SnapshotError("snapshot x: it is half-written; import it again"), 3),
        (FileNotFoundError(2, "No such file", "x"), 4),
        (PermissionError(13, "Permission denied", "x"), 4),
        (click.Abort(), 130),
        (KeyboardInterrupt(), 130),
        (click.UsageError("źle"), 2),
    ],
    ids=lambda value: type(value).__name__,
)
def test_exit_codes(problem: BaseException, code: int, ended_by) -> None:
    ended = ended_by(problem)
    assert ended.code == code
    assert ended.clean
    assert not ended.out
    assert len([line for line in ended.err.splitlines() if line]) >= 1


def test_an_interruption_is_one_polish_line(ended_by) -> None:
    said = ended_by(KeyboardInterrupt()).err.strip()
    assert said == "Przerwano; nic nie zostało zapisane do połowy."


def test_a_defect_is_shown_whole_with_a_polish_line(ended_by) -> None:
    ended = ended_by(ZeroDivisionError("division by zero"))
    assert ended.code == 1
    assert "Traceback" in ended.err
    assert ended.err.rstrip().endswith("Błąd programu. Zgłoś go razem z powyższym opisem.")


def test_version(run) -> None:
    assert run("--version").out == f"terytoria {__version__}\n"


def test_messages_of_commands_pass_unchanged() -> None:
    with pytest.raises(click.UsageError, match="tak jak jest"), told_in_polish():
        raise click.UsageError("tak jak jest")


def test_unknown_errors_pass_unchanged() -> None:
    with pytest.raises(ZeroDivisionError), told_in_polish():
        raise ZeroDivisionError


class TestRequestsToEnd:
    @pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
    def test_work_as_ctrl_c(self, name: str) -> None:
        number = getattr(signal, name)
        before = signal.getsignal(number)
        with pytest.raises(KeyboardInterrupt), Interruptible():
            signal.raise_signal(number)
        assert signal.getsignal(number) is before

    def test_an_ignored_request_stays_ignored(self) -> None:
        before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
        try:
            with Interruptible():
                assert signal.getsignal(signal.SIGHUP) is signal.SIG_IGN
        finally:
            signal.signal(signal.SIGHUP, before)

    def test_nothing_is_changed_outside_the_main_thread(self) -> None:
        seen: list[object] = []

        def work() -> None:
            with Interruptible():
                seen.append(signal.getsignal(signal.SIGTERM))

        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
        assert seen == [signal.getsignal(signal.SIGTERM)]


def command_line(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    code = f"from {module.__name__} import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        capture_output=True,
        check=False,
        env=os.environ | environment,
        timeout=180,
    )


def test_a_reader_that_goes_away_is_no_error() -> None:
    code = f"from {module.__name__} import main; main()"
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-c", code, "--help"],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
        timeout=180,
    )
    os.close(writing)
    assert done.returncode == 141
    assert not done.stderr


def test_letters_a_terminal_cannot_show_do_not_stop_it() -> None:
    done = command_line("--help", PYTHONIOENCODING="iso8859-2")
    assert done.returncode == 0
    assert "Użycie: terytoria [OPCJE] POLECENIE [ARGUMENTY]?" in done.stdout.decode("iso8859-2")


def test_bytes_that_are_no_text_are_answered() -> None:
    done = command_line("\udcff\udcfe")
    assert done.returncode == 2
    assert "Błąd: " in done.stderr.decode()


def test_the_same_group_serves_every_call() -> None:
    for _ in range(2):
        with pytest.raises(SystemExit) as ended:
            main(["units", "--help"])
        assert not ended.value.code
    assert set(terytoria.lazy) == set(module.COMMANDS)
