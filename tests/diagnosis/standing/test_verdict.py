"""When a difference may be spoken of."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.diagnosis.standing import StandingError, StandingOptions, Verdict
from terytoria.diagnosis.standing.distribution import Distribution
from terytoria.diagnosis.standing.verdict import side, verdict, verdicts

GROUP = Distribution.of(np.arange(1.0, 22.0)[None, :])  # median 11, quartiles 6 and 16
NOTHING = np.array([np.nan])


def judged(x, half=np.nan, group=GROUP, **options) -> float:
    values = np.array([float(x)])
    return float(side(values, values - half, values + half, group, StandingOptions(**options))[0])


def test_outside_the_quartiles_and_sure_is_different():
    assert judged(18, 2) == 1
    assert judged(3, 2) == -1


def test_inside_the_quartiles_is_similar_however_sure():
    assert judged(15, 0.1) == 0
    assert judged(7, 0.1) == 0


def test_outside_but_unsure_is_similar():
    assert judged(18, 8) == 0
    assert judged(3, 9) == 0


def test_without_an_interval_the_quartiles_decide():
    assert judged(17) == 1
    assert judged(16) == 0


def test_too_small_a_group_is_not_judged():
    small = Distribution.of(np.arange(7.0)[None, :])
    assert np.isnan(judged(100, group=small))
    assert judged(100, group=small, smallest_group=5) == 1


def test_missing_is_not_judged():
    assert np.isnan(judged(np.nan))


def test_options_are_checked():
    with pytest.raises(StandingError, match="at least 3"):
        StandingOptions(smallest_group=2)


@given(st.floats(-50, 50), st.floats(0, 30))
def test_a_wider_interval_never_makes_a_difference(x, half):
    assert abs(judged(x, half + 1)) <= abs(judged(x, half))


@given(st.floats(-50, 50), st.floats(0, 30))
def test_turning_the_direction_turns_the_word(x, half):
    at = judged(x, half)
    opposite = {Verdict.BETTER: Verdict.WORSE, Verdict.WORSE: Verdict.BETTER}
    found = verdict(at, 1)
    assert verdict(at, -1) == opposite.get(found, found)


def test_neutral_indicators_are_higher_or_lower():
    assert verdict(1, 0) is Verdict.HIGHER
    assert verdict(-1, 0) is Verdict.LOWER
    assert verdict(0, 0) is Verdict.SIMILAR
    assert verdict(float("nan"), 1) is None


def test_arrays_of_words_match_single_words():
    sides = np.array([1, -1, 0, np.nan, 1])
    directions = np.array([1, 1, -1, 0, 0])
    assert verdicts(sides, directions) == ["better", "worse", "similar", None, "higher"]
