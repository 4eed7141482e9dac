"""Files of boundaries that are refused: what a person is told."""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio.raw
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from terytoria.statistics.sources.problems import RefusedFileError
from terytoria.statistics.sources.published.borders import archive as archives
from terytoria.statistics.sources.published.borders.boundaries import import_boundaries

Land = Any


def refusal(path: Path, land: Land) -> str:
    with pytest.raises(RefusedFileError) as refused:
        import_boundaries(path, land.register)
    return str(refused.value)


def with_shape(land: Land, at: int, shape: shapely.Geometry | None) -> Land:
    shapes = list(land.shapes)
    shapes[at] = shape
    return land.with_shapes(shapes)


def test_an_unknown_gmina_is_named_with_the_remedy(land: Land, tmp_path: Path) -> None:
    other = land.with_codes(["3299012", *land.codes[1:]])
    text = refusal(other.write(tmp_path / "a.gpkg"), land)
    assert "Wiersz 1: Gminy 3299012 (Żółć 0) nie ma w rejestrze. Wczytaj rejestr TERC" in text
    assert text.startswith("Plik a.gpkg nie został przyjęty; błędów: 1.")


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("", "Obiekt (Żółć 3) nie ma kodu TERYT"),
        (None, "Obiekt (Żółć 3) nie ma kodu TERYT"),
        ("Wałcz", "„Wałcz” (Żółć 3) nie jest kodem gminy"),
        ("32170", "„32170” (Żółć 3) nie jest kodem gminy"),
        ("٣٢١٧٠٢٣", "nie jest kodem gminy"),
    ],
)
def test_a_missing_or_malformed_code_is_named(
    land: Land, tmp_path: Path, code: str | None, told: str
) -> None:
    codes: list[Any] = [*land.codes]
    codes[3] = code
    assert told in refusal(land.with_codes(codes).write(tmp_path / "a.gpkg"), land)


def test_a_repeated_code_is_named(land: Land, tmp_path: Path) -> None:
    codes = [land.codes[1], *land.codes[1:]]
    text = refusal(land.with_codes(codes).write(tmp_path / "a.gpkg"), land)
    assert f"Kod {land.codes[1]} jest w pliku 2 razy." in text


def test_every_wrong_code_is_listed(land: Land, tmp_path: Path) -> None:
    codes = [f"99{code[2:]}" for code in land.codes]
    with pytest.raises(RefusedFileError) as refused:
        import_boundaries(land.with_codes(codes).write(tmp_path / "a.gpkg"), land.register)
    assert [problem.row for problem in refused.value.problems] == list(range(1, 17))


@pytest.mark.parametrize("shape", [None, shapely.Polygon()])
def test_a_gmina_without_a_shape_is_named(land: Land, tmp_path: Path, shape: Any) -> None:
    path = with_shape(land, 2, shape).write(tmp_path / "a.gpkg")
    assert f"Gmina {land.codes[2]}: brak granicy." in refusal(path, land)


def test_points_and_lines_are_no_gminas(land: Land, tmp_path: Path) -> None:
    for name, shape, kind in (("a", shapely.centroid, "Point"), ("b", shapely.boundary, "LineStr")):
        changed = with_shape(land, 2, shape(land.shapes[2]))
        path = changed.write(
            tmp_path / f"{name}.gpkg", geometry_type="Unknown", promote_to_multi=False
        )
        assert f"Gmina {land.codes[2]}: granica jest typu {kind}" in refusal(path, land)


def test_coordinates_must_be_numbers(land: Land, tmp_path: Path) -> None:
    ring = shapely.get_coordinates(land.shapes[2])
    ring[3] = np.inf
    path = with_shape(land, 2, shapely.Polygon(ring)).write(tmp_path / "a.gpkg")
    assert f"Gmina {land.codes[2]}: granica ma współrzędne, które" in refusal(path, land)


def test_a_shape_that_encloses_nothing_is_named(land: Land, tmp_path: Path) -> None:
    flat = shapely.Polygon([(500_000, 580_000), (510_000, 580_000), (500_000, 580_000)])
    path = with_shape(land, 2, flat).write(tmp_path / "a.gpkg")
    assert f"Gmina {land.codes[2]}: granica nie zamyka obszaru." in refusal(path, land)


def test_overlapping_gminas_are_named(land: Land, tmp_path: Path) -> None:
    path = with_shape(land, 5, land.shapes[5].buffer(60)).write(tmp_path / "a.gpkg")
    text = refusal(path, land)
    assert f"Gminy {land.codes[0]} i {land.codes[5]} nakładają się na" in text
    assert "km². Pobierz granice jeszcze raz." in text


