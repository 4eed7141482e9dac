"""The projection computed again person by person in plain loops, and its accounts for Poland."""

from __future__ import annotations

import numpy as np
import pytest

from terytoria.diagnosis.outlook.ages import GROUPS, MEN, SEXES, WOMEN
from terytoria.diagnosis.outlook.base import read_base
from terytoria.diagnosis.outlook.calibration import first_step, lasting_balance, target_total
from terytoria.diagnosis.outlook.country import YEARS, country_outlook, project
from terytoria.diagnosis.outlook.local import local_levels
from terytoria.diagnosis.outlook.projection import Rates, advance, arrival_ages, share_by_sex
from terytoria.diagnosis.outlook.schedules import fertility, movers, stored, survival


def five_years(people, survives, births_a_year, moves, ages):
    """One gmina's next five years by the definition, cell by cell; and its events."""
    profile = movers()
    arrivals, departures = moves
    exposed = sum(people[s][g] * profile[g] for s in (0, 1) for g in range(GROUPS))
    after = [[0.0] * GROUPS for _ in SEXES]
    left = arrived = died = 0.0
    for sex in (MEN, WOMEN):
        for group in range(GROUPS):
            share = min(5 * departures * profile[group] / max(exposed, 1e-9), 0.9)
            goes, comes = people[sex][group] * share, 5 * arrivals * ages[sex][group]
            present = people[sex][group] - goes + comes
            alive = present * survives[sex][group + 1]
            after[sex][min(group + 1, GROUPS - 1)] += alive
            left, arrived, died = left + goes, arrived + comes, died + present - alive
    born = sum(
        5 * births_a_year[g] * (people[WOMEN][g] + after[WOMEN][g]) / 2 for g in range(GROUPS)
    )
    for sex, share in enumerate(share_by_sex()):
        after[sex][0] = born * share * survives[sex][0]
        died += born * share - after[sex][0]
    return np.array(after), born, died, arrived, left


@pytest.fixture(scope="module")
def made(country):
    return project(country)


@pytest.mark.parametrize("seed", range(4))
def test_a_step_is_its_definition_cell_by_cell(seed):
    draw = np.random.default_rng(seed)
    n = 3
    people = draw.gamma(2, 150, (n, 2, GROUPS))
    ages = arrival_ages(people.sum(axis=0))
    table = np.clip(
        survival({"men": 74.0, "women": 81.0}) ** draw.uniform(0.6, 1.6, (n, 1, 1)), 0, 1
    )
    births = fertility(1.3) * draw.uniform(0.5, 1.5, (n, 1))
    moves = draw.uniform(0, 300, (2, n))
    step = advance(people, Rates(table, births, *moves), ages)
    for at in range(n):
        again = five_years(people[at], table[at], births[at], moves[:, at], ages)
        assert step.population[at] == pytest.approx(again[0])
        events = (step.births[at], step.deaths[at], step.arrived[at], step.left[at])
        assert events == pytest.approx(again[1:])


def test_all_steps_of_the_country_are_their_definition(made):
    base, local = made.base, made.local
    ages = arrival_ages(base.population.sum(axis=0))
    e0, tfr = stored("mortality")["periods"], stored("fertility")["periods"]
    lasting = lasting_balance(base, made.steps[0], made.unregistered * base.size)
    for at, year in enumerate(YEARS[1:-1], start=1):
        now = made.population[at]
        rates = local.rates(now, e0[year], tfr[year], lasting * now.sum(axis=(1, 2)))
        for row in range(0, len(now), 7):
            again = five_years(
                now[row],
                rates.survival[row],
                rates.fertility[row],
                (rates.arrivals[row], rates.departures[row]),
                ages,
            )
            assert made.population[at + 1][row] == pytest.approx(again[0])


def accounts_balance(outlook):
    for at, step in enumerate(outlook.steps):
        before, after = (outlook.population[k].sum(axis=(1, 2)) for k in (at, at + 1))
        change = step.births - step.deaths + step.arrived - step.left
        np.testing.assert_allclose(after, before + change, rtol=1e-9, atol=1e-6)
        for events in (step.births, step.deaths, step.arrived, step.left):
            assert (events >= -1e-9).all()
    assert (outlook.population >= 0).all()
    assert np.isfinite(outlook.population).all()


def test_accounts_balance_in_every_gmina_and_step(made):
    accounts_balance(made)


def test_known_totals_are_met_and_the_rest_is_told_as_unregistered(made):
    target = target_total(made.base)
    known = np.isfinite(target)
    reached = made.population[1].sum(axis=(1, 2))
    assert known.any()
    assert reached[known] == pytest.approx(target[known], rel=2e-3)


