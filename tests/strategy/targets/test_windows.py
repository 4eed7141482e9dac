"""What similar units managed: stretches, breaks, scaling, shares."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.statistics.intervals import wilson
from terytoria.strategy.targets import Target, Wanted
from terytoria.strategy.targets.windows import lengths_in, managed_by, peers_of, windows_of

YEARS = range(2015, 2023)
amounts = st.floats(1.0, 1000.0)


def target(value, *, length=2, wanted=Wanted.RISE):
    return Target("R-01", 2022, None, 2022 + length, value, wanted)


def test_no_stretch_spans_a_change_of_base(series):
    two = series([range(8)], YEARS, bases=["a"] * 4 + ["b"] * 4)
    assert windows_of(two, 2).starts == (2015, 2016, 2019, 2020)
    assert lengths_in(two, 3) == [3, 2, 1]


def test_a_unit_loses_the_stretches_over_its_own_break(series):
    both = series([range(8), range(8)], YEARS, breaks={"0001": (2018,)})
    found = windows_of(both, 2)
    crossed = [year for year, value in zip(found.starts, found.before[1], strict=True)
               if np.isnan(value)]  # fmt: skip
    assert crossed == [2016, 2017]
    assert np.isfinite(found.before[0]).all()


def test_the_length_asked_comes_first_then_shorter_then_longer(series):
    gaps = series([range(4)], [2010, 2011, 2015, 2020])
    assert lengths_in(gaps, 5) == [5, 4, 1, 9, 10]
    assert lengths_in(gaps, 3) == [1, 4, 5, 9, 10]


def test_missing_values_are_no_stretch(series, group_of):
    rows = [[10.0, 12.0]] * 9 + [[np.nan, 12.0]]
    few = series(rows, [2020, 2022])
    found = managed_by(group_of(few.units), few, target(11.0), 10.0, 8)
    assert found is not None
    assert (found.units, found.windows, found.reached) == (9, 9, 9)
    assert managed_by(group_of(few.units), few, target(11.0), 10.0, 10) is None


def test_a_longer_target_is_scaled_at_a_steady_pace(series, group_of):
    rows = [[100.0, 110.0]] * 8
    twice = managed_by(
        group_of(series(rows, [2020, 2022]).units),
        series(rows, [2020, 2022]),
        target(121.0, length=4),
        100.0,
        8,
    )
    assert twice is not None
    assert (twice.length, twice.relative) == (2, True)
    assert twice.asked == pytest.approx(0.1)
    assert twice.reached == 8
    assert twice.typical == pytest.approx(121.0)


def test_percentages_change_by_points(series, group_of):
    rows = [[40.0, 50.0]] * 8
    share = series(rows, [2020, 2022], indicator="T-02")
    found = managed_by(group_of(share.units), share, target(30.0), 20.0, 8)
    assert found is not None
    assert (found.relative, found.asked, found.share) == (False, 10.0, 1.0)


def test_amounts_that_reach_zero_change_by_difference(series, group_of):
    rows = [[0.0, 5.0]] * 8
    found = managed_by(
        group_of(series(rows, [2020, 2022]).units), series(rows, [2020, 2022]), target(8.0), 4.0, 8
    )
    assert found is not None
    assert not found.relative
    assert found.reached == 8


def test_each_unit_counts_once_however_many_stretches_it_has(series, group_of):
    rows = [[10, 10, 10, 10, 20]] + [[10, np.nan, np.nan, np.nan, 10]] * 7
    found = managed_by(
        group_of(series(rows, range(2018, 2023)).units),
        series(rows, range(2018, 2023)),
        target(20.0, length=4),
        10.0,
        8,
    )
    assert found is not None
    assert (found.units, found.reached, found.share) == (8, 1, 1 / 8)


@given(
    rows=st.lists(st.lists(amounts, min_size=5, max_size=5), min_size=8, max_size=12),
    start=amounts,
    end=amounts,
    length=st.integers(1, 6),
    wanted=st.sampled_from(Wanted),
)
def test_shares_are_those_counted_plainly(*, series, group_of, rows, start, end, length, wanted):
    years = range(2018, 2023)
    values = series(rows, years)
    asked = target(end, length=length, wanted=wanted)
    found = managed_by(group_of(values.units), values, asked, start, 8)
    assert found is not None
    need = (end / start) ** (found.length / length) - 1
    parts = []
    for row in rows:
        changes = [row[at + found.length] / row[at] - 1 for at in range(5 - found.length)]
        slip = 1e-9 * max(1.0, abs(need))
        parts.append(np.mean([wanted.sign * (one - need) >= -slip for one in changes]))
    assert found.share == pytest.approx(np.mean(parts))
    assert found.reached == sum(part > 0 for part in parts)
    low, high = wilson(sum(parts), len(parts))
    assert (found.low, found.high) == pytest.approx((float(low), float(high)))


@given(
    rows=st.lists(st.lists(amounts, min_size=4, max_size=4), min_size=8, max_size=10),
    start=amounts,
    ends=st.lists(amounts, min_size=2, max_size=2),
    wanted=st.sampled_from(Wanted),
)
def test_fewer_manage_a_harder_target(*, series, group_of, rows, start, ends, wanted):
    values = series(rows, range(2018, 2022))
    easier, harder = sorted(ends, reverse=wanted is Wanted.FALL)
    both = [
        managed_by(group_of(values.units), values, target(end, wanted=wanted), start, 8)
        for end in (easier, harder)
    ]
    assert both[0] is not None
    assert both[1] is not None
    assert both[1].share <= both[0].share
    assert both[1].reached <= both[0].reached
    assert both[1].low <= both[0].low + 1e-12
    assert both[1].quarter == both[0].quarter


def test_the_best_quarter_is_on_the_wanted_side(series, group_of):
    rows = [[100.0, 80.0 + 5 * number] for number in range(9)]
    values = series(rows, [2020, 2022])
    rise, fall = (
        managed_by(group_of(values.units), values, target(100.0, wanted=wanted), 100.0, 8)
        for wanted in (Wanted.RISE, Wanted.FALL)
    )
    assert rise is not None
    assert fall is not None
    assert (fall.quarter, fall.typical, rise.quarter) == pytest.approx((90.0, 100.0, 110.0))


def test_changes_are_listed_without_what_is_missing(series, group_of):
    values = series([[1.0, 2.0, np.nan]] * 8, [2020, 2021, 2022])
    found = managed_by(group_of(values.units), values, target(2.0, length=1), 1.0, 8)
    assert found is not None
    assert found.changes.columns == ["unit", "from", "to", "change", "reached"]
    assert found.changes.height == 8
    assert set(found.changes["to"]) == {2021}


def test_units_that_share_a_gmina_with_the_area_are_no_peers(group_of):
    members = {"0001": ("0001011", "0001021"), "0002": ("0002011",)}
    assert list(peers_of(group_of(members), ("0001021",), members)) == ["0002"]
