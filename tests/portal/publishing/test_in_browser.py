"""Public and working pages in a real browser: axe, narrow screens, keyboard."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from playwright.sync_api import Browser, Page

from terytoria.portal.accounts.models import User
from terytoria.portal.jobs.domain.work import work
from terytoria.portal.partnerships.models import DocumentVersion
from terytoria.portal.publishing.domain.releasing import release, withdraw
from terytoria.portal.publishing.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SMALL = """
[...document.querySelectorAll("main a:not(svg a), main button, footer a")]
  .filter(e => e.checkVisibility() && !e.closest("p, dd, .unseen"))
  .map(e => [e.textContent.trim(), e.getBoundingClientRect()])
  .filter(([, box]) => box.height < 24)
  .map(([text, box]) => [text, box.height])
"""
DOLINA = "/partnerstwo/dolina/"
PUBLIC = (
    "/",
    "/?gmina=qqqq",
    "/dane/",
    DOLINA,
    f"{DOLINA}dokument/diagnoza/wersja/1/",
    f"{DOLINA}dokument/strategia/",
    f"{DOLINA}dokument/17/",
    f"{DOLINA}dokument/18/",
    f"{DOLINA}uchwala/3-2026/",
    "/partnerstwo/gora/",
    "/partnerstwo/gora/gmina/0201052/",
    "/partnerstwo/cicha/",
)
Open = Callable[[str], Page]


@pytest.fixture(autouse=True, scope="module")
def _loop() -> Iterator[None]:
    """The browser's own event loop is no reason to refuse the database."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page of a browser of its own."""
    context = browser.new_context(reduced_motion="reduce")
    yield context.new_page()
    context.close()


def looked_over(page: Page, name: str) -> None:
    """Axe finds nothing, nothing scrolls sideways, nothing is hard to hit; desk and phone."""
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 800})
        _picture(page, f"{name}-{width}")
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": [*TAGS]}})
        told = [
            (one["id"], [node["html"][:160] for node in one["nodes"]])
            for one in found.response["violations"]
        ]
        assert told == [], (name, width)
        assert page.evaluate(WIDE) <= 0, (name, width)
        assert page.evaluate(SMALL) == [], (name, width)
    page.set_viewport_size({"width": 320, "height": 800})
    assert page.evaluate(WIDE) <= 0, name


def _picture(page: Page, name: str) -> None:
    """Keep a picture where ``TERYTORIA_PICTURES`` asks for it."""
    folder = os.environ.get("TERYTORIA_PICTURES")
    if folder:
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_public_pages(public: Site, live_server: Any, page: Page, prefix: str) -> None:
    for number, address in enumerate(PUBLIC):
        page.goto(live_server.url + prefix + address)
        page.evaluate("document.fonts.ready")
        looked_over(page, f"{prefix.strip('/') or 'pl'}-{number}")
    assert page.context.cookies() == []


def test_the_start_page_by_keyboard(public: Site, live_server: Any, page: Page) -> None:
    entry = public.entry("gora")
    assert entry is not None
    page.goto(live_server.url + "/")
    page.get_by_label("W którym partnerstwie jest moja gmina?").focus()
    page.keyboard.type(entry.members[0].label)
    page.keyboard.press("Enter")
    answer = page.locator("#odpowiedz")
    answer.get_by_role("link", name="Gora").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/partnerstwo/gora/")
    page.goto(live_server.url + "/")
    page.locator(".country-map").get_by_role("link", name="Cicha").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/partnerstwo/cicha/")


@pytest.mark.usefixtures("root")
def test_working_pages(
    page: Page,
    live_server: Any,
    decide: Any,
    chair: User,
    agreement: DocumentVersion,
) -> None:
    # The second factor, which a chair must have, has tests of its own.
    Authenticator.objects.create(user=chair, type=Authenticator.Type.TOTP, data={"secret": "x"})
    client = Client()
    client.force_login(chair)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    page.context.add_cookies([{**cookie, "url": live_server.url}])
    here = f"{live_server.url}/praca/dolina/publikacja/"
    page.goto(here)
    looked_over(page, "praca-pusta")
    gone = release(chair, decide("Regulamin Rady"))
    work(once=True)
    withdraw(chair, gone, "Błąd w załączniku.")
    Path(agreement.file.path).unlink()
    release(chair, decide("Zmiana porozumienia", document=agreement))
    work(once=True)
    release(chair, decide("Wybór wykonawcy"))
    decide("Przyjęcie diagnozy")
    decide("Przyjęcie strategii")
    page.goto(here)
    looked_over(page, "praca-lista")
    page.get_by_role("link", name="Opublikuj uchwałę 4/2026").click()
    looked_over(page, "praca-pytanie")
    page.get_by_role("button", name="Opublikuj uchwałę").click()
    page.get_by_text("Publikacja jest zlecona.").wait_for()
    work(once=True)
    page.goto(here)
    page.get_by_role("link", name="Wycofaj publikację uchwały 4/2026").click()
    page.get_by_role("button", name="Wycofaj publikację").click()
    page.get_by_text("Napisz, dlaczego wycofujesz").first.wait_for()
    looked_over(page, "praca-wycofanie")