def test_a_gap_between_gminas_is_named(land: Land, tmp_path: Path) -> None:
    inside = int(
        np.argmin(shapely.distance(shapely.centroid(land.shapes), shapely.Point(460_000, 590_000)))
    )
    path = with_shape(land, inside, land.shapes[inside].buffer(-60)).write(tmp_path / "a.gpkg")
    text = refusal(path, land)
    assert f"{land.codes[inside]}" in text
    assert "jest luka" in text


def test_a_missing_gmina_inside_the_country_is_a_gap(land: Land, tmp_path: Path) -> None:
    inside = int(
        np.argmin(shapely.distance(shapely.centroid(land.shapes), shapely.Point(460_000, 590_000)))
    )
    gone = land.part(lambda code: code != land.codes[inside])
    assert "albo sprawdź, czy nie brakuje gminy" in refusal(gone.write(tmp_path / "a.gpkg"), land)


def test_shapes_elsewhere_are_refused(land: Land, tmp_path: Path) -> None:
    moved = land.with_shapes(shapely.transform(land.shapes, lambda p: p + np.array([0, 150_000])))
    text = refusal(moved.write(tmp_path / "a.gpkg"), land)
    assert "Granice nie leżą tam, gdzie gminy o tych kodach" in text
    wrongly_said = land.write(tmp_path / "b.gpkg", crs="EPSG:2177")
    assert "zły układ współrzędnych. Wskaż plik w układzie EPSG:2180" in refusal(wrongly_said, land)


def test_codes_of_other_gminas_are_refused(land: Land, tmp_path: Path) -> None:
    codes = [land.codes[15], *land.codes[1:15], land.codes[0]]
    text = refusal(land.with_codes(codes).write(tmp_path / "a.gpkg"), land)
    assert f"Obszar o kodzie {land.codes[15]} leży" in text
    assert "km od gminy Żółć 15 z rejestru" in text


def test_a_part_of_the_country_needs_a_snapshot_to_fill(land: Land, tmp_path: Path) -> None:
    part = land.part(lambda code: code.startswith("32"))
    assert "nie obejmuje województw: 02." in refusal(part.write(tmp_path / "a.gpkg"), land)


def test_a_file_of_powiats_only_is_refused(land: Land, tmp_path: Path) -> None:
    powiats = land.with_codes([code[:4] for code in land.codes])
    text = refusal(powiats.write(tmp_path / "a.gpkg"), land)
    assert "nie ma warstwy gmin z kodami TERYT (kolumna JPT_KOD_JE)" in text
    unnamed = land.write(tmp_path / "b.gpkg", fields=["A", "B"])
    assert "A03_Granice_gmin" in refusal(unnamed, land)


def test_two_layers_of_gminas_are_refused(land: Land, tmp_path: Path) -> None:
    land.write(tmp_path / "a.gpkg", layer="nowe")
    land.write(tmp_path / "a.gpkg", layer="stare", append=True)
    assert "kilka warstw gmin: nowe, stare. Zostaw jedną." in refusal(tmp_path / "a.gpkg", land)


@pytest.mark.parametrize("suffix", [".shx", ".dbf"])
def test_a_shapefile_needs_its_companions(land: Land, tmp_path: Path, suffix: str) -> None:
    path = land.write(tmp_path / "a.shp")
    path.with_suffix(suffix).unlink()
    assert f"Obok pliku a.shp nie ma pliku {suffix}" in refusal(path, land)


