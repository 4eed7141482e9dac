"""The gallery in a real browser: every taste, every width, no mouse."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Page, expect
from tests.portal.looking import press, settled, sound, violations, wider

PARTS = ("", "/formularz", "/dane", "/potwierdzenie")
TASTES = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "contrast": {"contrast": "more"},
    "dark contrast": {"color_scheme": "dark", "contrast": "more"},
    "forced": {"forced_colors": "active"},
}
OUTSIDE = """
[...document.querySelectorAll("main *")]
  .filter(e => e.checkVisibility() && !e.closest(".unseen, th:not(:has(a)), svg"))
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
  .map(e => e.outerHTML.slice(0, 90))
"""
SMALL_TARGETS = """
[...document.querySelectorAll(
  "a:not(main p a, .skip, svg a), button, summary, select, input, textarea"
)]
  .filter(e => e.type !== "hidden" && e.checkVisibility())
  .map(e => [e.outerHTML.slice(0, 90), (e.closest("label") || e).getBoundingClientRect()])
  .filter(([, box]) => box.height < 24)
  .map(([text, box]) => [text, box.width, box.height])
"""
REACHABLE = """
document.querySelectorAll(
  "a[href], button:not(:disabled), summary, select, textarea, input:not(:disabled, [type=hidden])"
).length
"""
LOOK = """(() => {
  const e = document.activeElement, look = getComputedStyle(e);
  const path = e.matches("svg a") ? getComputedStyle(e.querySelector("path")) : null;
  const line = look.outlineStyle === "none" ? 0 : parseFloat(look.outlineWidth);
  return [e.outerHTML.slice(0, 90), Math.max(line, path ? parseFloat(path.strokeWidth) / 2 : 0)];
})()"""

Show = Callable[..., Page]


def sent_empty(page: Page) -> Page:
    page.locator("main form .button").first.click()
    page.wait_for_selector(".summary")
    return settled(page)


@pytest.mark.browser
@pytest.mark.parametrize("taste", TASTES)
@pytest.mark.parametrize("part", PARTS)
def test_accessible_in_every_taste(show: Show, part: str, taste: str) -> None:
    page = show(part, **TASTES[taste])
    sound(page, widths=(1280, 360))
    assert page.complaints == []


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_errors_are_accessible(show: Show, scheme: str) -> None:
    page = sent_empty(show("/formularz", color_scheme=scheme))
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 800})
    assert wider(page) <= 0


@pytest.mark.browser
@pytest.mark.parametrize("part", PARTS)
def test_the_narrowest_screen(show: Show, part: str) -> None:
    page = show(part, 320)
    sound(page)
    assert page.evaluate(OUTSIDE) == []
    assert page.evaluate(SMALL_TARGETS) == []


@pytest.mark.browser
@pytest.mark.parametrize("part", PARTS)
def test_text_at_twice_the_size(show: Show, part: str) -> None:
    page = show(part, 640)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert wider(page) <= 0


@pytest.mark.browser
@pytest.mark.parametrize("part", PARTS)
def test_everything_is_reached_by_keyboard_and_seen(show: Show, part: str) -> None:
    """Tab comes to each control, and each shows that it has focus.

    A group of radio buttons is one stop; a date is four: day, month, year, calendar.
    """
    page = show(part)
    radios = page.locator("input[type=radio]").count()
    dates = page.locator("input[type=date]").count()
    stops = []
    for _ in range(page.evaluate(REACHABLE) - radios + (radios > 0) + 3 * dates):
        page.keyboard.press("Tab")
        html, line = page.evaluate(LOOK)
        assert line >= 2, html
        stops.append(html)
    assert not any(html.startswith("<body") for html in stops)
    assert 'class="skip"' in stops[0]


@pytest.mark.browser
def test_the_skip_link_leads_to_the_content(show: Show) -> None:
    page = show()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#tresc")).to_be_focused()


@pytest.mark.browser
def test_errors_are_announced_and_lead_to_their_fields(show: Show) -> None:
    page = sent_empty(show("/formularz"))
    assert page.title().startswith("Błąd: ")
    expect(page.locator("#do-poprawy")).to_be_focused()
    assert page.locator("[role=alert] li").count() == 7
    name = page.get_by_role("textbox", name="Nazwa partnerstwa")
    told = name.evaluate(
        "e => e.getAttribute('aria-describedby').split(' ')"
        ".map(id => document.getElementById(id).textContent).join(' ')"
    )
    assert "Błąd: To pole jest wymagane." in told
    assert "na okładce" in told
    page.get_by_role("link", name="Nazwa partnerstwa:").click()
    expect(page.locator("#id_name")).to_be_focused()
    page.get_by_role("link", name="Czym zajmie się partnerstwo:").click()
    expect(page.locator("#id_topics_group")).to_be_focused()


@pytest.mark.browser
def test_a_sound_form_is_accepted(show: Show) -> None:
    page = show("/formularz")
    page.get_by_label("Nazwa partnerstwa").fill("Dolina")
    page.get_by_label("Adres e-mail").fill("biuro@example.org")
    page.get_by_label("Rola gminy").select_option("Lider")
    page.get_by_label("Dzień przystąpienia").fill("2031-03-14")
    for label in ("Transport publiczny", "Jedna gmina", "Rada gminy podjęła uchwałę"):
        page.get_by_label(label).check()
    page.get_by_role("button", name="Załóż partnerstwo").click()
    expect(page.get_by_role("status")).to_contain_text("Gotowe")


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 360])
def test_a_table_is_sorted_by_its_headings(show: Show, width: int) -> None:
    page = show("/dane?page=2", width)
    table = page.get_by_role("table", name="Gminy partnerstwa")
    assert table.get_by_role("rowheader").first.inner_text().split("\n")[-1] == "Jezierzyn"
    for order, first in (("ascending", "Borowa Góra"), ("descending", "Żabie Doły")):
        press(table.get_by_role("link", name="Gmina"))
        assert table.locator(f"[aria-sort={order}]").inner_text() == "Gmina"
        assert table.locator("tbody th a").first.inner_text() == first
    assert "page=" not in page.url


@pytest.mark.browser
def test_a_phone_shows_labelled_rows_that_are_still_a_table(show: Show) -> None:
    page = show("/dane", 360)
    table = page.get_by_role("table", name="Gminy partnerstwa")
    assert table.get_by_role("row").count() == 5
    assert table.get_by_role("columnheader").count() == 4
    label = table.locator("tbody tr").first.get_by_text("Ludność", exact=True)
    assert label.is_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    assert not label.is_visible()


@pytest.mark.browser
def test_the_map_has_a_table_behind_it(show: Show) -> None:
    page = show("/dane")
    other = page.get_by_role("table", name="Zmiana ludności w pięć lat")
    assert not other.is_visible()
    page.get_by_text("Pokaż mapę jako tabelę").click()
    expect(other.get_by_role("rowheader")).to_have_count(3)
    assert violations(page) == []


@pytest.mark.browser
def test_paper_has_what_is_said_and_not_what_is_pressed(show: Show) -> None:
    page = show("/dane", color_scheme="dark")
    page.emulate_media(media="print")
    assert not page.locator(".main-navigation").is_visible()
    assert not page.locator(".pages").is_visible()
    assert page.get_by_role("table", name="Zmiana ludności w pięć lat").is_visible()
    paper = "getComputedStyle(document.documentElement).backgroundColor"
    assert page.evaluate(paper) == "rgb(255, 255, 255)"


@pytest.mark.browser
def test_motion_only_for_those_who_did_not_decline_it(show: Show) -> None:
    look = "getComputedStyle(document.documentElement).scrollBehavior"
    assert show().evaluate(look) == "auto"
    assert show(reduced_motion="no-preference").evaluate(look) == "smooth"


@pytest.mark.browser
def test_forced_colours_keep_the_place_and_the_buttons_seen(show: Show) -> None:
    page = show(forced_colors="active")
    width = "e => getComputedStyle(e).borderBottomWidth"
    assert page.locator(".main-navigation [aria-current]").evaluate(width) == "3px"
    assert page.locator(".button").first.evaluate(width) == "2px"


@pytest.mark.parametrize("part", PARTS)
def test_the_gallery_is_shown_only_where_it_is_wanted(
    settings: Any, pictures: ModuleType, client: Client, part: str
) -> None:
    settings.ROOT_URLCONF = pictures.addresses()
    assert client.get(f"/design/gallery{part}").status_code == 404
    settings.DESIGN_GALLERY = True
    assert client.get(f"/design/gallery{part}").status_code == 200
    settings.DESIGN_GALLERY, settings.DEBUG = False, True
    assert client.get(f"/design/gallery{part}").status_code == 200


def test_a_wrong_form_answers_with_its_own_code(client: Client, gallery: None) -> None:
    answer = client.post("/design/gallery/formularz", {"name": "Dolina"})
    assert answer.status_code == 422
    assert 'value="Dolina"' in answer.content.decode()
