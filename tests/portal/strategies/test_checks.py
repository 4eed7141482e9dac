"""Orphans and contradictions, one by one and over any chain; freezing and reading back."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.portal.strategies.chain import (
    Chain,
    Challenge,
    Cited,
    Direction,
    Frame,
    Goal,
    Project,
    Target,
    Uncited,
)
from terytoria.portal.strategies.domain.checks import check
from terytoria.portal.strategies.enums import CitedState, Kind, Readiness, Severity, Wanted
from terytoria.portal.strategies.phrases import PROBLEMS
from terytoria.portal.strategies.serialise import from_json, to_bytes

CITED = Cited("finding:1", "Młodzi wyjeżdżają", "Ubywa 2%.", "threat", 1, "s", ({"value": 1.5},))
TARGET = Target(
    1, 1, "L-01", "Odsetek młodych", "%", Wanted.UP, 2024, 10.0, 2030, 12.0, "GUS", "Bo tak."
)
SOUND = Chain(
    "dolina",
    Frame("Razem.", 2030),
    (Challenge(1, "Młodzi", "Opis", (CITED,)),),
    (Goal(1, "Praca", "", (1,)),),
    (Direction(1, "Szkolenia", "", 1),),
    (Project(1, "Centrum", "0201011", ("0201023",), cost=Decimal("10.50"), serves=(1,)),),
    (TARGET,),
    ("0201011", "0201023"),
    {"0201011": "Jaworzowice", "0201023": "Leśniów"},
)


def codes(chain: Chain) -> list[str]:
    return [one.code for one in check(chain).problems]


def with_target(**changes: Any) -> Chain:
    return replace(SOUND, targets=(replace(TARGET, **changes),))


def with_project(**changes: Any) -> Chain:
    return replace(SOUND, projects=(replace(SOUND.projects[0], **changes),))


def with_cited(**changes: Any) -> Chain:
    cites = (replace(CITED, **changes),)
    return replace(SOUND, challenges=(replace(SOUND.challenges[0], cites=cites),))


def with_second(**changes: Any) -> Chain:
    return replace(SOUND, targets=(TARGET, replace(TARGET, id=2, **changes)))


def test_a_sound_chain_has_no_problem() -> None:
    assert check(SOUND).problems == ()
    assert check(Chain("pusta")).problems == ()


@pytest.mark.parametrize(
    ("chain", "found"),
    [
        (replace(SOUND, goals=(), directions=(), targets=(), projects=()), ["unanswered"]),
        (
            replace(SOUND, goals=(replace(SOUND.goals[0], answers=()),)),
            ["unanswered", "answers_nothing"],
        ),
        (replace(SOUND, challenges=(Challenge(1, "Młodzi"),)), ["no_evidence"]),
        (replace(SOUND, directions=(), projects=()), ["no_direction"]),
        (replace(SOUND, targets=()), ["no_target"]),
        (replace(SOUND, projects=()), ["no_project"]),
        (replace(SOUND, frame=Frame()), ["no_horizon"]),
        (replace(SOUND, uncited=(Uncited(7, "Ubywa lekarzy"),)), ["uncited"]),
        (
            replace(SOUND, directions=(replace(SOUND.directions[0], goal=None),)),
            ["no_direction", "goal_gone"],
        ),
        (
            replace(
                SOUND,
                challenges=(
                    *SOUND.challenges,
                    replace(SOUND.challenges[0], id=2, title=" młodzi "),
                ),
                goals=(Goal(1, "Praca", "", (1, 2)),),
            ),
            ["same_title", "same_title"],
        ),
        (with_project(serves=()), ["no_project", "serves_nothing"]),
        (with_project(lead=""), ["no_lead"]),
        (with_project(lead="0201042"), ["lead_outside"]),
        (with_project(partners=("0201042",)), ["partner_outside"]),
        (with_project(cost=None), []),
        (with_project(cost=None, readiness=Readiness.READY), ["no_cost"]),
        (with_project(cost=Decimal(0), readiness=Readiness.READY), []),
        (with_cited(finding_kind="strength"), ["only_strengths"]),
        (with_cited(state=CitedState.CHANGED, newest=9), ["cited_changed"]),
        (with_cited(state=CitedState.GONE), ["cited_gone"]),
        (with_cited(state=CitedState.UNJUDGED), ["cited_unjudged"]),
        (with_cited(state=CitedState.REJECTED), ["cited_rejected"]),
        (with_cited(state=CitedState.WITHDRAWN), ["cited_withdrawn"]),
        (with_target(goal=None), ["no_target", "goal_gone"]),
        (with_target(target_year=2024), ["year_order"]),
        (with_target(target_year=2031), ["beyond_horizon"]),
        (with_target(target_value=10.0), ["against"]),
        (with_target(wanted=Wanted.DOWN), ["against"]),
        (with_target(wanted=Wanted.KEEP, target_value=9.0), []),
        (with_target(base_value=None), ["no_base"]),
        (with_target(source=""), ["no_source"]),
        (with_second(), []),
        (with_second(target_year=2029, target_value=11.0), []),
        (with_second(target_value=13.0), ["two_values", "two_values"]),
        (with_second(indicator="", name="odsetek  MŁODYCH", target_value=13.0), []),
        (
            with_second(wanted=Wanted.DOWN, target_value=9.0, target_year=2029),
            ["opposite", "opposite"],
        ),
    ],
)
def test_each_problem_is_found(chain: Chain, found: list[str]) -> None:
    assert codes(chain) == found


def test_own_indicators_of_one_name_are_one_indicator() -> None:
    own = replace(TARGET, indicator="", name="Liczba  miejsc")
    other = replace(own, id=2, name="liczba miejsc", target_value=20.0)
    assert codes(replace(SOUND, targets=(own, other))) == ["two_values", "two_values"]


def test_a_problem_says_what_is_wrong_what_to_do_and_where() -> None:
    (one,) = check(with_project(lead="0201042")).problems
    assert one.sentence == (
        "Projekt „Centrum”. Lider projektu (0201042) nie jest członkiem partnerstwa."
    )
    assert (one.kind, one.id, one.field, one.severity) == (Kind.PROJECT, 1, "lead", Severity.ERROR)
    assert one.remedy.endswith(".")
    (superseded,) = check(with_cited(state=CitedState.CHANGED, newest=9)).problems
    assert (superseded.cited, superseded.newest) == ("finding:1", 9)


def test_problems_are_counted_and_found_by_item() -> None:
    found = check(with_target(target_year=2031, source="", target_value=0.0))
    assert [found.count(one) for one in Severity] == [1, 1, 1]
    assert [one.code for one in found.errors] == ["against"]
    assert len(found.of(Kind.TARGET, 1)) == 3
    assert found.of(Kind.GOAL, 1) == ()


IDS = st.integers(1, 4)
LINKS = st.lists(IDS, max_size=3, unique=True).map(lambda ids: tuple(sorted(ids)))
TITLES = st.sampled_from(["a", "A ", "b", "{c}", "„d”", "e\n\u2028<i>"])
YEARS = st.integers(2020, 2040)
VALUES = st.floats(-5, 5, allow_nan=False)
CITES = st.builds(
    Cited,
    st.builds("finding:{}".format, IDS),
    TITLES,
    TITLES,
    st.sampled_from(["strength", "weakness", ""]),
    st.none() | IDS,
    values=st.just(({"value": 1.0, "units": ["0201011"]},)),
    state=st.sampled_from(CitedState),
    newest=st.none() | IDS,
)
COSTS = st.none() | st.decimals(0, 999, places=2)


def several(built: Any) -> Any:
    return st.lists(built, max_size=4, unique_by=lambda one: one.id).map(tuple)


CHAINS = st.builds(
    Chain,
    st.just("dolina"),
    st.builds(Frame, TITLES, st.none() | YEARS),
    several(st.builds(Challenge, IDS, TITLES, TITLES, st.lists(CITES, max_size=2).map(tuple))),
    several(st.builds(Goal, IDS, TITLES, TITLES, LINKS)),
    several(st.builds(Direction, IDS, TITLES, TITLES, st.none() | IDS)),
    several(
        st.builds(
            Project,
            IDS,
            TITLES,
            st.sampled_from(["", "0201011", "0201042"]),
            st.just(("0201042",)),
            cost=COSTS,
            readiness=st.sampled_from(Readiness),
            links=st.just(("https://example.org/",)),
            serves=LINKS,
            answers=LINKS,
        )
    ),
    several(
        st.builds(
            Target,
            IDS,
            st.none() | IDS,
            st.sampled_from(["", "L-01"]),
            TITLES,
            st.just("%"),
            st.sampled_from(Wanted),
            st.none() | YEARS,
            st.none() | VALUES,
            YEARS,
            VALUES,
            realism=st.none() | st.just({"verdict": "realistic"}),
        )
    ),
    st.just(("0201011",)),
    st.just({"0201011": "Jaworzowice"}),
)


@given(CHAINS)
def test_any_chain_is_checked_alike_and_every_problem_can_be_said(chain: Chain) -> None:
    found = check(chain)
    assert found == check(chain)
    for one in found.problems:
        assert one.code in PROBLEMS
        assert one.text
        assert one.sentence
        assert one.id == 0 or (one.kind, one.id) in chain.titles
    assert sum(found.count(one) for one in Severity) == len(found.problems)


@given(CHAINS)
def test_orphans_are_those_nothing_leads_to(chain: Chain) -> None:
    """Against a plain account of the links."""
    found = {(one.code, one.kind, one.id) for one in check(chain).problems}
    answered = {link for one in chain.goals for link in one.answers}
    served = {link for one in chain.projects for link in one.serves}
    orphans = {
        *(("unanswered", Kind.CHALLENGE, c.id) for c in chain.challenges if c.id not in answered),
        *(("no_evidence", Kind.CHALLENGE, c.id) for c in chain.challenges if not c.cites),
        *(("no_project", Kind.DIRECTION, d.id) for d in chain.directions if d.id not in served),
        *(("serves_nothing", Kind.PROJECT, p.id) for p in chain.projects if not p.serves),
        *(
            (code, Kind.GOAL, goal.id)
            for goal in chain.goals
            for code, items in (("no_direction", chain.directions), ("no_target", chain.targets))
            if all(one.goal != goal.id for one in items)
        ),
    }
    names = {code for code, _, _ in orphans}
    listed = {
        "unanswered",
        "no_evidence",
        "no_project",
        "serves_nothing",
        "no_direction",
        "no_target",
    }
    assert {one for one in found if one[0] in listed} == orphans
    assert names <= listed


@given(CHAINS)
def test_contradictions_of_targets_are_told_on_both(chain: Chain) -> None:
    told = {one.id for one in check(chain).problems if one.code == "two_values"}

    def same(one: Target, other: Target) -> bool:
        if one.indicator or other.indicator:
            return one.indicator == other.indicator
        return one.name.casefold().split() == other.name.casefold().split()

    expected = {
        one.id
        for one in chain.targets
        for other in chain.targets
        if same(one, other)
        and one.target_year == other.target_year
        and one.target_value != other.target_value
    }
    assert told == expected


@given(CHAINS)
def test_a_frozen_chain_reads_as_it_was(chain: Chain) -> None:
    content = to_bytes(chain)
    back = from_json(json.loads(content))
    assert back == chain
    assert to_bytes(back) == content


def test_what_is_told_live_only_is_not_frozen() -> None:
    assert to_bytes(replace(SOUND, uncited=(Uncited(1, "x"),))) == to_bytes(SOUND)


def test_another_format_is_refused() -> None:
    with pytest.raises(ValueError, match="terytoria-strategy/1"):
        from_json({"format": "terytoria-strategy/2"})
