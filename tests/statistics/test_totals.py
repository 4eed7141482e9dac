"""Formulas evaluated over arrays, against a plain evaluator that goes value by value."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.statistics.catalogue import (
    AREA_KM2,
    Catalogue,
    Expression,
    Factor,
    Series,
    SeriesKind,
    Term,
    parse,
)
from terytoria.statistics.measures import Measures
from terytoria.statistics.observations import Observations
from terytoria.statistics.totals import Arithmetic, Layer, totals_of
from terytoria.territory import Kind, Level, Register, Unit

NAMES = ("a", "b", "c")
YEARS = range(2015, 2023)
Values = dict[tuple[str, str, int], float]


def arithmetic(
    register: Register, values: Values, series: dict[str, Series] | None = None
) -> Arithmetic:
    rows = [("gmina", name, unit, year, value) for (name, unit, year), value in values.items()]
    schema = {"level": pl.String, "series": pl.String, "unit": pl.String}
    schema |= {"year": pl.Int16, "value": pl.Float64}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    units = {level: register.of_level(level) for level in Level}
    known = {name: series_of(name) for name in NAMES}
    return Arithmetic(
        Observations(frame, units), register, {**known, **(series or {})}, Level.GMINA
    )


def series_of(name: str, formula: str = "", **rounding: float) -> Series:
    steps = {int(year[1:]): step for year, step in rounding.items()}
    return Series(
        name, name, name, "osoba", SeriesKind.COUNT, "", (Level.GMINA,), steps,
        parse(formula) if formula else None,
    )  # fmt: skip


def plainly(expression: Expression, values: Values, unit: str, year: int) -> float:
    """The value of a formula for one unit and year; NaN when anything it needs is missing."""
    total = 0.0
    for term in expression:
        product = term.coefficient
        for factor in term.factors:
            read = [values.get((factor.series, unit, year - back), np.nan) for back in factor.reach]
            value = sum(read)
            if factor.divides:
                product = product / value if value else np.nan
            else:
                product *= value
        total += product
    return total


FACTORS = st.builds(
    Factor,
    st.sampled_from(NAMES),
    shift=st.integers(0, 3),
    window=st.integers(1, 3),
    divides=st.booleans(),
)
TERMS = st.builds(
    Term,
    st.sampled_from([1.0, -1.0, 0.5, -2.0]),
    st.lists(FACTORS, min_size=1, max_size=2).map(tuple),
)
KNOWN_YEARS = st.fixed_dictionaries(
    {name: st.sets(st.sampled_from(YEARS), min_size=1) for name in NAMES}
)
EXPRESSIONS = st.builds(Expression, st.lists(TERMS, min_size=1, max_size=3).map(tuple))


@given(EXPRESSIONS, st.data())
def test_arrays_give_what_a_plain_evaluator_gives(
    register: Register, expression: Expression, data: st.DataObject
) -> None:
    keys = [(name, unit, year) for name in NAMES for unit in register.gminas for year in YEARS]
    held = data.draw(st.sets(st.sampled_from(keys), min_size=60))
    values = {key: float(1 + (31 * key[2] + int(key[1]) + ord(key[0])) % 97) for key in held}
    found = arithmetic(register, values)
    if found.missing(expression.series):
        return
    years = found.years_of([expression])
    array = sum(found.evaluate(expression, years))
    for row, unit in enumerate(register.gminas):
        for column, year in enumerate(years):
            expected = plainly(expression, values, unit, year)
            assert array[row, column] == pytest.approx(expected, nan_ok=True)


@given(EXPRESSIONS, KNOWN_YEARS)
def test_years_are_those_in_which_every_year_reached_is_known(
    register: Register, expression: Expression, known: dict[str, set[int]]
) -> None:
    unit = register.gminas[0]
    values = {(name, unit, year): 1.0 for name, years in known.items() for year in years}
    found = arithmetic(register, values).years_of([expression])
    expected = {
        year
        for year in range(2000, 2040)
        if all(year - back in known[f.series] for f in expression.factors for back in f.reach)
    }
    assert set(found) == expected
    assert list(found) == sorted(found)


def test_series_made_of_others_give_what_their_parts_give(register: Register) -> None:
    unit = register.gminas[1]
    values = {(name, unit, year): float(year - 2000 + at) for at, name in enumerate(NAMES)
              for year in YEARS}  # fmt: skip
    series = {"sum": series_of("sum", "a + b"), "whole": series_of("whole", "sum - c@-1")}
    found = arithmetic(register, values, series)
    whole, parts = parse("whole~2"), parse("a~2 + b~2 - c@-1~2")
    years = found.years_of([whole])
    assert years == found.years_of([parts])
    np.testing.assert_allclose(sum(found.evaluate(whole, years)), sum(found.evaluate(parts, years)))
    assert found.basic(whole.series) == {"a", "b", "c"}


def test_what_is_missing_is_named_through_the_series_made_of_it(register: Register) -> None:
    series = {"sum": series_of("sum", "a + d"), "d": series_of("d")}
    found = arithmetic(register, {("a", register.gminas[0], 2020): 1.0}, series)
    assert found.missing(frozenset({"sum", AREA_KM2})) == {"d"}
    assert found.missing(frozenset({"a"})) == frozenset()


def test_area_is_known_in_every_year(register: Register) -> None:
    found = arithmetic(register, {("a", register.gminas[0], 2020): 1.0})
    assert found.years_of([parse("a"), parse("area_km2")]) == (2020,)
    column = found.evaluate(parse("area_km2"), (2020,))[0][:, 0]
    assert column.tolist() == [register.unit(code).area_km2 for code in register.gminas]


@pytest.mark.parametrize(
    ("formula", "step"),
    [
        ("a", 5.0),
        ("-a", 5.0),
        ("a@-1", 0.0),
        ("a~2", 5.0),
        ("a + a", 10.0),
        ("a + b", 5.0),
        ("a * b", 15.0),
        ("2 * a", 10.0),
        ("a / b", 5 / 3),
        ("b / a", 3 * 5 / 16),
        ("twice", 10.0),
    ],
)
def test_rounding_steps_follow_the_slope_of_the_formula(
    register: Register, formula: str, step: float
) -> None:
    unit = register.gminas[0]
    values = {("a", unit, 2020): 4.0, ("a", unit, 2019): 4.0, ("b", unit, 2020): 3.0}
    series = {"a": series_of("a", y2020=10.0), "twice": series_of("twice", "a + a")}
    found = arithmetic(register, values, series).step(parse(formula), (2020,))
    assert found[0, 0] == pytest.approx(step)


class TestLayers:
    """Which layers an indicator keeps, and that they add up."""

    @pytest.fixture
    def measures(self, measured: Callable[..., Measures]) -> Measures:
        people = {"3217011": 24_000.0, "3217023": 4800.0}
        return measured(
            {
                "live_births": {2020: {"3217011": 200.0, "3217023": 30.0}},
                "deaths": {2020: {"3217011": 300.0, "3217023": 60.0}},
                "pop_total": {2020: people, 2024: people},
            }
        )

    @pytest.mark.parametrize(
        ("indicator", "layers"),
        [
            ("L-07", {Layer.ABOVE, Layer.BELOW}),
            ("L-05", {Layer.ABOVE, Layer.BELOW, Layer.PLUS, Layer.MINUS}),
            ("L-01", {Layer.ABOVE, Layer.BELOW, Layer.ABOVE_STEP, Layer.BELOW_STEP,
                      Layer.ABOVE_SQUARE, Layer.BELOW_SQUARE}),
            ("L-03", {Layer.ABOVE, Layer.ABOVE_STEP, Layer.BELOW_STEP, Layer.ABOVE_SQUARE,
                      Layer.BELOW_SQUARE}),
        ],
    )  # fmt: skip
    def test_only_what_the_interval_needs_is_kept(
        self, measures: Measures, indicator: str, layers: set[Layer]
    ) -> None:
        assert set(measures.totals(indicator).layers) == layers

    def test_plus_less_minus_is_the_numerator(self, measures: Measures) -> None:
        layers = measures.totals("L-05").layers
        gap = layers[Layer.PLUS] - layers[Layer.MINUS]
        np.testing.assert_array_equal(gap, layers[Layer.ABOVE])
        assert np.nanmin(layers[Layer.MINUS]) >= 0

    def test_an_indicator_without_data_has_no_years(self, measures: Measures) -> None:
        totals = measures.totals("R-01")
        assert totals.years == ()
        assert totals.layers[Layer.ABOVE].shape == (5, 0)
        assert totals.known.shape == (5, 0)

    def test_every_year_follows_one_segment(self, register: Register) -> None:
        unit = register.gminas[0]
        values = {("pop_total_b2011", unit, year): 10.0 for year in (2018, 2019, 2020)}
        values |= {("pop_total", unit, year): 9.0 for year in (2020, 2021)}
        catalogue = Catalogue.load()
        found = arithmetic(register, values, dict(catalogue.series))
        totals = totals_of(catalogue.indicator("L-03"), found)
        assert totals.years == (2018, 2019, 2020, 2021)
        assert totals.segments == (0, 0, 1, 1)
        assert totals.layers[Layer.ABOVE][0].tolist() == [10, 10, 9, 9]


@given(st.floats(0.5, 400), st.integers(100, 5000), st.floats(0.001, 2))
def test_rounding_passes_through_a_derived_product_with_its_factors(
    rate: float, people: int, number: float
) -> None:
    """``d = number * rate * people``: a half-step of people weighs number * rate in d."""
    register = Register([Unit("3217011", "Wałcz", Level.GMINA, Kind.URBAN, "3217", 5.0)])
    series = {
        "b": series_of("b", y2020=10),
        "d": series_of("d", f"{number:f} * a * b - c"),
    }
    values = {(n, "3217011", 2020): v for n, v in (("a", rate), ("b", people), ("c", 1.0))}
    engine = arithmetic(register, values, series)
    step = engine.step(parse("d"), [2020])[0, 0]
    written = float(f"{number:f}")
    assert step == pytest.approx(5 * written * rate)
    shifted = {**values, ("b", "3217011", 2020): people + 5}
    moved = arithmetic(register, shifted, series).evaluate(parse("d"), [2020])[0][0, 0]
    assert abs(moved - engine.evaluate(parse("d"), [2020])[0][0, 0]) == pytest.approx(step)
