"""Trends of the county of Wałcz, computed again pair by pair and with scipy."""

from __future__ import annotations

from itertools import combinations
from math import hypot, isnan
from statistics import median

import numpy as np
import pytest
import scipy.stats

from terytoria.diagnosis.dynamics.classes import course

pytestmark = pytest.mark.poland
SIGNS = {"more_is_better": 1, "less_is_better": -1, "neutral": 0}
DIRECTIONS = {"rising": 1, "falling": -1, "unclear": 0}


@pytest.fixture(scope="module")
def series_of(poland_measures, walcz_area):
    """Known points of a unit: (year, number of the stretch, value, low, high)."""

    def read(unit, indicator):
        if unit == "3217" and len(poland_measures.of(indicator).units[0]) == 7:
            found = poland_measures.areas(indicator, {unit: list(walcz_area.gminas)})
        else:
            found = poland_measures.of(indicator)
        row, stretch, points = found.rows.get(unit), 0, []
        if row is None:
            return []
        for at, year in enumerate(found.years):
            stretch += at > 0 and found.bases[at] != found.bases[at - 1]
            value, low, high = (
                float(part[row, at]) for part in (found.values, found.low, found.high)
            )
            if not isnan(value):
                points.append((year, stretch, value, low, high))
        return points

    return read


@pytest.fixture(scope="module")
def rows(walcz_diagnosis):
    return walcz_diagnosis.dynamics.table().to_dicts()


def inside(points):
    """Pairs of points of one stretch."""
    return [(one, two) for one, two in combinations(points, 2) if one[1] == two[1]]


def test_slopes_are_medians_of_pairs_that_no_break_parts(rows, series_of):
    trends = 0
    for row in rows:
        points = series_of(row["unit"], row["indicator"])
        slopes = [(two[2] - one[2]) / (two[0] - one[0]) for one, two in inside(points)]
        sizes = [sum(p[1] == s for p in points) for s in {p[1] for p in points}]
        usable = sum(size for size in sizes if size >= 2)
        assert row["points"] == usable, row
        if usable < 4:
            assert row["slope"] is None
            continue
        assert row["slope"] == pytest.approx(median(slopes), rel=1e-9, abs=1e-12), row
        if row["low"] is not None:
            assert row["low"] <= row["slope"] <= row["high"]
        trends += 1
    assert trends > 100


def test_one_stretch_gives_the_slope_and_the_p_value_of_scipy(rows, series_of):
    compared = 0
    for row in rows:
        points = series_of(row["unit"], row["indicator"])
        if row["slope"] is None or len({p[1] for p in points}) != 1:
            continue
        years, values = np.array([p[0] for p in points]), np.array([p[2] for p in points])
        assert row["slope"] == pytest.approx(scipy.stats.theilslopes(values, years).slope, abs=1e-9)
        if len(set(values)) == len(values):
            p = scipy.stats.kendalltau(years, values, method="exact").pvalue
            assert row["p"] == pytest.approx(p, rel=1e-6), row
            compared += 1
    assert compared > 20


def test_changes_are_of_the_newest_stretch_alone(rows, series_of):
    compared = 0
    for row in rows:
        points = series_of(row["unit"], row["indicator"])
        stretches = {s: [p for p in points if p[1] == s] for s in {p[1] for p in points}}
        long = [s for s, own in stretches.items() if len(own) >= 2]
        if not long:
            assert row["change"] is None, row
            continue
        own = stretches[max(long)]
        first, last = own[0], own[-1]
        assert (row["change_from"], row["change_to"]) == (first[0], last[0])
        assert row["change"] == pytest.approx(last[2] - first[2], abs=1e-9)
        if not isnan(first[3]) and not isnan(last[3]):
            reach = hypot(last[2] - last[3], first[4] - first[2])
            assert row["change_low"] == pytest.approx(row["change"] - reach, abs=1e-9)
        compared += 1
    assert compared > 150


def test_a_direction_is_told_only_where_the_interval_leaves_out_zero(rows, poland_measures):
    told = 0
    for row in rows:
        if row["low"] is None:
            assert row["direction"] is None
            assert row["course"] is None
            continue
        expected = "rising" if row["low"] > 0 else "falling" if row["high"] < 0 else "unclear"
        assert row["direction"] == expected, row
        sign = SIGNS[poland_measures.catalogue.indicator(row["indicator"]).direction.value]
        assert row["course"] == str(course(DIRECTIONS[expected], sign))
        told += expected != "unclear"
    assert told > 20


def test_the_two_censuses_are_never_chained(rows):
    population = [row for row in rows if row["indicator"] == "L-03"]
    assert population
    for row in population:
        assert row["segments"] == 2
        assert row["change_from"] >= 2020
