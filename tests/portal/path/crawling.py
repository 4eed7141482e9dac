"""Following every link inside the site as one person: one example of each kind of address."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import BrowserContext, Page

from .inspection import Inspection

_LINK = re.compile(r"""<a\s[^>]*?href=["']([^"'#]+)""")
_CLASS = re.compile(r"""class=["']([^"']+)""")
# What ends a session or is a file is no page to look at.
_NO_PAGE = ("account_logout", "mfa_download_recovery_codes", "file", "document_file")
Kind = tuple[str, ...]


def kind_of(address: str) -> Kind | None:
    """Which page an address is: its name, its language, the kind of thing it is about.

    >>> kind_of("/praca/dolina/strategia/cel/7/historia/")
    ('strategies:history', 'pl', 'cel')
    """
    path = urlsplit(address).path
    try:
        found = resolve(path.removeprefix("/en") if path.startswith("/en/") else path)
    except Resolver404:
        return None
    language = "en" if path.startswith("/en/") else "pl"
    return (found.view_name, language, str(found.kwargs.get("kind", "")))


@dataclass
class Crawl:
    """What was found so far, whoever looked.

    A page is looked at again when it shows parts that were not on it when somebody else looked.
    """

    inspection: Inspection
    drawn: dict[Kind, set[str]] = field(default_factory=dict)
    kinds: set[Kind] = field(default_factory=set)

    def walk(self, context: BrowserContext, page: Page, *starts: str) -> int:
        """Follow links from the starts; how many kinds of pages this person sees."""
        base = self.inspection.base
        waiting, known = deque(starts), set[Kind]()
        while waiting:
            address = waiting.popleft()
            kind = kind_of(address)
            if kind is None or kind in known or kind[0] in _NO_PAGE:
                continue
            known.add(kind)
            answer = context.request.get(base + address)
            if answer.status >= 400:
                self.inspection.faults.append(f"a link leads to {address}: {answer.status}")
                continue
            if "text/html" not in answer.headers.get("content-type", ""):
                continue
            html = answer.text()
            here = urlsplit(answer.url)
            waiting.extend(self._links(html, here.path))
            parts = set(_CLASS.findall(html))
            if kind not in self.drawn or not parts <= self.drawn[kind]:
                self.drawn.setdefault(kind, set()).update(parts)
                self._look(page, base + address)
        self.kinds |= known
        return len(known)

    def _links(self, html: str, here: str) -> list[str]:
        found = []
        for href in _LINK.findall(html):
            whole = urlsplit(urljoin(self.inspection.base + here, unescape(href)))
            if f"{whole.scheme}://{whole.netloc}" == self.inspection.base:
                found.append(whole.path + (f"?{whole.query}" if whole.query else ""))
        return found

    def _look(self, page: Page, address: str) -> None:
        page.goto(address)
        self.inspection.look(page, always=True)
        self.inspection.narrow(page)
