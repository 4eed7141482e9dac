"""Own data over a snapshot: values, sources and the name tell them apart."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.measures import Measures
from terytoria.statistics.snapshot import Snapshot, Store
from terytoria.statistics.snapshot.overlay import OverlaidSnapshot
from terytoria.statistics.sources.folder import import_folder
from terytoria.statistics.sources.own_data import read_own_data
from terytoria.territory import Level

SCHEMA = {
    "level": pl.String, "series": pl.String, "unit": pl.String, "year": pl.Int16,
    "value": pl.Float64,
}  # fmt: skip
DENSITY = "S-01"  # inhabitants to a square kilometre
SOURCE = "dane własne (dane.csv)"
Row = tuple[str, str, str, int, float]


def frame(*rows: Row) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=SCHEMA, orient="row")


@pytest.fixture
def base(country: Callable[..., Path], tmp_path: Path) -> Snapshot:
    return import_folder(country(), Store(tmp_path / "store"))


def overlaid(base: Snapshot, *rows: Row) -> OverlaidSnapshot:
    return OverlaidSnapshot(base, frame(*rows), SOURCE)


def value(snapshot: Snapshot, series: str, unit: str, year: int) -> float:
    panel = snapshot.observations.panel(series)
    return float(panel.year(year)[panel.units.index(unit)])


class TestValues:
    def test_an_own_value_replaces_the_published_one(self, base: Snapshot) -> None:
        over = overlaid(base, ("gmina", "pop_total", "3217023", 2024, 4_650.0))
        assert value(base, "pop_total", "3217023", 2024) == 4_600
        assert value(over, "pop_total", "3217023", 2024) == 4_650

    def test_everything_else_stays(self, base: Snapshot) -> None:
        over = overlaid(base, ("gmina", "pop_total", "3217023", 2024, 4_650.0))
        for series in base.observations.series():
            before, after = (s.observations.panel(series) for s in (base, over))
            changed = before.values != after.values
            assert int((changed & ~np.isnan(before.values)).sum()) == (series == "pop_total")
        assert over.register is not base.register
        assert over.register.gminas == base.register.gminas
        assert over.neighbours.pairs == base.neighbours.pairs

    def test_a_new_year_and_a_new_series_join(self, base: Snapshot) -> None:
        over = overlaid(
            base,
            ("gmina", "pop_total", "3217023", 2025, 4_500.0),
            ("gmina", "own_series", "3217011", 2024, 7.0),
        )
        assert value(over, "pop_total", "3217023", 2025) == 4_500
        assert value(over, "own_series", "3217011", 2024) == 7
        assert np.isnan(value(over, "own_series", "3217023", 2024))
        assert not base.observations.has("own_series")

    def test_a_value_of_a_powiat_stays_at_its_level(self, base: Snapshot) -> None:
        over = overlaid(base, ("powiat", "pop_total", "3217", 2024, 1.0))
        panel = over.observations.panel("pop_total", Level.POWIAT)
        assert panel.year(2024)[panel.units.index("3217")] == 1
        assert value(over, "pop_total", "3217023", 2024) == 4_600

    def test_no_rows_change_nothing_but_the_name(self, base: Snapshot) -> None:
        over = overlaid(base)
        assert over.series.equals(base.series)
        assert value(over, "pop_total", "3217023", 2024) == 4_600
        assert over.name != base.name


class TestSources:
    def test_a_touched_series_names_both_sources(self, base: Snapshot) -> None:
        over = overlaid(base, ("gmina", "pop_total", "3217023", 2024, 4_650.0))
        at = (pl.col("level") == "gmina") & (pl.col("series") == "pop_total")
        assert over.series.filter(at)["source"].item() == f"GUS BDL; {SOURCE}"
        assert set(over.series.filter(~at)["source"]) == {"GUS BDL"}

    def test_a_new_series_names_the_own_data_alone(self, base: Snapshot) -> None:
        over = overlaid(base, ("gmina", "own_series", "3217011", 2024, 7.0))
        assert over.series.columns == base.series.columns
        row = over.series.filter(pl.col("series") == "own_series")
        assert row["source"].item() == SOURCE
        assert over.series.height == base.series.height + 1

    def test_the_sources_of_the_whole_name_the_own_data(self, base: Snapshot) -> None:
        over = overlaid(base, ("gmina", "pop_total", "3217023", 2024, 4_650.0))
        assert over.manifest.sources == (*base.manifest.sources, SOURCE)

    def test_the_evidence_of_an_indicator_cites_the_own_data(
        self, base: Snapshot, tmp_path: Path
    ) -> None:
        catalogue = Catalogue.load()
        file = tmp_path / "dane.csv"
        file.write_text(
            "jednostka;wskaźnik;rok;wartość\n3217023;pop_total;2024;4650\n", encoding="utf-8"
        )
        own = read_own_data(file, base.register, catalogue)
        over = Measures(OverlaidSnapshot(base, own.frame, SOURCE), catalogue)
        told = over.evidence(DENSITY, ["3217023"], 2024)
        assert SOURCE in told.source
        assert told.value == pytest.approx(4_650 / 25)
        plain = Measures(base, catalogue).evidence(DENSITY, ["3217023"], 2024)
        assert SOURCE not in plain.source
        assert plain.value == pytest.approx(4_600 / 25)


class TestName:
    def test_it_is_that_of_the_base_and_a_fingerprint(self, base: Snapshot) -> None:
        over = overlaid(base, ("gmina", "pop_total", "3217023", 2024, 4_650.0))
        stem, _, digest = over.name.partition("+")
        assert stem == base.name
        assert len(digest) == 10

    rows = st.lists(
        st.tuples(
            st.just("gmina"),
            st.just("pop_total"),
            st.sampled_from(["3217011", "3217023", "3217052"]),
            st.integers(2000, 2030),
            st.floats(0, 1e6),
        ),
        max_size=8,
        unique_by=lambda row: row[2:4],
    )

    @given(rows=rows, seed=st.randoms())
    def test_it_depends_on_the_rows_and_not_on_their_order(self, rows, seed) -> None:
        mixed = list(rows)
        seed.shuffle(mixed)
        assert fingerprint(rows) == fingerprint(mixed)

    @given(rows=rows.filter(bool))
    def test_another_value_is_another_name(self, rows) -> None:
        level, series, unit, year, last = rows[0]
        changed = [(level, series, unit, year, last + 1), *rows[1:]]
        assert fingerprint(rows) != fingerprint(changed)

    def test_the_base_is_not_changed(self, base: Snapshot) -> None:
        name = base.name
        overlaid(base, ("gmina", "pop_total", "3217023", 2024, 4_650.0))
        assert base.name == name
        assert value(base, "pop_total", "3217023", 2024) == 4_600


_BASE: list[Snapshot] = []


@pytest.fixture(autouse=True)
def _one_base(base: Snapshot) -> None:
    _BASE[:] = [base]


def fingerprint(rows: list[Row]) -> str:
    return overlaid(_BASE[0], *rows).name
