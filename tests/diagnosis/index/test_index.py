"""The index of an area: whom it ranks, on what, and how its bands behave."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from terytoria.diagnosis.index import IndexOptions, development_index
from terytoria.diagnosis.index.analysis import IndexOptionsError
from terytoria.diagnosis.index.table import KNOWN, ROOT, area_table, gmina_table
from terytoria.statistics.catalogue import Direction
from terytoria.territory import Area, Kind, Level


@pytest.fixture(scope="module")
def register(example_measures):
    return example_measures.snapshot.register


@pytest.fixture(scope="module")
def land(register):
    return [code for code in register.powiats if register.unit(code).kind is Kind.POWIAT]


@pytest.fixture(scope="module")
def table(example_measures):
    return gmina_table(example_measures)


def test_every_gmina_and_every_land_powiat_is_ranked(example, register, land):
    assert example.index.gminas.composite.units == register.gminas
    assert list(example.index.areas.composite.units) == land


def test_a_powiat_is_its_own_row(example, example_area):
    assert example.index.unit == example_area.code
    assert example.index.areas.row(example_area.code)["ranked"] == len(
        example.index.areas.composite.units
    )


def test_a_loose_partnership_is_a_row_more(example_loose, land):
    units = example_loose.index.areas.composite.units
    assert example_loose.index.unit == "area"
    assert sorted(units) == sorted([*land, "area"])


def test_a_voivodeship_is_a_row_more_under_its_code(example_measures, register, land):
    code = register.of_level(Level.VOIVODESHIP)[0]
    area = Area.of_unit(register, code, date(2026, 1, 1))
    found = development_index(example_measures, area)
    assert found.unit == code
    assert len(found.areas.composite.units) == len(land) + 1


def test_rankings_of_the_country_are_made_once(example, example_loose, example_measures, land):
    other = Area.of_unit(example_measures.snapshot.register, land[-1], date(2026, 1, 1))
    again = development_index(example_measures, other)
    assert again.gminas is example.index.gminas
    assert again.areas is example.index.areas
    assert example_loose.index.gminas is example.index.gminas


def test_indicators_have_a_direction_and_are_known_for_nearly_all(table, example_measures):
    assert table.indicators
    for name, year in table.indicators:
        indicator = example_measures.catalogue.indicator(name)
        assert indicator.level is Level.GMINA
        assert indicator.direction is not Direction.NEUTRAL
        values = example_measures.of(name)
        assert np.isfinite(values.year(year)).mean() >= KNOWN
        assert np.isnan(values.year(year + 1)).all() or (
            np.isfinite(values.year(year + 1)).mean() < KNOWN
        )


def test_the_tree_is_that_of_the_catalogue(table, example_measures):
    catalogue = example_measures.catalogue
    nodes = {node.code: node for node in table.hierarchy.nodes}
    assert table.hierarchy.root.code == ROOT
    for name, _ in table.indicators:
        indicator = catalogue.indicator(name)
        assert nodes[name].parent == indicator.area
        assert nodes[indicator.area].parent == indicator.dimension
        assert nodes[indicator.dimension].parent == ROOT
        better = indicator.direction is Direction.MORE_IS_BETTER
        assert nodes[name].direction == (1 if better else -1)


def test_areas_are_measured_by_totals_in_any_order_of_groups(table, example_measures, register):
    groups = {code: register.gminas_of(code) for code in register.powiats[:4]}
    there = area_table(example_measures, table, groups)
    back = area_table(example_measures, table, dict(reversed(groups.items())))
    assert there.data.units == back.data.units == tuple(sorted(groups))
    np.testing.assert_array_equal(there.data.values, back.data.values)
    name, year = there.indicators[0]
    expected = example_measures.areas(name, groups).year(year)
    np.testing.assert_allclose(there.data.values[:, 0], expected)


def test_bands_hold_their_middle_and_stay_inside_the_ranking(example):
    for ranking in (example.index.gminas, example.index.areas):
        found = ranking.uncertainty
        assert (found.rank_low >= 1).all()
        assert (found.rank_high <= len(found.units)).all()
        assert (found.rank_low <= found.rank_median).all()
        assert (found.rank_median <= found.rank_high).all()


def test_the_nominal_rank_lies_in_its_band_for_nearly_all(example):
    """One choice among many may fall outside a 90 % band, but seldom."""
    for ranking in (example.index.gminas, example.index.areas):
        found = ranking.uncertainty
        inside = (found.rank_low <= found.rank) & (found.rank <= found.rank_high)
        assert inside.mean() >= 0.8


def test_probabilities_of_pairs_add_up(example):
    share = example.index.probability_above()
    size = len(example.area)
    assert share.shape == (size, size)
    off = ~np.eye(size, dtype=bool)
    assert ((share >= 0) & (share <= 1))[off].all()
    assert (share + share.T <= 1 + 1e-9)[off].all()


def test_the_table_has_members_then_the_area(example):
    table = example.index.table()
    assert table["unit"].to_list() == [*example.area.gminas, example.index.unit]
    assert (table["rank_low"] <= table["rank_high"]).all()


def test_nodes_give_a_place_in_every_topic(example):
    nodes = example.index.nodes()
    assert nodes.columns == ["unit", "node", "score", "rank", "percentile"]
    overall = nodes.filter(pl.col("node") == ROOT)
    assert overall["unit"].to_list() == [*example.area.gminas, example.index.unit]
    known = nodes.drop_nulls("percentile")
    assert known["percentile"].is_between(0, 100).all()
    assert not nodes["score"].is_nan().any()
    for unit, node, rank, percentile in known.select(
        "unit", "node", "rank", "percentile"
    ).iter_rows():
        is_area = unit == example.index.unit
        ranking = example.index.areas if is_area else example.index.gminas
        ranked = int((ranking.composite.rank_of(node) > 0).sum())
        assert percentile == pytest.approx(100 * (ranked - rank) / (ranked - 1))


def test_the_first_stands_above_all_and_the_last_above_none(example):
    ranking = example.index.areas
    ranks = ranking.composite.rank_of(ROOT)
    units = ranking.composite.units
    assert ranking.percentile(units[int(np.argmin(ranks))]) == 100
    assert ranking.percentile(units[int(np.argmax(ranks))]) == pytest.approx(0, abs=1e-9)


def test_the_same_seed_gives_the_same_bands(example_measures, example_loose_area):
    options = IndexOptions(runs=64, seed=5)
    first = development_index(example_measures, example_loose_area, options)
    again = development_index(example_measures, example_loose_area, options)
    assert first.table().equals(again.table())
    assert first.areas is not again.areas


def test_an_explanation_names_the_place(example):
    assert str(example.index.areas.row(example.index.unit)["rank"]) in example.index.explain()


def test_an_explanation_names_the_area(example, example_loose, register, example_area):
    name = register.unit(example_area.code).name
    assert example.index.explain().startswith(f"Powiat {name}: ")
    assert example_loose.index.explain().startswith("Nad granicą: ")


@pytest.mark.parametrize("runs", [0, 63])
def test_too_few_runs_are_refused(runs):
    with pytest.raises(IndexOptionsError, match="bands need at least 64"):
        IndexOptions(runs=runs)


@pytest.mark.poland
def test_the_county_of_walcz_stands_among_the_land_powiats(walcz_diagnosis):
    index = walcz_diagnosis.index
    row = index.areas.row("3217")
    assert row["ranked"] == 314
    assert row["rank_low"] <= row["rank"] <= row["rank_high"]
    assert index.gminas.row("3217011")["ranked"] == 2479
    assert len(index.indicators) >= 60
