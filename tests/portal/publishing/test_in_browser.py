"""Public and working pages in a real browser: axe, narrow screens, keyboard."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.portal.looking import Browsers, press, sound, wider

from terytoria.portal.accounts.models import User
from terytoria.portal.jobs.domain.work import work
from terytoria.portal.partnerships.models import DocumentVersion
from terytoria.portal.publishing.domain.releasing import release, withdraw
from terytoria.portal.publishing.site import Site

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

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


@pytest.fixture
def page(browsers: Browsers) -> Page:
    """A page of a browser of its own."""
    return browsers.open(reduced_motion="reduce")


def looked_over(page: Page, name: str) -> None:
    """The page is sound, and nothing on it is hard to hit; desk and phone, and the narrowest."""
    for width in (1280, 360):
        sound(page, name, widths=(width,))
        assert page.evaluate(SMALL) == [], (name, width)
    page.set_viewport_size({"width": 320, "height": 800})
    assert wider(page) <= 0, name


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_public_pages(public: Site, page: Page, prefix: str) -> None:
    for number, address in enumerate(PUBLIC):
        page.goto(prefix + address)
        looked_over(page, f"{prefix.strip('/') or 'pl'}-{number}")
    assert page.context.cookies() == []


def test_the_start_page_by_keyboard(public: Site, page: Page) -> None:
    entry = public.entry("gora")
    assert entry is not None
    page.goto("/")
    page.get_by_label("W którym partnerstwie jest moja gmina?").focus()
    page.keyboard.type(entry.members[0].label)
    page.keyboard.press("Enter")
    answer = page.locator("#odpowiedz")
    answer.get_by_role("link", name="Gora").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/partnerstwo/gora/")
    page.goto("/")
    page.locator(".country-map").get_by_role("link", name="Cicha").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/partnerstwo/cicha/")


@pytest.mark.usefixtures("root")
def test_working_pages(
    browsers: Browsers, decide: Any, chair: User, agreement: DocumentVersion
) -> None:
    here = "/praca/dolina/publikacja/"
    page = browsers.open(chair, 1280, here, reduced_motion="reduce")
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
    press(page.get_by_role("link", name="Opublikuj uchwałę 4/2026"))
    looked_over(page, "praca-pytanie")
    page.get_by_role("button", name="Opublikuj uchwałę").click()
    page.get_by_text("Publikacja jest zlecona.").wait_for()
    work(once=True)
    page.goto(here)
    page.get_by_role("link", name="Wycofaj publikację uchwały 4/2026").click()
    page.get_by_role("button", name="Wycofaj publikację").click()
    page.get_by_text("Napisz, dlaczego wycofujesz").first.wait_for()
    looked_over(page, "praca-wycofanie")
