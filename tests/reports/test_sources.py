"""Names of sources: Polish, short under figures, never lost."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.reports.diagnosis.chapters.topic_tables import parts
from terytoria.reports.diagnosis.context import ranges
from terytoria.reports.sources import full_names, short_names


@given(st.lists(st.text(min_size=1, max_size=12), max_size=8))
def test_unknown_sources_keep_their_names(names: list[str]) -> None:
    assert set(full_names(names)) == set(names)
    assert set(short_names(names)) == set(names)


def test_short_names_fall_together() -> None:
    assert short_names(["GUS BDL P2425", "GUS BDL P1944", "GUS BDL"]) == ("GUS BDL",)


@pytest.mark.poland
def test_every_source_of_the_real_snapshot_has_a_polish_name(poland_measures: Any) -> None:
    found = poland_measures.snapshot.manifest.sources
    for name in (*full_names(found), *short_names(found)):
        assert not any(
            word in name for word in ("Ministry", "population", "matrix", "register", "derived")
        )
    assert len(full_names(found)) == len(found)


@given(st.sets(st.integers(1, 40), min_size=1))
def test_ranges_hold_every_number_once(numbers: set[int]) -> None:
    told = ranges([f"L-{number:02d}" for number in numbers])
    spread: list[int] = []
    for part in told.split(", "):
        first, _, last = part.partition("–")
        low = int(first[2:])
        spread += range(low, int(last[2:] if last else low) + 1)
    assert spread == sorted(numbers)


def test_ranges_part_dimensions() -> None:
    assert ranges(["L-01", "S-02", "L-02"]) == "L-01, L-02, S-02"


@given(st.lists(st.integers(), min_size=1, max_size=80), st.integers(1, 9))
def test_parts_keep_the_order_and_the_limit(units: list[int], size: int) -> None:
    found = parts([str(unit) for unit in units], size)
    assert [unit for part in found for unit in part] == [str(unit) for unit in units]
    assert all(1 <= len(part) <= size for part in found)
    assert max(map(len, found)) - min(map(len, found)) <= 1
