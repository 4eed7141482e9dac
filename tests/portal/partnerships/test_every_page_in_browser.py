"""Every page of partnerships in a real browser: accessible, as wide as the screen, ticks kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now
from tests.portal.looking import Browsers, settled, sound

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.enums import DocumentKind, Role
from terytoria.portal.partnerships.models import Partnership

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGES = (
    *("dashboard", "edit", "log", "members", "join", "leader", "people", "invite", "role"),
    *("externals", "add_external", "documents", "add_document"),
)
OF_RECORDS = ("leave", "replace", "correct", "end_role", "revoke", "end_external", "document")
REFUSED = ("edit", "join", "invite", "add_external", "add_document")
NAVIGATION = ".tabs ul, .main-navigation ul"


@pytest.fixture
def records(dolina: Partnership, ola: User, person: Callable[..., User]) -> dict[str, int]:
    """One record of every kind, so that every page has something to show."""
    person("ewa", dolina, Role.REPRESENTATIVE)
    ending = dolina.members.last()
    assert ending is not None
    ending.until = localdate() + timedelta(days=9)
    ending.save()
    document = dolina.documents.create(
        title="Porozumienie o współpracy gmin nad jeziorem",
        kind=DocumentKind.AGREEMENT,
        author="Biuro partnerstwa",
        publisher="Biuro partnerstwa",
        created_on=localdate(),
    )
    sent = dolina.invitations.create(
        email="bardzo.dlugi.adres.osoby@przyklad.example.org",
        role=Role.EXPERT,
        token_hash="0" * 64,
        expires_at=now() + timedelta(days=3),
    )
    external = dolina.externals.create(name="Uczelnia", role="doradztwo", since=localdate())
    lasting = dolina.members.filter(until=None).last()
    assert lasting is not None
    return {
        "leave": lasting.pk,
        "replace": lasting.pk,
        "correct": ending.pk,
        "end_role": dolina.people.all()[0].pk,
        "revoke": sent.pk,
        "end_external": external.pk,
        "document": document.pk,
    }


@pytest.mark.parametrize("width", [1000, 390])
def test_every_page_is_accessible(
    dolina: Partnership, ola: User, records: dict[str, int], browsers: Browsers, width: int
) -> None:
    page = browsers.open(ola, width)
    addresses = [reverse(f"partnerships:{name}", args=["dolina"]) for name in PAGES]
    addresses += [
        reverse(f"partnerships:{name}", args=["dolina", records[name]]) for name in OF_RECORDS
    ]
    shared = ["partnerships:home", "partnerships:choose", "account_home", "mfa_index"]
    addresses += [*map(reverse, shared), reverse("partnerships:choose") + "?obszar=3217&j=3217023"]
    for address in addresses:
        page.goto(address)
        sound(page)


@pytest.mark.parametrize("width", [1000, 320])
def test_refused_forms_and_closed_doors_are_accessible(
    dolina: Partnership, ola: User, browsers: Browsers, width: int
) -> None:
    page = browsers.open(ola, width)
    for name in REFUSED:
        page.goto(reverse(f"partnerships:{name}", args=["dolina"]))
        page.locator("main form[method=post]").evaluate(
            "form => { for (const one of form.elements) if (one.type !== 'hidden') one.value = '' }"
        )
        page.locator("main form[method=post] button").last.click()
        page.get_by_text("Popraw i wyślij jeszcze raz").wait_for()
        sound(page)
    for address in ("/praca/dolina/etap/", "/praca/nie-ma/", "/praca/zaproszenie/zly/"):
        page.goto(address)
        sound(page)


@pytest.mark.parametrize("width", [1000, 390])
def test_the_programme_s_pages_are_accessible(
    dolina: Partnership, person: Callable[..., User], browsers: Browsers, width: int
) -> None:
    page = browsers.open(person("urz", role=ProgrammeRole.NATIONAL_OFFICER), width)
    for address in (reverse("evidence:overview"), "/praca/", "/praca/dolina/etap/"):
        page.goto(address)
        sound(page)


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("name", ["dashboard", "documents", "log"])
def test_tabs_on_a_phone_are_single_rows_with_the_present_one_in_sight(
    dolina: Partnership, ola: User, browsers: Browsers, width: int, name: str
) -> None:
    page = browsers.open(ola, width)
    page.goto(reverse(f"partnerships:{name}", args=["dolina"]))
    for row in page.locator(NAVIGATION).all():
        assert row.bounding_box()["height"] < 70  # type: ignore[index]
    present = page.locator(".tabs [aria-current]")
    assert present.count() == (1 if name == "dashboard" else 2)
    for one in present.all():
        here = one.bounding_box()
        assert here is not None
        assert here["x"] >= 0
        assert here["x"] + here["width"] <= width
    page.get_by_role("link", name="Partnerstwo", exact=True).click()
    page.get_by_role("link", name="Partnerzy zewnętrzni").click()
    page.wait_for_url("**/partnerzy/")


def test_the_map_keeps_what_is_ticked_but_not_sent(ola: User, browsers: Browsers) -> None:
    page = browsers.open(ola, 1000)
    page.goto(reverse("partnerships:choose") + "?obszar=3217&szukaj=Karlino&j=3217011")
    page.get_by_label("Karlino").check()
    page.get_by_role("link", name="dodaj: Człopa").click()
    page.get_by_role("link", name="usuń: Człopa").wait_for()
    settled(page)
    chosen = page.locator("fieldset").first.locator("input:checked")
    codes = {one.get_attribute("value") for one in chosen.all()}
    assert codes == {"3201043", "3217011", "3217023"}
    page.get_by_label("Karlino").uncheck()
    page.get_by_role("link", name="usuń: Człopa").click()
    page.get_by_role("link", name="dodaj: Człopa").wait_for()
    settled(page)
    assert [one.get_attribute("value") for one in chosen.all()] == ["3217011"]
