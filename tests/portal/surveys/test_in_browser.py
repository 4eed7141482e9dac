"""A survey answered by keyboard on the smallest phone, and axe on every page and state."""

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
from terytoria.portal.jobs.domain.work import work
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.surveys.domain.answering import submit
from terytoria.portal.surveys.domain.coding import add_code
from terytoria.portal.surveys.domain.quoting import release_quote
from terytoria.portal.surveys.domain.releasing import release
from terytoria.portal.surveys.domain.running import close_survey
from terytoria.portal.surveys.models import Answer, Survey

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
SHOTS = os.environ.get("SURVEYS_SHOTS")


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
def visit(live_server: Any, browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens an address at a width, as a person or as nobody."""
    contexts = []

    def opened(address: str, width: int, user: User | None = None) -> Page:
        contexts.append(browser.new_context(viewport={"width": width, "height": 800}))
        if user is not None:
            factor = {"type": Authenticator.Type.TOTP, "data": {"secret": "x"}}
            Authenticator.objects.get_or_create(user=user, defaults=factor)
            client = Client()
            client.force_login(user)
            cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
            contexts[-1].add_cookies([{**cookie, "url": live_server.url}])
        page = contexts[-1].new_page()
        page.set_default_timeout(8000)
        page.goto(live_server.url + address)
        return page

    yield opened
    for context in contexts:
        context.close()


def sound(page: Page, name: str) -> None:
    """No violation of axe, nothing that scrolls sideways; a picture where they are asked for."""
    page.evaluate("document.fonts.ready")
    width = page.viewport_size["width"] if page.viewport_size else 0
    if SHOTS:
        page.screenshot(path=str(Path(SHOTS) / f"{name}-{width}.png"), full_page=True)
    faults = Axe().run(page).response["violations"]
    told = [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in faults]
    assert told == [], name
    assert page.evaluate("document.documentElement.scrollWidth") <= width, name


@pytest.mark.parametrize("width", [320, 390, 1000])
def test_a_survey_is_answered(visit: Any, make: Any, width: int) -> None:
    survey = make("open")
    page = visit(f"/ankieta/{survey.slug}/", width)
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
    page.get_by_role("button", name="Wypełniaj dalej").press("Enter")
    for _ in range(12):
        if page.get_by_role("heading", name="Sprawdź odpowiedzi").count():
            break
        if page.get_by_role("heading", name="Kilka słów").count():
            sound(page, "about")
        elif page.get_by_text("miejsca do sportu").count():
            sound(page, "block")
        page.get_by_role("button", name="Dalej").press("Enter")
    sound(page, "summary")
    page.get_by_role("button", name="Wyślij odpowiedzi").press("Enter")
    page.get_by_role("heading", name="Dziękujemy").wait_for()
    sound(page, "thanks")
    page.goto(page.url.split("dziekujemy")[0] + "powrot/")
    sound(page, "return")
    assert Answer.objects.get().content["powody"] == ["dojazd"]
    assert page.context.cookies() == []


@pytest.mark.parametrize("width", [390, 1000])
def test_working_pages_are_sound(visit: Any, make: Any, given: Any, ola: User, width: int) -> None:
    listing = reverse("surveys:listing", args=["dolina"])
    page = visit(listing, width, ola)
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
        page.goto(page.url.split("/praca/")[0] + reverse(
            f"surveys:{name}", args=["dolina", of.pk, *more]))  # fmt: skip
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
    page.goto(page.url.split("/praca/")[0] + f"/ankieta/{survey.slug}/wyniki/")
    page.locator("summary").first.click()
    sound(page, "public-results")
