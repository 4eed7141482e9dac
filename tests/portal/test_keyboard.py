"""The pages without a mouse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

MEMBERS = ["9917011", "9917022", "9917033", "9917041", "9917052"]
FOCUSED = "document.activeElement"
LOOK = """(() => {
  const focused = document.activeElement, look = getComputedStyle(focused);
  const shape = focused.matches(".map a") ? getComputedStyle(focused.querySelector("path")) : null;
  const line = look.outlineStyle === "none" ? 0 : parseFloat(look.outlineWidth);
  return [focused.tagName, Math.max(line, shape ? parseFloat(shape.strokeWidth) / 2 : 0)];
})()"""

Open = Callable[..., Any]


def tab_to(shown: Any, wanted: str, limit: int = 60) -> None:
    """Press Tab until the focused element matches a selector."""
    for _ in range(limit):
        shown.page.keyboard.press("Tab")
        if shown.page.evaluate(f"{FOCUSED}.matches({wanted!r})"):
            return
    pytest.fail(f"Tab never reached {wanted}")


def test_skip_link_comes_first_and_leads_to_the_content(visit: Open) -> None:
    shown = visit("/partnerstwo/dolina/")
    shown.page.keyboard.press("Tab")
    assert shown.page.evaluate(f"{FOCUSED}.className") == "skip"
    assert shown.page.locator(".skip").bounding_box()["y"] >= 0
    shown.page.keyboard.press("Enter")
    expect(shown.page.locator("#tresc")).to_be_focused()


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_every_gmina_of_the_map_in_order(visit: Open, prefix: str, width: int) -> None:
    shown = visit(f"{prefix}/partnerstwo/dolina/", width)
    tab_to(shown, ".map a")
    reached = []
    while shown.page.evaluate(f"{FOCUSED}.matches('.map a')"):
        assert shown.page.evaluate(f"{FOCUSED}.getAttribute('aria-label')").startswith("gmina ")
        reached.append(shown.page.evaluate(f"{FOCUSED}.getAttribute('href')"))
        shown.page.keyboard.press("Tab")
    assert reached == [f"gmina/{code}/" for code in MEMBERS]
    assert shown.page.evaluate(f"{FOCUSED}.closest('table') !== null")


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_enter_opens_each_gmina(visit: Open, prefix: str) -> None:
    shown = visit(f"{prefix}/partnerstwo/dolina/")
    for code in MEMBERS:
        shown.go(f"{prefix}/partnerstwo/dolina/")
        shown.page.locator(f'.wide-map a[href="gmina/{code}/"]').focus()
        shown.page.keyboard.press("Enter")
        shown.page.wait_for_url(f"**/{code}/")
        assert shown.path == f"{prefix}/partnerstwo/dolina/gmina/{code}/"


def test_from_gmina_to_gmina_on_its_map(visit: Open) -> None:
    shown = visit("/en/partnerstwo/dolina/gmina/9917033/")
    tab_to(shown, ".map a")
    shown.page.keyboard.press("Enter")
    shown.page.wait_for_url("**/9917011/")
    assert shown.path == "/en/partnerstwo/dolina/gmina/9917011/"


@pytest.mark.parametrize("page", ["", "gmina/9917033/", "dostepnosc/"])
def test_focus_is_always_seen(visit: Open, page: str) -> None:
    shown = visit(f"/partnerstwo/dolina/{page}")
    for _ in range(60):
        shown.page.keyboard.press("Tab")
        tag, line = shown.page.evaluate(LOOK)
        if tag == "BODY":
            return
        assert line >= 3, (tag, shown.page.evaluate(f"{FOCUSED}.outerHTML.slice(0, 80)"))
    pytest.fail("Tab never came to the end of the page")


def test_the_rest_of_findings_unfolds(visit: Open) -> None:
    shown = visit("/partnerstwo/dolina/")
    hidden = shown.page.locator(".more .finding").first
    assert not hidden.is_visible()
    tab_to(shown, "summary")
    shown.page.keyboard.press("Enter")
    expect(hidden).to_be_visible()


def test_a_wide_table_scrolls_by_the_keyboard(visit: Open) -> None:
    shown = visit("/partnerstwo/dolina/gmina/9917033/", 320)
    tab_to(shown, ".scroll")
    for _ in range(4):
        shown.page.keyboard.press("ArrowRight")
    expect(shown.page.locator(".scroll").first).not_to_have_js_property("scrollLeft", 0)