@pytest.fixture(scope="module")
def whole(land: Land, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the country in every format."""
    folder = tmp_path_factory.mktemp("whole")
    for name in ("a.gpkg", "a.gml", "a.shp"):
        land.write(folder / name)
    with zipfile.ZipFile(folder / "a.zip", "w", zipfile.ZIP_DEFLATED) as file:
        for suffix in (".shp", ".shx", ".dbf", ".prj"):
            file.write(folder / f"a{suffix}", f"a{suffix}")
    return folder


@pytest.mark.parametrize("suffix", [".gpkg", ".gml", ".shp", ".shx", ".dbf", ".zip"])
@settings(max_examples=25)
@given(share=st.floats(0.01, 0.98))
def test_a_cut_file_is_refused(
    tmp_path_factory: pytest.TempPathFactory, land: Land, whole: Path, suffix: str, share: float
) -> None:
    folder = tmp_path_factory.mktemp("cut")
    shapefile = suffix in {".shp", ".shx", ".dbf"}
    for part in [".shp", ".shx", ".dbf", ".prj"] if shapefile else [suffix]:
        content = (whole / f"a{part}").read_bytes()
        kept = int(len(content) * share) if part == suffix else len(content)
        (folder / f"a{part}").write_bytes(content[:kept])
    refusal(folder / ("a.shp" if shapefile else f"a{suffix}"), land)


@pytest.mark.parametrize("name", ["a.gpkg", "a.gml", "a.shp", "a.zip", "a.txt", "a.vrt"])
@settings(max_examples=25)
@given(content=st.binary(max_size=300))
def test_any_other_content_is_refused(
    tmp_path_factory: pytest.TempPathFactory, land: Land, name: str, content: bytes
) -> None:
    path = tmp_path_factory.mktemp("odd") / name
    path.write_bytes(content)
    assert path.name in refusal(path, land)


def test_an_absent_file_is_refused(land: Land, tmp_path: Path) -> None:
    assert "Nie ma pliku a.gpkg" in refusal(tmp_path / "a.gpkg", land)
    assert "Nie ma pliku" in refusal(tmp_path, land)


def test_a_gml_that_declares_entities_or_points_elsewhere_is_refused(
    land: Land, tmp_path: Path
) -> None:
    path = land.write(tmp_path / "a.gml")
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("?>", '?><!DOCTYPE x [<!ENTITY a "b">]>', 1), encoding="utf-8")
    assert "niedozwolone deklaracje XML" in refusal(path, land)
    other = "<OGRVRTDataSource><OGRVRTLayer/></OGRVRTDataSource>"
    path.write_text(other, encoding="utf-8")
    assert "nie jest plikiem GML" in refusal(path, land)


def zipped(
    path: Path, name: str, content: bytes = b"x", change: Callable[..., None] | None = None
) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        part = zipfile.ZipInfo(name)
        part.compress_type = zipfile.ZIP_DEFLATED
        if change:
            change(part)
        file.writestr(part, content)
    return path


@pytest.mark.parametrize(
    "name", ["../a.gpkg", "/etc/a.gpkg", "x/../../a.gpkg", "..\\a.gpkg", "C:\\a.gpkg"]
)
def test_names_that_lead_out_of_the_archive_are_refused(
    land: Land, tmp_path: Path, name: str
) -> None:
    assert "prowadzi poza archiwum" in refusal(zipped(tmp_path / "a.zip", name), land)


def test_links_in_an_archive_are_refused(land: Land, tmp_path: Path) -> None:
    def link(part: zipfile.ZipInfo) -> None:
        part.external_attr = 0o120777 << 16

    path = zipped(tmp_path / "a.zip", "a.gpkg", b"/etc/passwd", link)
    assert "prowadzi poza archiwum" in refusal(path, land)


def test_archives_that_unpack_to_too_much_are_refused(
    land: Land, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = zipped(tmp_path / "a.zip", "a.gml", bytes(32 * 2**20))
    assert "po rozpakowaniu jest zbyt duże" in refusal(bomb, land)
    with zipfile.ZipFile(tmp_path / "b.zip", "w") as file:
        for at in range(archives.MAX_PARTS + 1):
            file.writestr(f"{at}.gml", b"")
    assert "ma ponad 1000 plików" in refusal(tmp_path / "b.zip", land)
    monkeypatch.setattr(archives, "MAX_UNPACKED", 10)
    assert "po rozpakowaniu" in refusal(zipped(tmp_path / "c.zip", "a.gml", b"x" * 11), land)


def test_an_archive_that_lies_about_its_sizes_is_refused(land: Land, tmp_path: Path) -> None:
    path = zipped(tmp_path / "a.zip", "a.gml", bytes(8 * 2**20))
    content = bytearray(path.read_bytes())
    central = content.rindex(b"PK\x01\x02")
    struct.pack_into("<I", content, central + 24, 100)
    path.write_bytes(content)
    assert "jest uszkodzone" in refusal(path, land)


def test_an_archive_with_a_password_or_without_boundaries_is_refused(
    land: Land, tmp_path: Path
) -> None:
    path = zipped(tmp_path / "a.zip", "a.gml", b"x" * 20)
    content = bytearray(path.read_bytes())
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert "zabezpieczone hasłem" in refusal(path, land)
    empty = zipped(tmp_path / "b.zip", "czytaj.txt")
    assert "nie ma granic. Wskaż plik GML, SHP lub GPKG" in refusal(empty, land)


def test_nothing_is_written_beside_the_file(land: Land, tmp_path: Path) -> None:
    path = land.write(tmp_path / "a.gml")
    before = sorted(tmp_path.iterdir())
    import_boundaries(path, land.register)
    assert sorted(tmp_path.iterdir()) == before
    assert pyogrio.get_gdal_config_option("GML_FIELDTYPES") is None


def test_a_register_without_points_still_wants_the_country(land: Land, tmp_path: Path) -> None:
    blind = type(land.register)(replace(u, lon=None, lat=None) for u in land.register.units)
    path = land.write(tmp_path / "a.gpkg")
    assert import_boundaries(path, blind).tables["boundaries"].height == 22
    away = land.with_shapes(shapely.transform(land.shapes, lambda p: p + 2e6))
    with pytest.raises(RefusedFileError, match="Granice nie leżą"):
        import_boundaries(away.write(tmp_path / "b.gpkg"), blind)
