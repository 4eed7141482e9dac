"""A voivodeship of newer boundaries put into an older country."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
import shapely

from terytoria.statistics.sources.problems import RefusedFileError
from terytoria.statistics.sources.published.borders.boundaries import import_boundaries
from terytoria.statistics.sources.published.borders.coverage import covers_once
from terytoria.statistics.sources.published.borders.placement import PL_1992, WGS_84, moved
from terytoria.territory import Boundaries, Neighbours

Land = Any


@dataclass(frozen=True)
class Older:
    """What is asked of the snapshot to fill: its two tables and its boundaries."""

    tables: dict[str, pl.DataFrame]

    def table(self, name: str) -> pl.DataFrame:
        return self.tables[name]

    @property
    def boundaries(self) -> Boundaries:
        return Boundaries(self.tables["boundaries"])


@pytest.fixture
def older(land: Land, tmp_path: Path) -> Any:
    """The whole country as imported before."""
    return Older(dict(import_boundaries(land.write(tmp_path / "old.gpkg"), land.register).tables))


def test_new_lines_join_the_old_ones(land: Land, older: Any, tmp_path: Path) -> None:
    part = land.part(lambda code: code.startswith("32")).write(tmp_path / "32.gpkg")
    found = import_boundaries(part, land.register, base=older)
    boundaries = Boundaries(found.tables["boundaries"])
    shapes = np.array(boundaries.many(land.codes), object)
    assert covers_once(shapes)
    assert boundaries.codes == older.boundaries.codes
    areas = shapely.area(moved(shapes, WGS_84, PL_1992))
    assert areas == pytest.approx(shapely.area(land.shapes), rel=0.01)
    before = Neighbours(older.table("neighbours").iter_rows())
    assert Neighbours(found.tables["neighbours"].iter_rows()).pairs == before.pairs
    assert any("Granice województw 02 zachowano" in m.text for m in found.messages)


def test_a_whole_country_leaves_nothing_of_the_old(land: Land, older: Any, tmp_path: Path) -> None:
    path = land.write(tmp_path / "new.gpkg")
    alone = import_boundaries(path, land.register)
    filled = import_boundaries(path, land.register, base=older)
    assert filled.tables["boundaries"].equals(alone.tables["boundaries"])
    assert not any("zachowano" in message.text for message in filled.messages)


def test_boundaries_that_cover_their_neighbours_do_not_fit(
    land: Land, older: Any, tmp_path: Path
) -> None:
    part = land.part(lambda code: code.startswith("32"))
    at, taken = next(
        (row, old)
        for row, new in enumerate(part.shapes)
        for old in land.part(lambda code: code.startswith("02")).shapes
        if shapely.intersection(new, old).length > 0
    )
    grown = [*part.shapes[:at], shapely.union(part.shapes[at], taken), *part.shapes[at + 1 :]]
    path = part.with_shapes(grown).write(tmp_path / "32.gpkg")
    with pytest.raises(RefusedFileError, match="nie pasują do granic sąsiednich"):
        import_boundaries(path, land.register, base=older)
