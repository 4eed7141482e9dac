"""People and work of the synthetic country: accounts that close, gradients that tell a story."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terytoria.statistics.sources.synthetic.country import URBAN, URBAN_RURAL
from terytoria.statistics.sources.synthetic.labour import JOB_YEARS, LEAST_FLOW
from terytoria.statistics.sources.synthetic.national import by_age, course, index, rate
from terytoria.statistics.sources.synthetic.people import (
    YEARS,
    above_working_age,
    below_working_age,
)
from terytoria.statistics.sources.synthetic.world import World, make_world

START, CENSUS = YEARS.index(1995), YEARS.index(2020)


def _rank_correlation(one: np.ndarray, other: np.ndarray) -> float:
    ranks = [np.argsort(np.argsort(values)) for values in (one, other)]
    return float(np.corrcoef(ranks)[0, 1])


@settings(max_examples=10, deadline=None)
@given(st.integers(1, 200), st.integers(0, 2**31))
def test_any_country_has_whole_people_everywhere(units: int, seed: int) -> None:
    people = make_world(units, seed).people
    for counted in (people.women, people.men, people.births, people.deaths, people.arrivals):
        assert np.isfinite(counted).all()
        assert (counted >= 0).all()
        assert (counted == np.round(counted)).all()
    assert (people.total > 500).all()


def test_population_changes_by_births_deaths_and_moves(world: World) -> None:
    people = world.people
    growth = people.births - people.deaths + people.balance
    for base, years in (
        (people.base_2011, range(START + 1, CENSUS + 1)),
        (people.base_2021, range(CENSUS + 1, len(YEARS))),
    ):
        plain = base.min(axis=1, initial=np.inf, where=~np.isnan(base)) > 400
        assert plain.mean() > 0.95
        for year in years:
            step = base[plain, year] - base[plain, year - 1]
            assert np.array_equal(step, growth[plain, year])


def test_bases_meet_in_2020_with_a_break(world: World) -> None:
    people = world.people
    ratio = people.base_2011[:, CENSUS] / people.base_2021[:, CENSUS]
    assert 1.0 < np.median(ratio) < 1.04
    assert ratio.min() > 0.9
    assert np.isnan(people.base_2021[:, :CENSUS]).all()
    assert np.isnan(people.base_2011[:, CENSUS + 1 :]).all()
    assert np.array_equal(people.base_2021[:, CENSUS], people.total)


def test_parts_of_migration_do_not_exceed_the_whole(world: World) -> None:
    people = world.people
    assert (people.arrivals_urban + people.arrivals_abroad <= people.arrivals).all()
    assert (people.departures_urban + people.departures_abroad <= people.departures).all()


def test_as_many_arrive_as_leave_in_the_country(larger_world: World) -> None:
    people = larger_world.people
    assert people.balance.sum() == pytest.approx(0, abs=0.03 * people.arrivals.sum())


def test_rates_are_those_of_poland(larger_world: World) -> None:
    people, total = larger_world.people, larger_world.people.total.sum()
    assert people.births[:, CENSUS].sum() / total * 1000 == pytest.approx(9.3, abs=0.8)
    assert people.deaths[:, CENSUS].sum() / total * 1000 == pytest.approx(12.5, abs=1.2)
    assert people.above_work[:, CENSUS].sum() / total == pytest.approx(0.223, abs=0.02)
    assert people.women.sum() / total == pytest.approx(0.516, abs=0.01)
    assert people.infant_deaths.sum() <= people.births[:, CENSUS].sum() * 0.006


def test_suburbs_grow_and_remote_gminas_shrink(larger_world: World) -> None:
    people, traits = larger_world.people, larger_world.traits
    balance = people.balance[:, CENSUS:].sum(axis=1) / people.total
    near, far = traits.suburb > 0.4, traits.remote > 1
    assert near.sum() > 30
    assert np.median(balance[near]) > 0 > np.median(balance[far])
    older = above_working_age(people.women, people.men) / people.total
    assert np.median(older[far]) > np.median(older[near])


def test_traits_hang_together(larger_world: World) -> None:
    traits = larger_world.traits
    assert _rank_correlation(traits.wealth, traits.remote) < -0.3
    assert _rank_correlation(traits.slack, traits.wealth) < -0.3
    for score in (traits.urban, traits.remote, traits.wealth, traits.slack):
        assert score.mean() == pytest.approx(0, abs=1e-9)
        assert score.std() == pytest.approx(1)


def test_town_shares_follow_the_kind(world: World) -> None:
    share, kind = world.traits.town_share, world.country.kind
    assert (share[kind == URBAN] == 1).all()
    assert ((share[kind == URBAN_RURAL] > 0) & (share[kind == URBAN_RURAL] < 1)).all()
    assert (share[(kind != URBAN) & (kind != URBAN_RURAL)] == 0).all()


def test_economic_ages_add_up_to_the_whole(world: World) -> None:
    people = world.people
    parts = below_working_age(people.women, people.men) + people.working
    parts += above_working_age(people.women, people.men)
    assert parts == pytest.approx(people.total)
    known = ~np.isnan(people.base_2011)
    assert (people.below_work + people.above_work < people.base_2011)[known].all()


def test_working_age_of_a_known_pyramid() -> None:
    one_each = np.ones((1, 18))
    assert below_working_age(one_each, one_each).tolist() == [7.2]
    assert above_working_age(one_each, one_each).tolist() == [11.0]


def test_unemployment_follows_the_country(larger_world: World) -> None:
    total = larger_world.unemployment.total.sum(axis=0)
    expected = index("unemployed", JOB_YEARS)
    assert total / total[JOB_YEARS.index(2020)] == pytest.approx(expected, rel=0.08)
    assert (larger_world.unemployment.total >= 5).all()


def test_groups_of_unemployed_are_part_of_all(world: World) -> None:
    jobless = world.unemployment
    of_2020 = jobless.total[:, JOB_YEARS.index(2020)]
    for part in (jobless.women, jobless.long_term, jobless.over_50, jobless.up_to_25):
        assert ((part >= 0) & (part <= of_2020)).all()
    assert jobless.long_term.sum() / of_2020.sum() == pytest.approx(0.5, abs=0.05)


def test_work_is_scarcer_where_it_is_remote(larger_world: World) -> None:
    rates = larger_world.unemployment.total[:, -1] / larger_world.people.working
    assert _rank_correlation(rates, larger_world.traits.remote) > 0.3


def test_flows_of_less_than_ten_are_not_published(world: World) -> None:
    flows = world.flows
    assert flows.persons.min() >= LEAST_FLOW
    pairs = set(zip(flows.origin.tolist(), flows.dest.tolist(), strict=True))
    assert len(pairs) == len(flows.persons)


def test_flows_home_are_between_town_and_country(world: World) -> None:
    flows = world.flows
    home = flows.origin == flows.dest
    assert home.any()
    assert (world.country.kind[flows.origin[home]] == URBAN_RURAL).all()


def test_leaving_and_coming_count_each_flow_once(world: World) -> None:
    flows, size = world.flows, world.country.size
    away = flows.persons[flows.origin != flows.dest].sum()
    assert flows.leaving(size).sum() == flows.coming(size).sum() == away
    assert away / world.people.total.sum() == pytest.approx(0.07, abs=0.025)


def test_cities_draw_workers_and_distance_tires(larger_world: World) -> None:
    flows, country = larger_world.flows, larger_world.country
    coming = flows.coming(country.size)
    assert np.median(coming[country.city]) > 10 * np.median(coming[~country.city])
    gap = country.position[flows.origin] - country.position[flows.dest]
    km = np.hypot(gap[:, 0], gap[:, 1])
    assert np.average(km, weights=flows.persons) < 30


def test_flow_frame_marks_flows_within_a_gmina(world: World) -> None:
    frame = world.flows.frame(world.country.codes)
    within = frame.filter(frame["within_gmina_town_country"])
    assert (within["origin"] == within["dest"]).all()
    assert frame["year"].unique().to_list() == [2016]


def test_national_figures_are_linear_between_years() -> None:
    assert course("deaths", (2019, 2020)).tolist() == [410, 477]
    middle = course("births", (1997,))[0]
    assert 378 < middle < 433
    assert index("births", (2020,)).tolist() == [1.0]


@pytest.mark.parametrize("name", ["women", "men", "mortality"])
def test_national_figures_cover_eighteen_ages(name: str) -> None:
    assert by_age(name).shape == (18,)
    assert (by_age(name) > 0).all()


def test_mortality_of_the_pyramid_is_that_of_2020() -> None:
    dying = ((by_age("women") + by_age("men")) * by_age("mortality")).sum()
    assert dying == pytest.approx(course("deaths", (2020,))[0], rel=0.06)
    mothers = by_age("women")[4:8].sum() * rate("births_per_woman_20_39")
    assert mothers == pytest.approx(course("births", (2020,))[0], rel=0.02)
