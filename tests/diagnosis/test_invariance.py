"""What must not change a standing or a dynamics, whatever the numbers are."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from terytoria.diagnosis.dynamics import assess_dynamics
from terytoria.diagnosis.groups import by_list, of_country
from terytoria.diagnosis.standing import assess_standing
from terytoria.territory import Area

TODAY = date(2026, 1, 1)
YEARS = list(range(2014, 2021))
FEW = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
CELLS = arrays(float, (201, 7), elements=st.integers(-40, 40).map(float), fill=st.just(3.0))


@pytest.fixture(scope="module")
def area(country):
    return Area("x", country.register.gminas[:3], TODAY)


@pytest.fixture(scope="module")
def assess(country, area, measured, fake_indicator, fake_measures):
    """Standing and dynamics of the first gmina among all, for a table of values."""

    def run(values, *, direction="more_is_better", half=np.nan, bases=None):
        indicator = fake_indicator("x", direction=direction)
        table = measured(
            values, country.register.gminas, YEARS, indicator=indicator, half=half, bases=bases
        )
        measures = fake_measures({"x": table})
        groups = dict.fromkeys((*area.gminas, "area"), of_country(country))
        standings = assess_standing(country, measures, area, groups)
        return standings, assess_dynamics(country, measures, area, standings)

    return run


def stands(standings, area, *columns):
    return standings.table().filter(unit=area.gminas[0]).select(columns)


@FEW
@given(CELLS, st.integers(1, 9), st.integers(-100, 100))
def test_the_unit_of_measure_does_not_matter(assess, area, values, factor, shift):
    columns = ("percentile", "different", "n")
    before, moved = assess(values, half=2.0)
    after, moved_too = assess(values * factor + shift, half=2.0 * factor)
    assert stands(before, area, *columns).equals(stands(after, area, *columns))
    one, two = moved.of(area.gminas[0], "x"), moved_too.of(area.gminas[0], "x")
    assert two.slope == pytest.approx(factor * one.slope, abs=1e-9)
    assert (two.direction, two.label) == (one.direction, one.label)


@FEW
@given(CELLS)
def test_what_is_good_turned_over_is_bad(assess, area, values):
    more, up = assess(values, half=2.0)
    less, down = assess(values, direction="less_is_better", half=2.0)
    one = stands(more, area, "oriented")["oriented"]
    other = stands(less, area, "oriented")["oriented"]
    assert (one + other).to_list() == pytest.approx([100.0] * len(YEARS))
    opposite = {"improving": "worsening", "worsening": "improving"}
    course = up.of(area.gminas[0], "x").course
    assert down.of(area.gminas[0], "x").course == opposite.get(course, course)


@FEW
@given(CELLS, st.integers(1, 6), st.integers(-500, 500))
def test_a_break_is_never_chained(assess, area, values, place, jump):
    bases = ["old"] * place + ["new"] * (7 - place)
    moved = values + jump * (np.arange(7) >= place)
    _, before = assess(values, bases=bases)
    _, after = assess(moved, bases=bases)
    columns = ["slope", "low", "high", "p", "direction", "change", "percentile"]
    assert before.table().select(columns).equals(after.table().select(columns))


@FEW
@given(CELLS, arrays(bool, (201, 7)))
def test_missing_stays_missing(assess, values, gaps):
    standings, _ = assess(np.where(gaps, np.nan, values))
    table = standings.table()
    missing = table.filter(pl.col("value").is_null())
    for column in ("percentile", "oriented", "distance", "different"):
        assert missing[column].null_count() == missing.height
    members = table.filter(pl.col("unit") != "area")
    assert members["value"].is_null().sum() == gaps[:3].sum()


@FEW
@given(CELLS, st.randoms(use_true_random=False))
def test_the_other_members_may_change_places(assess, area, values, random):
    order = list(range(3, 201))
    random.shuffle(order)
    shuffled = values[[0, 1, 2, *order]]
    columns = ("percentile", "median", "q1", "q3", "distance", "different")
    before, _ = assess(values)
    after, _ = assess(shuffled)
    assert stands(before, area, *columns).equals(stands(after, area, *columns))


def test_threads_find_what_one_finds(country, measured, fake_measures):
    rng = np.random.default_rng(8)
    values = rng.normal(size=(201, 7))
    table = measured(values, country.register.gminas, YEARS)
    measures = fake_measures({"x": table})
    codes = country.register.gminas
    areas = [Area("x", codes[at : at + 4], TODAY) for at in range(0, 160, 4)]

    def run(area):
        standings = assess_standing(country, measures, area)
        return standings.table(), assess_dynamics(country, measures, area, standings).table()

    alone = [run(area) for area in areas]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(run, areas))
    for (one, two), (other, another) in zip(alone, together, strict=True):
        assert one.equals(other)
        assert two.equals(another)


def test_a_group_of_outsiders_holds_nothing_of_the_unit(country, area, measured, fake_measures):
    values = np.zeros((201, 7))
    values[0] = 100.0
    measures = fake_measures({"x": measured(values, country.register.gminas, YEARS)})
    outside = by_list(country, country.register.gminas[20:60], "inne")
    standings = assess_standing(
        country, measures, area, dict.fromkeys((*area.gminas, "area"), outside)
    )
    one = standings.of(area.gminas[0], "x")
    assert (one.percentile, one.median, one.n) == (100.0, 0.0, 40)
    assert one.distance is None
    assert one.different == "better"
