"""The pages in a real browser: accessible at both widths, a project told on a phone."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from tests.portal.looking import Browsers, Desk, press

from terytoria.portal.accounts.models import User
from terytoria.portal.jobs.domain.work import work
from terytoria.portal.monitoring.domain.following import order_following
from terytoria.portal.monitoring.domain.readings import Value, add_reading
from terytoria.portal.monitoring.domain.telling import Money, Step, add_milestone, add_spending
from terytoria.portal.monitoring.enums import Fund
from terytoria.portal.partnerships.models import Partnership
from terytoria.statistics.snapshot import Snapshot

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TODAY = timezone.localdate()


@pytest.fixture(params=[1000, 390])
def desk(request: pytest.FixtureRequest, ola: User, browsers: Browsers) -> Desk:
    """The coordinator's browser, on a desk and on a phone."""
    return Desk(browsers.open(ola, request.param), "monitoring")


def test_targets_and_readings(
    desk: Desk, made: Any, adopted: Any, ola: User, stored: Snapshot
) -> None:
    desk.open("targets")
    desk.sound("not-yet")
    order_following(ola, made.partnership, stored.name)
    desk.open("targets")
    desk.sound("running")
    work(once=True)
    for year, value in ((2023, 100.0), (2024, 118.0)):
        said = Value(year, value, "ewidencja pokazowa", date(2025, 1, 15), value - 9, value + 9)
        add_reading(ola, made.own, said)
    made.add(own_name="Kursy autobusów w dni powszednie", unit="kursy", base_year=None)
    desk.open("targets")
    desk.page.locator("summary").first.click()
    desk.sound("targets")
    press(desk.page.get_by_role("link", name="Wpisz odczyt i zobacz historię").first)
    desk.sound("readings")
    press(desk.page.get_by_role("link", name="Wpisz odczyt"))
    desk.page.get_by_label("Wartość").fill("131,5")
    desk.page.get_by_role("button", name="Zapisz").click()
    desk.page.get_by_text("Pole jest puste").first.wait_for()
    desk.sound("reading-refused")
    desk.page.get_by_label("Rok", exact=True).fill("2025")
    desk.page.get_by_label("Źródło").fill("ewidencja pokazowa")
    desk.page.get_by_label("Dzień źródła").fill("2026-01-15")
    desk.page.get_by_role("button", name="Zapisz").click()
    desk.page.get_by_text("Zapisano odczyt.").wait_for()
    press(desk.page.get_by_role("link", name="Wycofaj odczyt: 2025"))
    desk.sound("withdraw")


def test_projects(desk: Desk, made: Any, ola: User) -> None:
    desk.open("projects")
    desk.sound("no-steps")
    add_milestone(ola, made.project, Step("Pozwolenie na budowę", TODAY - timedelta(40)))
    add_spending(ola, made.project, Money(2025, Fund.EU, Decimal(250_000), None))
    add_spending(ola, made.project, Money(2025, Fund.OWN, Decimal(50_000), Decimal("41200.50")))
    desk.open("projects")
    desk.sound("projects")
    press(desk.page.get_by_role("link", name="Centrum nauki zawodu").first)
    press(desk.page.get_by_role("link", name="Dodaj krok"))
    desk.sound("step")
    desk.page.get_by_label("Krok").fill("Wybór wykonawcy")
    desk.page.get_by_label("Planowany dzień").fill(f"{TODAY + timedelta(30)}")
    desk.page.get_by_role("button", name="Dodaj krok").click()
    desk.page.get_by_text("Dodano krok.").wait_for()
    press(desk.page.get_by_role("link", name="Zmień stan projektu"))
    desk.page.get_by_label("Stan projektu").select_option("under_way")
    desk.page.get_by_role("button", name="Zapisz").click()
    desk.page.get_by_text("pomysł → w realizacji").wait_for()
    desk.sound("project")
    press(desk.page.get_by_role("link", name="Usuń krok: Wybór wykonawcy"))
    desk.sound("drop")
    desk.open("add_money", made.project.pk)
    desk.sound("money")


def test_reasons_and_reports(desk: Desk, made: Any, adopted: Any, ola: User) -> None:
    desk.open("reasons")
    desk.sound("no-reason")
    add_reading(ola, made.own, Value(2024, 60.0, "ewidencja pokazowa", date(2025, 1, 15)))
    desk.open("reasons")
    desk.sound("reasons")
    press(desk.page.get_by_role("link", name="Rozpocznij aktualizację"))
    desk.sound("update")
    desk.open("reports")
    desk.sound("no-report")
    desk.page.get_by_role("button", name="Sporządź raport i rozdziały").click()
    desk.page.get_by_text("Raport powstaje.").wait_for()
    work(once=True)
    desk.open("reports")
    desk.sound("reports")
    desk.page.get_by_role("link", name="PDF Raport całego partnerstwa").click()
    desk.page.get_by_role("heading", name="Raport z monitorowania").wait_for()


def test_empty_pages(desk: Desk, dolina: Partnership) -> None:
    for name in ("targets", "projects", "reasons"):
        desk.open(name)
        desk.sound(f"empty-{name}")
