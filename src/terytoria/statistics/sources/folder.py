"""Import of a snapshot folder: published files in, an immutable Parquet snapshot out."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import shapely

from terytoria.statistics.snapshot.manifest import (
    FORMAT,
    Manifest,
    SnapshotError,
    plain_name,
    read_json,
    sha256,
)
from terytoria.statistics.snapshot.quality import check_quality
from terytoria.statistics.snapshot.snapshot import Snapshot
from terytoria.statistics.snapshot.store import Store
from terytoria.territory import CodeError, Register
from terytoria.territory.codes import level_of

BOUNDARIES = {"gmina": "gminy", "powiat": "powiaty", "voivodeship": "voivodeships"}
# Special schools and schools for adults serve other people than those who live nearest to them.
SPECIAL_SCHOOL = r"(?i)specjaln|dla doros|terapeut|rewalidac|szpital|przy zakładzie|przysposab"


_FILES = (
    "units.parquet",
    "neighbours.csv",
    *(f"boundaries_{file}.geojson" for file in BOUNDARIES.values()),
    "observations.parquet",
    "indicators.csv",
    "commuting_workers_2016.parquet",
    "schools_rspo_2022.parquet",
    "polling_stations_2014.parquet",
    "places_geonames_500.csv",
)
_UNREADABLE = (
    pl.exceptions.PolarsError,
    shapely.errors.ShapelyError,
    OSError,
    LookupError,
    TypeError,
    ValueError,
)


class ImportFolderError(SnapshotError):
    """A snapshot folder that cannot be imported: a file is absent, damaged or malformed."""


@dataclass(frozen=True)
class _Folder:
    """A snapshot folder whose files were compared with its manifest."""

    path: Path
    manifest: dict[str, Any]

    @classmethod
    def checked(cls, path: Path) -> _Folder:
        manifest = read_json(path / "manifest.json")
        files = manifest.get("files")
        if not isinstance(files, dict) or not {"name", "vintage"} <= manifest.keys():
            raise ImportFolderError(f"{path.name}: the manifest lacks name, vintage or files")
        fault = _fault(manifest)
        if fault:
            raise ImportFolderError(f"{path.name}: {fault}")
        unlisted = [file for file in _FILES if file not in files]
        if unlisted:
            raise ImportFolderError(f"{path.name}: the manifest lists no {', '.join(unlisted)}")
        for file, known in sorted(files.items()):
            if not (path / file).is_file():
                raise ImportFolderError(f"{path.name}: {file} is missing; copy the folder again")
            try:
                found = sha256(path / file)
            except OSError as problem:
                why = problem.strerror
                raise ImportFolderError(f"{path.name}: cannot read {file}: {why}") from None
            if not isinstance(known, dict) or found != known.get("sha256"):
                raise ImportFolderError(
                    f"{path.name}: {file} is damaged (its SHA-256 differs from the manifest); "
                    "copy the folder again"
                )
        return cls(path, manifest)

    @property
    def name(self) -> str:
        """Title and a fingerprint of the content: same content, same name."""
        parts = {file: known["sha256"] for file, known in self.manifest["files"].items()}
        text = json.dumps([FORMAT, self.manifest["vintage"], parts], sort_keys=True)
        return f"{self.manifest['name']}-{hashlib.sha256(text.encode()).hexdigest()[:10]}"

    def parquet(self, file: str, columns: list[str] | None = None) -> pl.DataFrame:
        return pl.read_parquet(self.path / file, columns=columns)

    def csv(self, file: str) -> pl.DataFrame:
        return pl.read_csv(self.path / file, infer_schema_length=0)


def _fault(manifest: dict[str, Any]) -> str:
    """What is wrong with the words of a manifest, and the remedy; empty when nothing is."""
    name, vintage = manifest["name"], manifest["vintage"]
    if not plain_name(name):
        return f"{name!r} is no name of a snapshot; use letters, digits, dots and dashes"
    if not _is_day(vintage):
        return f"the vintage {vintage!r} is no day; write it as YYYY-MM-DD"
    outside = [file for file in manifest["files"] if not plain_name(file)]
    return f"the manifest lists {outside[0]!r}, which is no file here" if outside else ""


def _is_day(text: object) -> bool:
    try:
        return isinstance(text, str) and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def import_folder(
    path: Path, store: Store, progress: Callable[[str], None] = lambda _: None
) -> Snapshot:
    """Import a snapshot folder into a store and return the stored snapshot.

    The folder holds ``manifest.json`` with the SHA-256 of each file. Raises
    :class:`ImportFolderError` naming the file that is absent, damaged or malformed; then nothing
    is stored.
    """
    progress("checking the folder")
    folder = _Folder.checked(path)

    def write(target: Path) -> Manifest:
        tables: dict[str, pl.DataFrame] = {}
        for table, read in _READERS.items():
            progress(f"reading {table}")
            try:
                tables[table] = read(folder)
            except _UNREADABLE as problem:
                raise ImportFolderError(f"{path.name}: cannot read {table}: {problem}") from problem
        progress("checking the data")
        _check_codes(path.name, tables)
        report = check_quality(tables)
        tables["observations"] = report.usable
        return _write(target, folder, tables, report.to_json())

    return store.put(folder.name, write)


def _check_codes(folder: str, tables: dict[str, pl.DataFrame]) -> None:
    """Gminas that touch or exchange workers must be in the register, or nothing adds up."""
    gminas = set(tables["units"].filter(pl.col("level") == "gmina")["code"])
    for table, columns in (("neighbours", ("a", "b")), ("flows", ("origin", "dest"))):
        named = {code for column in columns for code in tables[table][column]}
        strange = sorted(map(str, named - gminas))
        if strange:
            remedy = "list it there or leave the row out"
            raise ImportFolderError(
                f"{folder}: {table} name {strange[0]}, no gmina of units.parquet; {remedy}"
            )


def _write(
    target: Path, folder: _Folder, tables: dict[str, pl.DataFrame], quality: dict[str, Any]
) -> Manifest:
    for table, frame in tables.items():
        frame.write_parquet(target / f"{table}.parquet", compression="zstd", compression_level=3)
    text = json.dumps(quality, ensure_ascii=False, indent=1) + "\n"
    (target / "quality.json").write_text(text, encoding="utf-8")
    return Manifest(
        name=folder.name,
        title=folder.manifest["name"],
        vintage=folder.manifest["vintage"],
        synthetic=bool(folder.manifest.get("synthetic", False)),
        sources=tuple(sorted(set("; ".join(tables["series"]["source"]).split("; ")))),
        rows={table: frame.height for table, frame in sorted(tables.items())},
        files={file.name: sha256(file) for file in sorted(target.iterdir())},
    )


def _units(folder: _Folder) -> pl.DataFrame:
    units = folder.parquet("units.parquet")
    vintage = pl.lit(folder.manifest["vintage"]).str.to_date()
    frame = units.select(
        "code",
        "name",
        "level",
        kind="type",
        parent="parent",
        area_km2="area_km2",
        lon="lon",
        lat="lat",
        valid_from=vintage.dt.truncate("1y"),
        valid_to=pl.lit(None, dtype=pl.Date),
    ).sort("code")
    for unit in Register.from_frame(frame).units:
        if level_of(unit.code) is not unit.level:
            raise CodeError(f"{unit.code} is no code of a {unit.level.value}")
    return frame


def _neighbours(folder: _Folder) -> pl.DataFrame:
    return folder.csv("neighbours.csv").select("a", "b").sort("a", "b")


def _boundaries(folder: _Folder) -> pl.DataFrame:
    parts = []
    for level, file in BOUNDARIES.items():
        text = (folder.path / f"boundaries_{file}.geojson").read_text(encoding="utf-8")
        features = json.loads(text)["features"]
        shapes = shapely.from_geojson([json.dumps(feature["geometry"]) for feature in features])
        codes = [feature["properties"]["code"] for feature in features]
        wkb = shapely.to_wkb(np.asarray(shapes))
        parts.append(
            pl.DataFrame({"code": codes, "wkb": list(wkb)}).with_columns(level=pl.lit(level))
        )
    return pl.concat(parts).select("code", "level", "wkb").sort("code")


def _observations(folder: _Folder) -> pl.DataFrame:
    return folder.parquet("observations.parquet").select(
        level=pl.col("level").cast(pl.String),
        series=pl.col("indicator").cast(pl.String),
        unit=pl.col("unit").cast(pl.String),
        year=pl.col("year").cast(pl.Int16),
        value=pl.col("value").cast(pl.Float64),
    )


def _series(folder: _Folder) -> pl.DataFrame:
    published = (
        folder.parquet("observations.parquet", ["level", "indicator", "source", "via"])
        .unique()
        .cast(pl.String)
        .group_by("level", "indicator")
        .agg(pl.col("source", "via").unique().sort().str.join("; "))
    )
    described = folder.csv("indicators.csv").with_columns(pl.selectors.string().fill_null(""))
    twice = described.filter(pl.struct("level", "indicator").is_duplicated())
    if twice.height:
        level, name = twice.select("level", "indicator").row(0)
        raise ValueError(f"indicators.csv describes {name} of a {level} twice; keep one row")
    return (
        described.join(published, on=["level", "indicator"], how="inner")
        .select(
            "level",
            series="indicator",
            name="name_pl",
            unit="unit",
            base="population_base",
            note="note",
            source="source",
            via="via",
        )
        .sort("level", "series")
    )


def _flows(folder: _Folder) -> pl.DataFrame:
    flows = folder.parquet("commuting_workers_2016.parquet")
    return flows.select("origin", "dest", "persons", "year").sort("origin", "dest")


def _schools(folder: _Folder) -> pl.DataFrame:
    schools = folder.parquet("schools_rspo_2022.parquet")
    stage = (
        pl.when(pl.col("amenity") == "kindergarten")
        .then(pl.lit("kindergarten"))
        .when((pl.col("amenity") == "school") & (pl.col("isced") == "1;2"))
        .then(pl.lit("primary"))
        .when((pl.col("amenity") == "school") & (pl.col("isced") == "3"))
        .then(pl.lit("secondary"))
    )
    return (
        schools.select(
            id=pl.col("rspo").cast(pl.String),
            name="name",
            stage=stage,
            special=pl.col("name").str.contains(SPECIAL_SCHOOL),
            unit="unit",
            lon="lon",
            lat="lat",
        )
        .drop_nulls(["stage", "unit", "lon", "lat"])
        .sort("unit", "stage", "id")
    )


def _demand(folder: _Folder) -> pl.DataFrame:
    points = folder.parquet("polling_stations_2014.parquet")
    return (
        points.filter(pl.col("coord_ok") & pl.col("unit").is_not_null())
        .select("unit", persons="eligible_voters", lon="lon", lat="lat", locality="locality")
        .sort("unit", "lon", "lat")
    )


def _places(folder: _Folder) -> pl.DataFrame:
    places = folder.csv("places_geonames_500.csv")
    return places.select(
        "name",
        "unit",
        persons=pl.col("population").cast(pl.Int64),
        lon=pl.col("lon").cast(pl.Float64),
        lat=pl.col("lat").cast(pl.Float64),
    ).sort("unit", "name")


_READERS: dict[str, Callable[[_Folder], pl.DataFrame]] = {
    "units": _units,
    "neighbours": _neighbours,
    "boundaries": _boundaries,
    "observations": _observations,
    "series": _series,
    "flows": _flows,
    "schools": _schools,
    "demand": _demand,
    "places": _places,
}
