"""A gmina that split off another has no past of its own: its area does not miss it."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from terytoria.statistics.measures import Measures

WALCZ, CZLOPA, RURAL = "3217011", "3217023", "3217052"
COUNTY = {"powiat": (WALCZ, CZLOPA, RURAL)}
Build = Callable[..., Measures]


def test_a_gmina_first_seen_later_is_not_missed_before(measured: Build) -> None:
    deaths = {2020: {WALCZ: 300, CZLOPA: 60}}
    people = {2020: {WALCZ: 24_000, CZLOPA: 6000}, 2025: {RURAL: 3000}}
    values = measured({"deaths": deaths, "pop_total": people}).areas("L-07", COUNTY)
    assert values.values[0, values.years.index(2020)] == pytest.approx(1000 * 360 / 30_000)
    assert values.coverage[0, values.years.index(2020)] == 1.0


def test_a_gmina_seen_before_is_missed(measured: Build) -> None:
    deaths = {2020: {WALCZ: 300, CZLOPA: 60}}
    people = {2019: {RURAL: 3000}, 2020: {WALCZ: 24_000, CZLOPA: 6000}}
    values = measured({"deaths": deaths, "pop_total": people}).areas("L-07", COUNTY)
    assert np.isnan(values.values[0]).all()


def test_a_gmina_never_seen_is_missed(measured: Build) -> None:
    people = {2020: {WALCZ: 24_000, CZLOPA: 6000}}
    values = measured({"pop_total": people}).areas("L-03", COUNTY)
    assert np.isnan(values.values[0]).all()


def test_the_ground_of_a_new_gmina_stays_in_the_density_of_its_area(measured: Build) -> None:
    people = {2020: {WALCZ: 24_000, CZLOPA: 6000}, 2025: {RURAL: 3000}}
    measures = measured({"pop_total": people})
    areas = [measures.snapshot.register.unit(code).area_km2 for code in COUNTY["powiat"]]
    values = measures.areas("S-01", COUNTY)
    assert values.values[0, values.years.index(2020)] == pytest.approx(30_000 / sum(areas))


def test_only_the_newcomer_has_no_value(measured: Build) -> None:
    people = {2020: {WALCZ: 24_000}, 2025: {RURAL: 3000}}
    values = measured({"pop_total": people}).areas("L-03", {"nowa": (RURAL,), "stara": (WALCZ,)})
    assert np.isnan(values.values[0, values.years.index(2020)])
    assert values.values[1, values.years.index(2020)] == 24_000
