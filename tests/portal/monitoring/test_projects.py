"""Steps, money and readiness of projects, told by their leads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.monitoring.domain.projects import projects_of, state_of
from terytoria.portal.monitoring.domain.telling import (
    Money,
    Step,
    add_milestone,
    add_spending,
    edit_milestone,
    edit_spending,
    remove_milestone,
    remove_spending,
    tell_readiness,
)
from terytoria.portal.monitoring.enums import Fund
from terytoria.portal.monitoring.interfaces.tables import (
    delays_table,
    money_tables,
    projects_table,
    without_money,
)
from terytoria.portal.monitoring.models import Milestone, Spending
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.strategies.enums import Readiness
from terytoria.portal.strategies.models import Revision

pytestmark = pytest.mark.django_db
STEP = Step("Pozwolenie na budowę", date(2026, 3, 1))
MONEY = Money(2025, Fund.EU, Decimal(1000), None)
TODAY = timezone.localdate()


def test_a_step_is_told_changed_and_taken_away(made: Any, ola: User) -> None:
    one = add_milestone(ola, made.project, STEP)
    done = replace(STEP, done_on=date(2026, 4, 1))
    edit_milestone(ola, one, done, 1)
    one.refresh_from_db()
    assert (one.done_on, one.version) == (date(2026, 4, 1), 2)
    remove_milestone(ola, one)
    assert not Milestone.objects.exists()
    verbs = [one.verb for one in Entry.objects.order_by("pk")]
    assert verbs == ["milestone.add", "milestone.edit", "milestone.remove"]


def test_two_people_do_not_overwrite_each_other(made: Any, ola: User, person: Any) -> None:
    step = add_milestone(ola, made.project, STEP)
    money = add_spending(ola, made.project, MONEY)
    edit_milestone(ola, step, replace(STEP, title="Inny"), 1)
    edit_spending(ola, money, replace(MONEY, spent=Decimal(5)), 1)
    lead = person(Role.REPRESENTATIVE)
    with pytest.raises(RefusedError, match="Ktoś to zmienił"):
        edit_milestone(lead, step, STEP, 1)
    with pytest.raises(RefusedError, match="Ktoś to zmienił"):
        edit_spending(lead, money, MONEY, 1)


def test_the_same_words_again_are_no_change(made: Any, ola: User) -> None:
    one = add_milestone(ola, made.project, STEP)
    assert edit_milestone(ola, one, STEP, 1).version == 1
    assert Entry.objects.count() == 1


def test_money_of_a_source_stands_once_a_year(made: Any, ola: User) -> None:
    add_spending(ola, made.project, MONEY)
    with pytest.raises(RefusedError, match="już jest") as refusal:
        add_spending(ola, made.project, replace(MONEY, planned=None))
    assert refusal.value.field == "fund"
    other = add_spending(ola, made.project, replace(MONEY, year=2024))
    with pytest.raises(RefusedError, match="już jest"):
        edit_spending(ola, other, MONEY, 1)
    remove_spending(ola, other)
    assert Spending.objects.count() == 1


WRONG: dict[str, tuple[Any, str]] = {
    "no title": (replace(STEP, title=" "), "title"),
    "done tomorrow": (replace(STEP, done_on=TODAY + timedelta(1)), "done_on"),
    "done long ago": (replace(STEP, done_on=date(1999, 1, 1)), "done_on"),
    "planned far": (replace(STEP, planned_on=date(2200, 1, 1)), "planned_on"),
    "negative": (replace(MONEY, spent=Decimal(-1)), "spent"),
    "far year": (replace(MONEY, year=2200), "year"),
    "spent ahead": (Money(TODAY.year + 1, Fund.OWN, None, Decimal(1)), "spent"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_is_refused_at_its_field(name: str, made: Any, ola: User) -> None:
    said, field = WRONG[name]
    verb = add_milestone if isinstance(said, Step) else add_spending
    with pytest.raises(RefusedError) as refusal:
        verb(ola, made.project, said)
    assert refusal.value.field == field


def test_a_deleted_project_takes_nothing(made: Any, ola: User) -> None:
    made.project.deleted_at = timezone.now()
    made.project.save()
    with pytest.raises(RefusedError, match="usunięto"):
        add_milestone(ola, made.project, STEP)


def test_the_lead_says_how_far_a_project_is(made: Any, person: Any) -> None:
    tell_readiness(person(Role.REPRESENTATIVE), made.project, Readiness.UNDER_WAY)
    made.project.refresh_from_db()
    assert (made.project.readiness, made.project.version) == (Readiness.UNDER_WAY, 2)
    assert Revision.objects.get().after == {"readiness": "under_way"}
    (change,) = state_of(made.project).changes
    assert (change.day, change.before, change.after) == (TODAY, "pomysł", "w realizacji")
    with pytest.raises(RefusedError, match="obecny stan"):
        tell_readiness(person(Role.COORDINATOR), made.project, Readiness.UNDER_WAY)


def test_tables_say_what_is_late_and_what_is_unknown(made: Any, ola: User) -> None:
    slug = made.partnership.slug
    add_milestone(ola, made.project, replace(STEP, planned_on=TODAY - timedelta(10)))
    add_milestone(ola, made.project, Step("Otwarcie", TODAY + timedelta(10)))
    add_spending(ola, made.project, MONEY)
    add_spending(ola, made.project, replace(MONEY, fund=Fund.OWN, spent=Decimal(300)))
    found = list(projects_of(made.partnership))
    delays = delays_table(slug, found, TODAY)
    assert delays is not None
    assert [cell.text for cell in delays.rows[0]][0::3] == ["Pozwolenie na budowę", "10\u00a0dni"]
    by_year, by_lead = money_tables(found)
    assert by_year.rows[0][2].text == "300\u00a0zł bez 1\u00a0nieznanej kwoty"
    assert len(by_lead.rows) == 1
    row = projects_table(slug, found, TODAY).rows[0]
    assert (row[3].text, row[4].text) == ("1", "nie wiadomo")
    assert without_money(found) == ""


def test_projects_without_entries_are_counted(made: Any) -> None:
    found = list(projects_of(made.partnership))
    assert without_money(found).startswith("1\u00a0projekt nie ma")
    assert money_tables(found) == ()
    assert delays_table(made.partnership.slug, found, TODAY) is None
