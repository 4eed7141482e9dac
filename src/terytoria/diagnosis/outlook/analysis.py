"""Population outlook of an area: the entry function and its result."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from terytoria.diagnosis.outlook import explain
from terytoria.diagnosis.outlook.ages import LABELS, SEXES, START
from terytoria.diagnosis.outlook.backtest import Backtest, Width
from terytoria.diagnosis.outlook.country import LAST, STEP, YEARS, CountryOutlook, country_outlook
from terytoria.diagnosis.outlook.demand import bands, half_width, in_band
from terytoria.diagnosis.outlook.territory import Shown
from terytoria.diagnosis.provenance import source_of
from terytoria.statistics.evidence import Evidence
from terytoria.statistics.snapshot import Snapshot
from terytoria.statistics.unit_breaks import edges_of
from terytoria.territory import Area, Register

AREA = "area"
SOURCE = "GUS, Bank Danych Lokalnych; projekcja własna metodą składowych kohortowych"


class OutlookOptionsError(ValueError):
    """Options of the outlook that make no sense."""


@dataclass(frozen=True)
class OutlookOptions:
    """``level``: nominal coverage of ``low`` and ``high``, 0.8 or 0.95 (both are back-tested)."""

    level: float = 0.8

    def __post_init__(self) -> None:
        if self.level not in (0.8, 0.95):
            raise OutlookOptionsError(f"level is {self.level}; use 0.8 or 0.95")


@dataclass(frozen=True, eq=False)
class Outlook:
    """Population of the members of an area, and of the area as their exact sum, to 2040.

    ``people`` (members and area, 5 years, 2 sexes, 18 groups); ``missing``: members without base
    data, in no figure; ``changed``: members whose territory is not that of 2020, in no figure of
    their own, and in the sum only when the area holds all the parts.

    See :meth:`table`, :meth:`totals`, :meth:`demand`, :meth:`components`.
    """

    target: Area
    options: OutlookOptions
    units: tuple[str, ...]
    missing: tuple[str, ...]
    changed: tuple[str, ...]
    people: np.ndarray
    last_known: int
    register: Register
    backtest: Backtest
    evidence: tuple[Evidence, ...]
    _totals: pl.DataFrame
    _demand: pl.DataFrame
    _components: pl.DataFrame

    def table(self) -> pl.DataFrame:
        """unit, year, sex (m, f), age, persons; ages in order within a sex."""
        size, years, sexes, groups = self.people.shape
        return pl.DataFrame(
            {
                "unit": np.repeat(self.units, years * sexes * groups),
                "year": np.tile(np.repeat(YEARS, sexes * groups), size),
                "sex": np.tile(np.repeat(SEXES, groups), size * years),
                "age": np.tile(LABELS, size * years * sexes),
                "persons": self.people.ravel(),
            }
        )

    def totals(self) -> pl.DataFrame:
        """unit, year, kind (observed, projected), persons, low, high, low95, high95.

        Known totals, then every year to 2040; observed years have no interval.
        """
        return self._totals

    def demand(self) -> pl.DataFrame:
        """unit, band, label, year, persons, low, high."""
        return self._demand

    def components(self) -> pl.DataFrame:
        """unit, from, to, start, births, deaths, arrived, left, end; end = start + all moves."""
        return self._components

    def tables(self) -> dict[str, pl.DataFrame]:
        """Every table by name."""
        return {
            "people": self.table(),
            "totals": self._totals,
            "demand": self._demand,
            "components": self._components,
            "coverage": self.backtest.coverage,
        }

    @property
    def limits(self) -> tuple[str, ...]:
        """What the projection cannot say, in Polish."""
        return explain.limits(self.register, self.backtest.coverage, self.missing, self.changed)

    def explain(self, unit: str = AREA) -> str:
        """The area or one member in Polish; ``KeyError`` for a unit that is no member."""
        if unit != AREA and unit not in self.target:
            raise KeyError(f"{unit} is no member of {self.target.name}")
        totals = self._totals.filter(pl.col("unit") == unit)
        demand = self._demand.filter(pl.col("unit") == unit)
        level = self.options.level
        sentences = explain.sentences(self.register, unit, totals, demand, level)
        if unit == AREA:
            sentences += self.limits
        return " ".join(sentences)


def outlook(snapshot: Snapshot, area: Area, options: OutlookOptions | None = None) -> Outlook:
    """Population by age and sex to 2040, with intervals from a back-test.

    Raises :class:`terytoria.territory.UnknownUnitError` for a gmina outside the register and
    :class:`terytoria.diagnosis.outlook.OutlookDataError` when the snapshot lacks the series or no
    member has base data. Methods: docs/methods/outlook.md.
    """
    options = options or OutlookOptions()
    register = snapshot.register
    for code in area.gminas:
        register.unit(code)
    country = country_outlook(snapshot)
    rows = {code: int(country.row_of[register.index[code]]) for code in area.gminas}
    members = [code for code, row in rows.items() if row >= 0]
    if not members:
        raise explain.nothing_known(area.name)
    shown = Shown.of(members, area.gminas, edges_of(snapshot))
    chosen = _Chosen(_rows(shown.own, rows), _rows(shown.counted, rows))
    people = chosen.stack(country.population.swapaxes(0, 1))
    units = (*shown.own, AREA)
    widths = _widths(country, len(shown.own), len(shown.counted))
    totals = _totals(country, chosen, units, widths)
    totals = totals.rename({f"{side}80": side for side in ("low", "high")})
    if options.level == 0.95:
        totals = totals.with_columns(low=pl.col("low95"), high=pl.col("high95"))
    return Outlook(
        target=area,
        options=options,
        units=units,
        missing=shown.missing,
        changed=shown.changed,
        people=people,
        last_known=country.last_known,
        register=register,
        backtest=country.backtest,
        evidence=_evidence(snapshot, list(shown.counted), totals),
        _totals=totals,
        _demand=_demand(country, people, units, widths, options.level),
        _components=_components(country, chosen, people, units),
    )


@dataclass(frozen=True, eq=False)
class _Chosen:
    """Rows of the country that have figures of their own, and those that make the area's sum."""

    own: np.ndarray
    counted: np.ndarray

    def stack(self, values: np.ndarray) -> np.ndarray:
        """Values (rows of the country first) of the own rows, then the sum of the counted."""
        return np.concatenate([values[self.own], values[self.counted].sum(axis=0, keepdims=True)])


