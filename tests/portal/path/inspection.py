"""What is looked at on every page that is met: accessibility, width, complaints, other hosts."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page
from tests.portal.looking import settled, violations, wider, width_of

NARROW = 320
_STATE = """
[...document.querySelectorAll(".notice, .summary, .empty, .ballot, .status, main form")]
  .map(one => one.className).sort().filter((one, at, all) => one !== all[at - 1]).join()
"""
# A refused form or a page that is not there is what was asked for, and the browser says so.
_EXPECTED = re.compile(r"the server responded with a status of (403|404|409|410|422)")


@dataclass
class Inspection:
    """Looks pages over, each kind of page in each state once; keeps what went wrong."""

    base: str
    seen: set[tuple[str, str, int]] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def attend(self, page: Page) -> None:
        """Listen to a page from its beginning."""
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.faults.append(f"{page.url}: {error}"))
        page.on("request", lambda request: self._leave(request.url))

    def look(self, page: Page, *, always: bool = False) -> None:
        """Look at what the page shows now, unless its like was looked at before."""
        width = width_of(settled(page))
        kind = (pattern(page.url), page.evaluate(_STATE), width)
        if kind in self.seen and not always:
            return
        self.seen.add(kind)
        self._fits(page)
        for rule, told in violations(page):
            self.faults.append(f"{page.url} ({width} px): {rule} {told[:3]}")

    def narrow(self, page: Page) -> None:
        """Look whether the page fits the narrowest screen too; its own width is given back."""
        own = page.viewport_size
        assert own is not None
        page.set_viewport_size({"width": NARROW, "height": own["height"]})
        self._fits(page)
        page.set_viewport_size(own)

    def _fits(self, page: Page) -> None:
        over = wider(page)
        if over > 0:
            self.faults.append(f"{page.url}: {over} px wider than {width_of(page)} px")

    def _hear(self, message: ConsoleMessage) -> None:
        if not _EXPECTED.search(message.text):
            self.faults.append(f"{message.location.get('url')}: {message.text}")

    def _leave(self, address: str) -> None:
        if not address.startswith((self.base, "data:")):
            self.faults.append(f"asked another host: {address}")


def pattern(address: str) -> str:
    """The path of an address with numbers and random words as one.

    >>> pattern("http://127.0.0.1:8000/praca/dolina/spotkania/12/punkty/3/?x=1")
    '/praca/dolina/spotkania/0/punkty/0/'
    """
    path = re.sub(r"(?<=/)\d+(?=[/.-]|$)", "0", urlsplit(address).path)
    return re.sub(r"[\w:.-]{30,}", "~", path)
