"""Files for programs for maps: the same bytes each time, and what was written is read back."""

from __future__ import annotations

import json
import sqlite3

import pyogrio.raw
import pytest
import shapely

from terytoria.strategy.spatial import LAYERS, OwnArea, SpatialOptions, kind_name, spatial_model
from terytoria.strategy.spatial.rules import column_of


@pytest.fixture(scope="module")
def full(measures, area):
    """The model with an own area."""
    return spatial_model(measures, area, SpatialOptions([OwnArea("Południe", area.gminas[:2])]))


@pytest.fixture(scope="module")
def package(full, tmp_path_factory):
    """Its GeoPackage."""
    return full.to_geopackage(tmp_path_factory.mktemp("gpkg") / "model.gpkg")


def test_there_is_a_table_per_layer_empty_ones_too(package):
    assert tuple(name for name, _ in pyogrio.list_layers(package)) == LAYERS


@pytest.mark.parametrize("name", LAYERS)
def test_a_layer_reads_back_as_it_was(full, package, name):
    layer = full.layer(name)
    meta, _, shapes, values = pyogrio.raw.read(package, layer=name)
    assert "4326" in meta["crs"]
    columns = dict(zip(meta["fields"], values, strict=True))
    assert list(columns) == ["id", "nazwa", "rodzaj", *map(column_of, layer.schema)] or not len(
        layer.features
    )
    assert len(shapes) == len(layer.features)
    for at, one in enumerate(layer.features):
        assert shapely.from_wkb(shapes[at]) == one.geometry
        assert columns["id"][at] == one.id
        assert columns["nazwa"][at] == one.name
        assert columns["rodzaj"][at] == kind_name(one.kind)
        for attribute, value in one.attributes.items():
            found = columns[column_of(attribute)][at]
            if value is None:
                assert found is None or found != found  # noqa: PLR0124 - NaN is missing
            else:
                assert found == value


def test_the_same_model_gives_the_same_bytes(full, package, tmp_path):
    again = full.to_geopackage(tmp_path / "drugi.gpkg")
    assert again.read_bytes() == package.read_bytes()
    assert sorted(one.name for one in tmp_path.iterdir()) == ["drugi.gpkg"]


def test_an_older_file_is_replaced(full, package, tmp_path):
    path = tmp_path / "model.gpkg"
    path.write_bytes(b"stare")
    assert full.to_geopackage(path).read_bytes() == package.read_bytes()


def test_tables_are_described_in_polish(full, package):
    with sqlite3.connect(package) as base:
        rows = dict(base.execute("select table_name, identifier from gpkg_contents"))
        days = {row[0] for row in base.execute("select last_change from gpkg_contents")}
    base.close()
    assert rows == {layer.name: layer.title for layer in full.layers}
    assert days == {f"{full.vintage}T00:00:00.000Z"}


def test_the_clock_of_the_writer_is_given_back(package):
    assert package.exists()
    assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") is None


def test_geojson_holds_every_feature(full):
    body = json.loads(full.to_geojson())
    assert body["type"] == "FeatureCollection"
    ids = [one["id"] for one in body["features"]]
    assert ids == [f"{layer.name}/{one.id}" for layer in full.layers for one in layer.features]
    assert "crs" not in body


def test_geojson_reads_back_within_a_decimetre(full):
    body = json.loads(full.to_geojson())
    features = [one for layer in full.layers for one in layer.features]
    for written, one in zip(body["features"], features, strict=True):
        shape = shapely.from_geojson(json.dumps(written["geometry"]))
        assert shape.hausdorff_distance(one.geometry) < 2e-6
        assert written["properties"]["nazwa"] == one.name
        if one.geometry.geom_type == "Polygon":
            assert shapely.is_ccw(shape.exterior)


def test_geojson_is_the_same_each_time(full, measures, area):
    options = SpatialOptions([OwnArea("Południe", area.gminas[:2])])
    assert spatial_model(measures, area, options).to_geojson() == full.to_geojson()
