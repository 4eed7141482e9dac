"""Variables of the stand-in and the table that tells a client of them."""

from __future__ import annotations

from pathlib import Path

import httpx
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.statistics.catalogue import Catalogue, Text, VariableSeries
from terytoria.statistics.snapshot import Snapshot
from terytoria.statistics.sources.bdl.own_variables import read_own_variables
from terytoria.statistics.sources.bdl.stand_in import variable_table, write_variables
from terytoria.statistics.sources.bdl.stand_in.variables import Served, served_variables


class TestNames:
    @given(st.text(min_size=1), st.text())
    def test_joined_parts_give_the_name(self, name: str, english: str) -> None:
        served = Served(1, "P1", Text(name, english), "osoba", ())
        for lang, expected in (("pl", name), ("en", english or name)):
            parts = served.names(lang)
            assert ", ".join(parts.values()) == expected
            assert list(parts) == [f"n{at}" for at in range(1, len(parts) + 1)]
            assert len(parts) <= 5


class TestOfTheCatalogue:
    def test_they_agree_with_what_the_catalogue_expects(self, client: httpx.Client) -> None:
        for variable in Catalogue.load().variables.values():
            body = client.get(f"/variables/{variable.id}").json()
            parts = [body[f"n{at}"] for at in range(1, 6) if f"n{at}" in body]
            assert ", ".join(parts) == variable.name.pl
            assert body["measureUnitName"] == variable.unit


class TestTable:
    def test_every_series_has_an_id_of_its_own(self, stored: Snapshot) -> None:
        table = variable_table(stored)
        assert table.columns == ["id", "name", "unit", "series", "first", "last"]
        series = stored.table("observations")["series"].unique().sort()
        assert table["series"].to_list() == series.to_list()
        assert table["id"].n_unique() == table.height
        assert table["id"].cast(pl.Int64).min() == 9_000_001
        assert table["first"].null_count() == table["last"].null_count() == table.height

    def test_it_says_what_is_served(self, stored: Snapshot, client: httpx.Client) -> None:
        for row in variable_table(stored).iter_rows(named=True):
            body = client.get(f"/variables/{row['id']}").json()
            parts = [body[f"n{at}"] for at in range(1, 6) if f"n{at}" in body]
            assert (", ".join(parts), body["measureUnitName"]) == (row["name"], row["unit"])

    def test_ids_of_the_catalogue_are_never_reused(self, stored: Snapshot) -> None:
        known = {int(id_) for id_ in Catalogue.load().variables}
        own = set(variable_table(stored)["id"].cast(pl.Int64))
        assert not known & own
        assert set(served_variables(stored)) == known | own

    def test_a_series_without_description(self, in_memory) -> None:
        snapshot = in_memory([("gmina", "bare", "3217011", 2020, 1.0)])
        snapshot.series = snapshot.series.with_columns(
            name=pl.lit(None, dtype=pl.String), unit=pl.lit(None, dtype=pl.String)
        )
        (row,) = variable_table(snapshot).iter_rows(named=True)
        assert (row["name"], row["unit"]) == ("bare", "-")

    def test_a_series_of_two_levels_has_one_id(self, in_memory) -> None:
        rows = [("gmina", "both", "3217011", 2020, 1.0), ("powiat", "both", "3217", 2020, 2.0)]
        snapshot = in_memory(rows)
        assert variable_table(snapshot).height == 1
        assert served_variables(snapshot)[9_000_001].series == (VariableSeries("both"),)

    def test_without_observations(self, in_memory) -> None:
        assert variable_table(in_memory([])).height == 0


class TestFile:
    def test_it_is_read_as_further_variables(self, stored: Snapshot, tmp_path: Path) -> None:
        path = tmp_path / "zmienne.csv"
        write_variables(stored, path)
        names = variable_table(stored)["series"].to_list()
        found = read_own_variables(path, names)
        assert [variable.series[0].id for variable in found] == names
        assert [variable.id for variable in found] == variable_table(stored)["id"].to_list()

    def test_it_is_replaced_whole(self, stored: Snapshot, tmp_path: Path) -> None:
        path = tmp_path / "zmienne.csv"
        path.write_text("stary\n", encoding="utf-8")
        write_variables(stored, path)
        assert path.read_text(encoding="utf-8").startswith("id,name,unit,series,first,last\n")
        assert [each.name for each in tmp_path.glob("zmienne*")] == [path.name]

    def test_nowhere_to_write(self, stored: Snapshot, tmp_path: Path) -> None:
        with pytest.raises(OSError):
            write_variables(stored, tmp_path / "nie" / "ma.csv")
