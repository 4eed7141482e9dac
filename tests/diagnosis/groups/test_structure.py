"""Arrays that groups are chosen by."""

from __future__ import annotations

import gc

import numpy as np
import polars as pl
import pytest

from terytoria.diagnosis.groups import GroupError
from terytoria.diagnosis.groups.structure import structure_of


def test_one_structure_for_a_snapshot(country):
    assert structure_of(country) is structure_of(country)


def test_a_snapshot_that_is_gone_is_forgotten(country):
    from terytoria.diagnosis.groups import structure

    class Passing:
        register = country.register
        observations = country.observations

    passing = Passing()
    structure_of(passing)
    before = len(structure._KNOWN)
    del passing
    gc.collect()
    assert len(structure._KNOWN) == before - 1


def test_kinds_follow_the_register(country):
    kinds = structure_of(country).kinds
    assert kinds.tolist() == [kind.value for kind in country.register.kinds]


def test_population_of_a_set_is_its_sum(country):
    structure = structure_of(country)
    codes = country.register.gminas[:3]
    assert structure.population_of(codes, 2020) == structure.population(2020)[:3].sum()


def test_population_with_an_unknown_part_is_unknown(country):
    structure = structure_of(country)
    assert np.isnan(structure.population_of(("0461011",), 2024))


def test_unknown_years_are_refused(country):
    with pytest.raises(GroupError, match="no population of 1950"):
        structure_of(country).population(1950)


def test_land_powiats_are_no_cities(country):
    structure = structure_of(country)
    assert len(structure.land_powiats) == 40
    assert "0461" not in structure.land_powiats


def test_powiat_populations_add_up(country):
    structure = structure_of(country)
    total = structure.powiat_populations(2020).sum() + 300_000
    assert total == structure.population(2020).sum()


def test_a_published_total_stands_in_where_a_gmina_is_unknown(country):
    code = country.register.gminas_of("0201")[0]
    rows = [
        ("gmina", "pop_total", code, 2020, float("nan")),
        ("powiat", "pop_total", "0201", 2020, 77_000.0),
        ("powiat", "pop_total", "0202", 2020, 1.0),
    ]
    frame = pl.DataFrame(rows, ["level", "series", "unit", "year", "value"], orient="row")

    class Holed:
        register = country.register
        observations = country.observations.with_frame(frame)

    holed, whole = structure_of(Holed()), structure_of(country)
    found = dict(zip(holed.land_powiats, holed.powiat_populations(2020), strict=True))
    known = dict(zip(whole.land_powiats, whole.powiat_populations(2020), strict=True))
    assert found["0201"] == 77_000
    assert found["0202"] == known["0202"]


def test_bands_hold_their_lower_limit_and_not_the_upper(country):
    candidates = structure_of(country).gminas_of_kind("rural", 2020)
    people = np.sort(candidates.people)
    low, high = int(people[3]), int(people[9])
    inside = candidates.people[candidates.inside((low, high))]
    assert inside.min() == low
    assert inside.max() < high


def test_bands_split_all_units_once(country):
    candidates = structure_of(country).powiats(2020)
    parts = [candidates.inside(band) for band in ((0, 40_000), (40_000, 60_000), (60_000, None))]
    assert sorted(np.concatenate(parts).tolist()) == list(range(len(candidates.codes)))
    assert len(candidates.inside((0, None))) == len(candidates.codes)
