"""The choice of members in a real browser: by mouse, by keyboard, on a phone."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.urls import reverse
from playwright.sync_api import Page
from tests.portal.looking import Browsers, press, sound, wider

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.country import Country
from terytoria.portal.partnerships.models import Partnership

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sheet(person: Callable[..., User], country: Country, browsers: Browsers) -> Page:
    """The page where members are chosen, on a phone."""
    address = reverse("partnerships:choose") + "?obszar=3217"
    return browsers.open(person("jan"), 320, address, factor=False)


def test_a_partnership_is_created_on_a_phone_by_keyboard_and_mouse(sheet: Page) -> None:
    sound(sheet)
    sheet.get_by_role("link", name="dodaj: Człopa").focus()
    sheet.keyboard.press("Enter")
    sheet.get_by_role("link", name="usuń: Człopa").wait_for()
    sheet.get_by_role("link", name="dodaj: Wałcz (gmina wiejska)").click()
    sheet.get_by_text("Gminy sąsiadują ze sobą").wait_for()
    press(sheet.get_by_role("link", name="Dalej: nazwa i lider"))
    assert wider(sheet) <= 0
    sheet.get_by_role("button", name="Załóż partnerstwo").click()
    sheet.get_by_text("Popraw i wyślij jeszcze raz").wait_for()
    sound(sheet)
    sheet.get_by_label("Nazwa", exact=True).fill("Partnerstwo nad jeziorem")
    sheet.get_by_label("Nazwa skrócona").fill("Jezioro")
    sheet.get_by_label("Lider").select_option(label="Człopa")
    sheet.get_by_label("Członkowie od dnia").fill("2025-06-01")
    sheet.get_by_role("button", name="Załóż partnerstwo").click()
    sheet.get_by_text("Jesteś jego koordynatorem").wait_for()
    assert wider(sheet) <= 0
    assert Partnership.objects.get().leader == "3217023"
