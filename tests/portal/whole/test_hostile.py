"""Whatever is sent to a form or an address, the answer is a page and never a fault."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve

from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.rules import AnyRole

from .addresses import working_addresses
from .filling import Arguments

pytestmark = pytest.mark.django_db
HOSTILE = (
    "\x00",
    "Tekst\x00z NUL",
    "\ud800",
    "1" + "0" * 30,
    "-1e400",
    "9999-12-31",
    "0000-00-00",
    "9999-12-31T23:59",
    "x" * 100_000,
    "٣" * 4,
)
ADDRESSED = ("\x00", "\ud800", "9" * 31, "²", "' OR 1=1 --", "finding:\x00", "9999-99", "-1")
KEYS = (
    *("sort", "page", "stan", "tylko", "szukaj", "stara", "nowa", "goal", "answers", "serves"),
    *("cites", "propozycja", "next", "j", "obszar", "osoba", "czynnosc", "od", "do", "miesiac"),
    *("kto", "co", "person", "verb", "since", "until", "month"),
)
PLAUSIBLE = {
    "date": "2026-12-01",
    "datetime-local": "2026-12-01T10:00",
    "time": "10:00",
    "number": "1",
    "email": "nowa@example.org",
    "url": "https://example.org/",
}
TYPED = {"text", "textarea", "search", "hidden", "select", "radio", "checkbox", *PLAUSIBLE}


@dataclass
class Form:
    """A form of a page: where it is sent, and what a person might have filled in."""

    action: str
    method: str
    upload: bool
    values: dict[str, str] = field(default_factory=dict)


class Forms(HTMLParser):
    """The forms of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._select = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A form, or a field of the last one."""
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            upload = "multipart" in given.get("enctype", "")
            method = given.get("method", "get").lower()
            self.found.append(Form(given.get("action", ""), method, upload))
        if tag == "button" and given.get("formaction"):
            name, value = given.get("name", ""), given.get("value", "")
            self.found.append(Form(given["formaction"], "post", False, {name: value}))
        elif self.found and (name := given.get("name")):
            self._note(tag, name, given)
        elif tag == "option" and self._select and given.get("value"):
            self.found[-1].values.setdefault(self._select, given["value"])

    def _note(self, tag: str, name: str, given: dict[str, str]) -> None:
        values = self.found[-1].values
        kind = given.get("type", "text") if tag == "input" else tag
        self._select = name if tag == "select" else ""
        if tag == "select" or kind == "file":
            return
        if kind in {"radio", "checkbox", "hidden", "submit"} or tag == "button":
            values.setdefault(name, given.get("value", "on"))
        else:
            values[name] = given.get("value") or PLAUSIBLE.get(kind, "Tekst próbny")


def encoded(values: dict[str, str]) -> bytes:
    """As a browser sends a form; lone surrogates as the bytes that a hostile one would send."""
    return urlencode(values, errors="surrogatepass").encode()


def variants(form: Form) -> Iterator[dict[str, str]]:
    """The form with each field hostile in turn, then all; with keys nobody asked for; empty."""
    names = [name for name in form.values if name != "csrfmiddlewaretoken"]
    for at, name in enumerate(names):
        for bad in {HOSTILE[0], HOSTILE[1 + at % (len(HOSTILE) - 1)]}:
            yield {**form.values, name: bad}
    for bad in HOSTILE:
        yield dict.fromkeys(form.values, bad)
    yield {**form.values, "__class__": "x", "partnership": "1", "\x00": "\x00", "version": ""}
    yield {}


def fault(browser: Client, address: str, method: str, data: bytes) -> str:
    """What went wrong with a request; empty for a page. Nothing of it is kept."""
    form = "application/x-www-form-urlencoded"
    try:
        with transaction.atomic():
            if method == "post":
                answer = browser.post(address, data, content_type=form)
            else:
                answer = browser.get(f"{address.partition('?')[0]}?{data.decode()}")
            list(answer)
            transaction.set_rollback(True)
    except Exception as broken:
        return repr(broken)[:200]
    return str(answer.status_code) if answer.status_code >= 500 else ""


def pages(full: Arguments) -> list[str]:
    """Every address that a page may be at."""
    return [address for one in working_addresses() for address in one.filled(full, "dolina")]


def shape_of(action: str, form: Form) -> tuple[str, ...]:
    """What makes a form another one: its page and fields, whatever record it is about."""
    found = resolve(action)
    return (found.view_name, str(found.kwargs.get("kind", "")), form.method, *sorted(form.values))


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.EXPERT, Role.REPRESENTATIVE])
def test_no_form_breaks(role: AnyRole, full: Arguments, person: Any, signed: Any) -> None:
    browser, tried = signed(person(role)), set[tuple[str, ...]]()
    faults = dict[str, str]()
    for page in pages(full):
        answer = browser.get(page)
        if answer.streaming or not answer.get("Content-Type", "").startswith("text/html"):
            list(answer)  # a file is closed once it is read
            continue
        for form in Forms(answer.content.decode()).found:
            action = form.action if form.action.startswith("/") else page.partition("?")[0]
            if action.startswith("/konto/") or shape_of(action.partition("?")[0], form) in tried:
                continue
            tried.add(shape_of(action.partition("?")[0], form))
            for values in variants(form):
                told = fault(browser, action, form.method, encoded(values))
                if told:
                    shown = {name: value[:20] for name, value in values.items()}
                    faults.setdefault(f"{form.method} {action}: {told}", repr(shown))
    assert faults == {}
    assert len(tried) > (40 if role is Role.COORDINATOR else 5)


def test_no_address_breaks(full: Arguments, coordinator: Any, signed: Any) -> None:
    browser, faults = signed(coordinator), dict[str, str]()
    for one in working_addresses():
        page = one.filled(full, "dolina")[0]
        for bad in ADDRESSED[:4]:
            told = fault(browser, page, "get", encoded(dict.fromkeys(KEYS, bad)))
            if told:
                faults.setdefault(f"{page}: {told}", repr(bad))
    assert faults == {}


@pytest.mark.parametrize("key", ["goal", "answers", "serves", "cites"])
@pytest.mark.parametrize("kind", ["cel", "kierunek", "projekt", "miernik", "wyzwanie"])
def test_crafted_links_of_a_new_item_are_left_out(
    key: str, kind: str, full: Arguments, coordinator: Any, signed: Any
) -> None:
    browser = signed(coordinator)
    for bad in (*ADDRESSED, "finding:" + "9" * 30, "own:", "١", ""):
        query = urlencode([(key, bad), (key, "1")], errors="surrogatepass")
        answer = browser.get(f"/praca/dolina/strategia/{kind}/nowe/?{query}")
        assert answer.status_code == 200, (key, bad)
