"""The back-test."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.diagnosis.outlook.backtest import (
    Errors,
    carried_migration,
    carried_totals,
    fit_width,
    growth_exponent,
    held_out_coverage,
    later_coverage,
    method_errors,
    run_backtest,
)
from terytoria.diagnosis.outlook.base import read_base
from terytoria.statistics.snapshot import Snapshot


def invented(units: int, seed: int, growth: float = 0.7) -> Errors:
    """Errors whose spread falls with size and grows with a known power of time."""
    random = np.random.default_rng(seed)
    size = np.exp(random.uniform(7, 11, units))
    horizons = (1, 3, 4)
    spread = 0.5 * size[:, None] ** -0.3 * np.array(horizons) ** growth
    values = random.normal(0, 1, (units, 3)) * spread
    return Errors("invented", horizons, size, np.arange(units) // 5, values)


def test_the_fit_finds_how_widths_change_with_size_and_time():
    width = fit_width(invented(20_000, 1), 0.8, 0.9)
    assert width.b == pytest.approx(-0.3, abs=0.03)
    assert width.early == pytest.approx(0.7, abs=0.03)
    expected = 1.2816 * 0.5 * np.exp(9) ** -0.3 * 4**0.7
    assert float(width.at(np.exp(np.array(9.0)), np.array(4))) == pytest.approx(expected, rel=0.05)


def test_held_out_errors_are_covered_as_often_as_promised():
    for level in (0.8, 0.95):
        coverage = held_out_coverage(invented(4000, 2), level, 0.9)
        assert coverage["observed"].to_numpy() == pytest.approx(np.full(3, level), abs=0.02)
        assert coverage["count"].to_list() == [4000] * 3


def test_a_larger_unit_is_never_less_certain():
    errors = invented(500, 3)
    upside = Errors("x", errors.horizons, 1 / errors.size, errors.group, errors.values)
    assert fit_width(upside, 0.8, 0.9).b == 0.0


def test_few_units_give_one_width_for_all():
    width = fit_width(invented(10, 4), 0.8, 0.9)
    assert width.b == 0.0
    assert width.anchor == 4


def test_without_known_years_the_width_is_wide():
    none = Errors("x", (), np.ones(5), np.zeros(5, int), np.empty((5, 0)))
    assert float(fit_width(none, 0.8, 0.9).at(np.array(100.0), np.array(5))) == pytest.approx(0.05)
    assert held_out_coverage(none, 0.8, 0.9).is_empty()


@given(st.floats(0.55, 0.95), st.floats(0.001, 0.1))
def test_the_power_of_growth_is_found_whatever_the_level(power, level):
    rows = [("a", h, level * h**power) for h in range(1, 8)]
    rows += [("b", h, 2 * level * h**power) for h in range(1, 4)]
    frame = pl.DataFrame(rows, schema=["trial", "horizon", "spread"], orient="row")
    assert growth_exponent(frame) == pytest.approx(power)


def test_growth_stays_between_chance_and_a_steady_error():
    for power, found in ((0.1, 0.5), (1.8, 1.0)):
        rows = [("a", h, h**power) for h in range(1, 8)]
        frame = pl.DataFrame(rows, schema=["trial", "horizon", "spread"], orient="row")
        assert growth_exponent(frame) == found
    empty = pl.DataFrame(schema={"trial": pl.String, "horizon": pl.Int64, "spread": pl.Float64})
    assert growth_exponent(empty) == 1.0


def test_totals_are_tried_inside_one_census_base_alone(country):
    errors = carried_totals(country)
    assert errors.horizons == (1, 2, 3, 4, 5, 6)  # the longest block: 2013 to 2019
    counts = (~np.isnan(errors.values)).sum(axis=0)
    assert counts[0] == 12 * (4 + 6)
    assert counts[-1] == 12


def test_moves_are_tried_far_ahead(country):
    errors = carried_migration(country, read_base(country))
    assert errors.horizons[-1] == 15
    assert np.nanstd(errors.values[:, 14]) > np.nanstd(errors.values[:, 0])


def test_years_never_published_are_skipped_not_zero(country):
    errors = carried_migration(country, read_base(country))
    assert np.nanmax(np.abs(errors.values[:, 0])) < 0.05


def test_missing_series_leave_a_trial_out(make_country):
    country = make_country(without=("pop_total_mixed", "mig_net"))
    base = read_base(country)
    assert carried_totals(country) is None
    assert carried_migration(country, base) is None
    assert later_coverage(country, 0.8).is_empty()
    assert run_backtest(country, base).gmina[0.8].late == 1.0


def test_areas_are_tried_as_sums_of_their_gminas(country):
    base = read_base(country)
    joint = method_errors(base, base.powiat)
    assert joint.trial == "method, areas"
    assert joint.values.shape == (12, 3)
    assert joint.size == pytest.approx(np.bincount(base.powiat, base.size))


def test_both_levels_and_all_trials_are_reported(country):
    found = run_backtest(country, read_base(country))
    assert set(found.gmina) == set(found.area) == {0.8, 0.95}
    trials = {"method", "method, areas", "totals", "migration"}
    assert set(found.growth["trial"]) == trials
    assert found.gmina[0.95].a >= found.gmina[0.8].a


@pytest.mark.poland
def test_the_real_back_test_covers_what_it_promises(poland: Snapshot):
    found = run_backtest(poland, read_base(poland))
    held = found.coverage.filter(pl.col("trial").str.starts_with("method"))
    nominal80 = held.filter(pl.col("nominal") == 0.8)["observed"]
    assert nominal80.min() > 0.70
    assert nominal80.max() < 0.90
    assert held.filter(pl.col("nominal") == 0.95)["observed"].min() > 0.92
    later = found.coverage.filter(trial="totals, later block", nominal=0.8)["observed"]
    assert later.min() > 0.70
    assert later.max() < 0.90
