"""Starting a procedure, changing its plan."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.procedures.domain.facts import tell
from terytoria.portal.procedures.domain.planning import (
    EditedMeanwhileError,
    Wishes,
    replan,
    sound,
    start,
)
from terytoria.portal.procedures.domain.queries import current_procedure, standing, tried
from terytoria.portal.procedures.models import Procedure
from terytoria.strategy.procedure import steps

pytestmark = pytest.mark.django_db
START = date(2026, 12, 1)


def test_one_procedure_of_a_profile_is_current(coordinator: User, dolina: Partnership) -> None:
    first = start(coordinator, dolina, "cwd", "Pierwsza", Wishes(START))
    other = start(coordinator, dolina, "gmina_10e", "Inny rodzaj", Wishes(START))
    second = start(coordinator, dolina, "cwd", "Druga", Wishes(START))
    first.refresh_from_db()
    assert (first.current, other.current, second.current) == (False, True, True)
    assert current_procedure(dolina, "cwd") == second
    assert current_procedure(dolina, "zit_iit") is None
    entry = Entry.objects.filter(verb="procedure.start").latest("pk")
    assert entry.after["profile"] == "cwd"


@pytest.mark.parametrize(
    ("told", "wishes", "field"),
    [
        (("cwd", " "), Wishes(START), "name"),
        (("cwd", "x" * 201), Wishes(START), "name"),
        (("nowhere", "Nazwa"), Wishes(START), "profile"),
        (("cwd", "Nazwa"), Wishes(date(1980, 1, 1)), "start"),
        (("cwd", "Nazwa"), Wishes(date(2101, 1, 1)), "start"),
        (("cwd", "Nazwa"), Wishes(START, {"dance": 3}), ""),
        (("cwd", "Nazwa"), Wishes(START, {"draft": 0}), "days_draft"),
        (("gmina_10e", "Nazwa"), Wishes(START, {"report": 29}), "days_report"),
        (("gmina_10e", "Nazwa"), Wishes(START, {}, frozenset({"report"})), ""),
    ],
)
def test_wishes_that_make_no_plan_are_refused_at_their_field(
    coordinator: User, dolina: Partnership, told: tuple[str, str], wishes: Wishes, field: str
) -> None:
    with pytest.raises(RefusedError) as caught:
        start(coordinator, dolina, *told, wishes)
    assert caught.value.field == field
    assert not Procedure.objects.exists()


@given(st.dictionaries(st.sampled_from([one.id for one in steps("cwd")]), st.integers(1, 3660)))
def test_usual_days_are_not_kept_as_own(days: dict[str, int]) -> None:
    usual = {one.id: one.days for one in steps("cwd")}
    own = sound("cwd", Wishes(START, days)).days
    assert own == {name: count for name, count in days.items() if usual[name] != count}


def test_a_change_is_logged_with_what_was_before(coordinator: User, procedure: Procedure) -> None:
    wishes = Wishes(START, {"draft": 40}, frozenset({"assessment"}))
    changed = replan(coordinator, procedure, wishes, 1)
    assert (changed.version, changed.days) == (2, {"draft": 40})
    entry = Entry.objects.get(verb="procedure.replan")
    assert entry.before["start"] == "2025-06-02"
    assert entry.after["days"] == {"Projekt strategii, tekst i grafika": 40}
    with pytest.raises(EditedMeanwhileError):
        replan(coordinator, procedure, wishes, 1)


def test_the_same_plan_again_changes_nothing(coordinator: User, procedure: Procedure) -> None:
    same = Wishes(procedure.start, {}, frozenset({"assessment"}))
    assert replan(coordinator, procedure, same, 1).version == 2
    assert not Entry.objects.filter(verb="procedure.replan").exists()
    procedure.refresh_from_db()
    assert procedure.version == 1


def test_a_step_that_happened_is_not_left_out(coordinator: User, procedure: Procedure) -> None:
    Procedure.objects.update(without=[])
    wishes = Wishes(procedure.start, {}, frozenset({"assessment"}))
    for step in ("form", "resolution", "diagnosis", "draft", "screening", "assessment"):
        procedure.events.create(step=step, begin=date(2026, 1, 5), end=date(2026, 2, 5))
    with pytest.raises(RefusedError, match="już odnotowano") as caught:
        replan(coordinator, procedure, wishes, 1)
    assert caught.value.field == "without_assessment"


def test_a_procedure_that_is_over_is_not_replanned(coordinator: User, procedure: Procedure) -> None:
    Procedure.objects.update(current=False)
    with pytest.raises(RefusedError, match="zakończona"):
        replan(coordinator, procedure, Wishes(START), 1)


def test_what_happened_moves_the_adoption_and_the_plan_as_laid_stays(
    expert: User, procedure: Procedure
) -> None:
    before = standing(procedure)
    assert before.plan.adoption > before.laid.adoption  # nothing was done for a year
    tell(expert, procedure, "form", date(2025, 6, 2), date(2025, 7, 1))
    after = standing(procedure)
    assert after.laid == before.laid
    assert after.plan.adoption < before.plan.adoption
    assert after.fact("form").end == date(2025, 7, 1)


def test_trying_other_wishes_changes_nothing(procedure: Procedure) -> None:
    now = standing(procedure).plan.adoption
    left = frozenset({"assessment"})
    assert tried(procedure, Wishes(procedure.start, {}, left)).adoption == now
    assert tried(procedure, Wishes(procedure.start, {"draft": 400}, left)).adoption > now
    procedure.refresh_from_db()
    assert (procedure.days, procedure.version) == ({}, 1)
