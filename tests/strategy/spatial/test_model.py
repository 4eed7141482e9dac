"""The model as a whole: its layers, tables and words."""

from __future__ import annotations

import polars as pl
import pytest
import shapely

from terytoria.strategy.spatial import LAYERS, Feature, spatial_model
from terytoria.strategy.spatial.rules import content, kind_name, rule, title_of
from terytoria.territory import Area, UnknownUnitError


def test_layers_stand_in_the_order_of_the_act(model):
    assert tuple(layer.name for layer in model.layers) == LAYERS


def test_every_layer_has_its_rule_with_day_source_reason_and_limits(model):
    for layer in model.layers:
        assert layer.rule.as_of == "2026-11-22"
        assert layer.rule.source
        assert layer.rule.reason.endswith(".")
        assert layer.limits
        assert all(limit.endswith(".") for limit in layer.limits)


def test_layers_without_data_say_which_file_they_need(model):
    for name in ("natural", "intervention"):
        layer = model.layer(name)
        assert not layer.features
        assert layer.explain().startswith("0 ")
        assert layer.rule.needs in layer.explain()


def test_ids_are_unique_and_features_have_evidence(model):
    for layer in model.layers:
        ids = [one.id for one in layer.features]
        assert len(set(ids)) == len(ids)
        assert all(one.evidence for one in layer.features)
        assert all(one.evidence[0].source == "przykład syntetyczny" for one in layer.features)


def test_every_geometry_is_valid_and_in_degrees(model):
    for layer in model.layers:
        for one in layer.features:
            assert one.geometry.is_valid, one.id
            west, south, east, north = one.geometry.bounds
            assert -180 <= west <= east <= 180
            assert -90 <= south <= north <= 90


def test_table_lists_every_feature_once(model):
    table = model.table()
    assert table.height == sum(len(layer.features) for layer in model.layers)
    assert table.columns == ["layer", "id", "name", "kind", "geometry"]
    assert set(table["kind"]) <= set(content()["kinds"].values())


def test_tables_of_layers_hold_the_attributes(model):
    for name, table in model.tables().items():
        layer = model.layer(name)
        assert table.columns == ["id", "name", "kind", *layer.schema]
        assert table.height == len(layer.features)
        for one, row in zip(layer.features, table.iter_rows(named=True), strict=True):
            assert {key: row[key] for key in one.attributes} == dict(one.attributes)


def test_explaining_the_model_explains_every_layer(model):
    text = model.explain()
    assert all(model.explain(name) in text for name in LAYERS)


def test_unknown_layer_is_a_key_error(model):
    with pytest.raises(KeyError, match="no layer 'wody'"):
        model.layer("wody")


def test_unknown_gmina_is_refused(measures, area):
    wrong = Area("Obcy", ("9999011",), area.as_of)
    with pytest.raises(UnknownUnitError):
        spatial_model(measures, wrong)


def test_the_same_data_give_the_same_model(measures, area, model):
    assert spatial_model(measures, area) == model


def test_attributes_cannot_be_changed():
    one = Feature("a", "A", "own", shapely.Point(16, 53), {"unit": "x"})
    with pytest.raises(TypeError):
        one.attributes["unit"] = "y"


def test_a_single_gmina_makes_a_model(measures, country, area):
    for code in area.gminas:
        one = spatial_model(measures, Area("Jedna", (code,), area.as_of))
        assert not one.layer("links").of_kind("between")
        assert [member.id for member in one.members] == [code]
        assert one.explain()


def test_kinds_and_attributes_are_named_in_polish(model):
    for layer in model.layers:
        assert all(title_of(name) for name in layer.schema)
        assert all(kind_name(one.kind) for one in layer.features)
        assert rule(layer.name).title == layer.title


def test_ground_of_the_map_lies_around_the_members(model):
    members = shapely.union_all([one.geometry for one in model.members])
    around = shapely.union_all(list(model.around))
    assert members.intersection(around).area < 1e-9
    assert members.touches(around) or members.distance(around) < 1e-6
    assert isinstance(model.table(), pl.DataFrame)
