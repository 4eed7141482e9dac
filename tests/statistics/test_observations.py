"""Panels: rows in the register's order, missing as NaN, later rows over earlier."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.statistics.observations import Observations, UnknownSeriesError
from terytoria.territory import Level

UNITS = {Level.GMINA: ("0000011", "0000022", "0000032"), Level.POWIAT: ("0000",)}
SCHEMA = {"level": pl.String, "series": pl.String, "unit": pl.String, "year": pl.Int16}
Row = tuple[str, str, str, int, float]


def observed(*rows: Row) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={**SCHEMA, "value": pl.Float64}, orient="row")


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(UNITS[Level.GMINA]), st.integers(1995, 2024)),
        st.floats(-1e9, 1e9),
        min_size=1,
    )
)
def test_a_panel_holds_every_value_in_its_place_and_nothing_else(
    values: dict[tuple[str, int], float],
) -> None:
    rows = [("gmina", "a", unit, year, value) for (unit, year), value in values.items()]
    panel = Observations(observed(*rows), UNITS).panel("a")
    assert panel.units == UNITS[Level.GMINA]
    assert panel.years == tuple(sorted({year for _, year in values}))
    for at, unit in enumerate(panel.units):
        for year in panel.years:
            found = panel.year(year)[at]
            known = values.get((unit, year))
            assert np.isnan(found) if known is None else found == known


def test_rows_of_unknown_units_are_not_kept() -> None:
    frame = observed(("gmina", "a", "9999999", 2020, 1.0), ("gmina", "a", "0000011", 2020, 2.0))
    panel = Observations(frame, UNITS).panel("a")
    assert np.nansum(panel.values) == 2


def test_a_year_never_observed_is_missing_not_zero() -> None:
    panel = Observations(observed(("gmina", "a", "0000011", 2020, 1.0)), UNITS).panel("a")
    assert np.isnan(panel.year(1999)).all()
    assert panel.year(1999).shape == (3,)


def test_levels_are_apart() -> None:
    frame = observed(("gmina", "a", "0000011", 2020, 1.0), ("powiat", "b", "0000", 2020, 9.0))
    found = Observations(frame, UNITS)
    assert found.series() == ("a",)
    assert found.series(Level.POWIAT) == ("b",)
    assert not found.has("b")
    assert found.panel("b", Level.POWIAT).values.tolist() == [[9.0]]
    with pytest.raises(UnknownSeriesError, match="no series 'b' at the level of gmina"):
        found.panel("b")


def test_further_rows_replace_earlier_ones_and_leave_the_first_untouched() -> None:
    first = Observations(observed(("gmina", "a", "0000011", 2020, 1.0)), UNITS)
    extra = observed(("gmina", "a", "0000011", 2020, 5.0), ("gmina", "a", "0000022", 2021, 7.0))
    both = first.with_frame(extra.with_columns(pl.col("year").cast(pl.Int64)))
    assert both.panel("a").years == (2020, 2021)
    assert both.panel("a").year(2020)[0] == 5
    assert first.panel("a").years == (2020,)
    assert first.panel("a").year(2020)[0] == 1


def test_a_panel_cannot_be_written_and_is_read_once() -> None:
    found = Observations(observed(("gmina", "a", "0000011", 2020, 1.0)), UNITS)
    assert found.panel("a") is found.panel("a")
    with pytest.raises(ValueError, match="read-only"):
        found.panel("a").values[0, 0] = 3
