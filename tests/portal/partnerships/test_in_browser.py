"""The choice of members in a real browser: by mouse, by keyboard, on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Browser, Page

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.country import Country
from terytoria.portal.partnerships.models import Partnership

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
HEIGHT = 800


@pytest.fixture
def sheet(
    transactional_db: None,
    person: Callable[..., User],
    country: Country,
    live_server: Any,
    browser: Browser,
) -> Iterator[Page]:
    """The page where members are chosen, on a phone."""
    client = Client()
    client.force_login(person("jan"))
    context = browser.new_context(viewport={"width": 320, "height": HEIGHT})
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value}
    context.add_cookies([{**cookie, "url": live_server.url}])
    page = context.new_page()
    page.goto(live_server.url + reverse("partnerships:choose") + "?obszar=3217")
    yield page
    context.close()


@pytest.fixture(autouse=True, scope="module")
def _loop() -> Iterator[None]:
    """The browser's own event loop is no reason to refuse the database."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        yield


def test_a_partnership_is_created_on_a_phone_by_keyboard_and_mouse(sheet: Page) -> None:
    assert sheet.evaluate("document.documentElement.scrollWidth") <= 320
    assert Axe().run(sheet).response["violations"] == []
    sheet.get_by_role("link", name="dodaj: Człopa").focus()
    sheet.keyboard.press("Enter")
    sheet.get_by_role("link", name="usuń: Człopa").wait_for()
    sheet.get_by_role("link", name="dodaj: Wałcz (gmina wiejska)").click()
    sheet.get_by_text("Gminy sąsiadują ze sobą").wait_for()
    sheet.get_by_role("link", name="Dalej: nazwa i lider").click()
    assert sheet.evaluate("document.documentElement.scrollWidth") <= 320
    sheet.get_by_role("button", name="Załóż partnerstwo").click()
    sheet.get_by_text("Popraw i wyślij jeszcze raz").wait_for()
    assert Axe().run(sheet).response["violations"] == []
    sheet.get_by_label("Nazwa", exact=True).fill("Partnerstwo nad jeziorem")
    sheet.get_by_label("Nazwa skrócona").fill("Jezioro")
    sheet.get_by_label("Lider").select_option(label="Człopa")
    sheet.get_by_label("Członkowie od dnia").fill("2025-06-01")
    sheet.get_by_role("button", name="Załóż partnerstwo").click()
    sheet.get_by_text("Jesteś jego koordynatorem").wait_for()
    assert sheet.evaluate("document.documentElement.scrollWidth") <= 320
    assert Partnership.objects.get().leader == "3217023"
