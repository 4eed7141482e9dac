"""Every indicator of real gminas, computed again from the published rows without the engine.

The formulas are read as the catalogue's files write them and evaluated value by value in plain
Python; intervals come from scipy's distributions.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from importlib.resources import files
from math import isfinite, isnan, nan
from pathlib import Path

import numpy as np
import polars as pl
import pytest
import yaml
from scipy import stats

from terytoria.statistics import catalogue
from terytoria.statistics.measures import Measures
from terytoria.territory import Level

pytestmark = pytest.mark.poland
WARSAW, WALCZ = "1465011", "3217011"
SEED = 20260101
_READ = re.compile(r"([a-z][a-z0-9_]*)(?:@-(\d+))?(?:~(\d+))?")
Published = Callable[[str, str, int], float]
Value = Callable[[str, list[str], int], float]


def _yaml(name: str) -> object:
    text = (files(catalogue) / "data" / name).read_text(encoding="utf-8")
    return yaml.safe_load(text)


@pytest.fixture(scope="module")
def sample(poland_measures: Measures) -> list[str]:
    """The powiat of Wałcz, Warsaw, the newest gminas and thirty drawn ones."""
    register = poland_measures.snapshot.register
    first = poland_measures.snapshot.observations.first_years()
    new = [code for code, year in zip(register.gminas, first, strict=True) if year > 2020]
    drawn = random.Random(SEED).sample(register.gminas, 30)
    return sorted({*register.gminas_of("3217"), WARSAW, *new[:3], *drawn})


@pytest.fixture(scope="module")
def rows(poland_folder: Path, sample: list[str]) -> dict[tuple[str, str, int], float]:
    """Published values of the sample and of its powiats: (series, unit, year) -> value."""
    units = {*sample, *(code[:4] for code in sample)}
    frame = pl.read_parquet(poland_folder / "observations.parquet").with_columns(
        pl.col("indicator", "unit").cast(pl.String)
    )
    frame = frame.filter(pl.col("unit").is_in(sorted(units)))
    found = frame.select("indicator", "unit", "year", "value").iter_rows()
    return {(name, unit, int(year)): float(value) for name, unit, year, value in found}


@pytest.fixture(scope="module")
def published(rows: dict[tuple[str, str, int], float], poland_measures: Measures) -> Published:
    """Value of a series as published, or of one that the catalogue makes of others."""
    series = _yaml("series.yaml")
    register = poland_measures.snapshot.register

    def value(name: str, unit: str, year: int) -> float:
        if name == "area_km2":
            return register.unit(unit).area_km2
        formula = series[name].get("formula")  # type: ignore[index]
        if formula is None:
            return rows.get((name, unit, year), nan)
        return plain(formula, unit, year, value)

    return value


def plain(formula: str, unit: str, year: int, value: Published) -> float:
    """A formula by Python's own arithmetic; NaN for anything missing or divided by zero."""

    def read(found: re.Match[str]) -> str:
        shift, window = int(found[2] or 0), int(found[3] or 1)
        parts = [value(found[1], unit, year - shift - back) for back in range(window)]
        return f"({sum(parts)!r})"

    text = _READ.sub(read, formula)
    try:
        return float(eval(text, {"__builtins__": {}, "nan": nan}))  # noqa: S307 - numbers only
    except ZeroDivisionError:
        return nan


@pytest.fixture(scope="module")
def segments() -> dict[str, list[dict[str, object]]]:
    """Segments of every indicator as its file writes them."""
    found = {}
    for file in (files(catalogue) / "data").iterdir():
        body = yaml.safe_load(file.read_text(encoding="utf-8"))
        if isinstance(body, dict) and "indicators" in body:
            found |= {each["id"]: each["segments"] for each in body["indicators"]}
    return found


@pytest.fixture(scope="module")
def expected(segments: dict[str, list[dict[str, object]]], published: Published) -> Value:
    """An indicator of a set of units in a year: Σ numerator / Σ denominator of one segment."""

    def value(name: str, units: list[str], year: int) -> float:
        answer = nan
        for segment in segments[name]:
            if not segment.get("first", 0) <= year <= segment.get("last", 9999):  # type: ignore[operator]
                continue
            above = sum(plain(str(segment["numerator"]), unit, year, published) for unit in units)
            below = 1.0
            if "denominator" in segment:
                parts = (plain(str(segment["denominator"]), u, year, published) for u in units)
                below = sum(parts)
            if isfinite(above) and below > 0:
                ratio = above / below + float(segment.get("offset", 0))  # type: ignore[arg-type]
                answer = float(segment.get("multiplier", 1)) * ratio  # type: ignore[arg-type]
        return answer

    return value


def test_the_sample_has_every_indicator(
    segments: dict[str, list[dict[str, object]]], poland_measures: Measures
) -> None:
    assert set(segments) == set(poland_measures.catalogue.indicators)


def test_every_indicator_of_every_year_is_what_its_formula_says(
    poland_measures: Measures, sample: list[str], expected: Value
) -> None:
    compared = missing = 0
    for name in poland_measures.available():
        found = poland_measures.of(name)
        powiats = found.indicator.level is Level.POWIAT
        units = sorted({code[:4] for code in sample}) if powiats else sample
        for unit in units:
            for year, value in zip(found.years, found.of_unit(unit), strict=True):
                again = expected(name, [unit], year)
                if isnan(value) and len(found.indicator.segments) > 1:
                    continue  # a year belongs to one base for all units
                assert value == pytest.approx(again, rel=1e-9, abs=1e-9, nan_ok=True), (
                    name,
                    unit,
                    year,
                )
                compared += isfinite(value)
                missing += isnan(value)
    assert compared > 10_000
    assert missing > 100


