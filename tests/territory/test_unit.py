"""Units and their validity."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.territory import Kind, Level, Unit

DAYS = st.dates(date(1990, 1, 1), date(2040, 1, 1))
LIMITS = st.none() | DAYS


def unit(start: date | None = None, end: date | None = None) -> Unit:
    return Unit(
        "3217023", "Człopa", Level.GMINA, Kind.URBAN_RURAL, "3217", 349.16,
        valid_from=start, valid_to=end,
    )  # fmt: skip


@given(DAYS, LIMITS, LIMITS)
def test_a_unit_is_valid_between_its_days_both_included(
    day: date, start: date | None, end: date | None
) -> None:
    expected = (start is None or day >= start) and (end is None or day <= end)
    assert unit(start, end).valid_on(day) is expected


def test_a_unit_never_changes() -> None:
    with pytest.raises(FrozenInstanceError):
        unit().name = "Tuczno"  # type: ignore[misc]


def test_only_gminas_are_gminas() -> None:
    assert unit().is_gmina
    assert not Unit("3217", "wałecki", Level.POWIAT, Kind.POWIAT, "32", 1.0).is_gmina
