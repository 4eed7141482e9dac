"""Values of every series of the country, as frames of observations."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from terytoria.statistics.sources.synthetic.modelled import Made, gmina_values, powiat_values
from terytoria.statistics.sources.synthetic.series import Series, all_series, draw_series
from terytoria.statistics.sources.synthetic.world import World

Floats = npt.NDArray[np.float64]
Values = dict[Series, Floats]

SOURCE = "przykład syntetyczny"
VIA = "terytoria: kraj przykładowy"


def all_values(world: World) -> Values:
    """Values of every series, shape (units of its level, its years); NaN is not published."""
    gmina_drawn = _draw(world, "gmina", world.scores, world.people.total)
    gminas = gmina_values(world, gmina_drawn)
    population = world.sums(world.people.total)
    scores = np.array(
        [world.sums(score * world.people.total) / population for score in world.scores]
    )
    scores = np.array([(s - s.mean()) / max(float(s.std()), 1e-9) for s in scores])
    powiat_drawn = _draw(world, "powiat", scores, population)
    # A city with powiat rights has one budget, that of a gmina.
    powiat_drawn["pit_share_powiat_budget"][world.country.powiat_city] = np.nan
    _complete_education(powiat_drawn)
    powiats = powiat_values(world, gminas, powiat_drawn)
    return {
        series: _values_of(series, gminas, gmina_drawn)
        if series.level == "gmina"
        else _values_of(series, powiats, powiat_drawn)
        for series in all_series()
    }


def _draw(world: World, level: str, scores: Floats, population: Floats) -> dict[str, Floats]:
    return {
        series.indicator: draw_series(series, scores, population, world.country.seed)
        for series in all_series()
        if series.level == level and not series.modelled
    }


def _values_of(series: Series, made: Made, drawn: dict[str, Floats]) -> Floats:
    if not series.modelled:
        return drawn[series.indicator]
    by_year = made[series.indicator]
    return np.column_stack([by_year[year] for year in series.years])


def _complete_education(drawn: dict[str, Floats]) -> None:
    """Shares of the four levels of education add up to 93 %, as in the census of 2021."""
    names = [f"edu_{level}_pct" for level in ("higher", "secondary", "vocational", "primary")]
    total = sum(drawn[name] for name in names)
    for name in names:
        drawn[name] = np.round(drawn[name] * 93 / total, 2)


def observations(world: World, values: Values) -> pl.DataFrame:
    """Observations of all series as the snapshot keeps them; absent rows are missing values."""
    names = {"gmina": world.country.codes, "powiat": world.country.powiat_codes}
    units = {k: pl.Series(v.astype(str), dtype=pl.Categorical) for k, v in names.items()}
    return pl.concat(
        [_rows(series, array, units[series.level]) for series, array in values.items()],
        rechunk=False,
    )


def _rows(series: Series, values: Floats, units: pl.Series) -> pl.DataFrame:
    """Rows of one series, by year and unit."""
    flat = values.T.ravel()
    known = np.flatnonzero(np.isfinite(flat))
    size = len(units)
    constant = {"level": series.level, "indicator": series.indicator, "source": SOURCE, "via": VIA}
    frame = pl.DataFrame(
        {
            "unit": units.gather(known % size),
            "year": np.array(series.years, dtype=np.int16)[known // size],
            "value": flat[known],
        }
    )
    return frame.with_columns(
        pl.lit(text, dtype=pl.Categorical).alias(name) for name, text in constant.items()
    ).select("unit", "level", "indicator", "year", "value", "source", "via")


def indicator_list(values: Values) -> pl.DataFrame:
    """List of indicators with their years, coverage and range."""
    entries = [_entry(series, array) for series, array in values.items()]
    return pl.DataFrame(entries, infer_schema_length=None)


def _entry(series: Series, values: Floats) -> dict[str, str | int | float | None]:
    known = values[np.isfinite(values)]
    years = series.years
    low, middle, high = (
        (float(known.min()), float(np.median(known)), float(known.max()))
        if len(known)
        else (0.0,) * 3
    )
    return {
        "level": series.level,
        "indicator": series.indicator,
        "name_pl": series.name_pl,
        "unit": series.unit or None,
        "population_base": series.population_base or None,
        "years": f"{years[0]}-{years[-1]}" if len(years) > 1 else str(years[0]),
        "n_years": len(years),
        "units_max": int(np.isfinite(values).sum(axis=0).max()),
        "obs": len(known),
        "min": low,
        "median": middle,
        "max": high,
        "note": SOURCE,
    }
