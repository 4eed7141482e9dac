"""Milestones and money: what is late, what is known."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.strategy.monitoring import Milestone, Progress, Spending, grouped, sums, total

PLANNED = date(2026, 6, 30)
AMOUNTS = st.none() | st.decimals(0, 10**9, places=2)
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


@pytest.mark.parametrize(
    ("done", "day", "expected", "late"),
    [
        (None, date(2026, 6, 30), Progress.AHEAD, 0),
        (None, date(2026, 7, 1), Progress.OVERDUE, 1),
        (date(2026, 6, 30), date(2026, 12, 31), Progress.DONE, 0),
        (date(2026, 7, 10), date(2026, 12, 31), Progress.DONE_LATE, 10),
        (date(2027, 1, 10), date(2026, 12, 31), Progress.OVERDUE, 184),
    ],
)
def test_where_a_milestone_stands(
    done: date | None, day: date, expected: Progress, late: int
) -> None:
    one = Milestone("Pozwolenie", PLANNED, done)
    assert (one.progress(day), one.late(day)) == (expected, late)
    assert one.progress(day).name_pl


@given(done=st.none() | DAYS, day=DAYS)
def test_the_day_it_was_done_ends_the_delay(done: date | None, day: date) -> None:
    one = Milestone("Krok", PLANNED, done)
    later = one.late(day + timedelta(1)) - one.late(day)
    assert later in {0, 1}
    assert (one.late(day) > 0) == (one.progress(day) in {Progress.OVERDUE, Progress.DONE_LATE})
    if one.done_by(day):
        assert later == 0


@given(st.lists(AMOUNTS))
def test_a_sum_never_hides_what_is_unknown(amounts: list[Decimal | None]) -> None:
    found = total(amounts)
    assert found.known + found.unknown == len(amounts)
    assert found.amount == sum((one or Decimal(0) for one in amounts), Decimal(0))
    assert found.whole == (None not in amounts)


@given(st.lists(st.tuples(st.integers(2024, 2027), AMOUNTS, AMOUNTS)))
def test_groups_add_up_to_the_whole(rows: list[tuple[int, Decimal | None, Decimal | None]]) -> None:
    given_ = [Spending(year, "gmina", planned, spent) for year, planned, spent in rows]
    groups = grouped((one.year, one) for one in given_)
    whole = sums(given_)
    assert sum((one.spent.amount for one in groups.values()), Decimal(0)) == whole.spent.amount
    assert sum(one.planned.unknown for one in groups.values()) == whole.planned.unknown
    assert set(groups) == {year for year, _, _ in rows}
