"""Units of the synthetic country: codes, names, kinds, contiguous powiats and voivodeships."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terytoria.language.cases import Case
from terytoria.language.places import inflect_place, powiat_phrase
from terytoria.statistics.sources.synthetic.country import (
    FIRST_CITY_POWIAT,
    RURAL,
    URBAN,
    URBAN_RURAL,
    Country,
    found_country,
    region_codes,
)
from terytoria.statistics.sources.synthetic.division import divide, join_strays
from terytoria.statistics.sources.synthetic.names import all_names, draw_names
from terytoria.statistics.sources.synthetic.streams import stream
from terytoria.statistics.sources.synthetic.world import World

SEEDS = st.integers(0, 2**31)


def _pieces(members: np.ndarray, pairs: np.ndarray) -> int:
    """Number of connected pieces of a set of rows."""
    left = set(members.tolist())
    touching: dict[int, set[int]] = {}
    for one, other in pairs.tolist():
        touching.setdefault(one, set()).add(other)
        touching.setdefault(other, set()).add(one)
    count = 0
    while left:
        count += 1
        edge = [left.pop()]
        while edge:
            found = touching.get(edge.pop(), set()) & left
            left -= found
            edge.extend(found)
    return count


@settings(max_examples=20, deadline=None)
@given(st.integers(1, 400), SEEDS)
def test_codes_are_well_formed_unique_and_sorted(units: int, seed: int) -> None:
    country = found_country(units, seed)
    codes = country.codes.tolist()
    assert len(codes) == units == len(set(codes))
    assert codes == sorted(codes)
    assert all(re.fullmatch(r"\d{6}[123]", code) for code in codes)
    assert country.powiat_codes.tolist() == sorted(set(country.powiat_codes))
    assert [code[:4] for code in codes] == country.powiat_codes[country.powiat].tolist()
    assert [code[:2] for code in codes] == country.voivodeship_codes[country.voivodeship].tolist()
    assert [int(code[6]) for code in codes] == country.kind.tolist()


@settings(max_examples=12, deadline=None)
@given(st.integers(20, 400), SEEDS)
def test_cities_are_powiats_of_their_own(units: int, seed: int) -> None:
    country = found_country(units, seed)
    members = np.bincount(country.powiat)
    for row, code in enumerate(country.powiat_codes):
        assert country.powiat_city[row] == (int(code[2:]) >= FIRST_CITY_POWIAT)
        if country.powiat_city[row]:
            assert members[row] == 1
    assert country.city.sum() == country.powiat_city.sum() >= 1
    assert (country.kind[country.city] == URBAN).all()


@settings(max_examples=12, deadline=None)
@given(st.integers(1, 400), SEEDS)
def test_voivodeships_are_contiguous(units: int, seed: int) -> None:
    country = found_country(units, seed)
    for region in range(len(country.voivodeship_codes)):
        members = np.flatnonzero(country.voivodeship == region)
        assert _pieces(members, country.neighbours) == 1


def test_powiats_are_contiguous(world: World) -> None:
    country = world.country
    broken = [
        country.powiat_codes[powiat]
        for powiat in range(len(country.powiat_codes))
        if _pieces(np.flatnonzero(country.powiat == powiat), country.neighbours) > 1
    ]
    assert broken == []


def test_the_default_country_is_as_large_as_promised(world: World) -> None:
    country = world.country
    land = np.bincount(country.powiat)[~country.powiat_city]
    assert country.size == 300
    assert country.voivodeship_codes.tolist() == ["02", "04"]
    assert 9 <= np.median(land) <= 14
    assert land.max() <= 20
    assert {URBAN, RURAL, URBAN_RURAL} == set(country.kind)


def test_shares_of_kinds_are_those_of_poland(larger_world: World) -> None:
    kind = larger_world.country.kind
    assert np.mean(kind == URBAN) == pytest.approx(0.122, abs=0.01)
    assert np.mean(kind == URBAN_RURAL) == pytest.approx(0.29, abs=0.05)


def test_towns_are_enclaves_in_a_ring_of_their_name(world: World) -> None:
    country = world.country
    towns = np.flatnonzero((country.kind == URBAN) & ~country.city)
    assert len(towns) > 20
    for town in towns:
        ring = country.twin[town]
        assert country.twin[ring] == town
        assert country.kind[ring] == RURAL
        assert country.names[ring] == country.names[town]
        assert country.powiat[ring] == country.powiat[town]
        assert (country.neighbours == town).sum() == 1
    others = np.setdiff1d(np.arange(country.size), np.concatenate([towns, country.twin[towns]]))
    assert (country.twin[others] == -1).all()


def test_in_a_powiat_towns_come_first_then_the_alphabet(world: World) -> None:
    country = world.country
    for powiat in range(len(country.powiat_codes)):
        rows = np.flatnonzero(country.powiat == powiat)
        keys = [(country.kind[row] != URBAN, country.names[row]) for row in rows]
        assert keys == sorted(keys)


def test_powiats_are_named_after_a_member(world: World) -> None:
    adjectives = {place.name: place.adjective for group in all_names() for place in group}
    country = world.country
    assert len(set(country.powiat_names)) == len(country.powiat_names)
    for row, name in enumerate(country.powiat_names):
        members = country.names[country.powiat == row]
        own = members if country.powiat_city[row] else [adjectives[member] for member in members]
        assert name in own


def test_voivodeships_are_named_by_adjectives(larger_world: World) -> None:
    names = larger_world.country.voivodeship_names
    assert all(re.fullmatch(r"\w+kie", name) and name.islower() for name in names)
    assert len(set(names)) == len(names)


def test_same_seed_same_country_whatever_else_is_drawn() -> None:
    one, other = found_country(150, 3), found_country(150, 3)
    for field in ("codes", "names", "kind", "twin", "powiat", "powiat_names"):
        assert np.array_equal(getattr(one, field), getattr(other, field)), field
    assert found_country(150, 4).names.tolist() != one.names.tolist()


@pytest.mark.parametrize("units", [0, -1, 100_001])
def test_size_out_of_range(units: int) -> None:
    with pytest.raises(ValueError, match="units must be between"):
        found_country(units, 1)


def test_a_country_of_twelve_thousand_stays_within_the_codes() -> None:
    country = found_country(12_000, 1)
    assert isinstance(country, Country)
    assert len(set(country.codes)) == 12_000
    assert all(len(code) == 7 for code in country.codes)
    assert len(country.voivodeship_codes) == 77
    assert Counter(code[:2] for code in country.powiat_codes).most_common(1)[0][1] <= 99


@pytest.mark.parametrize("count", [1, 2, 49, 50, 98])
def test_codes_of_voivodeships(count: int) -> None:
    codes = region_codes(count)
    assert len(set(codes)) == count
    assert codes == sorted(codes)
    if count <= 49:
        assert all(int(code) % 2 == 0 for code in codes)


@settings(deadline=None)
@given(st.integers(1, 200), st.data())
def test_divide_makes_parts_of_similar_size(points: int, data: st.DataObject) -> None:
    parts = data.draw(st.integers(1, points))
    rng = np.random.default_rng(data.draw(SEEDS))
    labels = divide(rng.uniform(0, 100, (points, 2)), parts, rng)
    sizes = np.bincount(labels, minlength=parts)
    assert len(sizes) == parts
    assert sizes.min() >= 1
    assert sizes.max() <= 3 * np.ceil(points / parts)


def test_divide_refuses_more_parts_than_points() -> None:
    with pytest.raises(ValueError, match="ask for fewer"):
        divide(np.zeros((2, 2)), 3, np.random.default_rng(1))


def test_strays_join_a_group_they_touch() -> None:
    pairs = np.array([[0, 1], [1, 2], [2, 3], [3, 4]])
    labels = join_strays(np.array([0, 0, 0, 1, 0]), pairs, np.ones(5, dtype=bool))
    assert labels.tolist() == [0, 0, 0, 1, 1]


def test_strays_do_not_pass_through_what_cannot_move() -> None:
    pairs = np.array([[0, 1], [1, 2], [2, 3]])
    movable = np.array([True, False, True, True])
    labels = join_strays(np.array([0, -1, 0, 1]), pairs, movable)
    assert labels.tolist()[1] == -1
    assert labels.tolist()[2] in (0, 1)


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 3_000), SEEDS)
def test_names_differ(count: int, seed: int) -> None:
    names = [place.name for place in draw_names(count, np.random.default_rng(seed))]
    assert len(names) == len(set(names)) == count


def test_names_start_anew_when_they_run_out() -> None:
    total = sum(len(group) for group in all_names())
    names = draw_names(total + 5, np.random.default_rng(1))
    assert names[total:] == names[:5]


def test_names_are_written_as_polish_ones() -> None:
    for group in all_names():
        for place in group:
            assert re.fullmatch(
                r"[A-ZŁŚŻĆŹ][a-ząćęłńóśźż]+( [A-ZŁŚŻĆŹ][a-ząćęłńóśźż]+)?", place.name
            )
            assert not re.search(r"(sz|cz|rz|ż)i[cn]", place.name)
            assert place.adjective.endswith(("ski", "cki"))


@pytest.mark.parametrize("index", range(0, 840, 60))
def test_names_inflect(index: int) -> None:
    place = all_names()[0][index]
    genitive, locative = (inflect_place(place.name, c) for c in (Case.GENITIVE, Case.LOCATIVE))
    assert genitive != place.name
    assert locative != place.name
    assert powiat_phrase(place.adjective, Case.GENITIVE).endswith("iego")


@pytest.mark.poland
def test_names_are_not_those_of_gminas(poland_folder: Path) -> None:
    units = pl.read_parquet(poland_folder / "units.parquet")
    real = set(units.filter(pl.col("level") == "gmina")["name"])
    assert not real & {place.name for group in all_names() for place in group}


def test_streams_do_not_disturb_each_other() -> None:
    first = stream(1, "one").random(3)
    stream(1, "two").random(100)
    assert np.array_equal(stream(1, "one").random(3), first)
    assert not np.array_equal(stream(2, "one").random(3), first)