def _rows(codes: Sequence[str], rows: Mapping[str, int]) -> np.ndarray:
    return np.array([rows[code] for code in codes], dtype=np.intp)


def _widths(country: CountryOutlook, own: int, counted: int) -> list[dict[float, Width]]:
    """Widths of each unit: those of gminas, and for the area those of areas of several."""
    single, joint = country.backtest.gmina, country.backtest.area
    return [single] * own + [joint if counted > 1 else single]


def _totals(
    country: CountryOutlook,
    chosen: _Chosen,
    units: tuple[str, ...],
    widths: list[dict[float, Width]],
) -> pl.DataFrame:
    known = chosen.stack(country.base.totals)
    ends = country.population.sum(axis=(2, 3)).T
    ahead = [year for year in range(START, LAST + 1) if year > country.last_known]
    persons = chosen.stack(_every_year(ends, ahead))
    frames = []
    for number, unit in enumerate(units):
        horizon = np.array(ahead) - country.last_known
        limits = {}
        for level, width in widths[number].items():
            half = width.at(persons[number], horizon)
            name = f"{round(100 * level)}"
            limits[f"low{name}"] = persons[number] * np.exp(-half)
            limits[f"high{name}"] = persons[number] * np.exp(half)
        years = [*country.base.years, *ahead]
        nothing = np.full(known.shape[1], np.nan)
        frames.append(
            pl.DataFrame(
                {
                    "unit": [unit] * len(years),
                    "year": years,
                    "kind": ["observed"] * known.shape[1] + ["projected"] * len(ahead),
                    "persons": np.concatenate([known[number], persons[number]]),
                    **{name: np.concatenate([nothing, v]) for name, v in limits.items()},
                }
            )
        )
    return pl.concat(frames).with_columns(pl.selectors.float().fill_nan(None))


def _every_year(ends: np.ndarray, years: list[int]) -> np.ndarray:
    """Totals of each year on geometric paths between the ends of five years."""
    at = (np.array(years) - START) / STEP
    left = np.minimum(np.floor(at).astype(int), ends.shape[1] - 2)
    start, end = ends[:, left], ends[:, left + 1]
    path: np.ndarray = start * (end / start) ** (at - left)
    return path


def _demand(
    country: CountryOutlook,
    people: np.ndarray,
    units: tuple[str, ...],
    widths: list[dict[float, Width]],
    level: float,
) -> pl.DataFrame:
    sizes = people.sum(axis=(2, 3))
    rows = []
    for band in bands():
        persons = in_band(band, people)
        for number, unit in enumerate(units):
            for step, year in enumerate(YEARS):
                count = persons[number, step]
                ahead = year - country.last_known
                width = widths[number][level]
                half = float(half_width(band, count, sizes[number, step], ahead, width))
                low, high = count * np.exp(-half), count * np.exp(half)
                observed = ahead <= 0
                limits = (None, None) if observed else (float(low), float(high))
                rows.append((unit, band.id, band.label, year, float(count), *limits))
    schema = {
        "unit": pl.String,
        "band": pl.String,
        "label": pl.String,
        "year": pl.Int64,
        "persons": pl.Float64,
        "low": pl.Float64,
        "high": pl.Float64,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def _components(
    country: CountryOutlook, chosen: _Chosen, people: np.ndarray, units: tuple[str, ...]
) -> pl.DataFrame:
    sizes = people.sum(axis=(2, 3))
    frames = []
    for number, step in enumerate(country.steps):
        events = {
            name: chosen.stack(values)
            for name, values in (
                ("births", step.births),
                ("deaths", step.deaths),
                ("arrived", step.arrived),
                ("left", step.left),
            )
        }
        frames.append(
            pl.DataFrame(
                {
                    "unit": units,
                    "from": [YEARS[number]] * len(units),
                    "to": [YEARS[number + 1]] * len(units),
                    "start": sizes[:, number],
                    **events,
                    "end": sizes[:, number + 1],
                }
            )
        )
    return pl.concat(frames).sort("unit", "from")


def _evidence(snapshot: Snapshot, members: list[str], totals: pl.DataFrame) -> tuple[Evidence, ...]:
    last = totals.filter((pl.col("unit") == AREA) & (pl.col("year") == LAST))
    persons, low, high = last.select("persons", "low", "high").row(0)
    formula = (
        "ludność 2020 według wieku i płci + urodzenia − zgony + saldo migracji, kroki 5-letnie"
    )
    return (
        Evidence(
            "outlook.population",
            tuple(members),
            (START, LAST),
            persons,
            (low, high),
            source_of(snapshot, SOURCE),
            snapshot.vintage,
            formula,
        ),
    )
