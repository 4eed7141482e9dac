"""A remark left and answered in a real browser; axe and keyboard on every page."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page
from tests.portal import looking
from tests.portal.looking import Browsers

from terytoria.portal.accounts.models import User
from terytoria.portal.consultations.domain import gate
from terytoria.portal.consultations.domain.deciding import Opinion, decide
from terytoria.portal.consultations.domain.planning import plan
from terytoria.portal.consultations.domain.sorting import group
from terytoria.portal.consultations.enums import Outcome
from terytoria.portal.consultations.models import Consultation, Remark
from terytoria.portal.consultations.tasks import build_report
from terytoria.portal.partnerships.enums import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = (1000, 390)
REASONS = "Strategia nie rozstrzyga o tej drodze, bo należy do powiatu."


def sound(page: Page, name: str) -> None:
    """At both widths the page that was meant is sound."""
    looking.sound(page, name, widths=WIDTHS)
    assert page.get_by_text("Potrzebny drugi składnik").count() == 0, name


def public(talk: Consultation, name: str, *more: object) -> str:
    return reverse(f"public_consultation:{name}", args=[talk.partnership.slug, talk.number, *more])


def work(talk: Consultation, name: str, *more: object) -> str:
    return reverse(f"consultations:{name}", args=[talk.partnership.slug, talk.number, *more])


def test_anybody_leaves_a_remark_by_keyboard_and_follows_it(
    talk: Consultation, browsers: Browsers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "QUICKEST", 0)
    page = browsers.open()
    page.goto(public(talk, "page"))
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
        page.goto(public(talk, name) + query)
        sound(page, f"public-map{len(query)}")


def test_every_page_of_staff_and_of_the_result(
    closed: Consultation, browsers: Browsers, ola: User, asked: Any
) -> None:
    page = browsers.open(ola)
    for name, address in (
        ("listing", reverse("consultations:listing", args=["dolina"])),
        ("closed", work(closed, "consultation")),
        ("register", work(closed, "register")),
        ("remark", work(closed, "remark", 1)),
        ("add", reverse("consultations:add", args=["dolina"])),
        ("person", reverse("consultations:person", args=["dolina"])),
    ):
        page.goto(address)
        sound(page, f"staff-{name}")
    build_report(_Context(), consultation=closed.pk, actor=ola.pk)()
    for name in ("page", "changes", "remark"):
        page.goto(public(closed, name))
        sound(page, f"ended-{name}")
    page.goto(public(closed, "fate", Remark.objects.get(number=1).code))
    sound(page, "ended-fate")
    planned = plan(ola, closed.partnership, asked(title="Następne konsultacje"))
    page.goto(work(planned, "open"))
    sound(page, "staff-open")


def test_every_page_of_the_open_register(
    speak: Any, browsers: Browsers, ola: User, person: Any
) -> None:
    speak("Chodnik przy ulicy Szkolnej jest potrzebny, tel. 600 700 800")
    speak("Potrzebny chodnik przy ulicy Szkolnej")
    speak("Lotnisko")
    talk = speak("Port").consultation
    group(ola, talk, [3, 4], "Inwestycje krajowe")
    made = Remark.objects.get(number=1)
    decide(person(Role.WORKING_GROUP), made, Opinion(Outcome.OUTSIDE, REASONS))
    page = browsers.open(ola)
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
        page.goto(work(talk, name, *more))
        sound(page, f"open-{name}")


class _Context:
    job = 1

    def progress(self, text: str) -> None:
        """Say nothing."""
