"""Access of an area to schools and given points: the entry function and its result."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import polars as pl

from terytoria.diagnosis.access import explain
from terytoria.diagnosis.access.country import Demand, country_access, demand_of
from terytoria.diagnosis.access.coverage import coverage
from terytoria.diagnosis.access.nearest import nearest
from terytoria.diagnosis.access.points import Points
from terytoria.diagnosis.access.thresholds import STAGES, Threshold, thresholds
from terytoria.diagnosis.access.weighted import (
    group_means,
    group_quantiles,
    group_shares_beyond,
)
from terytoria.diagnosis.provenance import source_of
from terytoria.statistics.evidence import Evidence
from terytoria.statistics.snapshot import Snapshot
from terytoria.territory import Area, Register

AREA = "area"
AT_TARGET_KM = 0.2
SOURCE = "Rejestr Szkół i Placówek Oświatowych; obwody głosowania (PKW)"


class AccessOptionsError(ValueError):
    """Options of the analysis of access that make no sense."""


@dataclass(frozen=True)
class AccessOptions:
    """``stages`` of schools, further ``points``, and how many ``worst`` places to list."""

    stages: tuple[str, ...] = ("primary", "secondary")
    points: tuple[Points, ...] = field(default=())
    worst: int = 10

    def __post_init__(self) -> None:
        unknown = sorted(set(self.stages) - set(STAGES))
        if unknown:
            raise AccessOptionsError(f"no stage {unknown[0]!r}; use {', '.join(STAGES)}")
        if self.worst < 1:
            raise AccessOptionsError(f"worst is {self.worst}; list at least 1 place")
        titles = [*self.stages, *(points.title for points in self.points)]
        if len(set(titles)) != len(titles):
            raise AccessOptionsError("two targets have the same title; rename one")


@dataclass(frozen=True, eq=False)
class Access:
    """Straight-line distances of people to targets.

    ``members``: a row per unit (``area`` for the whole) and target: unit, target, persons, mean_km,
    median_km, p90_km, at_target (share of persons whose point lies within 0.2 km of a target:
    polling stations are often in schools), percentile (0: nearest in the country; gminas and
    schools only);
    ``beyond``: unit, target, limit_km, basis, share, persons; ``worst``: target, unit, locality,
    persons, km, nearest, nearest_unit; ``coverage``: unit, persons, share (of adults located).
    """

    target: Area
    options: AccessOptions
    members: pl.DataFrame
    beyond: pl.DataFrame
    worst: pl.DataFrame
    coverage: pl.DataFrame
    register: Register
    evidence: tuple[Evidence, ...]

    def table(self) -> pl.DataFrame:
        """Distances per unit and target."""
        return self.members

    def tables(self) -> dict[str, pl.DataFrame]:
        """Every table by name."""
        return {
            "members": self.members,
            "beyond": self.beyond,
            "worst": self.worst,
            "coverage": self.coverage,
        }

    @property
    def limits(self) -> tuple[str, ...]:
        """What the data cannot say, in Polish."""
        return explain.limits(self.register, self.members, self.coverage)

    def explain(self, unit: str = AREA) -> str:
        """The area or one member in Polish; ``KeyError`` for a unit that is no member."""
        if unit != AREA and unit not in self.target:
            raise KeyError(f"{unit} is no member of {self.target.name}")
        sentences = explain.unit_sentences(self.register, unit, self.members, self.beyond)
        if unit == AREA:
            sentences += explain.worst_sentences(self.register, self.worst)
            sentences += self.limits
        return " ".join(sentences)


def access(snapshot: Snapshot, area: Area, options: AccessOptions | None = None) -> Access:
    """Distances from where people live to the nearest schools and given points.

    Targets outside the area count too. Raises :class:`terytoria.territory.UnknownUnitError` for
    a gmina outside the register. Methods: docs/methods/access.md.
    """
    options = options or AccessOptions()
    register = snapshot.register
    for code in area.gminas:
        register.unit(code)
    rows = np.array([register.index[code] for code in area.gminas])
    demand = demand_of(snapshot)
    chosen = demand.of_rows(rows)
    targets = _targets(snapshot, demand, chosen, rows, options)
    parts = [_measure(area, demand, chosen, rows, target) for target in targets]
    members = pl.concat([part[0] for part in parts])
    return Access(
        target=area,
        options=options,
        members=members,
        beyond=pl.concat([part[1] for part in parts]),
        worst=pl.concat([_worst(demand, chosen, target, options.worst) for target in targets]),
        coverage=_coverage(snapshot, area, demand, rows),
        register=register,
        evidence=_evidence(snapshot, area, members),
    )


@dataclass(frozen=True, eq=False)
class _Target:
    """One kind of target as seen from the demand points of the area."""

    title: str
    km: np.ndarray
    names: list[str]
    units: list[str | None]
    thresholds: tuple[Threshold, ...]
    percentile: np.ndarray


def _targets(
    snapshot: Snapshot, demand: Demand, chosen: np.ndarray, rows: np.ndarray, options: AccessOptions
) -> list[_Target]:
    found = []
    for stage in options.stages:
        country = country_access(snapshot, stage)
        if not country.schools.height:
            continue
        schools = country.schools[country.target[chosen]]
        found.append(
            _Target(
                stage,
                country.km[chosen],
                schools["name"].to_list(),
                schools["unit"].to_list(),
                thresholds(stage),
                country.percentile[rows],
            )
        )
    for points in options.points:
        km, which = nearest(demand.lon[chosen], demand.lat[chosen], points.lon, points.lat)
        names = [points.names[number] for number in which]
        limit = points.limit_km
        own = (
            () if limit is None else (Threshold(float(limit), "", "próg podany z punktami", "own"),)
        )
        nowhere = np.full(len(rows), np.nan)
        found.append(_Target(points.title, km, names, [None] * len(names), own, nowhere))
    return found


def _measure(
    area: Area, demand: Demand, chosen: np.ndarray, rows: np.ndarray, target: _Target
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Rows of ``members`` and ``beyond`` for one target: the members, then the whole area."""
    size = len(rows)
    groups = np.searchsorted(rows, demand.rows[chosen])
    km = np.tile(target.km, 2)
    persons = np.tile(demand.persons[chosen], 2)
    groups = np.concatenate([groups, np.full(len(chosen), size)])
    weight = np.bincount(groups, persons, size + 1)
    same = {"unit": [*area.gminas, AREA], "target": [target.title] * (size + 1)}
    members = pl.DataFrame(
        {
            **same,
            "persons": np.rint(weight).astype(np.int64),
            "mean_km": group_means(km, persons, groups, size + 1),
            "median_km": group_quantiles(km, persons, groups, size + 1, 0.5),
            "p90_km": group_quantiles(km, persons, groups, size + 1, 0.9),
            "at_target": group_means(
                (km <= AT_TARGET_KM).astype(np.float64), persons, groups, size + 1
            ),
            "percentile": np.append(target.percentile, np.nan),
        }
    ).with_columns(pl.selectors.float().fill_nan(None))
    beyond = [_EMPTY_BEYOND]
    for limit in target.thresholds:
        share = group_shares_beyond(km, persons, groups, size + 1, limit.km)
        part = pl.DataFrame({**same, "limit_km": limit.km, "basis": limit.basis, "share": share})
        people = pl.Series("persons", np.rint(np.nan_to_num(share) * weight).astype(np.int64))
        beyond.append(part.with_columns(pl.col("share").fill_nan(None), people))
    return members, pl.concat(beyond)


