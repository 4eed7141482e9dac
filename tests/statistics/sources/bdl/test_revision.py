"""Values of the office over those of a snapshot: revised, withdrawn, new; the rest stays."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.statistics.catalogue import Catalogue, Text, Variable, VariableSeries
from terytoria.statistics.snapshot import Snapshot
from terytoria.statistics.sources.bdl.revision import (
    KEY,
    agreements,
    as_series,
    laid_over,
)

POPULATION = Variable(
    "72305",
    Text("ludność", "population"),
    "osoba",
    (VariableSeries("pop_total_b2011", last=2019), VariableSeries("pop_total", first=2020)),
    "a list",
    None,
)
Value = tuple[str, int, float | None, str | None]


def answers(*rows: Value, variable: str = "72305", level: str = "gmina") -> pl.DataFrame:
    """Values as they are parsed: variable, unit, level, year, value, mark."""
    schema = {
        "variable": pl.String,
        "unit": pl.String,
        "level": pl.String,
        "year": pl.Int16,
        "value": pl.Float64,
        "mark": pl.String,
    }
    made = [(variable, unit, level, year, value, mark) for unit, year, value, mark in rows]
    return pl.DataFrame(made, schema=schema, orient="row")


class TestAsSeries:
    def test_a_year_decides_the_series(self) -> None:
        rows = as_series(
            answers(("3217011", 2019, 5.0, None), ("3217011", 2020, 6.0, None)), [POPULATION]
        )
        assert rows["series"].to_list() == ["pop_total_b2011", "pop_total"]

    def test_a_variable_nobody_asked_for_is_left_out(self) -> None:
        assert as_series(
            answers(("3217011", 2020, 5.0, None), variable="1"), [POPULATION]
        ).is_empty()

    def test_the_last_answer_of_a_value_holds(self) -> None:
        rows = as_series(
            answers(("3217011", 2020, 5.0, None), ("3217011", 2020, 6.0, None)), [POPULATION]
        )
        assert rows["value"].to_list() == [6.0]

    @given(st.integers(1990, 2030), st.none() | st.integers(1990, 2030), st.integers(1990, 2030))
    def test_years_fall_where_the_variable_says(
        self, first: int, last: int | None, year: int
    ) -> None:
        place = VariableSeries("deaths", first, last)
        variable = Variable("65", Text("z", "d"), "osoba", (place,), "", None)
        rows = as_series(answers(("3217011", year, 1.0, None), variable="65"), [variable])
        assert rows.height == int(place.holds(year))


class TestAgreement:
    def base(self, values: list[float]) -> pl.DataFrame:
        rows = [("gmina", "pop_total", f"32170{at}2", 2020, v) for at, v in enumerate(values, 10)]
        return pl.DataFrame(rows, schema=[*KEY, "value"], orient="row").cast({"year": pl.Int16})

    def compare(self, known: list[float], told: list[float]) -> tuple[int, int, bool]:
        values = answers(*((f"32170{at}2", 2020, v, None) for at, v in enumerate(told, 10)))
        (found,) = agreements(self.base(known), as_series(values, [POPULATION]))
        assert (found.variable, found.series) == ("72305", "pop_total")
        return found.pairs, found.equal, found.strange

    def test_the_same_numbers_agree(self) -> None:
        known = [1000.0, 2000.0, 3000.0, 4000.0, 5000.0]
        assert self.compare(known, known) == (5, 5, False)

    def test_a_revision_by_a_census_is_no_stranger(self) -> None:
        known = [1000.0, 2000.0, 3000.0, 4000.0, 5000.0]
        assert self.compare(known, [value * 0.9 for value in known]) == (5, 0, False)

    def test_another_quantity_is(self) -> None:
        known = [1000.0, 2000.0, 3000.0, 4000.0, 5000.0]
        assert self.compare(known, [12.0, 9.0, 8.5, 7.0, 13.0])[2]

    def test_a_few_values_tell_nothing(self) -> None:
        assert self.compare([1000.0] * 4, [3.0] * 4) == (4, 0, False)

    def test_zeros_agree_with_zeros_only(self) -> None:
        assert not self.compare([0.0] * 6, [0.0] * 6)[2]
        assert self.compare([0.0] * 6, [7.0] * 6)[2]


class TestLaidOver:
    def laid(self, stored: Snapshot, *rows: Value) -> dict[str, pl.DataFrame]:
        values = as_series(answers(*rows), [POPULATION])
        return laid_over(stored, values, Catalogue.load(), "GUS BDL")

    def value(self, tables: dict[str, pl.DataFrame], unit: str, year: int) -> list[float]:
        rows = tables["observations"].filter(
            (pl.col("series") == "pop_total") & (pl.col("unit") == unit) & (pl.col("year") == year)
        )
        return rows["value"].to_list()

    def test_revised_withdrawn_new_and_untouched(self, stored: Snapshot) -> None:
        tables = self.laid(
            stored,
            ("3217011", 2024, 23_111.0, None),
            ("3217023", 2024, None, None),
            ("3217052", 2025, 12_300.0, "dane wstępne"),
        )
        assert self.value(tables, "3217011", 2024) == [23_111.0]
        assert self.value(tables, "3217023", 2024) == []
        assert self.value(tables, "3217052", 2025) == [12_300.0]
        assert self.value(tables, "3217011", 2020) == [24_237.0]
        before = stored.table("observations").height
        assert tables["observations"].height == before - 1 + 1

    def test_a_mark_is_kept_as_long_as_its_value(self, stored: Snapshot) -> None:
        tables = self.laid(stored, ("3217052", 2025, 12_300.0, "dane wstępne"))
        assert tables["footnotes"].rows() == [
            ("gmina", "pop_total", "3217052", 2025, "dane wstępne")
        ]

    def test_the_series_names_the_office_and_the_variable_once(self, stored: Snapshot) -> None:
        tables = self.laid(stored, ("3217011", 2024, 1.0, None), ("3217052", 2024, 2.0, None))
        row = tables["series"].filter(level="gmina", series="pop_total").row(0, named=True)
        assert "GUS BDL" in row["source"].split("; ")
        assert row["via"].count("BDL API, zmienna 72305") == 1
        others = tables["series"].filter(pl.col("series") != "pop_total")
        known = stored.series.filter(pl.col("series") != "pop_total")
        assert others.equals(known)

    def test_a_new_series_is_described_by_the_catalogue(self, stored: Snapshot) -> None:
        tables = self.laid(stored, ("3217011", 2018, 25_000.0, None))
        row = tables["series"].filter(level="gmina", series="pop_total_b2011").row(0, named=True)
        assert row["base"] == "NSP2011"
        assert row["unit"] == "osoba"
        assert row["source"] == "GUS BDL"

    @pytest.mark.parametrize("table", ["observations", "footnotes", "series"])
    def test_tables_keep_their_columns(self, stored: Snapshot, table: str) -> None:
        tables = self.laid(stored, ("3217011", 2024, 1.0, "dane wstępne"))
        assert tables[table].schema == stored.table(table).schema
