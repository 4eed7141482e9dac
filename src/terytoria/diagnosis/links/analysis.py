"""Functional links of an area: the entry function and its result."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from terytoria.diagnosis.links import explain, supralocal
from terytoria.diagnosis.links.matrix import flow_matrix
from terytoria.diagnosis.links.measures import (
    FORMULAS,
    destinations,
    fitting,
    members,
    outflows,
    summary,
)
from terytoria.diagnosis.links.regions import regions_of
from terytoria.diagnosis.links.supralocal import Supralocal
from terytoria.diagnosis.provenance import source_of
from terytoria.statistics.evidence import Evidence
from terytoria.statistics.snapshot import Snapshot
from terytoria.territory import Area, Register

SOURCE = "GUS, przepływy ludności związane z zatrudnieniem"


class LinksOptionsError(ValueError):
    """Options of the analysis of links that make no sense."""


@dataclass(frozen=True)
class LinksOptions:
    """``far_km``: a flow longer than this is shown apart and makes no dominant flow."""

    far_km: float = 80.0

    def __post_init__(self) -> None:
        if not self.far_km > 0:
            raise LinksOptionsError(f"far_km is {self.far_km}; give a distance above 0 km")


@dataclass(frozen=True, eq=False)
class Links:
    """Commuting links of one area. Persons are lower bounds; shares are of observed commuters.

    ``members``: a row per member (see :func:`measures.members`); ``flows_out``: origin, dest,
    persons, km, far of every flow from a member; ``matrix``: those that end in another member;
    ``outside``: unit, persons_out, persons_in, km, far, neighbour, for every gmina outside that
    exchanges commuters with the area, largest outflow first; ``candidates``: contiguous outside
    gminas with their tie and whether it exceeds the weakest member's; ``area``: the figures
    of the area as a whole by name.
    """

    target: Area
    options: LinksOptions
    year: int
    lower_bound: int
    members: pl.DataFrame
    flows_out: pl.DataFrame
    matrix: pl.DataFrame
    outside: pl.DataFrame
    candidates: pl.DataFrame
    area: dict[str, float]
    supralocal: Supralocal
    register: Register
    evidence: tuple[Evidence, ...]

    def table(self) -> pl.DataFrame:
        """The members."""
        return self.members

    def tables(self) -> dict[str, pl.DataFrame]:
        """Every table by name."""
        return {
            "members": self.members,
            "flows_out": self.flows_out,
            "matrix": self.matrix,
            "outside": self.outside,
            "candidates": self.candidates,
        }

    @property
    def limits(self) -> tuple[str, ...]:
        """What the data cannot say, in Polish."""
        return explain.limits(self.lower_bound, self.options.far_km)

    def explain(self, unit: str | None = None) -> str:
        """The area, or one member, in Polish; ``KeyError`` for a unit that is no member."""
        if unit is not None:
            member = next(self.members.filter(pl.col("unit") == unit).iter_rows(named=True), None)
            if member is None:
                raise KeyError(f"{unit} is no member of {self.target.name}")
            targets = self.destinations(unit)
            return " ".join(explain.member_sentences(self.register, member, targets, self.year))
        better = self.better_outside().select("unit", "tie").rows()
        tied = self.members.drop_nulls("tie").sort("tie", "unit")
        sentences = [
            *explain.area_sentences(self.year, self.area, len(self.target)),
            *explain.verdict_sentences(self.register, self.supralocal),
        ]
        if tied.height and len(self.target) > 1:
            weakest = tied.select("unit", "tie").row(0)
            sentences.append(explain.candidate_sentence(self.register, better, weakest))
        return " ".join([*sentences, *self.limits])

    def destinations(self, code: str) -> pl.DataFrame:
        """Where the people of one member work: origin, dest, persons, share of its out-commuters.

        All destinations, inside the area and outside it, the largest first.
        """
        total = self.members.filter(pl.col("unit") == code)["out"].sum()
        return (
            self.flows_out.filter(pl.col("origin") == code)
            .with_columns(share=pl.col("persons") / total)
            .sort(["persons", "dest"], descending=[True, False])
        )

    def better_outside(self) -> pl.DataFrame:
        """Contiguous outside gminas tied more closely to the area than its weakest member."""
        return self.candidates.filter(pl.col("stronger"))


def functional_links(snapshot: Snapshot, area: Area, options: LinksOptions | None = None) -> Links:
    """Commuting links of an area, with the evidence that art. 10g of the gmina act asks for.

    Raises :class:`terytoria.territory.UnknownUnitError` for a gmina outside the register.
    Methods: docs/methods/functional-links.md.
    """
    options = options or LinksOptions()
    register = snapshot.register
    for code in area.gminas:
        register.unit(code)
    country = flow_matrix(snapshot)
    regions = regions_of(country, options.far_km)
    rows = np.array([country.index[code] for code in area.gminas])
    flows = country.part(rows)
    around = snapshot.neighbours.around(area.gminas)
    leaving = outflows(flows, rows, options.far_km)
    inner = leaving.filter(pl.col("dest").is_in(area.gminas)).select("origin", "dest", "persons")
    table = members(flows, rows, regions, options.far_km)
    totals = summary(flows, rows, around, options.far_km)
    return Links(
        target=area,
        options=options,
        year=flows.year,
        lower_bound=country.lower_bound,
        members=table,
        flows_out=leaving,
        matrix=inner,
        outside=destinations(flows, rows, around, options.far_km),
        candidates=fitting(flows, rows, around, table, country.traffic),
        area=totals,
        supralocal=supralocal.assess(register, snapshot.neighbours, area, inner.iter_rows()),
        register=register,
        evidence=_evidence(snapshot, area, flows.year, totals),
    )


def _evidence(
    snapshot: Snapshot, area: Area, year: int, totals: dict[str, float]
) -> tuple[Evidence, ...]:
    source = source_of(snapshot, SOURCE)
    return tuple(
        Evidence(
            f"links.{name}",
            area.gminas,
            (year,),
            value,
            None,
            source,
            snapshot.vintage,
            formula,
        )
        for name, value in totals.items()
        if (formula := FORMULAS.get(name))
    )
