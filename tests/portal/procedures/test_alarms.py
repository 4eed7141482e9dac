"""Clocks that press: what waits for coordinators, letters once urgent and once broken."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core import mail

from terytoria.portal.accounts.models import User
from terytoria.portal.jobs.models import Job
from terytoria.portal.partnerships.domain import acting as ground
from terytoria.portal.partnerships.domain.facts import facts_here
from terytoria.portal.partnerships.domain.waiting import Waiting, waiting_in
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.planner.domain.wishes import set_frequency
from terytoria.portal.planner.enums import Frequency
from terytoria.portal.procedures.domain.alarms import order_alarms, pressing
from terytoria.portal.procedures.domain.facts import tell
from terytoria.portal.procedures.domain.queries import standing
from terytoria.portal.procedures.domain.waiting import waiting
from terytoria.portal.procedures.models import Procedure
from terytoria.portal.procedures.tasks import send_alarm, watch

pytestmark = pytest.mark.django_db
EARLY, SOON, LATE = date(2026, 6, 20), date(2026, 7, 10), date(2026, 7, 16)
"""The consultation ended on 15 June: the report is due by 15 July."""


def here(user: User, partnership: Partnership) -> tuple[Waiting, ...]:
    """What waits in this room alone."""
    return waiting(user, facts_here(user, partnership))


def whole(user: User, partnership: Partnership) -> tuple[Waiting, ...]:
    """What waits in all rooms."""
    return waiting_in(user, facts_here(user, partnership))


class Quiet:
    """What a running task is given."""

    job = 1

    def progress(self, text: str) -> None:
        """Say nothing."""


@pytest.fixture
def consulted(procedure: Procedure) -> Procedure:
    """A procedure whose consultation ended today."""
    days = {"form": 1, "resolution": 2, "diagnosis": 3, "draft": 4}
    for step, month in days.items():
        procedure.events.create(step=step, begin=date(2026, month, 1), end=date(2026, month, 2))
    procedure.events.create(step="consultation", begin=date(2026, 5, 4), end=date(2026, 6, 15))
    return procedure


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Moves the day."""

    def move(day: date) -> None:
        monkeypatch.setattr(ground.timezone, "localdate", lambda *_: day)

    return move


def send_all() -> int:
    """Do every job that waits, as a worker does; returns how many letters left."""
    sent = 0
    for job in Job.objects.filter(kind="procedures.alarm", state="waiting"):
        sent += send_alarm(Quiet(), **job.arguments)()["sent"]
        Job.objects.filter(pk=job.pk).update(state="done", finished_at=job.created_at)
    return sent


def test_a_letter_comes_once_when_urgent_and_once_when_broken(
    consulted: Procedure, coordinator: User, on: Any
) -> None:
    sent = {}
    for day in (EARLY, SOON, date(2026, 7, 12), LATE, date(2026, 8, 20)):
        on(day)
        watch(Quiet())()
        sent[day] = send_all()
    assert list(sent.values()) == [0, 1, 0, 1, 0]
    urgent, broken = mail.outbox
    assert urgent.to == [coordinator.email]
    assert "zbliża się termin ustawowy (Dolina)" in urgent.subject
    assert "15 lipca 2026" in urgent.body.replace("\u00a0", " ")
    assert "art. 6 ust. 6" in urgent.body
    assert "do potwierdzenia" in urgent.body
    assert f"/praca/dolina/procedura/{consulted.pk}/" in urgent.body
    assert "minął termin ustawowy" in broken.subject
    assert urgent.extra_headers["Message-ID"] != broken.extra_headers["Message-ID"]
    assert "List-Unsubscribe" in urgent.extra_headers


def test_a_letter_is_not_sent_once_the_step_is_done(
    consulted: Procedure, coordinator: User, on: Any
) -> None:
    on(SOON)
    assert order_alarms() == 1
    tell(coordinator, consulted, "report", date(2026, 7, 1), date(2026, 7, 9))
    assert send_all() == 0


def test_a_letter_is_not_sent_to_who_left_or_wants_none(
    consulted: Procedure, coordinator: User, person: Any, on: Any
) -> None:
    second = person("druga", Role.COORDINATOR)
    on(SOON)
    set_frequency(coordinator, Frequency.NEVER)
    assert order_alarms() == 2
    second.assignments.update(until=date(2026, 7, 1))
    assert send_all() == 0


def test_only_coordinators_of_living_partnerships_are_told(
    consulted: Procedure, coordinator: User, expert: User, on: Any
) -> None:
    on(SOON)
    assert order_alarms() == 1
    Partnership.objects.update(stage=Stage.CLOSED)
    assert order_alarms() == 0
    Partnership.objects.update(stage=Stage.ACTIVE)
    Procedure.objects.update(current=False)
    assert order_alarms() == 0


def test_a_failed_letter_is_ordered_anew(consulted: Procedure, coordinator: User, on: Any) -> None:
    on(SOON)
    order_alarms()
    Job.objects.update(state="failed")
    order_alarms()
    assert list(Job.objects.values_list("state", flat=True)) == ["waiting"]


def test_what_was_entered_against_a_rule_presses_no_more(
    consulted: Procedure, coordinator: User, on: Any
) -> None:
    on(LATE)
    assert [one.clock.id for one in pressing(standing(consulted))] == ["report_in_time"]
    tell(
        coordinator,
        consulted,
        "report",
        end=LATE,
        override_reason="Sprawozdanie opóźniła choroba autora.",
    )
    assert pressing(standing(consulted)) == ()
    assert here(coordinator, consulted.partnership) == ()


def test_pressing_clocks_wait_for_those_who_plan(
    consulted: Procedure, coordinator: User, expert: User, on: Any
) -> None:
    assert here(coordinator, consulted.partnership) == ()
    on(SOON)
    (one,) = here(coordinator, consulted.partnership)
    assert one.url == f"/praca/dolina/procedura/{consulted.pk}/"
    assert one in whole(coordinator, consulted.partnership)
    assert "Ostatni dzień: 15 lipca 2026" in one.text.replace("\u00a0", " ")
    assert here(expert, consulted.partnership) == ()


def test_nothing_waits_without_a_procedure(coordinator: User, dolina: Partnership) -> None:
    assert here(coordinator, dolina) == ()
