"""The pages in a real browser: accessibility, small screens, and no request elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from tests.portal.looking import press, sound, violations, wider

pytestmark = pytest.mark.browser

POLISH = (
    "/partnerstwo/dolina/",
    "/partnerstwo/dolina/gmina/9917033/",
    "/partnerstwo/dolina/dostepnosc/",
    "/",
    "/nie-ma",
)
LARGE = "/partnerstwo/zwiazek/"
EVERY = (*POLISH, *(f"/en{address}" for address in POLISH), LARGE)

CUT_OFF = """
[...document.querySelectorAll("main h1, main h2, main h3, main p, main dd, main dt, main li")]
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest(".scroll"))
  .map(e => e.outerHTML.slice(0, 80))
"""
SMALL_TARGETS = """
[...document.querySelectorAll("nav a, .button, .quiet, .downloads a, .data a, th a, .brand a," +
  "footer a, summary, .partnerships h2 a")]
  .filter(e => e.checkVisibility())
  .map(e => [e.textContent.trim(), e.getBoundingClientRect()])
  .filter(([, box]) => box.height < 24 || box.width < 24)
  .map(([text, box]) => [text, box.width, box.height])
"""

Open = Callable[..., Any]


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("address", EVERY)
def test_accessible_and_alone(visit: Open, address: str, width: int) -> None:
    """Axe finds nothing, nothing scrolls sideways, and no request leaves the machine."""
    shown = visit(address, width)
    sound(shown.page)
    assert {urlsplit(url).netloc for url in shown.requests} == {urlsplit(shown.base).netloc}
    absent = "nie-ma" in address
    assert [told for told in shown.complaints if not (absent and "404" in told)] == []
    assert shown.page.context.cookies() == []


def test_unfolded_findings_are_accessible_too(visit: Open) -> None:
    shown = visit("/partnerstwo/dolina/", 360)
    shown.page.locator("summary").click()
    assert violations(shown.page, "#tresc details") == []


@pytest.mark.parametrize("address", [*POLISH, LARGE])
def test_the_narrowest_screen(visit: Open, address: str) -> None:
    """At 320 px (a desk screen at 400 %) nothing scrolls sideways, is cut off or hard to hit."""
    shown = visit(address, 320)
    assert wider(shown.page) <= 0
    assert shown.page.evaluate(CUT_OFF) == []
    assert shown.page.evaluate(SMALL_TARGETS) == []


def test_text_at_twice_the_size(visit: Open) -> None:
    shown = visit(LARGE, 640)
    shown.page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert wider(shown.page) <= 0


def test_one_map_for_each_screen(visit: Open) -> None:
    shown = visit("/partnerstwo/dolina/", 360)
    for width, wanted in ((360, ".narrow-map"), (1280, ".wide-map")):
        shown.page.set_viewport_size({"width": width, "height": 800})
        expect(shown.page.locator(".map svg:visible")).to_have_count(1)
        expect(shown.page.locator(f"{wanted} svg")).to_be_visible()


def test_paper_shows_every_finding(visit: Open) -> None:
    shown = visit("/partnerstwo/dolina/", 800)
    shown.page.emulate_media(media="print")
    heights = "[...document.querySelectorAll('.finding')].map(e => e.offsetHeight)"
    assert min(shown.page.evaluate(heights)) > 50
    assert not shown.page.locator(".languages").is_visible()


def test_motion_only_for_those_who_did_not_decline_it(visit: Open) -> None:
    shown = visit("/partnerstwo/dolina/")
    look = "getComputedStyle(document.documentElement).scrollBehavior"
    assert shown.page.evaluate(look) == "auto"
    shown.page.emulate_media(reduced_motion="no-preference")
    assert shown.page.evaluate(look) == "smooth"


def test_type_is_the_one_served_from_here(visit: Open) -> None:
    shown = visit("/partnerstwo/dolina/")
    loaded = "[...document.fonts].filter(face => face.status === 'loaded').map(f => f.weight)"
    assert sorted(shown.page.evaluate(loaded)) == ["400", "600", "700"]


def test_the_report_is_shown_with_its_own_styles(visit: Open) -> None:
    shown = visit("/partnerstwo/dolina/pliki/report.html")
    colour = "getComputedStyle(document.querySelector('h1')).color"
    assert shown.page.evaluate(colour) == "rgb(1, 2, 3)"
    assert shown.complaints == []


def test_click_on_the_map_opens_the_gmina(visit: Open) -> None:
    shown = visit("/partnerstwo/dolina/")
    shown.page.locator(".wide-map a").nth(2).click()
    shown.page.wait_for_url("**/9917033/")
    expect(shown.page.locator("h1")).to_have_text("Leśniów")


@pytest.mark.parametrize("address", POLISH)
def test_switching_language_keeps_the_page(visit: Open, address: str) -> None:
    shown = visit(address)
    before = shown.path
    press(shown.page.get_by_role("link", name="English"))
    assert shown.path == "/en" + before
    assert shown.page.evaluate("document.documentElement.lang") == "en"
    press(shown.page.get_by_role("link", name="Polski"))
    assert shown.path == before
    assert shown.page.evaluate("document.documentElement.lang") == "pl"


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_downloads_have_their_names(visit: Open, prefix: str) -> None:
    shown = visit(f"{prefix}/partnerstwo/dolina/")
    for name in ("report.pdf", "report.docx", "tables.zip", "diagnosis.json", "dcat.jsonld"):
        with shown.page.expect_download() as got:
            shown.page.locator(f'a:not(.cover)[href$="{name}"]').click()
        assert got.value.suggested_filename == f"dolina-{name}"
        assert got.value.path().stat().st_size > 0


def test_the_picture_of_the_report_downloads_it(visit: Open) -> None:
    shown = visit("/partnerstwo/dolina/")
    picture = shown.page.locator(".cover img")
    assert picture.evaluate("e => e.complete && e.naturalWidth") == 300
    assert re.search("Okładka.*Pobierz raport", shown.page.locator(".cover").aria_snapshot())
    with shown.page.expect_download() as got:
        shown.page.locator(".cover").click()
    assert got.value.suggested_filename == "dolina-report.pdf"
