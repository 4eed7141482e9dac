"""Lights respect intervals."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from terytoria.strategy.monitoring import Light, Reading, near_share, shine
from terytoria.strategy.targets import Wanted

RANK = [Light.OFF_COURSE, Light.UNSURE, Light.ON_COURSE, Light.REACHED]
NUMBERS = st.floats(-1e6, 1e6)
WAYS = st.sampled_from(list(Wanted))


@given(NUMBERS, NUMBERS, st.floats(0, 1e5), WAYS)
def test_an_exact_value_on_the_way_is_on_course(
    value: float, goal: float, short: float, wanted: Wanted
) -> None:
    """What lies at least on the way is on course or, at the goal, reached."""
    expected = value - wanted.sign * short
    light = shine(Reading(2026, value), expected, goal, 0.0, wanted)
    reached = wanted.sign * (value - goal) >= 0
    assert light is (Light.REACHED if reached else Light.ON_COURSE)


@given(NUMBERS, NUMBERS, NUMBERS, st.tuples(st.floats(0, 1e5), st.floats(0, 1e5)), WAYS)
def test_an_interval_that_holds_the_expected_value_decides_nothing(
    value: float, expected: float, goal: float, reach: tuple[float, float], wanted: Wanted
) -> None:
    below, above = reach
    reading = Reading(2026, value, value - below, value + above)
    light = shine(reading, expected, goal, 0.0, wanted)
    assert reading.low is not None
    assert reading.high is not None
    if reading.low < expected < reading.high:
        assert light in (Light.UNSURE, Light.REACHED)
    if light is Light.OFF_COURSE:
        assert not reading.low <= expected <= reading.high


@given(NUMBERS, NUMBERS, st.none() | NUMBERS, st.tuples(st.floats(0, 1e5), st.floats(0, 1e5)), WAYS)
def test_a_better_value_never_shines_worse(
    value: float, expected: float, goal: float | None, by: tuple[float, float], wanted: Wanted
) -> None:
    better, margin = by
    before = shine(Reading(2026, value), expected, goal, margin, wanted)
    after = shine(Reading(2026, value + wanted.sign * better), expected, goal, margin, wanted)
    assert RANK.index(after) >= RANK.index(before)


@given(NUMBERS, NUMBERS, NUMBERS, st.floats(0, 1e5), st.floats(0, 1e5))
def test_rise_and_fall_are_mirrors(
    value: float, expected: float, goal: float, below: float, above: float
) -> None:
    reading = Reading(2026, value, value - below, value + above)
    mirror = Reading(2026, -value, -(value + above), -(value - below))
    risen = shine(reading, expected, goal, 0.0, Wanted.RISE)
    assert shine(mirror, -expected, -goal, 0.0, Wanted.FALL) is risen


def test_a_small_lack_is_unsure_and_a_larger_one_off_course() -> None:
    """From 60 to 40 in five years; after one year 56 was due, a lack of a tenth is 0.4."""
    margin = near_share() * 4.0
    lights = [
        shine(Reading(2026, value), 56.0, 40.0, margin, Wanted.FALL)
        for value in (56.0, 56.3, 56.5, 60.0, 39.0)
    ]
    assert lights == [
        Light.ON_COURSE, Light.UNSURE, Light.OFF_COURSE, Light.OFF_COURSE, Light.REACHED,
    ]  # fmt: skip


def test_each_light_has_words() -> None:
    assert len({light.name_pl for light in Light}) == len(Light)
