"""Pages of procedures in a real browser: read by axe, on a phone, by keyboard."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse
from tests.portal.looking import Browsers, sound

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.procedures.domain.facts import Papers, correct, tell
from terytoria.portal.procedures.models import Event, Procedure

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def full(procedure: Procedure, coordinator: User) -> Procedure:
    """A procedure in its middle: one step corrected, one entered against a rule."""
    form = tell(coordinator, procedure, "form", date(2025, 6, 2), date(2025, 7, 1))
    correct(coordinator, form, date(2025, 6, 3), date(2025, 7, 1), reason="Pomyłka w dacie.")
    tell(coordinator, procedure, "resolution", date(2025, 7, 2), date(2025, 8, 1))
    tell(coordinator, procedure, "diagnosis", date(2025, 7, 2), date(2025, 11, 4))
    draft = Papers("Projekt przyjęty przez zarząd bez zmian.")
    tell(coordinator, procedure, "draft", date(2025, 11, 5), date(2026, 4, 20), papers=draft)
    tell(
        coordinator,
        procedure,
        "consultation",
        date(2026, 4, 21),
        date(2026, 5, 20),
        override_reason="Rada zdecydowała o krótszych konsultacjach po opinii radcy prawnego.",
    )
    tell(coordinator, procedure, "opinion", date(2026, 5, 18))
    return procedure


def at(name: str, *more: object) -> str:
    return reverse(f"procedures:{name}", args=["dolina", *more])


@pytest.mark.parametrize("width", [1000, 390])
def test_every_page_is_accessible_and_fits(
    browsers: Browsers, coordinator: User, full: Procedure, width: int
) -> None:
    page = browsers.open(coordinator, width)
    number = full.pk
    places = {
        "plan": at("plan"),
        "start": at("start"),
        "legal": at("legal_form") + "?eu=tak&own_means=nie&tiers=tak",
        "replan": at("replan", number),
        "tell": at("tell", number),
        "step": at("step", number, "consultation"),
        "skipped": at("step", number, "assessment"),
        "correct": at("correct", number, "draft"),
        "letters": at("letters", number),
        "letter": at("letter", number, "notice"),
        "neighbours": at("letter", number, "neighbours"),
        "resolution": at("letter", number, "procedure_resolution"),
    }
    for name, address in places.items():
        page.goto(address)
        sound(page, name)
    page.goto(at("replan", number))
    page.get_by_label("Projekt strategii, tekst i grafika: dni").fill("200")
    page.get_by_role("button", name="Sprawdź, co się zmieni").click()
    page.get_by_text("Gdyby tak zaplanować").wait_for()
    sound(page, "tried")


def test_empty_pages_and_refusals_are_accessible(
    browsers: Browsers, coordinator: User, dolina: Partnership
) -> None:
    page = browsers.open(coordinator, 390)
    page.goto(at("plan"))
    sound(page, "empty")
    page.goto(at("start"))
    page.get_by_role("button", name="Rozpocznij procedurę").click()
    page.get_by_text("Popraw i wyślij jeszcze raz").wait_for()
    sound(page, "start-wrong")


def test_a_refused_step_is_entered_with_a_reason_by_keyboard(
    browsers: Browsers, coordinator: User, procedure: Procedure
) -> None:
    page = browsers.open(coordinator, 390)
    page.goto(at("plan"))
    page.get_by_role("link", name="Odnotuj krok").focus()
    page.keyboard.press("Enter")
    page.get_by_label("Krok", exact=True).select_option("consultation")
    page.get_by_label("Początek").fill("2025-10-10")
    page.get_by_label("Koniec").fill("2025-11-03")
    page.get_by_role("button", name="Odnotuj krok").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Dlaczego tego nie można odnotować").wait_for()
    sound(page, "refused")
    page.get_by_label("Uzasadnienie wpisu wbrew regule").fill(
        "Ogłoszenie ukazało się wcześniej w Biuletynie, jest potwierdzenie."
    )
    page.get_by_role("button", name="Odnotuj krok").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Wpisy wbrew regułom").wait_for()
    assert Event.objects.get(superseded=False).override.by == coordinator
