"""A survey answered by keyboard on the smallest phone, and axe on every page and state."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from tests.portal.looking import Browsers, press, sound

from terytoria.portal.accounts.models import User
from terytoria.portal.jobs.domain.work import work
from terytoria.portal.surveys.domain.answering import submit
from terytoria.portal.surveys.domain.coding import add_code
from terytoria.portal.surveys.domain.quoting import release_quote
from terytoria.portal.surveys.domain.releasing import release
from terytoria.portal.surveys.domain.running import close_survey
from terytoria.portal.surveys.models import Answer, Survey

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [320, 390, 1000])
def test_a_survey_is_answered(browsers: Browsers, make: Any, width: int) -> None:
    survey = make("open")
    page = browsers.open(None, width, f"/ankieta/{survey.slug}/")
    sound(page, "start")
    page.get_by_role("button", name="Rozpocznij").press("Enter")
    page.get_by_role("button", name="Dalej").press("Enter")
    page.get_by_role("alert").wait_for()
    sound(page, "error")
    page.get_by_role("radio", name="4").press("Space")
    sound(page, "scale")
    page.get_by_role("button", name="Dalej").press("Enter")
    page.get_by_role("radio", name="Za granicą").press("Space")
    page.get_by_role("button", name="Dalej").press("Enter")
    page.get_by_role("checkbox", name="Dojazdy").press("Space")
    sound(page, "multiple")
    page.get_by_role("button", name="Zapisz i wróć").press("Enter")
    page.get_by_role("heading", name="Odłożono ankietę").wait_for()
    sound(page, "saved")
    press(page.get_by_role("button", name="Wypełniaj dalej"), "Enter")
    for _ in range(12):
        if page.get_by_role("heading", name="Sprawdź odpowiedzi").count():
            break
        if page.get_by_role("heading", name="Kilka słów").count():
            sound(page, "about")
        elif page.get_by_text("miejsca do sportu").count():
            sound(page, "block")
        press(page.get_by_role("button", name="Dalej"), "Enter")
    sound(page, "summary")
    page.get_by_role("button", name="Wyślij odpowiedzi").press("Enter")
    page.get_by_role("heading", name="Dziękujemy").wait_for()
    sound(page, "thanks")
    page.goto(page.url.split("dziekujemy")[0] + "powrot/")
    sound(page, "return")
    assert Answer.objects.get().content["powody"] == ["dojazd"]
    assert page.context.cookies() == []


@pytest.mark.parametrize("width", [390, 1000])
def test_working_pages_are_sound(
    browsers: Browsers, make: Any, given: Any, ola: User, width: int
) -> None:
    page = browsers.open(ola, width, reverse("surveys:listing", args=["dolina"]))
    sound(page, "listing-empty")
    survey, draft = make("open"), make(title="Za rok")
    for at in range(40):
        submit(survey, given(at))
    close_survey(ola, survey)
    work(once=True)
    add_code(ola, survey, "jedno", "autobus")
    release_quote(ola, survey, "jedno", "Więcej drzew")
    running = make("open", title="W toku")

    def show(of: Survey, name: str, *more: object) -> None:
        page.goto(reverse(f"surveys:{name}", args=["dolina", of.pk, *more]))
        sound(page, f"{name}-{of.state}")

    page.reload()
    sound(page, "listing")
    for name in ("survey", "change", "languages", "copy", "add_question", "open", "remove"):
        show(draft, name)
    show(draft, "change_question", "powody")
    for name in ("survey", "paper", "close"):
        show(running, name)
    show(survey, "survey")
    show(survey, "coding", "jedno")
    show(survey, "results")
    release(ola, survey)
    show(survey, "results")
    page.goto(f"/ankieta/{survey.slug}/wyniki/")
    page.locator("summary").first.click()
    sound(page, "public-results")
