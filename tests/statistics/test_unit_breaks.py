"""Breaks of units and areas in the values of indicators."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from terytoria.statistics.measures import Measures
from terytoria.statistics.snapshot import Snapshot
from terytoria.statistics.unit_breaks import crossings, edges_of
from terytoria.territory import Level
from terytoria.territory.changes import Change, Link, What

WALCZ, CZLOPA, RURAL, KARLINO = "3217011", "3217023", "3217052", "3201043"
BOTH = (WALCZ, RURAL)
SPLIT = Change(date(2023, 1, 1), What.SPLIT, (Link(WALCZ, WALCZ, None), Link(WALCZ, RURAL, None)))
Build = Callable[..., Measures]


def people(*years: int) -> dict[str, dict[int, dict[str, int]]]:
    codes = (WALCZ, CZLOPA, RURAL, KARLINO)
    return {"pop_total": {year: dict.fromkeys(codes, year * 10) for year in years}}


def test_a_change_over_the_break_is_missing_and_says_why(measured: Build) -> None:
    values = measured(people(2018, 2020, 2022, 2024), changes=[SPLIT]).of("L-01")
    row = values.values[values.rows[WALCZ]]
    assert np.isnan(row[values.years.index(2024)])
    assert np.isfinite(row[values.years.index(2022)])
    assert values.crossed[WALCZ] == (2024,)
    assert values.unit_breaks == {WALCZ: (2023,), RURAL: (2023,)}


def test_values_of_one_year_stay_on_both_sides(measured: Build) -> None:
    values = measured(people(2022, 2023), changes=[SPLIT]).of("L-03")
    assert np.isfinite(values.of_unit(WALCZ)).all()
    assert (values.unit_breaks[WALCZ], values.crossed) == ((2023,), {})


def test_an_area_with_both_parts_has_no_break(measured: Build) -> None:
    measures = measured(people(2020, 2024), changes=[SPLIT])
    whole = measures.areas("L-01", {"razem": BOTH, "jedna": (WALCZ, CZLOPA)})
    assert np.isfinite(whole.of_unit("razem")).all()
    assert np.isnan(whole.of_unit("jedna")).all()
    assert whole.unit_breaks == {"jedna": (2023,)}


def test_evidence_of_a_missing_value_has_none(measured: Build) -> None:
    measures = measured(people(2020, 2024), changes=[SPLIT])
    assert measures.evidence("L-01", (WALCZ,), 2024).value is None
    assert measures.evidence("L-01", BOTH, 2024).value is not None


def test_without_changes_values_are_untouched(measured: Build) -> None:
    plain, told = measured(people(2020, 2024)), measured(people(2020, 2024), changes=[SPLIT])
    assert plain.of("L-01").unit_breaks == {}
    rows = [plain.of("L-01").rows[code] for code in (CZLOPA, KARLINO)]
    for name in ("values", "low", "high", "coverage"):
        one, other = (getattr(found.of("L-01"), name)[rows] for found in (plain, told))
        np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize(("offset", "crossed"), [(-1, False), (0, True), (3, True), (4, False)])
def test_a_break_counts_from_its_year_on(measured: Build, offset: int, crossed: bool) -> None:
    """The change 2020-2024 reaches over breaks of 2021 to 2024."""
    change = Change(date(2021 + offset, 1, 1), What.SPLIT, SPLIT.links)
    values = measured(people(2020, 2024), changes=[change]).of("L-01")
    assert bool(np.isnan(values.of_unit(WALCZ)).all()) is crossed


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.integers(2015, 2026), st.sets(st.sampled_from([WALCZ, CZLOPA, RURAL]), min_size=1))
def test_an_area_breaks_just_where_the_edge_is_crossed(
    measured: Build, year: int, members: set[str]
) -> None:
    change = Change(date(year, 1, 1), What.SPLIT, SPLIT.links)
    measures = measured(people(2020, 2024), changes=[change])
    found = measures.areas("L-01", {"obszar": tuple(sorted(members))})
    crosses = len(members & set(BOTH)) == 1
    assert found.unit_breaks == ({"obszar": (year,)} if crosses else {})
    assert bool(np.isnan(found.values).all()) is (crosses and 2020 < year <= 2024)


@given(st.lists(st.integers(2000, 2030), max_size=3), st.integers(2000, 2030), st.integers(0, 9))
def test_a_value_is_crossed_when_it_reads_both_sides(
    breaks: list[int], year: int, back: int
) -> None:
    found = crossings({"x": tuple(sorted(breaks))}, [year], [(year - back, year)])
    read = range(year - back, year + 1)
    both = any(min(read) < at and max(read) >= at for at in breaks)
    assert (found == {"x": (year,)}) is both


def test_powiats_break_where_a_gmina_moved(measured: Build) -> None:
    wages = {"avg_wage": {year: {"3217": 5000, "3201": 4000} for year in (2020, 2021)}}
    moved = Change(date(2021, 1, 1), What.MOVED, (Link("3201052", CZLOPA),))
    measures = measured(wages | people(2020, 2021), changes=[moved])
    assert measures.of("R-10").unit_breaks == {"3201": (2021,), "3217": (2021,)}
    assert measures.of("L-03").unit_breaks == {}


@pytest.mark.poland
def test_real_gminas_know_their_breaks(poland: Snapshot, poland_measures: Measures) -> None:
    edges = edges_of(poland)
    assert edges.years(["1207052"]) == edges.years(["1207132"]) == (2025,)
    assert edges.years(poland.register.gminas_of("1207")) == ()
    assert edges.years(poland.register.gminas_of("3217")) == ()
    assert edges.years(["0862011"]) == (2015,)
    turnout = poland_measures.of("K-08")
    assert set(turnout.unit_breaks) >= {"1207052", "2002093", "3203023"}
    moves = poland_measures.of("L-09")
    at = [moves.years.index(year) for year in (2018, 2019)]
    assert np.isfinite(moves.of_unit("3203023")[at]).all()


@pytest.mark.poland
def test_published_powiats_break_when_a_city_leaves(poland: Snapshot) -> None:
    edges = edges_of(poland)
    assert edges.years(["0221"], Level.POWIAT) == (2013,)
    assert edges.years(["0221", "0265"], Level.POWIAT) == ()
