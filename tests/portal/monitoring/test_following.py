"""Targets followed on named data: ordered, computed, kept once, told with what changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.jobs.domain.work import work
from terytoria.portal.jobs.enums import State
from terytoria.portal.jobs.models import Job
from terytoria.portal.monitoring.domain.following import (
    KIND,
    keep_round,
    last_failure,
    order_everywhere,
    order_following,
)
from terytoria.portal.monitoring.domain.states import NO_BASE, NOT_YET, OTHER, standing_of
from terytoria.portal.monitoring.domain.subjects import adopted_version, subjects_of
from terytoria.portal.monitoring.enums import Text
from terytoria.portal.monitoring.models import Followed, Round, WrittenOnceError
from terytoria.portal.monitoring.tasks import look_for_new_data
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.enums import Stage
from terytoria.portal.partnerships.models import Partnership
from terytoria.statistics.snapshot import Snapshot
from terytoria.strategy.monitoring import Light

pytestmark = pytest.mark.django_db


def followed(actor: User, partnership: Partnership, snapshot: Snapshot) -> Round:
    """A round, made by the worker."""
    order_following(actor, partnership, snapshot.name)
    assert work(once=True) == 1
    return Round.objects.get(partnership=partnership, number=1)


def test_a_target_is_followed_with_its_evidence_and_parts(
    made: Any, ola: User, stored: Snapshot
) -> None:
    assert standing_of(made.partnership).statuses[0].problem == NOT_YET
    made_round = followed(ola, made.partnership, stored)
    assert (made_round.snapshot, made_round.vintage) == (stored.name, stored.vintage)
    row = made_round.followed.get()
    assert (row.target, row.text) == (made.target, Text.DRAFT)
    assert row.found["evidence"][0]["indicator"] == "R-01"
    assert {one["unit"] for one in row.found["parts"]} == set(
        made.partnership.members.values_list("unit", flat=True)
    )
    status = standing_of(made.partnership).statuses[0]
    assert status.light is Light(row.found["light"])
    assert status.state().text == row.found["text"]
    assert {one.verb for one in Entry.objects.all()} >= {KIND, "monitoring.keep"}


def test_a_round_is_never_changed(made: Any, ola: User, stored: Snapshot) -> None:
    one = followed(ola, made.partnership, stored)
    row = one.followed.get()
    for thing in (one, row):
        with pytest.raises(WrittenOnceError):
            thing.save()
        with pytest.raises(WrittenOnceError):
            thing.delete()


def test_the_same_finding_makes_no_new_round(made: Any, ola: User, stored: Snapshot) -> None:
    followed(ola, made.partnership, stored)
    job = order_following(ola, made.partnership, stored.name)
    work(once=True)
    job.refresh_from_db()
    assert (job.state, job.result) == (State.DONE, {"round": 1})
    assert Round.objects.count() == 1


def test_the_same_question_is_one_job_until_it_is_answered(
    made: Any, ola: User, stored: Snapshot
) -> None:
    job = order_following(ola, made.partnership, stored.name)
    assert order_following(ola, made.partnership, stored.name) == job


def test_a_changed_target_is_told_to_be_followed_again(
    made: Any, ola: User, stored: Snapshot
) -> None:
    followed(ola, made.partnership, stored)
    made.target.target_value = 999.0
    made.target.save()
    status = standing_of(made.partnership).statuses[0]
    assert (status.problem, status.light) == (OTHER, Light.UNKNOWN)


def test_a_target_without_a_base_year_says_what_to_do(made: Any) -> None:
    made.target.base_year = None
    made.target.save()
    status = standing_of(made.partnership).statuses[0]
    assert status.problem == NO_BASE
    assert status.state().base is None


def test_without_a_target_of_the_catalogue_nothing_is_ordered(
    made: Any, ola: User, stored: Snapshot
) -> None:
    made.target.deleted_at = timezone.now()
    made.target.save()
    with pytest.raises(RefusedError, match="Nie ma miernika"):
        order_following(ola, made.partnership, stored.name)


def test_an_absent_snapshot_is_told_in_polish(made: Any, ola: User) -> None:
    order_following(ola, made.partnership, "nie-ma-takiej")
    work(once=True)
    assert "Nie można otworzyć migawki" in last_failure(made.partnership)
    assert not Round.objects.exists()


def test_an_adopted_target_is_followed_beside_its_changed_draft(
    made: Any, adopted: Any, ola: User, stored: Snapshot
) -> None:
    assert {one.text for one in subjects_of(made.partnership, adopted.strategy)} == {Text.ADOPTED}
    made.target.target_value *= 2
    made.target.save()
    one = followed(ola, made.partnership, stored)
    assert one.strategy == adopted_version(made.partnership) == adopted.strategy
    assert sorted(one.followed.values_list("text", flat=True)) == ["adopted", "draft"]
    values = {row.text: row.asked["target_value"] for row in one.followed.all()}
    assert values["draft"] == 2 * values["adopted"]


def test_a_deleted_target_of_the_adopted_strategy_is_still_followed(
    made: Any, adopted: Any, ola: User, stored: Snapshot
) -> None:
    made.target.deleted_at = timezone.now()
    made.target.save()
    assert followed(ola, made.partnership, stored).followed.get().target == made.target


def result(made: Any, value: float, light: str) -> dict[str, Any]:
    """What a following found, as a job keeps it."""
    asked = next(
        one.asked()
        for one in subjects_of(made.partnership, None)
        if one.target.id == made.target.pk
    )
    found = {
        "name": "Ludność", "unit": "osoba", "decimals": 0, "light": light, "base": 90.0,
        "revised": False, "expected": 95.0, "broken": None, "text": "Zdanie.", "evidence": [],
        "readings": [{"year": 2023, "value": value, "low": None, "high": None}], "parts": [],
    }  # fmt: skip
    return {"id": made.target.pk, "text": "draft", "asked": asked, "found": found}


def test_what_changed_since_the_data_before_is_said(made: Any, job: Job) -> None:
    for snapshot, value, light in (("stara", 92.0, "off_course"), ("nowa", 97.0, "on_course")):
        data = {"snapshot": snapshot, "vintage": snapshot, "synthetic": True}
        keep_round(job.pk, made.partnership.pk, None, data, [result(made, value, light)])
    standing = standing_of(made.partnership)
    assert (standing.latest.number, standing.previous.number) == (2, 1)
    change = standing.statuses[0].change.replace("\u00a0", " ")
    assert change.startswith("Ocena: z opóźnieniem → na dobrej drodze.")
    assert "92 osoby (2023) → 97 osób (2023)" in change


def test_the_same_reading_is_no_change(made: Any, job: Job) -> None:
    for snapshot in ("stara", "nowa"):
        data = {"snapshot": snapshot, "vintage": snapshot, "synthetic": True}
        keep_round(job.pk, made.partnership.pk, None, data, [result(made, 92.0, "unsure")])
    assert Round.objects.count() == 2
    assert standing_of(made.partnership).statuses[0].change == ""


def test_a_problem_of_one_target_is_kept_with_it(made: Any, job: Job) -> None:
    broken = {**result(made, 1.0, "unknown"), "problem": "Wskaźnika nie ma."}
    del broken["found"]
    data = {"snapshot": "a", "vintage": "a", "synthetic": False}
    keep_round(job.pk, made.partnership.pk, None, data, [broken])
    assert Followed.objects.get().problem == "Wskaźnika nie ma."
    assert standing_of(made.partnership).statuses[0].state().text == "Wskaźnika nie ma."


def test_new_data_are_followed_everywhere_once(made: Any, other: Partnership) -> None:
    assert order_everywhere("a") == 1  # the other has no target
    assert order_everywhere("a") == 0
    assert order_everywhere("b") == 1
    assert set(Job.objects.values_list("partnership", flat=True)) == {"dolina"}


def test_what_is_followed_by_itself_follows_the_strategy(made: Any) -> None:
    assert order_everywhere("a") == 1
    made.target.target_value += 1
    made.target.save()
    assert order_everywhere("a") == 1
    made.partnership.members.filter(unit=made.partnership.leader).update(
        until=timezone.localdate() - timedelta(1)
    )
    assert order_everywhere("a") == 1


@pytest.mark.parametrize("stage", [Stage.FORMING, Stage.CLOSED])
def test_only_active_partnerships_are_followed_by_themselves(made: Any, stage: Stage) -> None:
    made.partnership.stage = stage
    made.partnership.save()
    assert order_everywhere("a") == 0


def test_the_job_that_comes_round_uses_the_data_of_the_installation(
    made: Any, stored: Snapshot
) -> None:
    class Quiet:
        job = 1

        def progress(self, text: str) -> None:
            """Say nothing."""

    assert look_for_new_data(Quiet())() == {"snapshot": stored.name, "ordered": 1}
    assert work(once=True) == 1
    assert Round.objects.get().created_by is None
