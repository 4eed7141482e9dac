"""A snapshot with own data laid over it: named apart, and its sources say so."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cached_property

import polars as pl

from terytoria.statistics.observations import Observations
from terytoria.statistics.snapshot.snapshot import Snapshot


class OverlaidSnapshot(Snapshot):
    """A stored snapshot whose observations are replaced or joined by own ones.

    ``frame`` has level, series, unit, year and value; ``source`` names the file for readers. The
    name carries a fingerprint of the own data, so a diagnosis tells which data it was made from.
    """

    def __init__(self, base: Snapshot, frame: pl.DataFrame, source: str) -> None:
        super().__init__(base.folder, verify=False)
        self.manifest = replace(self.manifest, sources=(*self.manifest.sources, source))
        self._base = base
        self._own = frame.sort("level", "series", "unit", "year")
        self._source = source

    @property
    def name(self) -> str:
        """Name of the stored snapshot and a fingerprint of the own data."""
        digest = hashlib.sha256(self._own.write_csv().encode()).hexdigest()
        return f"{self.manifest.name}+{digest[:10]}"

    @cached_property
    def observations(self) -> Observations:
        """Observations with the own ones in place of those of the same unit, series and year."""
        return self._base.observations.with_frame(self._own)

    @cached_property
    def series(self) -> pl.DataFrame:
        """Series whose source names the own data where they hold any."""
        keys = self._own.select("level", "series").unique()
        known = self._base.series
        named = known.join(keys, on=["level", "series"], how="semi").with_columns(
            source=pl.col("source") + f"; {self._source}"
        )
        kept = known.join(keys, on=["level", "series"], how="anti")
        new = keys.join(known, on=["level", "series"], how="anti").with_columns(
            *(pl.lit("").alias(column) for column in ("name", "unit", "base", "note", "via")),
            source=pl.lit(self._source),
        )
        return pl.concat([kept, named, new.select(known.columns)]).sort("level", "series")
