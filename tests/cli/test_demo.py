"""The demonstration and the server."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from terytoria.cli import demo as module
from terytoria.cli.demo import demonstration
from terytoria.portal.server import LOOPBACK
from terytoria.reports.publication import STAMP, _stamp
from terytoria.statistics.snapshot import Snapshot


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def busy_port() -> Iterator[int]:
    with socket.socket() as other:
        other.bind((LOOPBACK, 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.fixture
def diagnosed(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The folders that were diagnosed into, with nothing but the mark of being finished."""
    folders: list[Path] = []

    def run(measures, area, folder: Path, *, card) -> Path:
        folders.append(folder)
        folder.mkdir(parents=True)
        (folder / STAMP).write_text(_stamp(measures.snapshot, report=True), encoding="utf-8")
        return folder

    monkeypatch.setattr(module, "run", run)
    monkeypatch.setattr(module, "load_partnership", lambda *_: None)
    return folders


class TestDemo:
    def test_it_is_prepared_once(self, new_home: Path, run, diagnosed: list[Path]) -> None:
        ended = run("demo", "--no-serve")
        assert ended.code == 0, ended.err
        assert "SYNTETYCZNY KRAJ PRZYKŁADOWY" in ended.err
        assert "  · migawka synthetic-30-" in ended.err
        assert len(diagnosed) == 1
        assert diagnosed[0].parent == new_home / "publications"
        again = run("demo", "--no-serve")
        assert "  · diagnoza jest aktualna" in again.err
        assert len(diagnosed) == 1

    def test_a_busy_port_is_told_before_the_work(
        self, new_home: Path, busy_port: int, run, diagnosed: list[Path]
    ) -> None:
        ended = run("demo", "--port", busy_port)
        assert ended.code == 2
        assert f"Port {busy_port} jest zajęty. Podaj inny: --port {busy_port + 1}" in ended.err
        assert not diagnosed
        assert not new_home.exists()

    def test_it_serves_what_it_prepared(
        self, new_home: Path, free_port: int, run, diagnosed, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        served: list[object] = []
        monkeypatch.setattr(
            module, "serve_portal", lambda *asked, worker: served.append((*asked, worker))
        )
        ended = run("demo", "--port", free_port)
        assert served == [(new_home / "publications", free_port, True)]
        assert f"Strona: http://127.0.0.1:{free_port} (zakończ: Ctrl-C)" in ended.err
        assert ended.code == 130, "a server ends only when it is told to"
        assert ended.err.rstrip().endswith("Strona zatrzymana.")

    def test_production_is_no_place_for_it(
        self, new_home: Path, run, diagnosed: list[Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("TERYTORIA_PRODUCTION", "1")
        ended = run("demo", "--no-serve")
        assert ended.code == 2
        assert "konta bez haseł" in ended.err
        assert "terytoria serve" in ended.err
        assert not diagnosed

    def test_the_partnership_is_loaded_with_its_publication(
        self, new_home: Path, run, diagnosed: list[Path], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        loaded: list[tuple[object, ...]] = []
        monkeypatch.setattr(module, "load_partnership", lambda *asked: loaded.append(asked))
        run("demo", "--no-serve")
        ((area, card, folder),) = loaded
        assert area.code
        assert card.example
        assert folder == diagnosed[0]


class TestDemonstration:
    def test_of_an_invented_country(self, stored: Snapshot) -> None:
        area, card = demonstration(stored)
        assert len(area) > 4
        assert area.name == card.short_name
        assert area.code in stored.register.powiats

    @pytest.mark.poland
    def test_of_poland(self, poland: Snapshot) -> None:
        area, card = demonstration(poland)
        assert area.code == "3217"
        assert len(area) == 5
        assert card.leader == "Powiat Wałecki"


class TestForReal:
    """A process and a home of its own: nothing but the diagnosis is made up."""

    def test_roles_are_entered_by_a_button_until_it_is_served_plainly(
        self, country: Path, tmp_path: Path, free_port: int
    ) -> None:
        home = tmp_path / "home"
        with served(home, country, DEMO, free_port):
            browser = Browser(free_port)
            page = browser.open("/konto/wejscie/")
            assert "Konta pokazowe" in page
            buttons = dict(re.findall(r'name="konto" value="(\d+)">([^<(]+) \(', page)[::-1])
            assert len(buttons) >= 8 + 6
            page = browser.open("/konto/pokaz/", konto=min(buttons, key=int))
            assert "Pokaz – dane przykładowe" in page
            assert "Przykładowe partnerstwo" in page
        with served(home, country, "main()", free_port, "serve", "--no-worker"):
            assert "Konta pokazowe" not in browser.open("/konto/wejscie/")
            assert "Wejście do portalu" in browser.open("/praca/"), "the session is over"


DEMO = """
from pathlib import Path
from terytoria.cli import demo
def run(measures, area, folder, *, card):
    folder.mkdir(parents=True)
demo.run = run
main()
"""


class Browser:
    """Keeps cookies and sends forms with their mark."""

    def __init__(self, port: int) -> None:
        self.base = f"http://{LOOPBACK}:{port}"
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        self.page = ""

    def open(self, address: str, **form: str) -> str:
        """The page at an address, or what it answers to a form."""
        if form:
            (mark,) = set(re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', self.page)) or {
                ""
            }
            form["csrfmiddlewaretoken"] = mark
        data = urllib.parse.urlencode(form).encode() if form else None
        with self.opener.open(self.base + address, data, timeout=20) as answer:
            self.page = answer.read().decode()
        return self.page


@contextmanager
def served(
    home: Path, country: Path, code: str, port: int, *command: str
) -> Iterator[subprocess.Popen[str]]:
    """The command line serving in a process of its own, interrupted at the end."""
    asked = [*(command or ("demo",)), "--port", str(port)]
    environment = {key: text for key, text in os.environ.items() if key != "DATABASE_URL"}
    environment |= {"TERYTORIA_HOME": str(home), "TERYTORIA_SNAPSHOT": str(country)}
    environment["TERYTORIA_SECRET_KEY"] = "klucz, który przetrwa ponowne uruchomienie portalu"  # noqa: S105 - of a test
    process = subprocess.Popen(
        [sys.executable, "-c", f"from terytoria.cli.main import main\n{code}", *asked],
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert answered(port) in (200, 404)
        yield process
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=180)
        assert process.returncode == 130, said
        assert "Traceback" not in said
    finally:
        process.kill()


class TestServe:
    def test_a_busy_port(self, busy_port: int, tmp_path: Path, run) -> None:
        ended = run("serve", "--port", busy_port, "--publications", tmp_path)
        assert ended.code == 2
        assert "jest zajęty" in ended.err

    def test_without_anything_published(self, new_home: Path, run) -> None:
        ended = run("serve")
        assert ended.code == 2
        assert "terytoria demo" in ended.err

    def test_it_answers_until_interrupted(self, free_port: int, tmp_path: Path) -> None:
        code = "from terytoria.cli.main import main; main()"
        process = subprocess.Popen(
            [
                *(sys.executable, "-c", code, "serve"),
                *("--port", str(free_port), "--publications", str(tmp_path)),
            ],
            stderr=subprocess.PIPE,
            start_new_session=True,
            text=True,
        )
        try:
            assert answered(free_port) == 200
            os.killpg(process.pid, signal.SIGINT)
            _, said = process.communicate(timeout=180)
        finally:
            process.kill()
        assert process.returncode == 130
        assert said.splitlines()[-1] == "Strona zatrzymana."
        assert "Traceback" not in said


def answered(port: int) -> int:
    """Status of the first page, waiting for the server to start."""
    end = time.monotonic() + 180
    while True:
        try:
            with urllib.request.urlopen(f"http://{LOOPBACK}:{port}/", timeout=5) as page:
                status: int = page.status
                return status
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code
        except OSError:
            assert time.monotonic() < end
            time.sleep(0.1)
