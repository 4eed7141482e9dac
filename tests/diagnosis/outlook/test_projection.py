"""The arithmetic of one step."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from terytoria.diagnosis.outlook.projection import Rates, advance, arrival_ages, share_by_sex
from terytoria.diagnosis.outlook.schedules import fertility, life_table, survival

N = 3
people = arrays(float, (N, 2, 18), elements=st.floats(0, 5000))
AGES = arrival_ages(np.ones((2, 18)))


def rates(table=None, births=None, arrivals=0.0, departures=0.0):
    table = np.ones((2, 19)) if table is None else table
    births = np.zeros(18) if births is None else births
    return Rates(
        survival=np.broadcast_to(table, (N, 2, 19)),
        fertility=np.broadcast_to(births, (N, 18)),
        arrivals=np.full(N, arrivals),
        departures=np.full(N, departures),
    )


@given(people)
def test_without_events_cohorts_only_grow_older(population):
    after = advance(population, rates(), AGES).population
    assert np.array_equal(after[:, :, 1:17], population[:, :, :16])
    assert after[:, :, 17] == pytest.approx(population[:, :, 16] + population[:, :, 17])
    assert not after[:, :, 0].any()


@given(people, st.floats(0, 2.5), st.floats(0, 50), st.floats(0, 2000))
def test_the_balance_of_events_is_the_change(population, tfr, arrivals, departures):
    given_rates = rates(
        survival({"men": 74.0, "women": 81.0}), fertility(tfr), arrivals, departures
    )
    step = advance(population, given_rates, AGES)
    change = step.births - step.deaths + step.arrived - step.left
    before, after = (p.sum(axis=(1, 2)) for p in (population, step.population))
    assert after == pytest.approx(before + change, abs=1e-6)
    assert (step.deaths >= -1e-9).all()


@given(people, st.floats(0, 100_000))
def test_no_cell_turns_negative_however_many_leave(population, departures):
    step = advance(population, rates(departures=departures), AGES)
    assert (step.population >= 0).all()
    assert (step.left <= population.sum(axis=(1, 2)) + 1e-6).all()


@given(people)
def test_arrivals_and_departures_of_the_same_size_keep_the_total(population):
    population = population + 500
    step = advance(population, rates(arrivals=20, departures=20), AGES)
    assert step.arrived == pytest.approx(np.full(N, 100.0))
    assert step.left == pytest.approx(np.full(N, 100.0))


def test_a_stationary_population_stays_as_it_is_at_replacement():
    table = survival({"men": 74.0, "women": 81.0})
    stationary = np.empty((2, 18))
    for sex, e0 in enumerate((74.0, 81.0)):
        years = life_table(sex, e0).years
        lived = np.append(years[:85].reshape(17, 5).sum(axis=1), years[85:].sum())
        stationary[sex] = share_by_sex()[sex] * lived
    girls = (stationary[1] * fertility(1.0)).sum()
    population = np.broadcast_to(stationary, (N, 2, 18)).copy()
    step = advance(population, rates(table, fertility(1.0) / girls), AGES)
    assert step.population == pytest.approx(population, rel=1e-9)
    assert step.births == pytest.approx(np.full(N, 5.0))


def test_boys_are_born_a_little_more_often():
    population = np.full((N, 2, 18), 100.0)
    step = advance(population, rates(births=fertility(2.0)), AGES)
    boys, girls = step.population[0, :, 0]
    assert boys / girls == pytest.approx(1.06)


def test_arrivals_are_distributed_whole():
    assert AGES.sum() == pytest.approx(1.0)
    assert arrival_ages(np.zeros((2, 18))).sum() == 0