def test_an_area_is_the_ratio_of_sums_and_not_the_mean_of_rates(
    poland_measures: Measures, sample: list[str], expected: Value
) -> None:
    draw = random.Random(SEED)
    old = [
        c
        for c in sample
        if not isnan(poland_measures.of("L-07").year(2020)[_row(poland_measures, c)])
    ]
    differing = 0
    for name in poland_measures.available():
        if poland_measures.catalogue.indicator(name).level is not Level.GMINA:
            continue
        members = sorted(draw.sample(old, 6))
        found = poland_measures.areas(name, {"area": members})
        single = poland_measures.of(name)
        for at, year in enumerate(found.years):
            if found.coverage[0, at] < 1:
                continue
            assert found.values[0, at] == pytest.approx(expected(name, members, year)), (name, year)
            mean = np.mean([single.of_unit(code)[at] for code in members])
            differing += not np.isclose(mean, found.values[0, at])
    assert differing > 150


def _row(measures: Measures, code: str) -> int:
    return measures.snapshot.register.index[code]


def test_a_missing_member_leaves_a_small_area_without_a_value(
    poland_measures: Measures, sample: list[str]
) -> None:
    register = poland_measures.snapshot.register
    first = poland_measures.snapshot.observations.first_years()
    seen = 0
    for name in poland_measures.available():
        found = poland_measures.of(name)
        if found.indicator.level is not Level.GMINA:
            continue
        for at, year in enumerate(found.years):
            column = found.values[:, at]
            gaps = np.flatnonzero(np.isnan(column))[:1]
            known = np.flatnonzero(np.isfinite(column))[:4]
            if not gaps.size or first[gaps[0]] > year:
                continue
            members = [register.gminas[row] for row in (*gaps, *known)]
            area = poland_measures.areas(name, {"area": members})
            if area.coverage[0, at] < 1:
                assert isnan(area.values[0, at]), (name, year)
                seen += 1
    assert seen > 40


class TestIntervals:
    def test_births_have_garwoods_limits(
        self, poland_measures: Measures, sample: list[str], published: Published
    ) -> None:
        found = poland_measures.of("L-06")
        at = found.years.index(2020)
        for code in sample:
            births = published("live_births", code, 2020)
            people = published("pop_total", code, 2020)
            if isnan(births) or isnan(people):
                continue
            low = stats.chi2.ppf(0.025, 2 * births) / 2 if births else 0.0
            high = stats.chi2.ppf(0.975, 2 * births + 2) / 2
            row = found.rows[code]
            assert found.low[row, at] == pytest.approx(1000 * low / people)
            assert found.high[row, at] == pytest.approx(1000 * high / people)

    def test_shares_of_the_unemployed_have_wilsons_limits(
        self, poland_measures: Measures, sample: list[str], published: Published
    ) -> None:
        found = poland_measures.of("R-02")
        compared = 0
        for year in found.years[-3:]:
            at = found.years.index(year)
            for code in sample:
                part = published("unemployed_long_term", code, year)
                whole = published("unemployed", code, year)
                if isnan(part) or not whole > 0:
                    continue
                limits = stats.binomtest(int(part), int(whole)).proportion_ci(0.95, "wilson")
                row = found.rows[code]
                assert found.low[row, at] == pytest.approx(100 * limits.low, abs=1e-9)
                assert found.high[row, at] == pytest.approx(100 * limits.high, abs=1e-9)
                compared += 1
        assert compared > 20

    def test_every_population_that_rounds_to_the_published_one_is_inside(
        self, poland_measures: Measures, sample: list[str], published: Published
    ) -> None:
        found = poland_measures.of("L-01")
        at = found.years.index(2024)
        for code in sample:
            people, before = (published("pop_total", code, year) for year in (2024, 2020))
            if isnan(people) or isnan(before):
                continue
            row = found.rows[code]
            worst = [100 * ((people + slip) / before - 1) for slip in (-5, 5)]
            assert (found.low[row, at], found.high[row, at]) == pytest.approx(tuple(worst))

    def test_values_lie_inside_and_the_country_is_surer_than_a_gmina(
        self, poland_measures: Measures
    ) -> None:
        register = poland_measures.snapshot.register
        for name in poland_measures.available():
            found = poland_measures.of(name)
            known = np.isfinite(found.low)
            if not known.any():
                continue
            value = found.values[known]
            slack = 1e-9 * (1 + np.abs(value))
            assert (found.low[known] <= value + slack).all(), name
            assert (found.high[known] >= value - slack).all(), name
            at = int(np.flatnonzero(known.any(axis=0))[-1])
            if found.indicator.level is not Level.GMINA or found.indicator.id in {"L-03", "S-01"}:
                continue
            units = [c for c in register.gminas if known[found.rows[c], at]]
            whole = poland_measures.areas(name, {"country": units})
            width = whole.high[0, at] - whole.low[0, at]
            assert width < np.nanmedian(found.high[:, at] - found.low[:, at]), name


def test_breaks_stand_wherever_the_base_changes_and_no_change_crosses_one(
    poland_measures: Measures, segments: dict[str, list[dict[str, object]]]
) -> None:
    for name in poland_measures.available():
        found = poland_measures.of(name)
        for year in found.breaks:
            at = found.years.index(year)
            assert found.bases[at] != found.bases[at - 1], name
        for segment in segments[name]:
            text = f"{segment['numerator']} {segment.get('denominator', '')}"
            bases = {"b2011" in word for word in re.findall(r"pop_total\w*", text)}
            assert len(bases) <= 1, f"{name} mixes census bases in {text}"
