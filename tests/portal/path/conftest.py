"""A server as ``terytoria serve`` starts it, a mail server, and browsers for people."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from terytoria.statistics.snapshot import Snapshot, Store
from terytoria.statistics.sources.folder import import_folder
from terytoria.statistics.sources.synthetic import write_synthetic

TERYTORIA = str(Path(sys.executable).with_name("terytoria"))
UNITS = 60
PATIENCE = 300
"""Seconds a loaded machine may take to bring the server up or to do a job."""


class Letterbox:
    """Keeps the letters that the portal sends."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802 - the name asked for
        content = envelope.content
        assert isinstance(content, bytes)
        letter = message_from_bytes(content, policy=policy.default)
        assert isinstance(letter, EmailMessage)
        self.letters.append(letter)
        return "250 Zapisano"

    def to(self, address: str, subject: str) -> str:
        """The words of the letter to a person whose subject has these; waits for it."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            for letter in self.letters:
                if letter["To"] == address and subject in letter["Subject"]:
                    body = letter.get_body(("plain",))
                    assert body is not None
                    return str(body.get_content())
            time.sleep(0.1)
        told = [(one["To"], one["Subject"]) for one in self.letters]
        raise AssertionError(f"no letter to {address}: {subject}; there are {told}")


@dataclass(frozen=True)
class Place:
    """A portal of one test: where it is, its home, the letters it sends."""

    base: str
    home: Path
    environment: dict[str, str]
    letters: Letterbox

    def make_account(self, address: str, name: str, words: str, *more: str) -> None:
        """Make an account as whoever runs the portal does."""
        typed = f"{words}\n{words}\n"
        done = subprocess.run(
            [TERYTORIA, "account", address, "--name", name, *more],
            env=self.environment,
            input=typed,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr


@pytest.fixture(scope="session")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with the synthetic country."""
    folder = tmp_path_factory.mktemp("path") / "country"
    write_synthetic(folder, units=UNITS)
    return folder


@pytest.fixture(scope="session")
def prepared(country: Path, shared_folder: Path) -> Path:
    """A home with the demonstration, made once for the whole run of the tests."""
    home = shared_folder / "path-demonstration"
    with (shared_folder / "path-demonstration.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "country").exists():
            making = shared_folder / "path-making"
            shutil.copytree(country, making / "country")
            done = subprocess.run(
                [TERYTORIA, "demo", "--no-serve"],
                env=environment(making),
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stderr
            making.rename(home)
    return home


def environment(home: Path) -> dict[str, str]:
    """The demonstration of an invented country."""
    kept = {
        key: text
        for key, text in os.environ.items()
        if key != "DATABASE_URL" and not key.startswith("TERYTORIA_")
    }
    return {
        **kept,
        "TERYTORIA_HOME": str(home),
        "TERYTORIA_SNAPSHOT": str(home / "country"),
        "TERYTORIA_SECRET_KEY": "k" * 60,
        "TERYTORIA_DEMONSTRATION": "1",
    }


@pytest.fixture
def home(country: Path, tmp_path: Path) -> Path:
    """A home with the country imported."""
    made = tmp_path / "home"
    import_folder(country, Store(made / "snapshots"))
    (made / "publications").mkdir()
    return made


@pytest.fixture
def snapshot(country: Path, home: Path) -> Snapshot:
    """The country as the portal knows it."""
    return import_folder(country, Store(home / "snapshots"))


@pytest.fixture
def letters() -> Iterator[tuple[Letterbox, int]]:
    """A mail server on the loopback, and its port."""
    box = Letterbox()
    server = Controller(box, hostname="127.0.0.1", port=free_port())
    server.start()
    yield box, server.port
    server.stop()


@pytest.fixture
def place(home: Path, country: Path, letters: tuple[Letterbox, int]) -> Iterator[Place]:
    """The portal, served with its worker."""
    box, mail_port = letters
    kept = {key: text for key, text in os.environ.items() if key != "DATABASE_URL"}
    environment = {
        **{key: text for key, text in kept.items() if not key.startswith("TERYTORIA_")},
        "TERYTORIA_HOME": str(home),
        "TERYTORIA_SNAPSHOT": str(country),
        "TERYTORIA_SECRET_KEY": "k" * 60,
        "TERYTORIA_SMTP_HOST": "127.0.0.1",
        "TERYTORIA_SMTP_PORT": str(mail_port),
        "TERYTORIA_SMTP_TLS": "0",
    }
    port = free_port()
    made = Place(f"http://127.0.0.1:{port}", home, environment, box)
    with serving(environment, home / "serve.log", "serve", "--port", str(port)) as process:
        wait_until_served(process, made.base)
        yield made


@contextmanager
def serving(
    environment: dict[str, str], log: Path, *words: str, program: tuple[str, ...] = (TERYTORIA,)
) -> Iterator[subprocess.Popen[bytes]]:
    """A command of the portal in a process of its own, ended at the end."""
    with log.open("wb") as kept:
        process = subprocess.Popen(
            [*program, *words],
            env=environment,
            stdout=kept,
            stderr=subprocess.STDOUT,
        )
        try:
            yield process
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_until_served(process: subprocess.Popen[bytes], base: str) -> None:
    """Return when the portal answers."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            with urlopen(f"{base}/static/publishing/icon.svg", timeout=5):  # noqa: S310 - loopback
                return
        except (URLError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError("the portal does not answer")


def free_port() -> int:
    """A port of the loopback nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
