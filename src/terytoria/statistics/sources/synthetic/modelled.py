"""Series that follow from the model of people, work and schools: gminas first, then powiats.

A made series maps its years to values by unit. Rates are computed from the totals they belong to,
and totals of powiats are sums of their gminas, so that parts add up to the whole.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from terytoria.statistics.sources.synthetic.country import URBAN
from terytoria.statistics.sources.synthetic.labour import FLOW_YEAR, JOB_YEARS
from terytoria.statistics.sources.synthetic.national import rate
from terytoria.statistics.sources.synthetic.people import AGES, YEARS
from terytoria.statistics.sources.synthetic.streams import stream
from terytoria.statistics.sources.synthetic.world import World

Floats = npt.NDArray[np.float64]
Made = dict[str, dict[int, Floats]]

UNPUBLISHED_MOVES = 2015
AGE_NAMES = (*(f"{a}_{a + 4}" for a in range(0, 85, 5)), "85plus")
TENS = (2023, 2024)


def gmina_values(world: World, drawn: Mapping[str, Floats]) -> Made:
    """Modelled series of gminas; ``drawn`` are the series drawn from quantiles."""
    made: Made = {}
    made.update(_population(world))
    made.update(_ages(world))
    made.update(_events(world))
    made.update(_moves(world))
    made.update(_work(world))
    made.update(_money(world, drawn))
    made.update(_rest(world, drawn))
    return made


def powiat_values(world: World, gminas: Made, drawn: Mapping[str, Floats]) -> Made:
    """Modelled series of powiats: sums and rates of sums."""
    made: Made = {}
    summed = [name for name in gminas if name.startswith(("mig_", "internal_"))]
    summed += ["deaths", "live_births", "infant_deaths", "marriages", "immigration", "emigration"]
    for name in (*summed, "unemployed"):
        made[name] = {year: world.sums(values) for year, values in gminas[name].items()}
    made.update(_powiat_population(world))
    population = _powiat_totals(world)
    made["net_migration_per_1000"] = {
        year: np.round(made["mig_net"][year] / population[year] * 1000, 1)
        for year in made["mig_net"]
    }
    made["net_migration_total"] = {y: made["mig_net"][y] for y in (2020, 2022)}
    made["unemployment_rate"] = {
        year: np.round(
            np.minimum(values / (population[year] * rate("working_share_of_population")), 0.6)
            * 100,
            1,
        )
        for year, values in made["unemployed"].items()
    }
    wage = drawn["avg_wage"][:, -3:-2]  # 2020
    made["avg_wage_relative"] = {2020: np.round(wage[:, 0] / np.mean(wage) * 86, 1)}
    return made


def _column(values: Floats, year: int) -> Floats:
    return values[:, YEARS.index(year)]


def published_moves() -> tuple[int, ...]:
    """Years with published migration: 1995-2023 without 2015."""
    return tuple(year for year in YEARS if year not in (UNPUBLISHED_MOVES, 2024))


def _tens(values: Floats, year: int) -> Floats:
    """Populations of 2023 and 2024 are published in thousands with two decimals."""
    return np.asarray(np.round(values, -1) if year in TENS else values)


def _population(world: World) -> Made:
    people, area = world.people, world.traits.area
    total = {y: _tens(world.population(y), y) for y in (2020, 2021, 2023, 2024)}
    old = {y: _column(people.base_2011, y) for y in range(2016, 2021)}
    women = people.women.sum(axis=1)
    women_2024 = _women_2024(world)
    density = {
        **{y: old[y] / area for y in range(2016, 2020)},
        2020: total[2020] / area,
        2024: total[2024] / area,
    }
    change = (world.population(2024) / world.population(2023) - 1) * 1000
    town = np.round(world.traits.town_share * 100, 1)
    return {
        "pop_total": total,
        "pop_total_b2011": old,
        "pop_total_f": {2020: women, 2024: _tens(women_2024, 2024)},
        "pop_total_m": {
            2020: people.total - women,
            2024: _tens(world.population(2024) - women_2024, 2024),
        },
        "pop_density": {y: np.round(values, 1) for y, values in density.items()},
        "pop_change_per_1000": {2024: np.round(change, 1)},
        "pop_prework_b2011": {y: _column(people.below_work, y) for y in range(2016, 2020)},
        "pop_postwork_b2011": {y: _column(people.above_work, y) for y in range(2016, 2020)},
        "urbanization_rate": {2020: town, 2024: town},
        "area_km2_rounded": {y: np.maximum(np.round(area), 1) for y in (2019, 2020)},
        "degurba_2014": {2014: _degurba(world)},
        "feminization": _feminization(world, women),
    }


def _women_2024(world: World) -> Floats:
    women = world.people.women.sum(axis=1)
    return np.asarray(np.round(world.population(2024) * women / world.people.total))


def _feminization(world: World, women: Floats) -> dict[int, Floats]:
    ratio = 100 * women / (world.people.total - women)
    return {year: np.round(ratio) for year in (2018, 2019)}


def _degurba(world: World) -> Floats:
    """Degree of urbanisation: 1 city, 2 town or suburb, 3 rural area."""
    large = world.people.total >= 50_000
    dense = world.people.total / world.traits.area >= 300
    return np.select([large & (world.country.kind == URBAN), dense], [1.0, 2.0], 3.0)


def _ages(world: World) -> Made:
    made: Made = {}
    people = world.people
    for age, name in zip(range(AGES), AGE_NAMES, strict=True):
        women, men = people.women[:, age], people.men[:, age]
        made[f"pop_{name}"] = {2020: women + men}
        made[f"pop_{name}_f"] = {2020: women}
        made[f"pop_{name}_m"] = {2020: men}
    return made


def _events(world: World) -> Made:
    people, total = world.people, world.people.total
    births, deaths = _column(people.births, 2020), _column(people.deaths, 2020)
    return {
        "live_births": {2020: births},
        "deaths": {2020: deaths},
        "infant_deaths": {2020: people.infant_deaths},
        "marriages": {2020: people.marriages},
        "marriages_per_1000": {2020: np.round(people.marriages / total * 1000, 1)},
        "natural_increase_per_1000": {2020: np.round((births - deaths) / total * 1000, 2)},
    }


def _moves(world: World) -> Made:
    people, years = world.people, published_moves()
    rural_in = people.arrivals - people.arrivals_urban - people.arrivals_abroad
    rural_out = people.departures - people.departures_urban - people.departures_abroad
    parts = {
        "mig_in_total": people.arrivals,
        "mig_in_from_urban": people.arrivals_urban,
        "mig_in_from_rural": rural_in,
        "mig_out_total": people.departures,
        "mig_out_to_urban": people.departures_urban,
        "mig_out_to_rural": rural_out,
        "mig_net": people.balance,
    }
    made: Made = {name: {y: _column(part, y) for y in years} for name, part in parts.items()}
    abroad = people.departures_abroad
    made["mig_out_foreign"] = {y: _column(abroad, y) for y in years if y <= 2017}
    made["net_migration_per_1000"] = {
        y: np.round(_column(people.balance, y) / world.population(y) * 1000, 1)
        for y in years
        if y >= 2003
    }
    away, back = _column(abroad, 2020), _column(people.arrivals_abroad, 2020)
    made["emigration"], made["immigration"] = {2020: away}, {2020: back}
    made["internal_inflow"] = {2020: _column(people.arrivals, 2020) - back}
    made["internal_outflow"] = {2020: _column(people.departures, 2020) - away}
    made["net_migration_total"] = {2020: _column(people.balance, 2020)}
    return made


def _work(world: World) -> Made:
    jobless, size = world.unemployment, world.country.size
    total = {y: jobless.total[:, JOB_YEARS.index(y)] for y in JOB_YEARS}
    men = total[2020] - jobless.women
    working = world.people.working
    working_women = world.people.women[:, 4:12].sum(axis=1) + 0.4 * world.people.women[:, 3]
    share = {y: np.round(total[y] / working * 100, 1) for y in (2019, 2020)}
    return {
        "unemployed": total,
        "unemployed_f": {2020: jobless.women},
        "unemployed_m": {2020: men},
        "unemployed_long_term": {2020: jobless.long_term},
        "unemployed_over_50": {2020: jobless.over_50},
        "unemployed_up_to_25": {2020: jobless.up_to_25},
        "unemployed_share_workage": share,
        "unemployed_share_workage_f": {2020: np.round(jobless.women / working_women * 100, 1)},
        "unemployed_share_workage_m": {2020: np.round(men / (working - working_women) * 100, 1)},
        "commute_out_workers": {FLOW_YEAR: world.flows.leaving(size)},
        "commute_in_workers": {FLOW_YEAR: world.flows.coming(size)},
    }


def _money(world: World, drawn: Mapping[str, Floats]) -> Made:
    rng = stream(world.country.seed, "budgets")
    revenue = drawn["budget_revenue_pc"]
    spent = revenue * np.exp(rng.normal(-0.005, 0.035, revenue.shape))
    income_tax = drawn["pit_revenue_pc"][:, 0]
    old_base = _column(world.people.base_2011, 2020)
    collected = np.round(income_tax * world.people.total)
    return {
        "budget_expenditure_pc": {
            2016 + k: np.round(spent[:, k], 2) for k in range(spent.shape[1])
        },
        "pit_revenue_pc_b2011": {2020: np.round(collected / old_base, 2)},
        "pit_share_total": {2019: np.round(collected * 1.012), 2020: collected},
    }


def _rest(world: World, drawn: Mapping[str, Floats]) -> Made:
    rng = stream(world.country.seed, "culture")
    schools, events = world.schools, drawn["culture_events"]
    crowd = np.exp(rng.normal(np.log(135), 0.5, (len(events), 1)))
    paths = drawn["bicycle_paths_per_10k_persons"][:, 0] * world.people.total / 10_000
    return {
        "schools_primary": {2022: schools.primary.astype(float)},
        "schools_secondary": {2022: schools.secondary.astype(float)},
        "kindergartens": {2022: schools.kindergartens.astype(float)},
        "persons_per_appartment": {
            2020: np.round(1000 / drawn["appartments_per_1000_persons"][:, 0], 2)
        },
        "bicycle_paths_per_100km2": {2020: np.round(paths / world.traits.area * 100, 2)},
        "culture_participants": {
            2016 + k: np.round(events[:, k] * crowd[:, 0]) for k in range(events.shape[1])
        },
    }


def _powiat_totals(world: World) -> dict[int, Floats]:
    """Population of powiats at the end of each year, on the base of that time."""
    old, new = world.sums(world.people.base_2011), world.sums(world.people.base_2021)
    return {y: (new if y >= 2020 else old)[:, YEARS.index(y)] for y in YEARS}


def _powiat_population(world: World) -> Made:
    totals, area = _powiat_totals(world), world.sums(world.traits.area)
    below, above = world.sums(world.people.below_work), world.sums(world.people.above_work)
    women = world.sums(_women_2024(world))
    town = world.sums(world.traits.town_share * world.people.total) / totals[2020]
    economic = range(2006, 2018)
    return {
        "pop_total": {y: _tens(totals[y], y) for y in (2022, 2023, 2024)},
        "pop_total_b2011": {2020: world.sums(world.people.base_2011)[:, YEARS.index(2020)]},
        "pop_total_mixed": {y: totals[y] for y in range(1995, 2023)},
        "pop_total_f": {2024: _tens(women, 2024)},
        "pop_total_m": {2024: _tens(totals[2024] - women, 2024)},
        "pop_density": {y: np.round(totals[y] / area, 1) for y in (2022, 2024)},
        "pop_change_per_1000": {2024: np.round((totals[2024] / totals[2023] - 1) * 1000, 1)},
        "pop_prework_b2011": {y: _column(below, y) for y in economic},
        "pop_postwork_b2011": {y: _column(above, y) for y in economic},
        "pop_work_b2011": {y: totals[y] - _column(below, y) - _column(above, y) for y in economic},
        "urbanization_rate": {y: np.round(town * 100, 1) for y in (2022, 2024)},
    }
