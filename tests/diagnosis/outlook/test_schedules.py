"""National schedules against what is published."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.diagnosis.outlook.schedules import (
    fertility,
    life_table,
    movers,
    stored,
    survival,
)

PUBLISHED = stored("mortality")["published"]


@pytest.mark.parametrize("year", sorted(PUBLISHED))
@pytest.mark.parametrize(("sex", "name"), [(0, "men"), (1, "women")])
def test_life_expectancy_at_birth_is_the_published_one(year, sex, name):
    assert life_table(sex, PUBLISHED[year][name]).e0 == pytest.approx(
        PUBLISHED[year][name], abs=0.3
    )


@pytest.mark.parametrize(
    ("sex", "e0", "age", "published"),
    [(0, 74.93, 45, 32.12), (1, 82.26, 45, 38.30), (0, 74.93, 15, 60.36), (1, 82.26, 15, 67.62)],
)
def test_life_expectancy_at_later_ages_is_near_the_published_one(sex, e0, age, published):
    years = life_table(sex, e0).years
    alive = (years[age - 1] + years[age]) / 2
    assert years[age:].sum() / alive == pytest.approx(published, abs=0.3)


@given(st.integers(0, 1), st.floats(60, 88))
def test_survival_is_a_share_that_falls_with_age_after_childhood(sex, e0):
    ratios = life_table(sex, e0).ratios()
    assert ((ratios > 0) & (ratios < 1)).all()
    assert (np.diff(ratios[3:]) < 0).all()


@given(st.floats(60, 85))
def test_a_longer_life_means_better_survival_at_every_age(e0):
    assert (life_table(0, e0 + 1).ratios() >= life_table(0, e0).ratios()).all()


def test_both_sexes_stand_in_order():
    ratios = survival({"men": 74.0, "women": 81.5})
    assert ratios.shape == (2, 19)
    assert (ratios[1] > ratios[0]).all()


@given(st.floats(0.5, 3))
def test_fertility_adds_up_to_its_total_between_15_and_49(total):
    rates = fertility(total)
    assert 5 * rates.sum() == pytest.approx(total)
    assert not rates[:3].any()
    assert not rates[10:].any()
    assert rates.argmax() in (5, 6)


def test_movers_are_young_adults_and_their_children():
    profile = movers()
    assert profile.mean() == pytest.approx(1.0)
    assert profile.argmax() in (4, 5)
    assert profile[0] > profile[2]
    assert (profile > 0).all()


def test_a_stationary_population_lives_as_long_as_its_table():
    table = life_table(1, 81.8)
    fives = np.append(table.years[:85].reshape(17, 5).sum(axis=1), table.years[85:].sum())
    ratios = table.ratios()
    after = np.zeros(18)
    after[0] = 5 * ratios[0]
    after[1:] = fives[:-1] * ratios[1:18]
    after[-1] += fives[-1] * ratios[18]
    assert after == pytest.approx(fives)


@pytest.mark.parametrize("name", ["mortality", "fertility", "migration", "bands", "backtest"])
def test_every_file_says_where_it_is_from_and_when(name):
    assert stored(name)["as_of"]
    assert stored(name)["source"]
