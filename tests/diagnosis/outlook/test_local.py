"""Base data, local levels and calibration."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from terytoria.diagnosis.outlook.ages import OPEN, WOMEN
from terytoria.diagnosis.outlook.base import OutlookDataError, read_base
from terytoria.diagnosis.outlook.calibration import first_step, lasting_balance, target_total
from terytoria.diagnosis.outlook.local import local_levels
from terytoria.diagnosis.outlook.projection import advance, arrival_ages
from terytoria.diagnosis.outlook.schedules import fertility, stored

E0, TFR = stored("mortality")["periods"][2020], stored("fertility")["periods"][2020]


@pytest.fixture(scope="module")
def base(country):
    return read_base(country)


@pytest.fixture(scope="module")
def ages(base):
    return arrival_ages(base.population.sum(axis=0))


def test_units_without_age_data_are_left_out(country, base, unknown):
    assert len(base.rows) == len(country.register.gminas) - 1
    assert country.register.index[unknown] not in base.rows


def test_the_people_add_up_to_the_published_total(base):
    assert base.size == pytest.approx(base.totals[:, 0])


def test_the_oldest_are_split_between_the_sexes(country, base):
    oldest = country.observations.panel("pop_85plus").year(2020)[base.rows]
    assert base.population[:, :, OPEN].sum(axis=1) == pytest.approx(oldest)
    assert (base.population[:, :, OPEN] >= 0).all()


def test_known_totals_start_in_2020(base):
    assert base.years == (2020, 2021, 2023, 2024)
    assert base.totals.shape == (60, 4)


def test_powiats_are_numbered_without_gaps(base):
    assert np.array_equal(np.unique(base.powiat), np.arange(12))


@pytest.mark.parametrize("series", ["pop_0_4_f", "pop_total", "deaths", "mig_in_total"])
def test_a_missing_series_is_named(make_country, series):
    with pytest.raises(OutlookDataError, match=series):
        read_base(make_country(without=(series,)))


def test_the_country_keeps_its_births(base):
    local = local_levels(base, until=2023)
    rates = local.rates(base.population, E0, TFR, np.zeros(60))
    expected = base.population[:, WOMEN] @ fertility(1.38) * local.fertility_level
    assert expected.sum() == pytest.approx(base.births.sum())
    assert rates.fertility.shape == (60, 18)


def test_local_levels_scatter_less_than_the_counts(base):
    local = local_levels(base, until=2023)
    expected = base.population[:, WOMEN] @ fertility(1.38) * local.fertility_level
    assert local.fertility.std() < (base.births / expected).std()
    assert 0.5 < local.fertility.min() < local.fertility.max() < 1.5


def test_moves_after_the_year_asked_are_not_read(base):
    late = np.array(base.move_years) > 2018
    disturbed = base.arrivals.copy()
    disturbed[:, late] *= 9
    before, after = (
        local_levels(replace(base, arrivals=moves), until=2018).arrivals
        for moves in (base.arrivals, disturbed)
    )
    assert before == pytest.approx(after)


def test_years_without_moves_are_not_counted_as_zero(base):
    """2015 was never published: a window over it has one year less to divide by."""
    rate = local_levels(base, until=2016).arrivals
    assert rate.mean() == pytest.approx(0.011, abs=0.001)


def test_move_rates_lie_near_the_powiat(base):
    local = local_levels(base, until=2023)
    years = np.array(base.move_years) > 2015
    own = np.nanmean(base.arrivals[:, years], axis=1) / base.size
    powiat = np.bincount(base.powiat, own * base.size) / np.bincount(base.powiat, base.size)
    spread_own = np.abs(own - powiat[base.powiat]).mean()
    spread_found = np.abs(local.arrivals - powiat[base.powiat]).mean()
    assert spread_found < spread_own


def test_a_further_balance_goes_to_arrivals_or_departures(base):
    local = local_levels(base, until=2023)
    extra = np.where(np.arange(60) % 2 == 0, 7.0, -7.0)
    plain = local.rates(base.population, E0, TFR, np.zeros(60))
    shifted = local.rates(base.population, E0, TFR, extra)
    assert shifted.arrivals - plain.arrivals == pytest.approx(np.maximum(extra, 0))
    assert shifted.departures - plain.departures == pytest.approx(np.maximum(-extra, 0))


def test_a_longer_life_means_fewer_deaths_everywhere(base, ages):
    local = local_levels(base, until=2023)
    none = np.zeros(60)
    short, long = (
        advance(base.population, local.rates(base.population, e0, TFR, none), ages)
        for e0 in (E0, {name: years + 2 for name, years in E0.items()})
    )
    assert (long.deaths < short.deaths).all()


def test_the_target_carries_the_known_change_on(base):
    known = np.log(base.totals[:, -1] / base.totals[:, 0]) / 4
    assert np.log(target_total(base) / base.size) == pytest.approx(5 * known)


def test_the_first_step_meets_its_target_to_a_thousandth_of_a_person(base, ages):
    step, _ = first_step(base, local_levels(base, until=2023), E0, TFR, ages)
    assert step.population.sum(axis=(1, 2)) == pytest.approx(target_total(base), abs=1e-3)


def test_without_known_totals_nothing_is_corrected(base, ages):
    alone = replace(base, years=(2020,), totals=base.totals[:, :1])
    step, balance = first_step(alone, local_levels(base, until=2023), E0, TFR, ages)
    assert not balance.any()
    assert not lasting_balance(alone, step, balance).any()


def test_a_unit_without_its_last_total_is_left_as_it_is(base, ages):
    totals = base.totals.copy()
    totals[3, -1] = np.nan
    _, balance = first_step(
        replace(base, totals=totals), local_levels(base, until=2023), E0, TFR, ages
    )
    assert balance[3] == 0
    assert balance[4] != 0


def test_pure_chance_leaves_no_lasting_difference(base, ages):
    step, _ = first_step(base, local_levels(base, until=2023), E0, TFR, ages)
    small = np.where(np.arange(60) % 2 == 0, 0.1, -0.1)
    lasting = lasting_balance(base, step, small)
    assert lasting == pytest.approx(np.full(60, lasting[0]))


def test_half_of_a_clear_balance_lasts(base, ages):
    step, _ = first_step(base, local_levels(base, until=2023), E0, TFR, ages)
    share = stored("migration")["lasting_share"]
    lasting = lasting_balance(base, step, -0.05 * base.size)
    assert lasting == pytest.approx(np.full(60, -0.05 * share))
