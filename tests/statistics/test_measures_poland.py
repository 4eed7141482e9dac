"""The whole catalogue over Poland: known figures, plausible ranges, sums and speed."""

from __future__ import annotations

import time

import numpy as np
import polars as pl
import pytest

from terytoria.statistics.catalogue import IntervalKind
from terytoria.statistics.measures import Measures
from terytoria.statistics.snapshot import Snapshot

pytestmark = pytest.mark.poland
TUCZNO, CZLOPA, WALCZ = "3217043", "3217023", "3217011"


@pytest.fixture(scope="module")
def measures(poland_measures: Measures) -> Measures:
    return poland_measures


def test_every_indicator_has_values(measures: Measures) -> None:
    assert not measures.missing()
    assert len(measures.available()) >= 90


def test_the_figures_of_walcz_county_are_those_published(measures: Measures) -> None:
    change = measures.of("L-01")
    found = {code: change.of_unit(code)[-1] for code in (TUCZNO, CZLOPA)}
    assert round(found[TUCZNO], 1) == -4.8
    assert round(found[CZLOPA], 1) == -3.9
    county = {"powiat": measures.snapshot.register.gminas_of("3217")}
    assert round(measures.areas("L-01", county).values[0, -1], 1) == -3.5
    people = measures.areas("L-03", county)
    assert people.values[0, -1] == 49_390
    assert people.values[0, people.years.index(2020)] == 51_165
    assert people.breaks == (2020,)


def test_gminas_add_up_to_their_powiat_within_rounding(measures: Measures) -> None:
    found = measures.residual("pop_total", "3217", 2024)
    assert found is not None
    assert (found.sum_of_gminas, found.published) == (49_390, 49_380)
    for powiat in measures.snapshot.register.powiats:
        gap = measures.residual("pop_total", powiat, 2024)
        members = len(measures.snapshot.register.gminas_of(powiat))
        assert gap is None or abs(gap.difference) <= 5 * (members + 1), powiat


def test_shares_keep_between_zero_and_a_hundred(measures: Measures) -> None:
    free = {"L-01", "L-02", "L-04", "E-05", "R-11", "R-12", "M-03", "F-08", "F-10"}
    for name in measures.available():
        found = measures.of(name)
        if found.indicator.unit == "%" and name not in free:
            values = found.values[np.isfinite(found.values)]
            assert values.min() >= -1e-9, name
            assert values.max() <= 100 + 1e-9, name


def test_single_gminas_as_areas_give_what_the_gmina_gives(measures: Measures) -> None:
    codes = measures.snapshot.register.gminas[::97]
    rows = [measures.snapshot.register.index[code] for code in codes]
    for name in measures.available():
        found = measures.of(name)
        if found.units != measures.snapshot.register.gminas:
            continue
        areas = measures.areas(name, {code: (code,) for code in codes})
        np.testing.assert_allclose(areas.values, found.values[rows], rtol=1e-12)
        if found.indicator.interval is not IntervalKind.NONE:
            np.testing.assert_allclose(areas.low, found.low[rows], rtol=1e-9, atol=1e-12)


def published(snapshot: Snapshot, series: str, year: int) -> pl.DataFrame:
    frame = pl.read_parquet(snapshot.folder / "observations.parquet")
    wanted = (pl.col("series") == series) & (pl.col("year") == year) & (pl.col("level") == "gmina")
    return frame.filter(wanted).select("unit", pl.col("value").alias(series))


# Indicator, year, numerator, denominator, multiplier: computed here from the rows alone.
ORACLES = [
    ("L-07", 2020, ("deaths",), ("pop_total",), 1000),
    ("L-18", 2020, ("pop_65_69", "pop_70_74", "pop_75_79", "pop_80_84", "pop_85plus"),
     ("pop_total",), 100),
    ("L-24", 2020, ("pop_65_69", "pop_70_74", "pop_75_79", "pop_80_84", "pop_85plus"),
     ("pop_0_4", "pop_5_9", "pop_10_14"), 100),
    ("R-01", 2024, ("unemployed",), ("pop_total",), 1000),
    ("R-02", 2020, ("unemployed_long_term",), ("unemployed",), 100),
    ("K-03", 2019, ("culture_participants",), ("culture_events",), 1),
    ("M-02", 2020, ("pit_share_total",), ("pop_total_b2011",), 1),
    ("P-02", 2020, ("persons_running_business",), ("pop_total",), 1000),
]  # fmt: skip


@pytest.mark.parametrize("oracle", ORACLES, ids=[oracle[0] for oracle in ORACLES])
def test_indicators_are_what_the_rows_give(
    measures: Measures, oracle: tuple[str, int, tuple[str, ...], tuple[str, ...], int]
) -> None:
    name, year, above, below, multiplier = oracle
    joined = published(measures.snapshot, (above + below)[0], year)
    for series in (above + below)[1:]:
        joined = joined.join(published(measures.snapshot, series, year), on="unit")
    joined = joined.with_columns(n=pl.sum_horizontal(above), d=pl.sum_horizontal(below))
    joined = joined.filter(pl.col("d") > 0)
    found = measures.of(name)
    values = found.year(year)
    rows = [found.rows[unit] for unit in joined["unit"]]
    expected = (joined["n"] / joined["d"] * multiplier).to_numpy()
    np.testing.assert_allclose(values[rows], expected)
    assert np.isfinite(values).sum() == joined.height
    group = joined["unit"].to_list()[: joined.height // 2]
    half = joined.filter(pl.col("unit").is_in(group))
    area = measures.areas(name, {"half": group}).values[0, found.years.index(year)]
    assert area == pytest.approx(multiplier * half["n"].sum() / half["d"].sum())


def test_evidence_of_every_indicator_names_an_office(measures: Measures) -> None:
    for name in measures.available():
        assert measures.sources(name), name


def test_the_whole_catalogue_is_quick_once_series_are_read(
    poland: Snapshot, measures: Measures
) -> None:
    for name in measures.available():
        measures.of(name)
    again = Measures(poland, measures.catalogue)
    started = time.perf_counter()
    for name in again.catalogue.indicators:
        again.of(name)
    assert time.perf_counter() - started < 3 * 0.6
    county = {"powiat": poland.register.gminas_of("3217")}
    started = time.perf_counter()
    for name in again.catalogue.indicators:
        again.areas(name, county)
    assert time.perf_counter() - started < 3 * 0.001 * len(again.catalogue.indicators)
