"""Boundaries of units as geometries in WGS 84 degrees."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl
import shapely

from terytoria.territory.register import UnknownUnitError


class Boundaries:
    """Geometries by unit code; a unit without a boundary is absent, never an empty shape.

    Built from a frame with columns ``code`` and ``wkb``; parsed when first asked for.
    """

    def __init__(self, frame: pl.DataFrame) -> None:
        self._wkb: dict[str, bytes] = dict(zip(frame["code"], frame["wkb"], strict=True))
        self._parsed: dict[str, shapely.Geometry] = {}

    def __contains__(self, code: object) -> bool:
        return code in self._wkb

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes that have a boundary, sorted."""
        return tuple(sorted(self._wkb))

    def of(self, code: str) -> shapely.Geometry:
        """Boundary of one unit; :class:`UnknownUnitError` when there is none."""
        if code not in self._wkb:
            raise UnknownUnitError(code)
        return self.many([code])[0]

    def many(self, codes: Sequence[str]) -> list[shapely.Geometry]:
        """Boundaries of several units, in order; each must have one."""
        new = [code for code in codes if code not in self._parsed]
        missing = [code for code in new if code not in self._wkb]
        if missing:
            raise UnknownUnitError(", ".join(missing))
        if new:
            shapes = shapely.from_wkb(np.array([self._wkb[code] for code in new], dtype=object))
            self._parsed.update(zip(new, shapes, strict=True))
        return [self._parsed[code] for code in codes]
