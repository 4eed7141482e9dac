"""A stored snapshot: immutable tables, read when first asked for."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

import polars as pl

from terytoria.statistics.observations import Observations
from terytoria.statistics.snapshot.manifest import Manifest, SnapshotError, read_json
from terytoria.territory import Boundaries, Level, Neighbours, Register

OPTIONAL: dict[str, dict[str, Any]] = {
    "footnotes": {
        "level": pl.String,
        "series": pl.String,
        "unit": pl.String,
        "year": pl.Int16,
        "mark": pl.String,
    },
    "localities": dict.fromkeys(("code", "name", "kind", "parent", "unit"), pl.String),
    "lists": dict.fromkeys(("list_id", "vintage", "unit", "name", "kind", "source_url"), pl.String),
    "changes": {
        "day": pl.Date,
        "what": pl.String,
        "old": pl.String,
        "new": pl.String,
        "share": pl.Float64,
        "note": pl.String,
        "source": pl.String,
    },
    "road_nodes": {"lon": pl.Float64, "lat": pl.Float64},
    "road_edges": {
        "start": pl.Int32,
        "end": pl.Int32,
        "metres": pl.Float32,
        "minutes": pl.Float32,
    },
}


class Snapshot:
    """Everything known of the country at one vintage.

    Frames: ``flows`` (origin, dest, persons, year; a flow inside one gmina between its town and
    country has origin = dest), ``schools`` (id, name, stage in kindergarten/primary/secondary,
    special, unit, lon, lat), ``demand`` (unit, persons, lon, lat: where people live), ``places``
    (name, unit, persons, lon, lat), ``series`` (level, series, name, unit, base, note, source,
    via). Tables that a snapshot may lack are then empty: ``footnotes`` (level, series, unit, year,
    mark: what the office says of a value), ``localities`` (code, name, kind, parent, unit),
    ``lists`` (list_id, vintage, unit, name, kind, source_url), ``changes`` (see
    :mod:`terytoria.territory.changes`), ``road_nodes`` (lon, lat) and ``road_edges`` (start, end:
    rows of the nodes; metres, minutes). Distances and areas are kilometres, coordinates WGS 84
    degrees.
    """

    def __init__(self, folder: Path, *, verify: bool = True) -> None:
        self.folder = folder
        self.manifest = Manifest.read(folder)
        if verify:
            self.manifest.verify(folder)

    @property
    def name(self) -> str:
        """Name of the snapshot, made of its title and its content."""
        return self.manifest.name

    @property
    def vintage(self) -> str:
        """Day the data were pinned, ISO format."""
        return self.manifest.vintage

    @property
    def synthetic(self) -> bool:
        """Whether the country is invented; then every page and file must say so."""
        return self.manifest.synthetic

    def table(self, name: str) -> pl.DataFrame:
        """A table by name; an empty one where the snapshot lacks a table it may lack."""
        if name in OPTIONAL and f"{name}.parquet" not in self.manifest.files:
            return pl.DataFrame(schema=OPTIONAL[name])
        try:
            return pl.read_parquet(self.folder / f"{name}.parquet")
        except (OSError, pl.exceptions.PolarsError) as problem:
            what = f"snapshot {self.name}: cannot read {name}.parquet: {problem}"
            raise SnapshotError(f"{what}; import it again") from problem

    @cached_property
    def register(self) -> Register:
        """Register of units."""
        return Register.from_frame(self.table("units"))

    @cached_property
    def neighbours(self) -> Neighbours:
        """Contiguous pairs of gminas."""
        table = self.table("neighbours")
        return Neighbours(zip(table["a"], table["b"], strict=True))

    @cached_property
    def boundaries(self) -> Boundaries:
        """Boundaries of gminas, powiats and voivodeships."""
        return Boundaries(self.table("boundaries"))

    @cached_property
    def observations(self) -> Observations:
        """Observed series."""
        units = {level: self.register.of_level(level) for level in Level}
        return Observations(self.table("observations"), units)

    @cached_property
    def series(self) -> pl.DataFrame:
        """What each series is and who published it."""
        return self.table("series")

    @cached_property
    def flows(self) -> pl.DataFrame:
        """Commuting flows."""
        return self.table("flows")

    @cached_property
    def schools(self) -> pl.DataFrame:
        """Schools with coordinates."""
        return self.table("schools")

    @cached_property
    def demand(self) -> pl.DataFrame:
        """Points where people live."""
        return self.table("demand")

    @cached_property
    def places(self) -> pl.DataFrame:
        """Named places with population and coordinates."""
        return self.table("places")

    @cached_property
    def footnotes(self) -> pl.DataFrame:
        """What the publishing office says of single values."""
        return self.table("footnotes")

    @cached_property
    def quality(self) -> dict[str, Any]:
        """The data-quality report written when the snapshot was imported."""
        return read_json(self.folder / "quality.json")
