"""Standings of the county of Wałcz, computed again from values in plain Python."""

from __future__ import annotations

from math import isnan
from statistics import median

import pytest

from terytoria.diagnosis.standing import Verdict

pytestmark = pytest.mark.poland


def quartile(values, share):
    """Type 7 quantile of Hyndman and Fan, by its definition."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


@pytest.fixture(scope="module")
def rows(walcz_diagnosis):
    return walcz_diagnosis.standings.current.to_dicts()


@pytest.fixture(scope="module")
def values_of(walcz_diagnosis, poland_measures):
    """Known values of a group's members in an indicator and year, without the unit itself."""
    groups = walcz_diagnosis.groups
    register = poland_measures.snapshot.register
    kept = {}

    def read(row):
        members = groups[row["unit"]].members
        key = row["indicator"], members
        if key not in kept:
            if len(members[0]) == 4 and len(poland_measures.of(row["indicator"]).units[0]) == 7:
                areas = {powiat: register.gminas_of(powiat) for powiat in members}
                kept[key] = poland_measures.areas(row["indicator"], areas)
            else:
                kept[key] = poland_measures.of(row["indicator"])
        found = kept[key]
        column = found.years.index(row["year"])
        rows = (found.rows.get(one) for one in members)
        pairs = zip(members, rows, strict=True)
        return {one: float(found.values[at, column]) for one, at in pairs if at is not None}

    return read


def test_every_row_describes_its_group_as_plain_sorting_does(rows, values_of):
    compared = 0
    for row in rows:
        known = [value for value in values_of(row).values() if not isnan(value)]
        assert row["n"] == len(known), row
        if not known:
            continue
        assert row["median"] == pytest.approx(median(known)), row
        assert row["q1"] == pytest.approx(quartile(known, 0.25)), row
        assert row["q3"] == pytest.approx(quartile(known, 0.75)), row
        compared += 1
    assert compared > 300


def test_percentiles_count_the_others_below_and_half_of_the_equal(rows, values_of):
    compared = 0
    for row in rows:
        others = {k: v for k, v in values_of(row).items() if k != row["unit"] and not isnan(v)}
        if not others:
            assert row["percentile"] is None
            continue
        below = sum(value < row["value"] for value in others.values())
        equal = sum(value == row["value"] for value in others.values())
        expected = 100 * (below + equal / 2) / len(others)
        assert row["percentile"] == pytest.approx(expected), row
        assert 0 <= row["percentile"] <= 100
        compared += 1
    assert compared > 300


def test_a_difference_is_said_only_outside_the_quartiles_and_beyond_chance(rows, poland_measures):
    said = dict.fromkeys(Verdict, 0)
    for row in rows:
        direction = poland_measures.catalogue.indicator(row["indicator"]).direction.value
        above, below = row["value"] > row["q3"], row["value"] < row["q1"]
        if row["low"] is not None:
            above = above and row["low"] > row["median"]
            below = below and row["high"] < row["median"]
        words = {
            "more_is_better": (Verdict.BETTER, Verdict.WORSE),
            "less_is_better": (Verdict.WORSE, Verdict.BETTER),
            "neutral": (Verdict.HIGHER, Verdict.LOWER),
        }[direction]
        expected = words[0] if above else words[1] if below else Verdict.SIMILAR
        if row["n"] < 8:
            assert row["different"] is None
            continue
        assert row["different"] == expected, row
        said[expected] += 1
    assert min(said.values()) > 5


def test_the_area_stands_by_totals_and_among_areas(rows, poland_measures, walcz_area):
    members = list(walcz_area.gminas)
    for row in rows:
        if row["unit"] != "3217":
            continue
        found = poland_measures.areas(row["indicator"], {"area": members})
        value = found.values[0, found.years.index(row["year"])]
        assert row["value"] == pytest.approx(value), row


def test_nobody_is_compared_with_a_group_of_another_kind(walcz_diagnosis, poland_measures):
    register = poland_measures.snapshot.register
    for unit, group in walcz_diagnosis.groups.items():
        kinds = {register.unit(one).kind for one in group.members}
        assert kinds == {register.unit(unit).kind}, unit
        assert len(set(group.members)) == len(group.members)
