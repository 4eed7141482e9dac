"""Files of a partnership: what is taken, what is refused, and how that is told."""

from __future__ import annotations

import json

import numpy as np
import pyogrio.raw
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from terytoria.statistics.sources.problems import RefusedFileError
from terytoria.strategy.spatial import SpatialOptions, Use, read_own_layer, spatial_model
from terytoria.strategy.spatial.rules import content

AREA = shapely.box(16.0, 53.0, 17.0, 53.5)
WOOD = shapely.box(16.1, 53.1, 16.2, 53.2)
RIVER = shapely.LineString([(15.9, 53.1), (16.5, 53.2)])


def feature(shape, name="Las"):
    drawn = None if shape is None else json.loads(shapely.to_geojson(shape))
    return {"type": "Feature", "properties": {"nazwa": name}, "geometry": drawn}


def collection(*features, **more):
    return {"type": "FeatureCollection", "features": list(features), **more}


@pytest.fixture
def put(tmp_path):
    """Writes a text or JSON to a file."""

    def write(body, name="warstwa.geojson"):
        path = tmp_path / name
        text = body if isinstance(body, str) else json.dumps(body)
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.fixture
def gpkg(tmp_path):
    """Writes shapes to a GeoPackage of a system of coordinates."""

    def write(shapes, crs="EPSG:4326", name="warstwa.gpkg", layer="las", append=False):
        path = tmp_path / name
        pyogrio.raw.write(
            path, shapely.to_wkb(np.array(shapes, dtype=object)),
            [np.array([f"Obiekt {at}" for at in range(len(shapes))], dtype=object)], ["nazwa"],
            layer=layer, driver="GPKG", geometry_type="Unknown", crs=crs, append=append,
        )  # fmt: skip
        return path

    return write


def read(path, use=Use.NATURAL):
    return read_own_layer(path, "Lasy", use, AREA)


def refused(path, use=Use.NATURAL):
    with pytest.raises(RefusedFileError) as caught:
        read(path, use)
    return str(caught.value)


def test_geojson_is_read_with_its_names(put):
    layer = read(put(collection(feature(WOOD), feature(RIVER, "Drawa"))))
    assert layer.title == "Lasy"
    assert [name for name, _ in layer.features] == ["Las", "Drawa"]
    assert layer.features[0][1].equals(WOOD)
    assert not layer.messages


def test_geopackage_in_metres_is_turned_to_degrees(gpkg):
    turn = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:2180", always_xy=True)
    flat = shapely.transform(WOOD, lambda p: np.column_stack(turn.transform(p[:, 0], p[:, 1])))
    layer = read(gpkg([flat], "EPSG:2180"))
    assert layer.features[0][0] == "Obiekt 0"
    assert layer.features[0][1].symmetric_difference(WOOD).area < 1e-9


def test_both_formats_give_the_same(put, gpkg):
    first = read(put(collection(feature(WOOD, "Obiekt 0"))))
    second = read(gpkg([WOOD]))
    assert first.features[0][0] == second.features[0][0]
    assert first.features[0][1].equals(second.features[0][1])


def test_an_old_geojson_with_a_system_is_turned_too(put):
    turn = pyproj.Transformer.from_crs("EPSG:4326", "EPSG:2180", always_xy=True)
    flat = shapely.transform(WOOD, lambda p: np.column_stack(turn.transform(p[:, 0], p[:, 1])))
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::2180"}}
    layer = read(put(collection(feature(flat), crs=crs)))
    assert layer.features[0][1].symmetric_difference(WOOD).area < 1e-9


def test_a_nameless_feature_takes_the_name_of_its_file(put):
    layer = read(put(collection({"type": "Feature", "properties": None,
                                 "geometry": json.loads(shapely.to_geojson(WOOD))})))  # fmt: skip
    assert layer.features[0][0] == "warstwa 1"


def test_what_lies_away_is_left_out_and_told(put):
    away = shapely.box(20, 50, 21, 51)
    layer = read(put(collection(feature(WOOD), feature(away, "Daleki"))))
    assert len(layer.features) == 1
    assert "Obiekt 2 („Daleki”) leży poza partnerstwem" in layer.messages[0].text


def test_swapped_coordinates_are_explained(put):
    swapped = shapely.transform(WOOD, lambda p: p[:, ::-1])
    assert "kolejność (długość, szerokość)" in refused(put(collection(feature(swapped))))


BOW = shapely.Polygon([(16.1, 53.1), (16.2, 53.2), (16.2, 53.1), (16.1, 53.2)])


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        (None, "nie ma geometrii"),
        (shapely.Polygon(), "nie ma geometrii"),
        (BOW, "błędną geometrię"),
        (shapely.box(500_000, 300_000, 500_100, 300_100), "poza kulą ziemską"),
        (shapely.GeometryCollection([WOOD, RIVER]), "łączy punkty, linie i obszary"),
    ],
)
def test_a_wrong_feature_is_named_by_number_and_name(put, shape, said):
    text = refused(put(collection(feature(WOOD), feature(shape, "Zły"))))
    assert "Obiekt 2 („Zły”)" in text
    assert said in text


