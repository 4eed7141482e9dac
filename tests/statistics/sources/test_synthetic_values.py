"""Series of the synthetic country: what is published, what adds up, what is missing."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terytoria.statistics.sources.synthetic.modelled import AGE_NAMES, published_moves
from terytoria.statistics.sources.synthetic.series import (
    Series,
    all_series,
    draw_series,
    parse_years,
)
from terytoria.statistics.sources.synthetic.values import SOURCE
from terytoria.statistics.sources.synthetic.world import make_world

PARTS_OF_A_WHOLE = [s for s in all_series() if s.unit == "%" and max(s.quantiles) <= 100]


@pytest.fixture(scope="module")
def rows(synthetic_folder: Path) -> pl.DataFrame:
    frame = pl.read_parquet(synthetic_folder / "observations.parquet")
    return frame.with_columns(pl.col("unit", "level", "indicator").cast(pl.String))


def table(rows: pl.DataFrame, indicator: str, year: int, level: str = "gmina") -> dict[str, float]:
    chosen = rows.filter(
        (pl.col("indicator") == indicator) & (pl.col("year") == year) & (pl.col("level") == level)
    )
    return dict(zip(chosen["unit"], chosen["value"], strict=True))


def together(rows: pl.DataFrame, year: int, *names: str, level: str = "gmina") -> list[np.ndarray]:
    """Values of several series of one year, over the units that have them all."""
    tables = [table(rows, name, year, level) for name in names]
    units = sorted(set.intersection(*(set(one) for one in tables)))
    assert units
    return [np.array([one[unit] for unit in units]) for one in tables]


def powiat_sums(values: dict[str, float]) -> dict[str, float]:
    sums: dict[str, float] = {}
    for unit, value in values.items():
        sums[unit[:4]] = sums.get(unit[:4], 0.0) + value
    return sums


@cache
def listed(level: str, indicator: str) -> Series:
    return next(s for s in all_series() if (s.level, s.indicator) == (level, indicator))


def test_no_value_is_given_twice_or_is_not_a_number(rows: pl.DataFrame) -> None:
    assert rows.select("unit", "level", "indicator", "year").is_duplicated().sum() == 0
    assert rows["value"].is_finite().all()
    assert rows.null_count().sum_horizontal().item() == 0
    assert rows["source"].cast(pl.String).unique().to_list() == [SOURCE]


def test_every_series_has_its_years(rows: pl.DataFrame) -> None:
    found = rows.group_by("level", "indicator").agg(pl.col("year").unique().sort())
    assert {(level, name): tuple(years) for level, name, years in found.rows()} == {
        (s.level, s.indicator): s.years for s in all_series()
    }


@pytest.mark.parametrize("age", AGE_NAMES[:-1])  # 85+ is not published by sex
def test_women_and_men_add_up_at_every_age(age: str, rows: pl.DataFrame) -> None:
    both, women, men = together(rows, 2020, f"pop_{age}", f"pop_{age}_f", f"pop_{age}_m")
    assert np.array_equal(both, women + men)


def test_ages_add_up_to_the_population(rows: pl.DataFrame) -> None:
    total, women, *ages = together(
        rows, 2020, "pop_total", "pop_total_f", *(f"pop_{age}" for age in AGE_NAMES)
    )
    assert np.array_equal(total, sum(ages))
    assert (women < total).all()


@pytest.mark.parametrize("year", published_moves())
def test_migration_balances(year: int, rows: pl.DataFrame) -> None:
    names = ("mig_net", "mig_in_total", "mig_out_total", "mig_in_from_urban", "mig_in_from_rural")
    net, coming, leaving, urban, rural = together(rows, year, *names)
    assert np.array_equal(net, coming - leaving)
    assert (urban + rural <= coming).all()


def test_migration_of_2015_is_missing(rows: pl.DataFrame) -> None:
    moves = rows.filter(pl.col("indicator").str.starts_with("mig_"))
    assert 2015 not in moves["year"].unique().to_list()
    assert max(table(rows, "mig_out_foreign", 2017).values()) > 0
    assert table(rows, "mig_out_foreign", 2018) == {}


@pytest.mark.parametrize(
    ("indicator", "year"),
    [
        ("live_births", 2020),
        ("deaths", 2020),
        ("marriages", 2020),
        ("internal_inflow", 2020),
        ("emigration", 2020),
        ("mig_net", 2023),
        ("mig_in_total", 1995),
        ("unemployed", 2003),
        ("unemployed", 2024),
        ("pop_total_b2011", 2020),
        ("pop_prework_b2011", 2016),
        ("pop_postwork_b2011", 2017),
    ],
)
def test_gminas_add_up_to_their_powiats(indicator: str, year: int, rows: pl.DataFrame) -> None:
    sums = powiat_sums(table(rows, indicator, year))
    assert sums == pytest.approx(table(rows, indicator, year, "powiat"))


@pytest.mark.parametrize("year", [2023, 2024])
def test_rounded_populations_add_up_within_the_rounding(year: int, rows: pl.DataFrame) -> None:
    gminas, powiats = table(rows, "pop_total", year), table(rows, "pop_total", year, "powiat")
    assert all(value % 10 == 0 for value in [*gminas.values(), *powiats.values()])
    members = powiat_sums(dict.fromkeys(gminas, 1.0))
    for powiat, total in powiat_sums(gminas).items():
        assert abs(total - powiats[powiat]) <= 5 * members[powiat] + 5
    assert any(total != powiats[powiat] for powiat, total in powiat_sums(gminas).items())


def test_population_of_2021_is_exact(rows: pl.DataFrame) -> None:
    values = table(rows, "pop_total", 2021).values()
    assert sum(value % 10 == 0 for value in values) < 0.3 * len(values)


def test_economic_ages_of_powiats_add_up(rows: pl.DataFrame) -> None:
    names = ("pop_prework_b2011", "pop_work_b2011", "pop_postwork_b2011", "pop_total_mixed")
    for year in range(2006, 2018):
        young, working, old, total = together(rows, year, *names, level="powiat")
        assert young + working + old == pytest.approx(total)


def test_mixed_population_breaks_between_the_censuses(rows: pl.DataFrame) -> None:
    before, after = (table(rows, "pop_total_mixed", y, "powiat") for y in (2019, 2020))
    old = table(rows, "pop_total_b2011", 2020, "powiat")
    assert sum(before.values()) - sum(after.values()) > abs(
        sum(before.values()) - sum(old.values())
    )


def test_unemployed_women_and_men_add_up(rows: pl.DataFrame) -> None:
    total, women, men = together(rows, 2020, "unemployed", "unemployed_f", "unemployed_m")
    assert np.array_equal(total, women + men)


def test_rates_come_from_their_totals(rows: pl.DataFrame) -> None:
    births, deaths, total, natural = together(
        rows, 2020, "live_births", "deaths", "pop_total", "natural_increase_per_1000"
    )
    assert natural == pytest.approx((births - deaths) / total * 1000, abs=0.005)
    collected, per_head = together(rows, 2020, "pit_share_total", "pit_revenue_pc")
    assert collected / total == pytest.approx(per_head, rel=1e-3)
    net, rate = together(rows, 2023, "mig_net", "net_migration_per_1000")
    people = together(rows, 2023, "pop_total", "mig_net")[0]
    assert rate == pytest.approx(net / people * 1000, abs=0.15)


def test_commuters_are_counted_from_the_flows(rows: pl.DataFrame, synthetic_folder: Path) -> None:
    flows = pl.read_parquet(synthetic_folder / "commuting_workers_2016.parquet")
    away = flows.filter(pl.col("origin") != pl.col("dest"))
    for side, name in (("origin", "commute_out_workers"), ("dest", "commute_in_workers")):
        summed = dict(away.group_by(side).agg(pl.col("persons").sum()).rows())
        published = table(rows, name, 2016)
        assert {unit: value for unit, value in published.items() if value} == summed


@pytest.mark.parametrize(
    ("name", "isced", "amenity"),
    [
        ("schools_primary", "1;2", "school"),
        ("schools_secondary", "3", "school"),
        ("kindergartens", None, "kindergarten"),
    ],
)
def test_schools_are_counted_from_the_register(
    name: str, isced: str | None, amenity: str, rows: pl.DataFrame, synthetic_folder: Path
) -> None:
    register = pl.read_parquet(synthetic_folder / "schools_rspo_2022.parquet")
    chosen = register.filter(
        pl.col("isced").eq_missing(pl.lit(isced)) & (pl.col("amenity") == amenity)
    )
    counted = dict(chosen.group_by("unit").len().rows())
    assert {u: v for u, v in table(rows, name, 2022).items() if v} == counted


@pytest.mark.parametrize("series", PARTS_OF_A_WHOLE, ids=lambda s: f"{s.level}-{s.indicator}")
def test_shares_stay_between_nothing_and_all(series: Series, rows: pl.DataFrame) -> None:
    values = rows.filter(
        (pl.col("level") == series.level) & (pl.col("indicator") == series.indicator)
    )["value"]
    assert values.min() >= 0
    assert values.max() <= 100


def test_levels_of_education_make_up_the_same_part_of_people(rows: pl.DataFrame) -> None:
    names = [f"edu_{level}_pct" for level in ("higher", "secondary", "vocational", "primary")]
    assert sum(together(rows, 2020, *names, level="powiat")) == pytest.approx(93, abs=0.05)


@pytest.mark.parametrize(
    ("level", "indicator"),
    [
        ("gmina", "culture_events"),
        ("gmina", "population_per_pharmacy"),
        ("gmina", "turnout_ep"),
        ("powiat", "students"),
    ],
)
def test_series_of_some_units_are_missing_elsewhere(
    level: str, indicator: str, rows: pl.DataFrame
) -> None:
    series = listed(level, indicator)
    units = {"gmina": 300, "powiat": rows.filter(pl.col("level") == "powiat")["unit"].n_unique()}
    got = len(table(rows, indicator, series.years[-1], level))
    assert got < units[level]
    assert got == pytest.approx(series.coverage * units[level], rel=0.15)


def test_participants_exist_where_events_do(rows: pl.DataFrame) -> None:
    events = table(rows, "culture_events", 2018)
    assert events.keys() == table(rows, "culture_participants", 2018).keys()
    assert len(events) < 300


def test_cities_have_no_budget_of_a_powiat(rows: pl.DataFrame) -> None:
    units = table(rows, "pit_share_powiat_budget", 2020, "powiat")
    land = {u for u in table(rows, "unemployed", 2020, "powiat") if int(u[2:]) < 61}
    assert set(units) == land


def test_wages_rise_with_the_country(rows: pl.DataFrame) -> None:
    medians = [
        float(np.median(list(table(rows, "avg_wage", year, "powiat").values())))
        for year in listed("powiat", "avg_wage").years
    ]
    assert medians[-1] > 2.2 * medians[0]
    assert sum(b > a for a, b in pairwise(medians)) >= len(medians) - 4


@pytest.mark.poland
def test_medians_are_of_the_size_of_polands(rows: pl.DataFrame, poland_folder: Path) -> None:
    key = ["level", "indicator"]
    real = pl.read_parquet(poland_folder / "observations.parquet").with_columns(
        pl.col(key).cast(pl.String)
    )
    last = pl.col("year") == pl.col("year").max().over(key)
    ours, theirs = (
        frame.filter((pl.col("level") == "gmina") & last)
        .group_by(key)
        .agg(pl.col("value").median().alias("median"))
        for frame in (rows, real)
    )
    both = ours.join(theirs, on=key, suffix="_real").filter(pl.col("median_real").abs() > 20)
    ratio = both["median"] / both["median_real"]
    assert len(both) > 80
    assert ratio.is_between(0.5, 2).mean() > 0.9


@settings(max_examples=30, deadline=None)
@given(st.sampled_from([s for s in all_series() if not s.modelled]), st.integers(0, 10**6))
def test_drawn_values_stay_in_the_range_of_polands(series: Series, seed: int) -> None:
    rng = np.random.default_rng(seed)
    population = rng.uniform(2_000, 60_000, 50)
    values = draw_series(series, rng.normal(0, 1, (3, 50)), population, seed)
    assert values.shape == (50, len(series.years))
    if not series.per_population and not series.path:
        known = values[np.isfinite(values)]
        slack = 0.5 * 10.0**-series.decimals + 1e-4 * abs(series.quantiles[-1])
        assert known.min() >= series.quantiles[0] - slack
        assert known.max() <= series.quantiles[-1] + slack


@settings(deadline=None)
@given(st.lists(st.integers(1990, 2030), min_size=1, max_size=12, unique=True))
def test_years_are_read_from_runs(years: list[int]) -> None:
    text = ";".join(str(year) for year in sorted(years))
    assert parse_years(text) == tuple(sorted(years))


@pytest.mark.parametrize(
    ("text", "years"),
    [("2020", (2020,)), ("2016-2018", (2016, 2017, 2018)), ("2014;2016-2017", (2014, 2016, 2017))],
)
def test_runs_of_years(text: str, years: tuple[int, ...]) -> None:
    assert parse_years(text) == years


def test_list_of_series_is_complete_and_consistent() -> None:
    keys = [(s.level, s.indicator) for s in all_series()]
    assert len(keys) == len(set(keys)) == 189
    for series in all_series():
        assert 0 < series.coverage <= 1
        assert list(series.quantiles) == sorted(series.quantiles)
        assert not series.path or len(series.path) == len(series.years)
        assert series.modelled or len(series.years) == 1 or series.path


def test_populations_answer_by_year() -> None:
    small = make_world(30, 5)
    assert np.array_equal(small.population(2020), small.people.total)
    assert np.array_equal(small.population(2019), small.people.base_2011[:, 24])
    assert small.sums(small.people.total).sum() == small.people.total.sum()
