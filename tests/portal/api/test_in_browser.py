"""The pages of the interface in a real browser: accessible, narrow enough, usable by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page
from tests.portal import looking
from tests.portal.looking import Browsers, press

from terytoria.portal.accounts.models import User
from terytoria.portal.api.domain.tokens import make_token, revoke_token
from terytoria.portal.api.models import Token

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = (1000, 390, 320)


@pytest.fixture
def ola(transactional_db: None) -> User:
    """A person."""
    return User.objects.create_user("ola@example.org", name="Osoba pokazowa")


@pytest.fixture
def opened(browsers: Browsers, ola: User) -> Callable[..., Page]:
    """Opens a page of the portal, signed in."""
    return lambda address: browsers.open(ola, 1000, address, factor=False, reduced_motion="reduce")


def sound(page: Page) -> None:
    """At each width the page is sound."""
    looking.sound(page, widths=WIDTHS)


def test_the_description_for_people(opened: Callable[..., Page]) -> None:
    page = opened("/api/")
    sound(page)
    page.get_by_text("Co podać").first.click()
    page.get_by_text("Co przychodzi").first.click()
    sound(page)


def test_a_token_is_made_and_revoked_by_keyboard(opened: Callable[..., Page]) -> None:
    page = opened("/konto/tokeny/")
    sound(page)
    page.get_by_role("link", name="Utwórz token").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Utwórz token").focus()
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Nowy token API").wait_for()
    page.get_by_text("Popraw").first.wait_for()
    sound(page)
    page.get_by_label("Nazwa").fill("Arkusz pokazowy")
    page.get_by_label("odczyt wszystkiego").check()
    page.get_by_label("Ważny przez").press("Enter")
    page.get_by_role("heading", name="Token jest gotowy").wait_for()
    sound(page)
    press(page.get_by_role("link", name="Mam go"))
    sound(page)
    page.get_by_role("link", name="Cofnij „Arkusz pokazowy”").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Cofnij token").wait_for()
    sound(page)
    page.get_by_role("button", name="Cofnij token").focus()
    page.keyboard.press("Enter")
    page.get_by_text("jest cofnięty").wait_for()
    assert Token.objects.get().revoked_at is not None


def test_many_tokens_of_every_state(opened: Callable[..., Page], ola: User) -> None:
    for at in range(12):
        made = make_token(ola, f"Program o dość długiej nazwie {at}", ["read", "strategy"], 30)
        if at % 3 == 0:
            revoke_token(ola, made.token.pk)
    sound(opened("/konto/tokeny/"))
