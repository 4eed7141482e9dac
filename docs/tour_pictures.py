"""What the pictures of the tour show: the demonstration of an invented country, made anew.

``python docs/pictures.py`` draws them into ``docs/pictures``; :data:`TOUR` says which.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page

TERYTORIA = str(Path(sys.executable).with_name("terytoria"))
LOOPBACK = "127.0.0.1"
SLUG = "przykladowe-partnerstwo"
WORK = f"/praca/{SLUG}"
DESK, PHONE = (1024, 1000), (390, 844)
PATIENCE = 600
"""Seconds the demonstration may take to be made on a loaded machine."""


class View(NamedTuple):
    """A picture: file name, who looks (nobody: a visitor), the address, the size in px."""

    name: str
    role: str
    address: str
    size: tuple[int, int] = DESK


TOUR = (
    View("start", "", "/"),
    View("partnership", "", f"/partnerstwo/{SLUG}/"),
    View("dashboard", "Koordynatorka", f"{WORK}/"),
    View("findings", "Ekspert", f"{WORK}/diagnoza/"),
    View("outline", "Koordynatorka", f"{WORK}/strategia/"),
    View("tree", "Koordynatorka", f"{WORK}/strategia/drzewo/"),
    View("vote-phone", "Przedstawiciel", f"{WORK}/spotkania/", PHONE),
    View("tasks", "Koordynatorka", f"{WORK}/zadania/"),
    View("releases", "Koordynatorka", f"{WORK}/publikacja/"),
    View("log", "Koordynatorka", f"{WORK}/dziennik/"),
)
MEETING = "Głosowanie pokazowe"


@contextlib.contextmanager
def demonstration() -> Iterator[str]:
    """Make the demonstration in a folder of its own and serve it; gives its address."""
    from terytoria.statistics.sources.synthetic import write_synthetic  # noqa: PLC0415 - slow

    with tempfile.TemporaryDirectory() as folder:
        write_synthetic(Path(folder) / "country", units=60)
        with served(Path(folder)) as base:
            yield base


@contextlib.contextmanager
def served(home: Path) -> Iterator[str]:
    """Serve the demonstration of a home, made first if it is not there."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port = probe.getsockname()[1]
    kept = {key: text for key, text in os.environ.items() if key != "DATABASE_URL"}
    own = {
        "TERYTORIA_HOME": str(home),
        "TERYTORIA_SNAPSHOT": str(home / "country"),
        "TERYTORIA_SECRET_KEY": "k" * 60,
    }
    process = subprocess.Popen([TERYTORIA, "demo", "--port", str(port)], env={**kept, **own})  # noqa: S603 - our own command
    try:
        base = f"http://{LOOPBACK}:{port}"
        wait_until_answered(process, base)
        yield base
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def wait_until_answered(process: subprocess.Popen[bytes], base: str) -> None:
    """Return when the demonstration answers; raise ``RuntimeError`` when it does not."""
    until = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < until:
        try:
            with urlopen(f"{base}/static/design/tokens.css", timeout=5):  # noqa: S310 - loopback
                return
        except (URLError, TimeoutError):
            time.sleep(0.2)
    raise RuntimeError("the demonstration does not answer; run `terytoria demo` to see why")


def draw_tour(browser: Browser, base: str, folder: Path) -> None:
    """Write every picture of the tour as a PNG into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    lead = _opened(browser, base, "Koordynatorka", DESK)
    _begin_vote(lead)
    lead.context.close()
    for view in TOUR:
        page = _opened(browser, base, view.role, view.size)
        page.goto(view.address)
        if view.name == "vote-phone":
            page.get_by_role("link", name=MEETING).first.click()
            page.get_by_role("button", name="Za", exact=True).click()
            page.get_by_text("głos zapisany", exact=True).wait_for()
            page.locator(".ballot").evaluate("ballot => ballot.scrollIntoView()")
        page.evaluate("document.fonts.ready")
        page.screenshot(path=folder / f"{view.name}.png")
        page.context.close()


def _opened(browser: Browser, base: str, role: str, size: tuple[int, int]) -> Page:
    width, height = size
    context = browser.new_context(
        base_url=base,
        viewport={"width": width, "height": height},
        reduced_motion="reduce",
        locale="pl-PL",
    )
    context.set_default_timeout(60_000)
    page = context.new_page()
    if role:
        page.goto("/konto/wejscie/")
        page.get_by_role("button", name=role).first.click()
        page.wait_for_url("**/praca/")
    return page


def _begin_vote(lead: Page) -> None:
    """Hold a meeting of today in which a vote goes on."""
    lead.goto(f"{WORK}/spotkania/nowe/")
    lead.get_by_label("Temat").fill(MEETING)
    lead.get_by_label("Dzień").fill(lead.evaluate("new Date().toLocaleDateString('sv-SE')"))
    lead.get_by_label("Początek").fill("00:00")
    lead.get_by_label("Koniec").fill("23:59")
    lead.get_by_label("Miejsce").fill("Sala posiedzeń (przykład)")
    lead.get_by_role("button", name="Zaplanuj spotkanie").click()
    lead.get_by_role("link", name="Dodaj punkt").click()
    lead.get_by_label("Punkt", exact=True).fill("Kierunki działań")
    lead.get_by_label("Głosowanie").select_option("simple")
    lead.get_by_label("Projekt decyzji").fill("Rada przyjmuje kierunki działań (przykład).")
    lead.get_by_role("button", name="Dodaj punkt").click()
    lead.get_by_role("link", name="Zwołaj spotkanie").click()
    lead.get_by_role("button", name="Wyślij zawiadomienia").click()
    lead.get_by_role("button", name="Otwórz spotkanie").click()
    lead.get_by_role("link", name="Zaznacz obecność").click()
    for one in lead.get_by_label("na miejscu").all():
        one.check()
    lead.get_by_role("button", name="Zapisz obecność").click()
    lead.get_by_role("button", name=re.compile("Otwórz głosowanie")).click()
    lead.get_by_role("button", name="Zamknij głosowanie").wait_for()