_EMPTY_BEYOND = pl.DataFrame(
    schema={
        "unit": pl.String,
        "target": pl.String,
        "limit_km": pl.Float64,
        "basis": pl.String,
        "share": pl.Float64,
        "persons": pl.Int64,
    }
)


def _worst(demand: Demand, chosen: np.ndarray, target: _Target, count: int) -> pl.DataFrame:
    """Places farthest from the target; points of one locality are taken together."""
    points = demand.frame[chosen].select("unit", "locality", pl.col("persons").cast(pl.Int64))
    points = points.with_columns(
        pl.Series("km", target.km, pl.Float64),
        pl.Series("nearest", target.names, pl.String),
        pl.Series("nearest_unit", target.units, pl.String),
    )
    weight = pl.col("persons").cast(pl.Float64)
    return (
        points.filter(pl.col("persons") > 0)
        .sort("unit", "locality", "km")
        .group_by("unit", "locality", maintain_order=True)
        .agg(
            pl.col("persons").sum(),
            ((pl.col("km") * weight).sum() / weight.sum()).alias("km"),
            pl.col("nearest", "nearest_unit").first(),
        )
        .sort(["km", "unit", "locality"], descending=[True, False, False])
        .head(count)
        .select(pl.lit(target.title).alias("target"), pl.all())
    )


def _coverage(snapshot: Snapshot, area: Area, demand: Demand, rows: np.ndarray) -> pl.DataFrame:
    share = coverage(snapshot.observations, demand)[rows]
    located = np.rint(demand.located[rows]).astype(np.int64)
    frame = pl.DataFrame({"unit": area.gminas, "persons": located, "share": share})
    return frame.with_columns(pl.col("share").fill_nan(None))


def _evidence(snapshot: Snapshot, area: Area, members: pl.DataFrame) -> tuple[Evidence, ...]:
    formula = "Σ osób · odległość w linii prostej do najbliższego celu / Σ osób"
    whole = members.filter(pl.col("unit") == AREA).select("target", "mean_km")
    source = source_of(snapshot, SOURCE)
    return tuple(
        Evidence(
            f"access.{target}",
            area.gminas,
            (),
            mean,
            None,
            source,
            snapshot.vintage,
            formula,
        )
        for target, mean in whole.iter_rows()
    )
