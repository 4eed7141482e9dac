"""Boundaries of the State Register of Borders: what comes in, and what is told."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from terytoria.statistics.sources.imported import Imported
from terytoria.statistics.sources.published.borders.boundaries import (
    BoundaryOptions,
    import_boundaries,
)
from terytoria.statistics.sources.published.borders.coverage import covers_once, shared_borders
from terytoria.statistics.sources.published.borders.placement import PL_1992, WGS_84, moved
from terytoria.territory import Boundaries, Neighbours

Land = Any


def pairs_of(land: Land) -> list[tuple[str, str]]:
    return sorted(
        tuple(sorted((land.codes[a], land.codes[b]))) for a, b in shared_borders(land.shapes)[0]
    )


def imported_pairs(found: Imported) -> list[tuple[str, str]]:
    return [(a, b) for a, b in found.tables["neighbours"].iter_rows()]


def told(found: Imported) -> str:
    return "\n".join(message.text for message in found.messages)


@pytest.mark.parametrize("name", ["A03_Granice_gmin.gpkg", "gminy.shp", "gminy.gml"])
def test_every_format_gives_the_same_boundaries(land: Land, tmp_path: Path, name: str) -> None:
    found = import_boundaries(land.write(tmp_path / name), land.register)
    assert imported_pairs(found) == pairs_of(land)
    boundaries = Boundaries(found.tables["boundaries"])
    metres = moved(np.array(boundaries.many(land.codes), object), WGS_84, PL_1992)
    assert shapely.area(metres) == pytest.approx(shapely.area(land.shapes), rel=0.005)
    assert found.source == f"Państwowy Rejestr Granic, plik {name}"
    assert "Uproszczono granice" in told(found)


def test_powiats_and_voivodeships_follow_the_lines_of_their_gminas(
    land: Land, tmp_path: Path
) -> None:
    table = import_boundaries(land.write(tmp_path / "a.gpkg"), land.register).tables["boundaries"]
    assert dict(table.group_by("level").len().iter_rows()) == {
        "gmina": 16,
        "powiat": 4,
        "voivodeship": 2,
    }
    boundaries = Boundaries(table)
    gminas = np.array(boundaries.many(land.codes), object)
    assert covers_once(gminas)
    for wide in ("02", "32", "0201", "3217"):
        members = [
            shape
            for code, shape in zip(land.codes, gminas, strict=True)
            if code[: len(wide)] == wide
        ]
        assert boundaries.of(wide).equals(shapely.union_all(members))
        assert {tuple(p) for p in shapely.get_coordinates(boundaries.of(wide))} <= {
            tuple(p) for p in shapely.get_coordinates(members)
        }


def test_a_coarser_tolerance_gives_fewer_points_and_keeps_areas(land: Land, tmp_path: Path) -> None:
    path = land.write(tmp_path / "a.gpkg")
    sizes = []
    for tolerance in (0.0, 100.0, 500.0, 2_000.0):
        options = BoundaryOptions(tolerance_m=tolerance)
        table = import_boundaries(path, land.register, options=options).tables["boundaries"]
        shapes = np.array(Boundaries(table).many(land.codes), object)
        change = shapely.area(moved(shapes, WGS_84, PL_1992)) / shapely.area(land.shapes) - 1
        assert np.abs(change).max() < 0.0051
        sizes.append(shapely.get_num_coordinates(shapes).sum())
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[-1] < sizes[0] / 4


@pytest.mark.parametrize(
    "wrong", [{"tolerance_m": -1.0}, {"crack_m": 500.0}, {"max_area_change": 0.0}]
)
def test_options_out_of_range_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="must be"):
        BoundaryOptions(**wrong)


def test_a_zip_is_read_and_layers_of_other_units_are_told(land: Land, tmp_path: Path) -> None:
    land.write(tmp_path / "A03_Granice_gmin.shp")
    powiats = land.with_codes([code[:4] for code in land.codes])
    powiats.write(tmp_path / "A02_Granice_powiatow.shp")
    archive = tmp_path / "granice.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as file:
        for part in sorted(tmp_path.glob("A0*")):
            file.write(part, f"PRG/{part.name.upper()}")
    found = import_boundaries(archive, land.register)
    assert imported_pairs(found) == pairs_of(land)
    assert "Pominięto warstwy: A02_GRANICE_POWIATOW." in told(found)


def test_names_in_windows_1250_and_other_names_are_told(land: Land, tmp_path: Path) -> None:
    path = land.write(tmp_path / "a.shp", encoding="cp1250")
    path.with_suffix(".cpg").unlink(missing_ok=True)
    assert "nazywa się" not in told(import_boundaries(path, land.register))
    renamed = land.part(lambda _: True)
    object.__setattr__(renamed, "names", ("Łódź", *land.names[1:]))
    found = import_boundaries(renamed.write(tmp_path / "b.shp", encoding="cp1250"), land.register)
    assert f"Gmina {land.codes[0]} nazywa się w pliku „Łódź”, a w rejestrze „Żółć 0”." in told(
        found
    )


def test_lost_leading_zeros_are_put_back(land: Land, tmp_path: Path) -> None:
    numbers = np.array([int(code) for code in land.codes])
    for name, values in (("a.gpkg", numbers), ("b.gpkg", numbers.astype(float))):
        found = import_boundaries(land.write(tmp_path / name, numbers=values), land.register)
        assert imported_pairs(found) == pairs_of(land)
        assert "Przywrócono zera wiodące w kodach TERYT; kodów: 8." in told(found)


def test_a_changed_kind_takes_the_code_of_the_register(land: Land, tmp_path: Path) -> None:
    older = land.with_codes([land.codes[0][:6] + "3", *land.codes[1:]])
    found = import_boundaries(older.write(tmp_path / "a.gpkg"), land.register)
    assert land.codes[0] in found.tables["boundaries"]["code"].to_list()
    assert "ma w rejestrze inny rodzaj gminy" in told(found)


def test_swapped_axes_are_put_right(land: Land, tmp_path: Path) -> None:
    swapped = land.with_shapes(shapely.transform(land.shapes, lambda p: p[:, ::-1]))
    found = import_boundaries(swapped.write(tmp_path / "a.gpkg"), land.register)
    assert imported_pairs(found) == pairs_of(land)
    assert "Osie współrzędnych były zamienione" in told(found)


def test_gml_in_either_order_of_axes_is_read(land: Land, tmp_path: Path) -> None:
    path = land.write(tmp_path / "a.gml")
    plain = path.read_text(encoding="utf-8").replace("urn:ogc:def:crs:EPSG::2180", "EPSG:2180")
    path.write_text(plain, encoding="utf-8")
    found = import_boundaries(path, land.register)
    assert imported_pairs(found) == pairs_of(land)
    assert "Osie współrzędnych były zamienione" in told(found)


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:2177", "EPSG:4258", "EPSG:3857"])
def test_other_coordinates_are_converted_and_told(land: Land, tmp_path: Path, crs: str) -> None:
    elsewhere = land.with_shapes(moved(land.shapes, PL_1992, crs))
    found = import_boundaries(elsewhere.write(tmp_path / "a.gpkg", crs=crs), land.register)
    assert imported_pairs(found) == pairs_of(land)
    assert "Współrzędne przeliczono z układu" in told(found)


def test_a_file_without_coordinates_named_is_taken_as_pl_1992(land: Land, tmp_path: Path) -> None:
    path = land.write(tmp_path / "a.shp")
    path.with_suffix(".prj").unlink()
    found = import_boundaries(path, land.register)
    assert imported_pairs(found) == pairs_of(land)
    assert "Plik nie podaje układu współrzędnych; przyjęto EPSG:2180." in told(found)


def test_neighbours_that_meet_in_a_point_are_none(lands: Any, tmp_path: Path) -> None:
    squares = [shapely.box(x, y, x + 1, y + 1) for x in range(2) for y in range(2)]
    grid = shapely.transform(np.array(squares, object), lambda p: p * 9_000 + 500_000)
    land = lands(grid)
    found = import_boundaries(land.write(tmp_path / "a.gpkg"), land.register)
    around = Neighbours(imported_pairs(found))
    assert len(around) == 4
    assert all(len(around.of(code)) == 2 for code in land.codes)


def test_areas_other_than_the_register_are_told(land: Land, tmp_path: Path) -> None:
    """The gmina of the south-west corner lost the part of its ground on the outer border."""
    found = import_boundaries(land.write(tmp_path / "a.gpkg"), land.register)
    assert "km², a w rejestrze" not in told(found)
    west = shapely.total_bounds(land.shapes)[0]
    strip = shapely.box(west, 0, west + 4_000, 1e6)
    smaller = land.with_shapes([shapely.difference(shape, strip) for shape in land.shapes])
    found = import_boundaries(smaller.write(tmp_path / "b.gpkg"), land.register)
    assert f"({land.codes[0]}) ma w pliku" in told(found)
    assert f"({land.codes[-1]}) ma w pliku" not in told(found)


def test_crossing_lines_are_mended_and_told(land: Land, tmp_path: Path) -> None:
    ring = shapely.get_coordinates(land.shapes[0])
    wrong = shapely.Polygon(np.vstack([ring[:-1], ring[:1], ring[1:2], ring[:1]]))
    assert not wrong.is_valid
    found = import_boundaries(
        land.with_shapes([wrong, *land.shapes[1:]]).write(tmp_path / "a.gpkg"), land.register
    )
    assert imported_pairs(found) == pairs_of(land)
    assert f"Gmina {land.codes[0]}: granica przecinała się; naprawiono." in told(found)


def test_narrow_cracks_are_closed_and_told(land: Land, tmp_path: Path) -> None:
    shrunk = [shapely.buffer(land.shapes[5], -1.0, join_style="mitre"), *land.shapes[6:]]
    cracked = land.with_shapes([*land.shapes[:5], *shrunk])
    found = import_boundaries(cracked.write(tmp_path / "a.gpkg"), land.register)
    assert imported_pairs(found) == pairs_of(land)
    assert "Zamknięto szczeliny" in told(found)


def test_a_wedge_that_folds_over_in_degrees_is_put_right(lands: Any, tmp_path: Path) -> None:
    """A line along a northing bends by 10 m in 20 km of degrees, more than the wedge is wide."""
    left, low, high, bend = (0, 0), (20, 0), (20, 0.002), (10, -0.001)
    below = [left, bend, low, (20, -20), (0, -20)]
    above = [left, high, (20, 20), (0, 20)]
    wedge = [left, bend, low, (20, -20), (40, -20), (40, 20), (20, 20), high]
    rings = [np.array(ring) * 1000 + 550_000 for ring in (below, above, wedge)]
    land = lands(np.array([shapely.Polygon(ring) for ring in rings], object))
    assert covers_once(land.shapes)
    assert not covers_once(moved(land.shapes, PL_1992, WGS_84))
    exact = BoundaryOptions(tolerance_m=0.0)
    found = import_boundaries(land.write(tmp_path / "a.gpkg"), land.register, options=exact)
    again = np.array(Boundaries(found.tables["boundaries"]).many(land.codes), object)
    assert covers_once(again)
    assert len(found.tables["neighbours"]) == 2
