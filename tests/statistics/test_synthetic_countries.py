"""Invented countries of several sizes and seeds, imported like real data: what always holds."""

from __future__ import annotations

import random

import numpy as np
import pytest

from terytoria.statistics.catalogue import Catalogue, IntervalKind
from terytoria.statistics.measures import Measures
from terytoria.statistics.snapshot import Snapshot, Store
from terytoria.statistics.sources.folder import import_folder
from terytoria.statistics.sources.synthetic import write_synthetic
from terytoria.statistics.totals import Layer
from terytoria.territory import Level

COUNTRIES = [(2, 1), (17, 5), (60, 9), (130, 20260101)]


@pytest.fixture(scope="module", params=COUNTRIES, ids=[f"{n}-{seed}" for n, seed in COUNTRIES])
def measures(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Measures:
    units, seed = request.param
    folder = tmp_path_factory.mktemp("country")
    write_synthetic(folder / "made", units=units, seed=seed)
    return Measures(import_folder(folder / "made", Store(folder / "store")), Catalogue.load())


@pytest.fixture(scope="module")
def snapshot(measures: Measures) -> Snapshot:
    return measures.snapshot


def test_nothing_is_wrong_with_its_data(snapshot: Snapshot) -> None:
    found = {check["id"]: check["found"] for check in snapshot.quality["checks"]}
    assert found == {"unknown-units": 0, "repeated": 0, "impossible": 0, "sums": 0}
    assert snapshot.synthetic
    assert snapshot.manifest.sources == ("przykład syntetyczny",)


def test_every_gmina_has_a_way_up_a_shape_and_a_place(snapshot: Snapshot) -> None:
    register = snapshot.register
    for code in register.gminas:
        assert register.powiat_of(code).code == code[:4]
        assert register.voivodeship_of(code).code == code[:2]
        assert snapshot.boundaries.of(code).is_valid
    assert register.gminas_of("PL") == register.gminas
    whole = snapshot.neighbours.contiguity(register.gminas)
    assert whole.contiguous
    assert whole.enclaves == ()


def test_every_indicator_has_values_and_its_interval_holds_them(measures: Measures) -> None:
    for name in measures.available():
        found = measures.of(name)
        known = np.isfinite(found.low) & np.isfinite(found.high)
        value = found.values[known]
        slack = 1e-9 * (1 + np.abs(value))
        assert (found.low[known] <= value + slack).all(), name
        assert (found.high[known] >= value - slack).all(), name
        assert not known.any() or found.indicator.interval is not IntervalKind.NONE


def test_totals_add_up_whatever_the_way_to_the_country(measures: Measures) -> None:
    """Σ over gminas = Σ over powiats = the country, in every layer and year."""
    register = measures.snapshot.register
    for name in measures.available():
        totals = measures.totals(name)
        if measures.catalogue.indicator(name).level is not Level.GMINA:
            continue
        if not totals.known.all():
            continue
        country = measures.areas(name, {"PL": register.gminas})
        powiats = [[register.index[c] for c in register.gminas_of(p)] for p in register.powiats]
        sums = {
            layer: [rows[own].sum(axis=0) for own in powiats]
            for layer, rows in totals.layers.items()
        }
        above = np.sum(sums[Layer.ABOVE], axis=0)
        below = np.sum(sums[Layer.BELOW], axis=0) if Layer.BELOW in sums else 1.0
        with np.errstate(divide="ignore", invalid="ignore"):
            expected = totals.multiplier * (above / below + totals.offset)
        known = np.isfinite(country.values[0])
        np.testing.assert_allclose(country.values[0][known], expected[known], rtol=1e-9, atol=1e-9)


def test_the_order_of_members_and_of_areas_does_not_matter(measures: Measures) -> None:
    codes = list(measures.snapshot.register.gminas)
    mixed = random.Random(7).sample(codes, len(codes))
    half = max(1, len(codes) // 2)
    for name in measures.available():
        one = measures.areas(name, {"all": codes, "half": codes[:half]})
        other = measures.areas(name, {"half": codes[:half][::-1], "all": mixed})
        np.testing.assert_allclose(other.values[::-1], one.values, rtol=1e-12)
        np.testing.assert_allclose(other.high[::-1], one.high, rtol=1e-9)
        np.testing.assert_array_equal(other.coverage[::-1], one.coverage)


def test_a_larger_area_is_surer_than_its_parts(measures: Measures) -> None:
    codes = measures.snapshot.register.gminas
    for name in ("L-06", "L-07"):
        found = measures.of(name)
        whole = measures.areas(name, {"PL": codes})
        width, parts = whole.high - whole.low, found.high - found.low
        if len(codes) > 1:
            assert (width < np.nanmin(parts, axis=0)).all()


def test_natural_increase_is_births_less_deaths(measures: Measures) -> None:
    births, deaths, increase = (measures.of(name) for name in ("L-06", "L-07", "L-05"))
    for year in increase.years:
        expected = births.year(year) - deaths.year(year)
        np.testing.assert_allclose(increase.year(year), expected, atol=1e-9)


def test_an_area_of_part_of_a_powiat_has_no_indicator_of_powiats(measures: Measures) -> None:
    register = measures.snapshot.register
    powiat = max(register.powiats, key=lambda code: len(register.gminas_of(code)))
    members = register.gminas_of(powiat)
    for name in measures.available():
        if measures.catalogue.indicator(name).level is not Level.POWIAT:
            continue
        whole = measures.areas(name, {"whole": members}).values[0]
        np.testing.assert_array_equal(whole, measures.of(name).of_unit(powiat))
        if len(members) > 1:
            assert np.isnan(measures.areas(name, {"part": members[1:]}).values).all()
