"""What a target may say."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.strategy.targets import Target, TargetError, Wanted

values = st.floats(-1e6, 1e6)


@pytest.mark.parametrize(("base", "year"), [(2024, 2024), (2024, 2020)])
def test_the_target_year_lies_ahead(base, year):
    with pytest.raises(TargetError, match="choose a later one"):
        Target("L-03", base, 1.0, year, 2.0, Wanted.RISE)


@pytest.mark.parametrize("wrong", [math.nan, math.inf, -math.inf])
def test_values_are_numbers(wrong):
    with pytest.raises(TargetError, match="give numbers"):
        Target("L-03", 2024, wrong, 2030, 2.0, Wanted.RISE)
    with pytest.raises(TargetError, match="give numbers"):
        Target("L-03", 2024, None, 2030, wrong, Wanted.RISE)


@given(values, values)
def test_a_value_meets_one_side_or_is_the_target_itself(target, value):
    rise = Target("L-03", 2024, None, 2030, target, Wanted.RISE)
    fall = Target("L-03", 2024, None, 2030, target, Wanted.FALL)
    assert rise.met_by(value) or fall.met_by(value)
    assert (rise.met_by(value) and fall.met_by(value)) == (value == target)
