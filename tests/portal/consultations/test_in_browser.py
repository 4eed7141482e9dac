"""A remark left and answered in a real browser; axe and keyboard on every page."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page

from terytoria.portal.accounts.models import User
from terytoria.portal.consultations.domain import gate
from terytoria.portal.consultations.domain.deciding import Opinion, decide
from terytoria.portal.consultations.domain.planning import plan
from terytoria.portal.consultations.domain.sorting import group
from terytoria.portal.consultations.enums import Outcome
from terytoria.portal.consultations.models import Consultation, Remark
from terytoria.portal.consultations.tasks import build_report
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Partnership

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("CONSULTATIONS_SHOTS")
WIDTHS = (1000, 390)
REASONS = "Strategia nie rozstrzyga o tej drodze, bo należy do powiatu."
Visit = Callable[..., Page]


@pytest.fixture(autouse=True, scope="module")
def _loop() -> Iterator[None]:
    """The browser's own event loop is no reason to refuse the database."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


@pytest.fixture
def dolina(transactional_db: None, dolina: Partnership) -> Partnership:
    """The partnership, seen by the server's threads too."""
    return dolina


@pytest.fixture
def visit(live_server: Any, browser: Browser) -> Iterator[Visit]:
    """Opens pages as a person or as anybody."""
    contexts = []

    def opened(user: User | None = None) -> Page:
        contexts.append(browser.new_context(viewport={"width": 1000, "height": 800}))
        if user is not None:
            factor = {"type": Authenticator.Type.TOTP, "data": {"secret": "x"}}
            Authenticator.objects.get_or_create(user=user, defaults=factor)
            client = Client()
            client.force_login(user)
            cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
            contexts[-1].add_cookies([{**cookie, "url": live_server.url}])
        page = contexts[-1].new_page()
        page.set_default_timeout(20_000)
        return page

    yield opened
    for context in contexts:
        context.close()


def sound(page: Page, name: str) -> None:
    """At both widths no violation of axe and nothing that scrolls sideways."""
    assert page.get_by_text("Potrzebny drugi składnik").count() == 0, name
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.evaluate("document.fonts.ready")
        if SHOTS:
            page.screenshot(path=str(Path(SHOTS) / f"{name}-{width}.png"), full_page=True)
        faults = Axe().run(page).response["violations"]
        told = [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in faults]
        assert told == [], (name, width)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (name, width)


def public(talk: Consultation, name: str, *more: object) -> str:
    return reverse(f"public_consultation:{name}", args=[talk.partnership.slug, talk.number, *more])


def work(talk: Consultation, name: str, *more: object) -> str:
    return reverse(f"consultations:{name}", args=[talk.partnership.slug, talk.number, *more])


def test_anybody_leaves_a_remark_by_keyboard_and_follows_it(
    talk: Consultation, visit: Visit, live_server: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "QUICKEST", 0)
    page = visit()
    page.goto(live_server.url + public(talk, "page"))
    sound(page, "public-page")
    link = page.get_by_role("link", name="Zgłoś uwagę do fragmentu: „Autobus szkolny")
    link.focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Zgłoś uwagę").wait_for()
    sound(page, "public-form")
    page.get_by_role("button", name="Wyślij uwagę").focus()
    page.keyboard.press("Enter")
    page.get_by_text("Popraw i wyślij jeszcze raz").wait_for()
    sound(page, "public-form-errors")
    page.get_by_label("Twoja uwaga").fill("Autobus powinien jeździć co godzinę.")
    page.get_by_label("Kto zgłasza uwagę").select_option("resident")
    page.get_by_label("Adres e-mail").fill("jan@example.org")
    page.get_by_role("button", name="Wyślij uwagę").click()
    page.get_by_role("heading", name="Uwaga nr 1").wait_for()
    sound(page, "public-receipt")
    assert page.context.cookies() == []
    for name, query in (("map", ""), ("map", "?gmina=3217023")):
        page.goto(live_server.url + public(talk, name) + query)
        sound(page, f"public-map{len(query)}")


def test_every_page_of_staff_and_of_the_result(
    closed: Consultation, visit: Visit, live_server: Any, ola: User, asked: Any
) -> None:
    page = visit(ola)
    for name, address in (
        ("listing", reverse("consultations:listing", args=["dolina"])),
        ("closed", work(closed, "consultation")),
        ("register", work(closed, "register")),
        ("remark", work(closed, "remark", 1)),
        ("add", reverse("consultations:add", args=["dolina"])),
        ("person", reverse("consultations:person", args=["dolina"])),
    ):
        page.goto(live_server.url + address)
        sound(page, f"staff-{name}")
    build_report(_Context(), consultation=closed.pk, actor=ola.pk)()
    for name in ("page", "changes", "remark"):
        page.goto(live_server.url + public(closed, name))
        sound(page, f"ended-{name}")
    page.goto(live_server.url + public(closed, "fate", Remark.objects.get(number=1).code))
    sound(page, "ended-fate")
    planned = plan(ola, closed.partnership, asked(title="Następne konsultacje"))
    page.goto(live_server.url + work(planned, "open"))
    sound(page, "staff-open")


def test_every_page_of_the_open_register(
    speak: Any, visit: Visit, live_server: Any, ola: User, person: Any
) -> None:
    speak("Chodnik przy ulicy Szkolnej jest potrzebny, tel. 600 700 800")
    speak("Potrzebny chodnik przy ulicy Szkolnej")
    speak("Lotnisko")
    talk = speak("Port").consultation
    group(ola, talk, [3, 4], "Inwestycje krajowe")
    made = Remark.objects.get(number=1)
    decide(person(Role.WORKING_GROUP), made, Opinion(Outcome.OUTSIDE, REASONS))
    page = visit(ola)
    for name, more in (
        ("consultation", ()),
        ("register", ()),
        ("groups", ()),
        ("enter", ()),
        ("change", ()),
        ("remark", (1,)),
        ("position", (1,)),
        ("screen", (1,)),
    ):
        page.goto(live_server.url + work(talk, name, *more))
        sound(page, f"open-{name}")


class _Context:
    job = 1

    def progress(self, text: str) -> None:
        """Say nothing."""
