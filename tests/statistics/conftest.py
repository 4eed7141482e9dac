"""A country of five gminas as a snapshot folder, and measures over frames."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.measures import Measures
from terytoria.statistics.observations import Observations
from terytoria.statistics.snapshot import Snapshot, Store
from terytoria.statistics.snapshot.snapshot import OPTIONAL
from terytoria.statistics.sources.folder import import_folder
from terytoria.territory import Kind, Level, Register, Unit
from terytoria.territory.changes import Change, Correspondence

# A busy machine is no reason to fail: time limits belong to benchmarks.

UNITS = [
    ("PL", "Polska", "country", "country", "", 100.0),
    ("32", "zachodniopomorskie", "voivodeship", "voivodeship", "PL", 100.0),
    ("3201", "białogardzki", "powiat", "powiat", "32", 40.0),
    ("3217", "wałecki", "powiat", "powiat", "32", 60.0),
    ("3201011", "Białogard", "gmina", "urban", "3201", 10.0),
    ("3201043", "Karlino", "gmina", "urban-rural", "3201", 30.0),
    ("3217011", "Wałcz", "gmina", "urban", "3217", 5.0),
    ("3217023", "Człopa", "gmina", "urban-rural", "3217", 25.0),
    ("3217052", "Wałcz", "gmina", "rural", "3217", 30.0),
]
POPULATION = {
    "3201011": (24_000, 23_000),
    "3201043": (9_000, 8_800),
    "3217011": (24_237, 23_110),
    "3217023": (4_781, 4_600),
    "3217052": (12_500, 12_400),
}
NEIGHBOURS = [("3201011", "3201043"), ("3217011", "3217052"), ("3217023", "3217052")]
Row = tuple[str, str, str, int, float]


def rows_of_the_country() -> list[Row]:
    """Observations: population of two years, deaths, unemployed, a share and sums of powiats."""
    rows: list[Row] = []
    for code, (before, after) in POPULATION.items():
        rows += [
            ("gmina", "pop_total", code, 2020, float(before)),
            ("gmina", "pop_total", code, 2024, float(after)),
            ("gmina", "deaths", code, 2020, round(before / 80)),
            ("gmina", "live_births", code, 2020, round(before / 110)),
            ("gmina", "unemployed", code, 2024, round(after / 40)),
            ("gmina", "turnout_sejm", code, 2020, 50.0 + before % 10),
        ]
    for powiat in ("3201", "3217"):
        members = [pair for code, pair in POPULATION.items() if code.startswith(powiat)]
        whole = float(sum(after for _, after in members))
        rows.append(("powiat", "pop_total", powiat, 2024, whole))
    return rows


def _square(at: int) -> dict[str, Any]:
    ring = [[at, 50.0], [at + 1, 50.0], [at + 1, 51.0], [at, 51.0], [at, 50.0]]
    return {"type": "Polygon", "coordinates": [ring]}


def _geojson(folder: Path, file: str, codes: list[str]) -> None:
    features = [
        {"type": "Feature", "properties": {"code": code}, "geometry": _square(at)}
        for at, code in enumerate(codes)
    ]
    text = json.dumps({"type": "FeatureCollection", "features": features})
    (folder / f"boundaries_{file}.geojson").write_text(text, encoding="utf-8")


def write_country(folder: Path, rows: list[Row] | None = None, **manifest: object) -> Path:
    """Write the country as published files with a manifest of checksums."""
    folder.mkdir(parents=True, exist_ok=True)
    observed = rows_of_the_country() if rows is None else rows
    names = ["code", "name", "level", "type", "parent", "area_km2"]
    units = pl.DataFrame(UNITS, schema=names, orient="row")
    units.with_columns(lon=pl.lit(16.0), lat=pl.lit(53.0)).write_parquet(folder / "units.parquet")
    pl.DataFrame(NEIGHBOURS, schema=["a", "b"], orient="row").write_csv(folder / "neighbours.csv")
    for file, level in (("gminy", 7), ("powiaty", 4), ("voivodeships", 2)):
        codes = [unit[0] for unit in UNITS if len(unit[0]) == level and unit[0] != "PL"]
        _geojson(folder, file, codes)
    columns = ["level", "indicator", "unit", "year", "value"]
    frame = pl.DataFrame(observed, schema=columns, orient="row")
    frame = frame.with_columns(source=pl.lit("GUS BDL"), via=pl.lit("list"))
    frame.write_parquet(folder / "observations.parquet")
    described = frame.select("level", "indicator").unique().sort("level", "indicator")
    share = pl.col("indicator").str.contains("turnout|pct")
    described.with_columns(
        name_pl=pl.col("indicator"),
        unit=pl.when(share).then(pl.lit("%")).otherwise(pl.lit("osoba")),
        population_base=pl.lit(""),
        note=pl.lit(""),
    ).write_csv(folder / "indicators.csv")
    _write_points(folder)
    files = {
        path.name: {"sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
        for path in sorted(folder.iterdir())
        if path.name != "manifest.json"
    }
    body = {"name": "country", "vintage": "2026-01-15", "files": files, **manifest}
    (folder / "manifest.json").write_text(json.dumps(body), encoding="utf-8")
    return folder


def _write_points(folder: Path) -> None:
    flows = {"origin": ["3217052"], "dest": ["3217011"], "persons": [855], "year": [2016]}
    pl.DataFrame(flows).write_parquet(folder / "commuting_workers_2016.parquet")
    schools = {
        "rspo": [1, 2, 3, 4],
        "name": ["SP 1", "Szkoła Podstawowa Specjalna", "Przedszkole", "Biblioteka"],
        "amenity": ["school", "school", "kindergarten", "library"],
        "isced": ["1;2", "1;2", "0", ""],
        "unit": ["3217011", "3217011", "3217023", "3217011"],
        "lon": [16.4, 16.5, 16.1, 16.4],
        "lat": [53.2, 53.3, 53.1, 53.2],
    }
    pl.DataFrame(schools).write_parquet(folder / "schools_rspo_2022.parquet")
    stations = {
        "unit": ["3217011", "3217023"],
        "eligible_voters": [900, 400],
        "lon": [16.4, 16.1],
        "lat": [53.2, 53.1],
        "locality": ["Wałcz", "Człopa"],
        "coord_ok": [True, False],
    }
    pl.DataFrame(stations).write_parquet(folder / "polling_stations_2014.parquet")
    places = {"name": ["Wałcz"], "unit": ["3217011"], "population": [24000], "lon": [16.4]}
    pl.DataFrame({**places, "lat": [53.2]}).write_csv(folder / "places_geonames_500.csv")


@pytest.fixture
def country(tmp_path: Path) -> Callable[..., Path]:
    """Writer of the country into a folder of its own: ``country(rows=None, **manifest)``."""
    made = iter(range(1000))

    def write(rows: list[Row] | None = None, **manifest: object) -> Path:
        return write_country(tmp_path / f"country{next(made)}", rows, **manifest)

    return write


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """An empty store of snapshots."""
    return Store(tmp_path / "store")


@pytest.fixture
def stored(store: Store, country: Callable[..., Path]) -> Snapshot:
    """The country, imported into the store."""
    return import_folder(country(), store)


@pytest.fixture
def country_rows() -> list[Row]:
    """Sound observations of the country."""
    return rows_of_the_country()


@pytest.fixture(scope="session")
def register() -> Register:
    """Register of the country."""
    return Register(
        Unit(code, name, Level(level), Kind(kind), parent, area)
        for code, name, level, kind, parent, area in UNITS
    )


@dataclass(frozen=True)
class FakeSnapshot:
    """What measures need of a snapshot."""

    register: Register
    observations: Observations
    series: pl.DataFrame
    changes: pl.DataFrame
    vintage: str = "2026-01-15"
    synthetic: bool = True

    def table(self, name: str) -> pl.DataFrame:
        """The changes: no other table is asked for by name."""
        assert name == "changes"
        return self.changes


@pytest.fixture
def measured(register: Register) -> Callable[..., Measures]:
    """Measures over values given as ``{series: {year: {unit: value}}}``, per level."""

    def build(
        values: Mapping[str, Mapping[int, Mapping[str, float]]],
        catalogue: Catalogue | None = None,
        register: Register = register,
        changes: Iterable[Change] = (),
    ) -> Measures:
        rows = [
            ("gmina" if len(unit) == 7 else "powiat", series, unit, year, float(value))
            for series, years in values.items()
            for year, units in years.items()
            for unit, value in units.items()
        ]
        schema = {"level": pl.String, "series": pl.String, "unit": pl.String}
        schema |= {"year": pl.Int16, "value": pl.Float64}
        frame = pl.DataFrame(rows, schema=schema, orient="row")
        observations = Observations(frame, {level: register.of_level(level) for level in Level})
        series = frame.select("level", "series").unique().with_columns(source=pl.lit("GUS BDL"))
        told = list(Correspondence(tuple(changes)).rows())
        table = pl.DataFrame(told, schema=OPTIONAL["changes"], orient="row")
        snapshot: Any = FakeSnapshot(register, observations, series, table)
        return Measures(snapshot, catalogue or Catalogue.load())

    return build
