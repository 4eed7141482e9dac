"""People of the path: each has a browser of their own, one account and one pair of hands."""

from __future__ import annotations

import base64
import hashlib
import hmac
import struct
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from playwright.sync_api import Browser, BrowserContext, Locator, Page

from .hands import Hand
from .inspection import Inspection

WORDS = "zielony parasol nad doliną"
"""Everybody's password."""
_STEP = 30


@dataclass
class Person:
    """Somebody at a browser."""

    name: str
    address: str
    context: BrowserContext
    hand: Hand
    inspection: Inspection
    key: str = ""
    """What their application with codes was given."""

    @property
    def page(self) -> Page:
        """The page they see."""
        return self.hand.page

    def goes(self, where: str) -> None:
        """Type an address into the bar of the browser."""
        self.page.goto(where if where.startswith("http") else self.inspection.base + where)
        self.inspection.look(self.page)

    def follows(self, name: str, within: Locator | None = None, *, exact: bool = True) -> None:
        """Press a link."""
        self._press((within or self.page).get_by_role("link", name=name, exact=exact).first)

    def sends(self, name: str, *, exact: bool = True) -> None:
        """Press a button that sends its form."""
        self._press(self.page.get_by_role("button", name=name, exact=exact).first)

    def _press(self, target: Locator) -> None:
        self.hand.press(target)
        self.inspection.look(self.page)

    def writes(self, label: str, text: str) -> None:
        """Fill in a field."""
        self.hand.write(self.page.get_by_label(label, exact=False).first, text)

    def chooses(self, label: str, option: str) -> None:
        """Choose from a list."""
        self.hand.choose(self.page.get_by_label(label).first, option)

    def ticks(self, label: str, group: str = "") -> None:
        """Check a box, or a radio button of a group."""
        within = self.page.get_by_role("group", name=group, exact=True) if group else self.page
        self.hand.tick(within.get_by_label(label).first)

    def sees(self, words: str) -> None:
        """Make sure that the page says this."""
        self.page.get_by_text(words).locator("visible=true").first.wait_for()

    def refreshes_until(self, words: str, link: str, patience: float) -> None:
        """Press the link that shows a page anew until it says this."""
        until = time.monotonic() + patience
        while self.page.get_by_text(words).count() == 0:
            assert time.monotonic() < until, f"the page never says: {words}"
            time.sleep(0.5)
            self.follows(link)

    def code(self, ahead: int = 0) -> str:
        """What the application with codes shows, now or ``ahead`` of now."""
        counter = int(time.time()) // _STEP + ahead
        secret = base64.b32decode(self.key)
        digest = hmac.new(secret, struct.pack(">Q", counter), hashlib.sha1).digest()
        (number,) = struct.unpack_from(">I", digest, digest[-1] & 15)
        return f"{(number & 0x7FFFFFFF) % 1_000_000:06}"


def sits_down(
    browser: Browser, hand: type[Hand], inspection: Inspection, name: str, address: str
) -> Person:
    """Give somebody a browser."""
    context = browser.new_context(**hand.context, locale="pl-PL", reduced_motion="reduce")
    context.set_default_timeout(60_000)
    if hand.script:
        context.add_init_script(hand.script)
    page = context.new_page()
    inspection.attend(page)
    return Person(name, address, context, hand(page), inspection)


Seat = Callable[[str, str], Person]


def seats(browser: Browser, hand: type[Hand], inspection: Inspection) -> Seat:
    """Gives browsers to people who all have the same kind of hands."""
    return partial(sits_down, browser, hand, inspection)
