"""Which series the country has, and how series without a model of their own are drawn.

``series.csv`` lists every series with its years, coverage, quantiles over Poland's units in its
last year, and how its normal score leans on how urban, remote and wealthy a unit is (least squares
over Poland's units). Series with ``per = pop`` have quantiles of the value per 1 000 inhabitants.
``paths.csv`` has the median of each year. Both were computed from published figures of GUS BDL, the
Ministry of Finance, the Ministry of Health, PKW, RSPO and Eurostat for 1995-2025.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt
import polars as pl

from terytoria.statistics.sources.synthetic.streams import stream

Floats = npt.NDArray[np.float64]

_QUANTILES = ("min", "p10", "p25", "median", "p75", "p90", "p99", "max")
_SCORES = (-3.4, -1.2816, -0.6745, 0.0, 0.6745, 1.2816, 2.3263, 3.4)
FAMILY_SHARE = 0.7
YEARLY_NOISE = 0.12


@dataclass(frozen=True)
class Series:
    """One series of one level: what it is called, when it exists, how it is drawn."""

    level: str
    indicator: str
    name_pl: str
    unit: str
    population_base: str
    years: tuple[int, ...]
    coverage: float
    decimals: int
    modelled: bool
    per_population: bool
    quantiles: tuple[float, ...]
    leaning: tuple[float, float, float]
    path: tuple[float, ...]


def parse_years(text: str) -> tuple[int, ...]:
    """Years of a list of runs.

    >>> parse_years("2003-2005;2019")
    (2003, 2004, 2005, 2019)
    """
    years: list[int] = []
    for run in text.split(";"):
        first, _, last = run.partition("-")
        years.extend(range(int(first), int(last or first) + 1))
    return tuple(years)


@cache
def all_series() -> tuple[Series, ...]:
    """Every series of the country, gminas first, by name."""
    folder = files(__package__)
    table = pl.read_csv(folder.joinpath("series.csv").read_bytes())
    paths = pl.read_csv(folder.joinpath("paths.csv").read_bytes())
    medians = {
        key: tuple(group.sort("year")["median"])
        for key, group in paths.group_by("level", "indicator")
    }
    return tuple(
        Series(
            level=row["level"],
            indicator=row["indicator"],
            name_pl=row["name_pl"],
            unit=row["unit"] or "",
            population_base=row["population_base"] or "",
            years=parse_years(str(row["years"])),
            coverage=row["coverage"],
            decimals=row["decimals"],
            modelled=row["model"] == "model",
            per_population=row["per"] == "pop",
            quantiles=tuple(row[name] for name in _QUANTILES),
            leaning=(row["urban"] or 0.0, row["remote"] or 0.0, row["wealth"] or 0.0),
            path=medians.get((row["level"], row["indicator"]), ()),
        )
        for row in table.iter_rows(named=True)
    )


def draw_series(series: Series, traits: Floats, population: Floats, seed: int) -> Floats:
    """Values of one series, shape (units, years), NaN where it is not published.

    ``traits`` are standard scores (urban, remote, wealth), shape (3, units). The score of a unit is
    its leaning plus chance, part of it shared by the family of series of the same first word; the
    value is the quantile of Poland's units at that score, following the median from year to year.
    """
    rng = stream(seed, f"{series.level} {series.indicator}")
    family = stream(seed, f"{series.level} {series.indicator.split('_')[0]}")
    lean = np.array(series.leaning) @ traits
    left = np.sqrt(max(1.0 - float(np.var(lean)), 0.05))
    shared = family.normal(0, 1, len(population))
    own = rng.normal(0, 1, len(population))
    score = lean + left * (np.sqrt(FAMILY_SHARE) * shared + np.sqrt(1 - FAMILY_SHARE) * own)
    yearly = rng.normal(0, YEARLY_NOISE, (len(population), len(series.years)))
    values = np.interp(score[:, None] + yearly, _SCORES, series.quantiles)
    values = _follow(values, series)
    if series.per_population:
        values = values * population[:, None] / 1000
    values = np.round(values, series.decimals) + 0.0
    values[_unpublished(series, population, seed)] = np.nan
    return np.asarray(values)


def _follow(values: Floats, series: Series) -> Floats:
    """Scale each year to its median; shares of a whole stay below 100."""
    if series.path and series.path[-1] > 0:
        values = values * (np.array(series.path) / series.path[-1])
    return (
        np.clip(values, None, 100.0)
        if series.unit == "%" and max(series.quantiles) <= 100
        else values
    )


def _unpublished(series: Series, population: Floats, seed: int) -> npt.NDArray[np.bool_]:
    """Units without the series: small ones first, with some chance; the same for a family."""
    missing = np.zeros(len(population), dtype=bool)
    count = round((1 - series.coverage) * len(population))
    if count:
        rng = stream(seed, f"coverage {series.level} {series.indicator.split('_')[0]}")
        order = np.argsort(np.log(population) + rng.normal(0, 0.6, len(population)), kind="stable")
        missing[order[:count]] = True
    return missing
