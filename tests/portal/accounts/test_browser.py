"""The pages of accounts in a real browser: passkeys, the policy, small screens."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.portal.looking import Browsers, press, wider

from terytoria.portal.accounts.models import User

WORDS = "zielony parasol nad doliną"
ROOM = "/konto/drugi-skladnik"
pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(browser: Browser, live_server: Any, settings: Any) -> Iterator[Page]:
    """A page of a narrow browser with a key in it; it fails on any complaint."""
    settings.ALLOWED_HOSTS = ["localhost"]
    base = str(live_server.url).replace("127.0.0.1", "localhost")
    made = Browsers(browser, base)
    page = made.open(None, 320, height=640)
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    yield page
    made.close()
    assert complaints == []


def enter(page: Page, user: User) -> None:
    page.goto("/konto/wejscie/")
    page.get_by_label("Adres e-mail").fill(user.email)
    page.get_by_label("Hasło").fill(WORDS)
    page.keyboard.press("Enter")


def test_passkey_is_added_and_opens(page: Page, person: Callable[..., User]) -> None:
    user = person("ewa")
    enter(page, user)
    page.wait_for_url(re.compile("/konto/$"))
    page.goto(f"{ROOM}/klucze/dodanie/")
    page.get_by_label("Hasło").fill(WORDS)
    page.get_by_role("button", name="Potwierdź").click()
    page.get_by_role("button", name="Dodaj klucz").click()
    page.wait_for_url(re.compile(f"{ROOM}/kody/"))
    expect(page.locator("li code")).to_have_count(10)
    assert wider(page) <= 0
    page.goto("/konto/")
    press(page.get_by_role("button", name="Wyjdź z portalu"))
    enter(page, user)
    page.wait_for_url(re.compile(f"{ROOM}/wejscie/"))
    assert wider(page) <= 0
    page.get_by_role("button", name="Użyj klucza").click()
    page.wait_for_url(re.compile("/konto/$"))
    expect(page.get_by_text("ustawiony")).to_be_visible()


def test_pages_fit_a_small_screen(page: Page, person: Callable[..., User]) -> None:
    user = person("ewa")
    page.goto("/konto/haslo/przypomnienie/")
    assert wider(page) <= 0
    enter(page, user)
    page.wait_for_url(re.compile("/konto/$"))
    page.goto(f"{ROOM}/aplikacja/wlaczenie/")
    page.get_by_label("Hasło").fill(WORDS)
    page.get_by_role("button", name="Potwierdź").click()
    expect(page.locator("figure svg")).to_be_visible()
    for address in ("", "haslo/zmiana/", "drugi-skladnik/", "drugi-skladnik/aplikacja/wlaczenie/"):
        page.goto(f"/konto/{address}")
        assert wider(page) <= 0, address