def test_every_wrong_feature_is_listed(put):
    text = refused(put(collection(feature(BOW, "A"), feature(WOOD), feature(None, "C"))))
    assert "Obiekt 1 („A”)" in text
    assert "Obiekt 3 („C”)" in text


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", "uszkodzony"),
        ("{", "uszkodzony"),
        ("[" * 100_000, "uszkodzony"),
        ("[]", "nie jest zbiorem obiektów"),
        ({"type": "Feature"}, "nie jest zbiorem obiektów"),
        (collection(), "nie ma żadnego obiektu"),
        (collection(7), "nie ma geometrii"),
        (collection({"geometry": {"type": "Las"}}), "nie można odczytać"),
        (collection({"geometry": {"type": "Polygon", "coordinates": [[1]]}}), "nie można odczytać"),
        (collection(feature(WOOD), crs={"properties": {"name": "EPSG:99"}}), "nieznany układ"),
    ],
)
def test_a_file_that_is_no_layer_is_refused(put, body, said):
    assert said in refused(put(body))


@given(st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=4) | st.just("FeatureCollection"),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["type", "features", "geometry", "coordinates",
                                       "properties", "crs", "name"]), inner, max_size=5),
    max_leaves=14,
))  # fmt: skip
def test_any_json_is_taken_or_refused_in_polish(tmp_path_factory, body):
    path = tmp_path_factory.getbasetemp() / "dowolny.geojson"
    path.write_text(json.dumps(body), encoding="utf-8")
    with pytest.raises(RefusedFileError):
        read(path)


def test_other_formats_absent_and_large_files_are_refused(put, tmp_path, monkeypatch):
    assert "nie jest plikiem GeoPackage" in refused(put("x", "warstwa.kml"))
    assert "Nie ma pliku" in refused(tmp_path / "brak.geojson")
    monkeypatch.setitem(content()["reading"], "megabytes", 0)
    assert "więcej niż 0 MB" in refused(put(collection(feature(WOOD))))


def test_too_many_features_or_points_are_refused(put, monkeypatch):
    monkeypatch.setitem(content()["reading"], "features", 1)
    assert "przyjmujemy do 1 obiektów" in refused(put(collection(feature(WOOD), feature(WOOD))))
    monkeypatch.setitem(content()["reading"], "points", 3)
    assert "5 punktów" in refused(put(collection(feature(WOOD))))


def test_a_geopackage_without_a_system_is_refused(gpkg):
    with pytest.warns(UserWarning, match="crs"):
        path = gpkg([WOOD], None)
    assert "w jakim układzie" in refused(path)


def test_a_geopackage_of_several_layers_is_refused(gpkg):
    gpkg([WOOD])
    path = gpkg([WOOD], layer="rzeki", append=True)
    assert "las, rzeki" in refused(path)


def test_a_cut_or_false_geopackage_is_refused(gpkg, put):
    path = gpkg([WOOD])
    path.write_bytes(path.read_bytes()[:20_000])
    assert "ucięty" in refused(path)
    assert "nie jest plikiem GPKG" in refused(put("tekst", "falszywy.gpkg"))


@given(st.floats(-0.3, 0.9))
def test_an_intervention_area_must_lie_in_the_area(tmp_path_factory, shift):
    shape = shapely.box(16.0 + shift, 53.1, 16.3 + shift, 53.2)
    path = tmp_path_factory.getbasetemp() / "obszar.geojson"
    path.write_text(json.dumps(collection(feature(shape, "Dolina"))), encoding="utf-8")
    share = shape.difference(AREA).area / shape.area
    if share <= content()["reading"]["outside_share"]:
        assert read(path, Use.INTERVENTION).features[0][1].equals(shape)
    else:
        assert "Obiekt 1 („Dolina”) leży w" in refused(path, Use.INTERVENTION)


def test_a_line_is_no_intervention_area(put):
    assert "nie jest obszarem" in refused(put(collection(feature(RIVER))), Use.INTERVENTION)


def test_taken_layers_fill_the_model(measures, area, ground, put):
    inner = ground.representative_point().buffer(0.01)
    line = shapely.LineString([inner.centroid, shapely.Point(inner.bounds[0], inner.bounds[1])])
    path = put(collection(feature(inner, "Bór"), feature(line, "Strumień")))
    nature = read_own_layer(path, "Przyroda", Use.NATURAL, ground)
    drawn = read_own_layer(put(collection(feature(inner, "Dolina")), "o.geojson"), "Obszar",
                           Use.INTERVENTION, ground)  # fmt: skip
    model = spatial_model(measures, area, SpatialOptions(files=[nature, drawn]))
    assert [one.name for one in model.layer("natural").features] == ["Bór", "Strumień"]
    assert model.layer("natural").features[0].attributes["file"] == "warstwa.geojson"
    assert [one.name for one in model.layer("intervention").features] == ["Dolina"]
    assert "Przyroda (2)" in model.explain("natural")
