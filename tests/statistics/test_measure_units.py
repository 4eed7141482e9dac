"""Units of measure: parsing, arithmetic and comparison."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.statistics.catalogue.units import Measure, MeasureError

NAMES = st.sampled_from(["osoba", "zł", "km²", "szt.", "mieszkanie"])
POWERS = st.dictionaries(NAMES, st.integers(-2, 2).filter(bool), max_size=3)
SCALES = st.sampled_from([1.0, 0.01, 0.001, 0.0001, 10.0])
MEASURES = st.builds(
    lambda scale, powers: Measure(scale, tuple(sorted(powers.items()))), SCALES, POWERS
)


@given(MEASURES)
def test_a_written_measure_reads_back_as_itself(measure: Measure) -> None:
    assert Measure.parse(str(measure)) == measure


@given(MEASURES, MEASURES)
def test_dividing_undoes_multiplying(left: Measure, right: Measure) -> None:
    back = left * right / right
    assert back.same(left)
    assert (left * right).same(right * left)
    assert (left / left).same(Measure())


@given(MEASURES, MEASURES)
def test_only_the_same_scale_and_quantity_add(left: Measure, right: Measure) -> None:
    assert left.same(right) == (left.powers == right.powers and left.scale == right.scale)


@pytest.mark.parametrize("text", ["", "  ", "osoba//zł", "2osoba 3", "*osoba", "osoba zł", "-1"])
def test_what_is_no_measure_is_refused(text: str) -> None:
    with pytest.raises(MeasureError):
        Measure.parse(text)
