"""The yearly report in the portal: what it tells, where it is kept."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.jobs.domain.work import work
from terytoria.portal.jobs.enums import State
from terytoria.portal.monitoring.domain.following import order_following
from terytoria.portal.monitoring.domain.readings import Value, add_reading
from terytoria.portal.monitoring.domain.reporting import order_report, year_of
from terytoria.portal.monitoring.domain.telling import Step, add_milestone
from terytoria.portal.monitoring.models import KeptReport
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.models import Assignment, Document
from terytoria.statistics.snapshot import Snapshot
from terytoria.strategy.monitoring import Light

pytestmark = pytest.mark.django_db
YEAR = timezone.localdate().year


def test_a_year_tells_targets_projects_and_decisions(
    made: Any, adopted: Any, ola: User, stored: Snapshot
) -> None:
    order_following(ola, made.partnership, stored.name)
    work(once=True)
    add_reading(ola, made.own, Value(2024, 60.0, "ewidencja", date(2025, 1, 1)))
    add_milestone(ola, made.project, Step("Pozwolenie", date(2026, 1, 1)))
    told = year_of(made.partnership.pk, YEAR)
    assert told.synthetic
    assert told.strategy == f"wersja 1, przyjęta decyzją 1/{YEAR}"
    assert told.data == f"stan {stored.vintage}"
    assert [one.light for one in told.targets][1] is Light.OFF_COURSE
    assert set(told.targets[0].parts) == set(told.members)
    assert [one.number for one in told.decisions] == [f"1/{YEAR}"]
    assert [one.title for one in told.reasons] == ["Miernik z opóźnieniem: Miejsca w żłobkach"]
    assert len(list(told.overdue())) == 1


def test_a_past_year_ends_on_its_last_day(made: Any) -> None:
    told = year_of(made.partnership.pk, 2024)
    assert (told.day, told.decisions) == (date(2024, 12, 31), ())
    assert told.strategy == "jeszcze nieprzyjęta"


@pytest.mark.parametrize("year", [1999, YEAR + 1])
def test_a_report_is_of_a_year_that_was(made: Any, ola: User, year: int) -> None:
    with pytest.raises(RefusedError) as refusal:
        order_report(ola, made.partnership, year)
    assert refusal.value.field == "year"


def test_report_and_chapters_are_kept_as_documents_and_made_again_as_versions(
    made: Any, ola: User
) -> None:
    made.partnership.members.exclude(unit=made.partnership.leader).delete()
    job = order_report(ola, made.partnership, YEAR)
    assert order_report(ola, made.partnership, YEAR) == job
    work(once=True)
    job.refresh_from_db()
    assert (job.state, job.result) == (State.DONE, {"kept": 4, "same": 0})
    kept = {(one.unit, one.ending): one.document for one in KeptReport.objects.all()}
    leader = made.partnership.leader
    assert set(kept) == {(unit, end) for unit in ("", leader) for end in ("pdf", "docx")}
    whole = kept["", "pdf"]
    assert whole.title == f"Raport z monitorowania strategii za {YEAR} rok (PDF)"
    assert whole.versions.get().media_type == "application/pdf"
    made.project.title = "Inny projekt"
    made.project.save()
    again = order_report(ola, made.partnership, YEAR)
    assert again != job
    work(once=True)
    assert Document.objects.count() == 4
    assert whole.versions.count() == 2


def test_who_may_not_any_more_is_told(made: Any, ola: User) -> None:
    made.partnership.members.exclude(unit=made.partnership.leader).delete()
    job = order_report(ola, made.partnership, YEAR)
    Assignment.objects.filter(user=ola).delete()
    work(once=True)
    job.refresh_from_db()
    assert job.state == State.FAILED
    assert "Nie możesz dodawać dokumentów" in job.error
    assert not Document.objects.exists()
