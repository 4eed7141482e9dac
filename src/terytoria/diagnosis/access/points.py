"""Points given by the user: offices, clinics, stops, anything with coordinates."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl


class PointsError(ValueError):
    """Points that cannot be used: no rows, no coordinates, or coordinates off the globe."""


@dataclass(frozen=True, eq=False)
class Points:
    """Named targets in WGS 84 degrees; ``limit_km`` is the distance to report people beyond.

    >>> Points("przychodnie", np.array([16.47]), np.array([53.27]), limit_km=5).names
    ('1',)
    """

    title: str
    lon: np.ndarray
    lat: np.ndarray
    names: tuple[str, ...] = ()
    limit_km: float | None = None

    def __post_init__(self) -> None:
        if not len(self.lon) or len(self.lon) != len(self.lat):
            raise PointsError(f"{self.title}: give at least one point, each with lon and lat")
        ok = (np.abs(self.lon) <= 180) & (np.abs(self.lat) <= 90)
        if not ok.all():
            row = int(np.flatnonzero(~ok)[0]) + 1
            raise PointsError(f"{self.title}: point {row} lies off the globe; check lon and lat")
        if not self.names:
            object.__setattr__(self, "names", tuple(str(n + 1) for n in range(len(self.lon))))
        if len(self.names) != len(self.lon):
            raise PointsError(f"{self.title}: {len(self.names)} names for {len(self.lon)} points")

    @classmethod
    def from_csv(cls, path: Path, *, title: str = "", limit_km: float | None = None) -> Points:
        """Points from a CSV with columns ``lon``, ``lat`` and, if wished, ``name``.

        Raises :class:`PointsError` naming the column or row at fault.
        """
        try:
            frame = pl.read_csv(path, infer_schema_length=0)
        except (pl.exceptions.PolarsError, UnicodeDecodeError) as problem:
            raise PointsError(f"{path.name}: not a CSV file: {problem}") from problem
        missing = {"lon", "lat"} - set(frame.columns)
        if missing:
            raise PointsError(f"{path.name}: no column {', '.join(sorted(missing))}")
        numbers = frame.select(
            pl.col("lon", "lat").str.strip_chars().cast(pl.Float64, strict=False)
        )
        bad = numbers.with_row_index().filter(pl.any_horizontal(pl.col("lon", "lat").is_null()))
        if bad.height:
            raise PointsError(
                f"{path.name}: line {bad['index'][0] + 2} has no number in lon or lat"
            )
        names = tuple(frame["name"].fill_null("")) if "name" in frame.columns else ()
        lon, lat = numbers["lon"].to_numpy(), numbers["lat"].to_numpy()
        return cls(title or path.stem, lon, lat, names, limit_km)
