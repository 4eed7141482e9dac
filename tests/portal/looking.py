"""Looking at pages in a real browser: opened by somebody, whole, accessible, no wider than it."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

if TYPE_CHECKING:  # models wait until Django is set up, which is after this is read
    from terytoria.portal.accounts.models import User

PATIENCE = 20_000
"""Milliseconds a loaded machine may take to show what is waited for."""
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
"""Rules of axe that every page keeps; among them are all that axe tries unasked."""
_WIDTHS = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"

expect.set_options(timeout=PATIENCE)


def settled(page: Page) -> Page:
    """Wait until the page that is being opened is whole, its type too; gives it back.

    A document that has just taken the place of another has no elements yet. After a key was
    pressed wait first for what only the new page says: nothing tells that the old one will go.
    """
    page.wait_for_load_state("load")
    page.locator("body").wait_for(state="attached")
    page.evaluate("document.fonts.ready.then(() => true)")
    return page


def press(target: Locator, key: str = "") -> None:
    """Press what leads to another page, with the mouse or with a key, and wait for that page."""
    with target.page.expect_navigation():
        if key:
            target.press(key)
        else:
            target.click()
    settled(target.page)


def width_of(page: Page) -> int:
    """The width of the window, px."""
    return page.viewport_size["width"] if page.viewport_size else 0


def wider(page: Page) -> int:
    """By how many px the page is wider than its window, so that it scrolls sideways."""
    needed, given = settled(page).evaluate(_WIDTHS)
    return int(needed - min(given, width_of(page)))


def violations(page: Page, within: str = "") -> list[tuple[str, list[str]]]:
    """What axe finds on the page or within a selector: the rule, and the elements at fault."""
    context = {"include": [[within]]} if within else None
    only = {"runOnly": {"type": "tag", "values": [*TAGS]}}
    found = Axe().run(settled(page), context=context, options=only).response["violations"]
    return [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found]


def picture(page: Page, name: str) -> None:
    """Keep a picture of the whole page in the folder ``TERYTORIA_PICTURES``, if there is one."""
    folder = os.environ.get("TERYTORIA_PICTURES")
    if name and folder:
        settled(page).screenshot(path=Path(folder, f"{name}-{width_of(page)}.png"), full_page=True)


def sound(page: Page, name: str = "", *, widths: Sequence[int] = ()) -> None:
    """Nothing scrolls sideways, axe finds nothing: at the page's own width or at each of some.

    The page keeps the last of them. Without a name no picture is kept.
    """
    height = page.viewport_size["height"] if page.viewport_size else 800
    for width in widths or (width_of(page),):
        page.set_viewport_size({"width": width, "height": height})
        picture(page, name)
        where = f"{name} {page.url}, {width} px"
        over, found = wider(page), violations(page)
        assert over <= 0, f"{where}: {over} px too wide"
        assert not found, f"{where}: {found}"


class Browsers:
    """Browsers of people who look at one portal; addresses need no host."""

    def __init__(self, browser: Browser, base: str) -> None:
        self.browser, self.base, self.contexts = browser, base, list[BrowserContext]()

    def open(
        self,
        user: User | None = None,
        width: int = 1000,
        address: str = "",
        *,
        height: int = 800,
        factor: bool = True,
        **options: Any,
    ) -> Page:
        """A page for somebody signed in (``factor``: with a second one), or for anybody."""
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            base_url=self.base,
            **{"locale": "pl-PL", **options},
        )
        self.contexts.append(context)
        context.set_default_timeout(PATIENCE)
        if user is not None:
            from tests.portal.people import browser_of

            session = browser_of(user, factor=factor).cookies["sessionid"].value
            context.add_cookies([{"name": "sessionid", "value": session, "url": self.base}])
        page = context.new_page()
        page.goto(address or "about:blank")
        return page

    def close(self) -> None:
        """Close them all."""
        for context in self.contexts:
            context.close()


class Desk:
    """Pages of one room of the partnership ``dolina``, opened by the names of their addresses."""

    def __init__(self, page: Page, room: str) -> None:
        self.page, self.room = page, room

    def open(self, name: str, *more: Any, query: str = "") -> None:
        """Open a page."""
        self.page.goto(reverse(f"{self.room}:{name}", args=["dolina", *more]) + query)

    def sound(self, name: str) -> None:
        """Look at what is open now; see :func:`sound`."""
        sound(self.page, name)
