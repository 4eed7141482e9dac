"""Whoever looks at a page sees what is wrong with it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.portal.looking import Browsers, press, sound, violations, wider

pytestmark = pytest.mark.browser
SOUND = '<!doctype html><html lang="pl"><head><title>Próba</title></head><body>{}</body></html>'
FINE = SOUND.format('<main><h1>Próba</h1><p><a href="#dalej">dalej</a></p></main>')
WIDE = SOUND.format('<main><h1>Próba</h1><p style="width: 700px">Szeroko.</p></main>')
NAMELESS = SOUND.format('<main><h1>Próba</h1><img src="data:," id="obraz"></main>')


class Slow(BaseHTTPRequestHandler):
    """Answers at once, and sends the page only later."""

    def do_GET(self) -> None:
        """Send a page that leads to another one."""
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.flush()
        time.sleep(0.5)
        self.wfile.write(FINE.replace("#dalej", "/dalej").encode())

    def log_message(self, *told: object) -> None:
        """Say nothing."""


@pytest.fixture
def slow() -> Iterator[str]:
    """Address of a server whose pages come long after their beginning."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    threading.Thread(target=server.serve_forever).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a desk, on which nothing is open."""
    made = Browsers(browser, "http://127.0.0.1")
    yield made.open()
    made.close()


def test_a_sound_page_is_pictured_at_each_width(
    page: Page, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERYTORIA_PICTURES", str(tmp_path))
    page.set_content(FINE)
    sound(page)
    sound(page, "jedna")
    sound(page, "dwie", widths=(640, 320))
    names = {"jedna-1000.png", "dwie-640.png", "dwie-320.png"}
    assert {file.name for file in tmp_path.iterdir()} == names
    assert page.viewport_size == {"width": 320, "height": 800}


def test_a_page_wider_than_its_window_is_refused(page: Page) -> None:
    page.set_content(WIDE)
    sound(page)
    with pytest.raises(AssertionError, match=r"wąsko about:blank, 320 px: \d+ px too wide"):
        sound(page, "wąsko", widths=(1000, 320))
    assert wider(page) > 380


def test_what_axe_finds_is_told(page: Page) -> None:
    page.set_content(NAMELESS)
    assert [rule for rule, _ in violations(page)] == ["image-alt"]
    assert violations(page, "h1") == []
    with pytest.raises(AssertionError, match=r"obraz about:blank, 1000 px.*image-alt.*id=.*obraz"):
        sound(page, "obraz")


@pytest.mark.parametrize("key", ["", "Enter"])
def test_what_is_pressed_leads_on(page: Page, key: str) -> None:
    page.set_content(FINE)
    press(page.get_by_role("link", name="dalej"), key)
    assert page.url == "about:blank#dalej"


def test_a_page_is_looked_at_once_it_is_whole(page: Page, slow: str) -> None:
    page.goto(slow)
    page.get_by_role("link", name="dalej").click()
    sound(page)
    assert page.url == f"{slow}dalej"
