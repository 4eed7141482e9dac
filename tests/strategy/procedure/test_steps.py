"""The procedure as data."""

from __future__ import annotations

from datetime import date

import pytest

from terytoria.strategy.procedure import clocks, steps
from terytoria.strategy.procedure.steps import Kind, UnknownProfileError, as_of

PROFILES = ("cwd", "gmina_10e", "supralocal_10g", "zit_iit", "cpr_29")


@pytest.mark.parametrize("profile", PROFILES)
def test_steps_stand_after_those_they_wait_for(profile: str) -> None:
    seen: set[str] = set()
    every = {step.id for step in steps(profile)}
    for step in steps(profile):
        assert set(step.after) & every <= seen
        assert step.days > 0
        assert step.basis
        seen.add(step.id)
    assert "adoption" in seen


@pytest.mark.parametrize("profile", PROFILES)
def test_clocks_bind_steps_of_the_profile(profile: str) -> None:
    known = {step.id for step in steps(profile)}
    for clock in clocks(profile):
        assert {clock.since[0], clock.until[0]} <= known
        assert {clock.since[1], clock.until[1]} <= {"begin", "end"}
        assert clock.text.endswith(".")
        assert clock.basis


def test_the_law_is_that_of_the_notes() -> None:
    """Figures of the acts: 35 days, 30 days, 21 days, 30 days of silence, 60 days, 7 days."""
    days = {clock.id: (clock.kind, clock.days) for p in PROFILES for clock in clocks(p)}
    assert days["consultation_length"] == (Kind.AT_LEAST, 35)
    assert days["report_in_time"] == (Kind.AT_MOST, 30)
    assert days["assessment_length"] == (Kind.AT_LEAST, 21)
    assert days["opinion_heard"] == (Kind.HEARD, 30)
    assert days["managing_opinion_in_time"] == (Kind.AT_MOST, 60)
    assert days["published_in_time"] == (Kind.AT_MOST, 7)


def test_the_voivodeship_board_is_asked_about_gmina_and_supralocal_strategies_only() -> None:
    asked = [p for p in PROFILES if any(step.id == "opinion" for step in steps(p))]
    assert asked == ["gmina_10e", "supralocal_10g"]
    assert [p for p in PROFILES if any(s.id == "managing_opinion" for s in steps(p))] == ["zit_iit"]


def test_what_is_not_confirmed_says_so() -> None:
    unsure = {step.id for step in steps("supralocal_10g") if not step.confirmed}
    assert unsure == {"screening", "assessment", "report", "publication"}
    assert as_of() <= date.today()  # noqa: DTZ011 - a calendar day


def test_an_unknown_profile_is_named_with_the_known_ones() -> None:
    with pytest.raises(UnknownProfileError, match="supralocal_10g"):
        steps("nowhere")
