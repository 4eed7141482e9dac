"""The boundaries of Poland, written as published files and imported again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyogrio.raw
import pytest
import shapely

from terytoria.statistics.snapshot import Snapshot, Store
from terytoria.statistics.snapshot.derive import Derivation, derive
from terytoria.statistics.sources.imported import Imported
from terytoria.statistics.sources.published.borders.boundaries import import_boundaries
from terytoria.statistics.sources.published.borders.coverage import covers_once
from terytoria.statistics.sources.published.borders.placement import PL_1992, WGS_84, moved
from terytoria.territory import Boundaries, Level

pytestmark = pytest.mark.poland
DRIVERS = {".gpkg": "GPKG", ".shp": "ESRI Shapefile", ".gml": "GML"}


def write(poland: Snapshot, path: Path, within: str = "") -> tuple[list[str], Any]:
    """Write the gminas whose code begins so; returns their codes and shapes in PL-1992."""
    known = set(poland.boundaries.codes)
    codes = [c for c in poland.register.gminas if c in known and c.startswith(within)]
    shapes = moved(np.array(poland.boundaries.many(codes), object), WGS_84, PL_1992)
    names = np.array([poland.register.unit(code).name for code in codes], object)
    encoding = {"encoding": "cp1250"} if path.suffix == ".shp" else {}
    pyogrio.raw.write(
        path,
        shapely.to_wkb(shapes),
        [np.array(codes, object), names],
        ["JPT_KOD_JE", "JPT_NAZWA_"],
        driver=DRIVERS[path.suffix],
        geometry_type="MultiPolygon",
        crs=PL_1992,
        promote_to_multi=True,
        **encoding,
    )
    return codes, shapes


def pairs(found: Imported) -> set[tuple[str, str]]:
    return set(found.tables["neighbours"].iter_rows())


@pytest.mark.parametrize("suffix", [".gpkg", ".shp", ".gml"])
def test_the_whole_country_comes_back(poland: Snapshot, tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"A03_Granice_gmin{suffix}"
    codes, shapes = write(poland, path)
    found = import_boundaries(path, poland.register)
    boundaries = Boundaries(found.tables["boundaries"])
    assert [code for code in boundaries.codes if len(code) == 7] == codes
    assert boundaries.codes == poland.boundaries.codes
    again = np.array(boundaries.many(codes), object)
    assert covers_once(again)
    assert shapely.area(moved(again, WGS_84, PL_1992)) == pytest.approx(
        shapely.area(shapes), rel=0.005
    )
    for level in (Level.POWIAT, Level.VOIVODESHIP):
        units = [code for code in poland.register.of_level(level) if code in boundaries]
        ours = shapely.area(moved(np.array(boundaries.many(units), object), WGS_84, PL_1992))
        theirs = [shapely.area(shapes[[c.startswith(u) for c in codes]]).sum() for u in units]
        assert ours == pytest.approx(theirs, rel=0.005)


def test_neighbours_are_those_of_the_snapshot_but_for_borders_lost_in_it(
    poland: Snapshot, tmp_path: Path
) -> None:
    """The snapshot's shapes are simplified: 21 of its 7071 pairs no longer share a line there."""
    path = tmp_path / "a.gpkg"
    codes, shapes = write(poland, path)
    ours, theirs = pairs(import_boundaries(path, poland.register)), set(poland.neighbours.pairs)
    assert ours <= theirs
    lost = sorted(theirs - ours)
    assert len(lost) == 21
    row = {code: at for at, code in enumerate(codes)}
    for a, b in lost:
        assert shapely.intersection(shapes[row[a]], shapes[row[b]]).length == 0


def test_gminas_born_later_are_told(poland: Snapshot, tmp_path: Path) -> None:
    write(poland, tmp_path / "a.gpkg")
    messages = import_boundaries(tmp_path / "a.gpkg", poland.register).messages
    [absent] = [m.text for m in messages if m.text.startswith("W pliku nie ma granic gmin")]
    assert "Szczawa (1207132), Grabówka (2002162)" in absent


def test_one_voivodeship_is_fitted_into_the_country(poland: Snapshot, tmp_path: Path) -> None:
    path = tmp_path / "32.gpkg"
    codes, _ = write(poland, path, "32")
    found = import_boundaries(path, poland.register, base=poland)
    boundaries = Boundaries(found.tables["boundaries"])
    assert boundaries.codes == poland.boundaries.codes
    gminas = [code for code in boundaries.codes if len(code) == 7]
    assert covers_once(np.array(boundaries.many(gminas), object))
    assert set(poland.neighbours.pairs) >= pairs(found)
    lost = set(poland.neighbours.pairs) - pairs(found)
    assert all(a in codes and b in codes for a, b in lost)
    assert any("zachowano z poprzedniej migawki" in m.text for m in found.messages)
    far = [code for code in gminas if code[:2] in {"12", "18", "20"}]
    before = moved(np.array(poland.boundaries.many(far), object), WGS_84, PL_1992)
    after = moved(np.array(boundaries.many(far), object), WGS_84, PL_1992)
    assert shapely.area(after) == pytest.approx(shapely.area(before), rel=1e-6)
    made = derive(
        Store(tmp_path / "store"),
        poland,
        found.tables,
        Derivation("poland", "2026-11-22", f"Granice: {found.source}."),
    )
    assert made.boundaries.codes == poland.boundaries.codes
    assert made.manifest.history[-1] == "Granice: Państwowy Rejestr Granic, plik 32.gpkg."