def test_without_later_totals_nothing_is_corrected(country, make_country):
    base = read_base(make_country())
    only = type(base)(**{**base.__dict__, "years": base.years[:1], "totals": base.totals[:, :1]})
    assert np.isnan(target_total(only)).all()
    ages = arrival_ages(only.population.sum(axis=0))
    local = local_levels(only, until=only.move_years[-1])
    _, balance = first_step(only, local, {"men": 74.0, "women": 81.0}, 1.3, ages)
    assert not balance.any()


def test_rows_follow_the_register_and_the_unknown_has_none(made, country, unknown):
    register = country.register
    assert made.row_of[register.index[unknown]] == -1
    known = [code for code in register.gminas if code != unknown]
    rows = made.row_of[[register.index[code] for code in known]]
    assert rows.tolist() == list(range(len(known)))
    for code in known[::11]:
        people = country.observations.panel("pop_5_9_f").year(2020)[register.index[code]]
        assert made.base.population[made.row_of[register.index[code]], WOMEN, 1] == people


def test_the_base_adds_up_to_published_totals_and_the_oldest_to_theirs(made, country):
    observations = country.observations
    rows = made.base.rows
    for sex, letter in enumerate(SEXES):
        whole = observations.panel(f"pop_total_{letter}").year(2020)[rows]
        closed = made.base.population[:, sex, :-1].sum(axis=1)
        assert (closed <= whole + 1e-9).all()
    oldest = observations.panel("pop_85plus").year(2020)[rows]
    assert made.base.population[:, :, -1].sum(axis=1) == pytest.approx(oldest)


def test_the_same_snapshot_is_projected_once(country):
    assert country_outlook(country) is country_outlook(country)


@pytest.mark.parametrize("series", ["pop_0_4_f", "live_births", "deaths", "pop_total",
                                    "mig_in_total", "pop_85plus"])  # fmt: skip
def test_a_snapshot_without_a_series_is_told_which(make_country, series):
    with pytest.raises(LookupError, match=series):
        read_base(make_country(without=(series,)))


@pytest.fixture(scope="module")
def outlook(poland):
    return country_outlook(poland)


@pytest.mark.poland
class TestPoland:
    def test_accounts_balance_in_every_gmina(self, outlook):
        accounts_balance(outlook)

    def test_the_country_shrinks_and_its_births_and_deaths_are_of_polands_size(self, outlook):
        totals = outlook.population.sum(axis=(1, 2, 3))
        assert 37.0e6 < totals[0] < 38.5e6
        assert (np.diff(totals) < 0).all()
        first = outlook.steps[0]
        assert 1.2e6 < first.births.sum() < 2.2e6
        assert 1.8e6 < first.deaths.sum() < 2.8e6

    def test_people_of_2020_are_those_published(self, outlook, poland):
        draw = np.random.default_rng(1)
        for row in draw.choice(len(outlook.base.rows), 25, replace=False):
            at = outlook.base.rows[row]
            for sex, letter in enumerate(SEXES):
                for group, name in ((0, "0_4"), (7, "35_39"), (16, "80_84")):
                    panel = poland.observations.panel(f"pop_{name}_{letter}")
                    assert outlook.base.population[row, sex, group] == panel.year(2020)[at]

    def test_steps_of_drawn_gminas_are_their_definition(self, outlook):
        base, local = outlook.base, outlook.local
        ages = arrival_ages(base.population.sum(axis=0))
        e0, tfr = stored("mortality")["periods"], stored("fertility")["periods"]
        balance = outlook.unregistered * base.size
        rates = local.rates(base.population, e0[YEARS[0]], tfr[YEARS[0]], balance)
        for row in np.random.default_rng(2).choice(len(base.rows), 25, replace=False):
            again = five_years(
                base.population[row],
                rates.survival[row],
                rates.fertility[row],
                (rates.arrivals[row], rates.departures[row]),
                ages,
            )
            assert outlook.population[1][row] == pytest.approx(again[0])
            assert outlook.steps[0].births[row] == pytest.approx(again[1])

    def test_a_cohort_without_moves_only_shrinks(self, outlook):
        """Those 50 and over hardly move: no country-wide cohort of them may grow."""
        country = outlook.population.sum(axis=1)
        for at in range(len(country) - 1):
            before, after = country[at][:, 10:16], country[at + 1][:, 11:17]
            assert (after < before * 1.02).all()
