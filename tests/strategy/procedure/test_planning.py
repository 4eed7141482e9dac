"""Plans: the earliest days, the slack, the critical path."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.strategy.procedure import Fact, is_working_day, plan, steps
from terytoria.strategy.procedure.planning import PlanError

STARTS = st.dates(date(2024, 1, 1), date(2035, 12, 31))
PROFILES = st.sampled_from(["cwd", "gmina_10e", "supralocal_10g", "zit_iit", "cpr_29"])
DAY = timedelta(days=1)


@given(PROFILES, STARTS)
def test_a_step_begins_after_those_it_waits_for(profile: str, start: date) -> None:
    found = plan(profile, start)
    ends = {one.step.id: one.end for one in found.steps}
    for one in found.steps:
        assert all(one.begin > ends[name] for name in one.step.after if name in ends)
        assert one.begin >= start
        assert is_working_day(one.begin)
        assert is_working_day(one.end)
        assert (one.end - one.begin).days >= one.step.days


@given(PROFILES, STARTS)
def test_slack_is_exactly_what_a_step_may_grow_by(profile: str, start: date) -> None:
    found = plan(profile, start)
    for one in found.steps:
        if one.slack is None:
            assert one.step.id == "publication"
            continue
        fits = plan(profile, start, days={one.step.id: one.step.days + one.slack})
        breaks = plan(profile, start, days={one.step.id: one.step.days + one.slack + 1})
        assert fits.adoption == found.adoption < breaks.adoption


@given(PROFILES, STARTS)
def test_the_critical_path_leads_from_the_start_to_the_adoption(profile: str, start: date) -> None:
    found = plan(profile, start)
    path = [one for one in found.steps if one.critical]
    assert path[-1].step.id == "adoption"
    assert path[0].begin - start <= 5 * DAY
    begins = {one.begin for one in path}
    for one in path[:-1]:
        following = one.end + DAY
        while not is_working_day(following):
            following += DAY
        assert following in begins


@given(STARTS, st.integers(0, 400))
def test_a_later_start_never_brings_an_earlier_adoption(start: date, later: int) -> None:
    assert plan("zit_iit", start + later * DAY).adoption >= plan("zit_iit", start).adoption


def test_consultation_and_opinion_overlap() -> None:
    days = {one.step.id: one for one in plan("supralocal_10g", date(2026, 12, 1)).steps}
    assert days["consultation"].begin == days["opinion"].begin == days["screening"].begin


def test_a_real_calendar_by_hand() -> None:
    """The centre's strategy from 4 May 2026: 60, 120, 90 and 21 days with days off skipped."""
    found = plan("cwd", date(2026, 5, 4))
    assert [(one.begin, one.end) for one in found.steps] == [
        (date(2026, 5, 4), date(2026, 7, 3)),
        (date(2026, 7, 6), date(2026, 11, 3)),
        (date(2026, 11, 4), date(2027, 2, 2)),
        (date(2027, 2, 3), date(2027, 2, 24)),
    ]
    assert found.explain().replace("\u00a0", " ") == (
        "Przy starcie 4 maja 2026 r. strategię można przyjąć najwcześniej 24 lutego 2027 r. "
        "Termin zależy od kroków: Wybór formy prawnej współpracy → Diagnoza społeczna, "
        "gospodarcza i przestrzenna → Projekt strategii, tekst i grafika → Przyjęcie strategii."
    )
    assert found.table()["slack"].to_list()[-1] == 0


def test_a_last_day_off_is_told() -> None:
    found = plan("cwd", date(2026, 3, 2), days={"form": 61})
    warned = {one.step.id: one.warning for one in found.steps}
    assert "2 maja 2026" in warned["form"].replace("\u00a0", " ")
    assert found.steps[0].end == date(2026, 5, 4)


def test_an_optional_step_may_be_left_out_and_a_duty_may_not() -> None:
    names = [one.step.id for one in plan(
        "gmina_10e", date(2026, 1, 5), without=frozenset({"assessment"})
    ).steps]  # fmt: skip
    assert "assessment" not in names
    assert len(names) == len(steps("gmina_10e")) - 1
    with pytest.raises(PlanError, match="consultation"):
        plan("gmina_10e", date(2026, 1, 5), without=frozenset({"consultation"}))


@pytest.mark.parametrize(
    ("days", "told"),
    [({"consultation": 34}, "take 35"), ({"draft": 0}, "take 1"), ({"dance": 3}, "no step")],
)
def test_days_below_the_law_are_refused(days: dict[str, int], told: str) -> None:
    with pytest.raises(PlanError, match=told):
        plan("supralocal_10g", date(2026, 1, 5), days=days)


def told_until(profile: str, start: date, count: int) -> list[Fact]:
    """The first steps of a plan as they would have happened."""
    return [Fact(one.step.id, one.begin, one.end) for one in plan(profile, start).steps[:count]]


@given(PROFILES, STARTS, st.integers(0, 6))
def test_what_happened_as_planned_changes_nothing(profile: str, start: date, count: int) -> None:
    laid, told = plan(profile, start), told_until(profile, start, count)
    found = plan(profile, start, facts=told, today=start)
    assert found.adoption == laid.adoption
    assert [(one.begin, one.end) for one in found.steps] == [
        (one.begin, one.end) for one in laid.steps
    ]
    over = {one.step for one in told}
    assert all(one.slack is None and not one.critical for one in found.steps if one.step.id in over)
    ahead = tuple(name for name in laid.critical_path if name not in over)
    assert found.critical_path == ahead


@given(PROFILES, STARTS, st.integers(0, 4), st.integers(0, 900))
def test_nothing_ahead_lies_in_the_past(profile: str, start: date, count: int, later: int) -> None:
    today = start + later * DAY
    told = told_until(profile, start, count)
    found = plan(profile, start, facts=told, today=today)
    over = {one.step for one in told}
    assert all(one.begin >= today for one in found.steps if one.step.id not in over)
    assert found.adoption >= plan(profile, start, facts=told).adoption


def test_a_step_under_way_ends_today_at_the_earliest() -> None:
    told = [Fact("form", date(2026, 1, 5))]
    found = plan("cwd", date(2026, 1, 5), facts=told, today=date(2026, 6, 6))
    assert (found.steps[0].begin, found.steps[0].end) == (date(2026, 1, 5), date(2026, 6, 8))
    assert "6 czerwca" in found.steps[0].warning.replace("\u00a0", " ")
    assert found.steps[0].critical


def test_a_strategy_adopted_has_no_critical_path() -> None:
    told = told_until("cwd", date(2026, 1, 5), 4)
    found = plan("cwd", date(2026, 1, 5), facts=told)
    assert found.critical_path == ()
    assert found.explain().replace("\u00a0", " ") == "Strategię przyjęto 28 października 2026 r."
