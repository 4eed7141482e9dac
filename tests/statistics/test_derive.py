"""A derived snapshot: new tables in, the rest as it was, the old one untouched."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from terytoria.statistics.snapshot import Snapshot, SnapshotError, Store
from terytoria.statistics.snapshot.derive import Derivation, derive
from terytoria.territory import Level

DERIVATION = Derivation("nowe", "2026-11-22", "Dodano ludność z pliku.")


def revised(base: Snapshot) -> pl.DataFrame:
    """The observations with one value revised."""
    wrong = (pl.col("unit") == "3217011") & (pl.col("series") == "pop_total")
    value = pl.when(wrong & (pl.col("year") == 2024)).then(23_000.0).otherwise("value")
    return base.table("observations").with_columns(value=value)


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {file.name: file.read_bytes() for file in folder.iterdir()}


def test_the_old_one_stays_and_the_new_one_holds_the_change(store: Store, stored: Snapshot) -> None:
    before = bytes_of(stored.folder)
    new = derive(store, stored, {"observations": revised(stored)}, DERIVATION)
    assert bytes_of(stored.folder) == before
    assert store.names() == tuple(sorted([stored.name, new.name]))
    panel = new.observations.panel("pop_total", Level.GMINA)
    assert panel.year(2024)[panel.units.index("3217011")] == 23_000
    assert new.register.gminas == stored.register.gminas


def test_it_tells_where_it_comes_from(store: Store, stored: Snapshot) -> None:
    new = derive(store, stored, {"observations": revised(stored)}, DERIVATION)
    again = store.open(new.name)
    assert again.manifest.base == stored.name
    assert again.manifest.history == ("Dodano ludność z pliku.",)
    assert again.vintage == "2026-11-22"
    assert again.synthetic == stored.synthetic
    further = derive(store, again, {"observations": revised(again)}, DERIVATION)
    assert len(further.manifest.history) == 2


def test_same_content_same_name_other_content_other_name(store: Store, stored: Snapshot) -> None:
    first = derive(store, stored, {"observations": revised(stored)}, DERIVATION)
    again = derive(store, stored, {"observations": revised(stored)}, DERIVATION)
    other = derive(store, stored, {"observations": stored.table("observations")}, DERIVATION)
    assert first.name == again.name != other.name
    assert first.name.startswith("nowe-")


def test_values_are_checked_again(store: Store, stored: Snapshot) -> None:
    strange = pl.DataFrame(
        {"level": "gmina", "series": "pop_total", "unit": "9999999", "year": 2024, "value": 5.0},
        schema=stored.table("observations").schema,
    )
    tables = {"observations": pl.concat([stored.table("observations"), strange])}
    new = derive(store, stored, tables, DERIVATION)
    found = {check["id"]: check["found"] for check in new.quality["checks"]}
    assert found["unknown-units"] == 1
    assert "9999999" not in new.table("observations")["unit"]


def test_a_table_that_was_lacking_is_added_and_else_empty(store: Store, stored: Snapshot) -> None:
    assert stored.table("changes").is_empty()
    assert stored.footnotes.columns == ["level", "series", "unit", "year", "mark"]
    rows = stored.table("changes").clear(1).with_columns(day=date(2025, 1, 1))
    new = derive(store, stored, {"changes": rows}, DERIVATION)
    assert new.table("changes")["day"].to_list() == [date(2025, 1, 1)]
    assert new.manifest.rows["changes"] == 1
    assert new.quality == stored.quality


def test_an_unknown_table_and_a_bad_title_are_refused(store: Store, stored: Snapshot) -> None:
    with pytest.raises(SnapshotError, match="'weather' is no table"):
        derive(store, stored, {"weather": pl.DataFrame()}, DERIVATION)
    with pytest.raises(SnapshotError, match="is no name of a snapshot"):
        Derivation("../etc", "2026-11-22", "")
    assert store.names() == (stored.name,)
