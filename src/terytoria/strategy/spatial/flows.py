"""Functional links: commuting flows between members and with gminas outside, above thresholds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import shapely

from terytoria.diagnosis.links import FlowMatrix, Links, flow_matrix
from terytoria.diagnosis.naming import named, whence, whither
from terytoria.diagnosis.provenance import source_of
from terytoria.language.cases import Case
from terytoria.language.numbers import number, percent
from terytoria.language.plural import counted
from terytoria.statistics.evidence import Evidence
from terytoria.statistics.snapshot import Snapshot
from terytoria.strategy.spatial.model import Feature, Layer
from terytoria.strategy.spatial.rules import rule
from terytoria.territory import Area, Register

SCHEMA = {"origin": str, "dest": str, "persons": int, "km": float}
Spot: TypeAlias = tuple[float, float]
Spots: TypeAlias = Mapping[str, Spot]
"""Longitude and latitude of the main settlement of gminas that have one in the data."""


@dataclass(frozen=True)
class Flow:
    """Persons from one gmina to another and the kilometres between their inner points."""

    origin: str
    dest: str
    persons: int
    km: float | None

    def kind(self, area: Area) -> str:
        """Between members, out of the area or into it."""
        if self.origin in area:
            return "between" if self.dest in area else "out"
        return "in"


def flows_of(snapshot: Snapshot, area: Area) -> list[Flow]:
    """Every observed flow that starts or ends in an area, by origin and destination."""
    country = flow_matrix(snapshot)
    part: FlowMatrix = country.part(np.array([country.index[code] for code in area.gminas]))
    columns = (part.origin.tolist(), part.dest.tolist(), part.persons.tolist(), part.km.tolist())
    return [
        Flow(part.codes[start], part.codes[end], round(persons), km if np.isfinite(km) else None)
        for start, end, persons, km in zip(*columns, strict=True)
    ]


def link_layer(snapshot: Snapshot, area: Area, links: Links, spots: Spots) -> Layer:
    """The layer of commuting flows: lines between gminas, the largest first.

    A gmina stands at its ``spots`` (its main settlement), else at its inner point.
    """
    own = rule("links")
    flows = flows_of(snapshot, area)
    far = [one for one in flows if one.km is not None and one.km > own.values["far_km"]]
    near = [one for one in flows if one.km is not None and one.km <= own.values["far_km"]]
    least = {"between": own.values["between"]}
    shown = [one for one in near if one.persons >= least.get(one.kind(area), own.values["outward"])]
    shown.sort(key=lambda one: (-one.persons, one.origin, one.dest))
    features = tuple(_feature(snapshot, area, one, spots) for one in shown)
    limits = [*own.limits]
    if far:
        count = counted(len(far), "strumień", "strumienie", "strumieni")
        persons = _persons(sum(one.persons for one in far))
        limits.append(f"Dłuższe niż {number(own.values['far_km'])} km: {count}, {persons}.")
    if unplaced := len(flows) - len(far) - len(near):
        limits.append(f"Bez współrzędnych gminy nie narysowano strumieni: {number(unplaced)}.")
    text = _told(snapshot.register, area, links, shown)
    return Layer("links", own, features, SCHEMA, text, tuple(limits))


def point_of(register: Register, code: str, spots: Spots) -> Spot | None:
    """Where a gmina stands on the map: longitude and latitude, ``None`` when not known."""
    unit = register.unit(code)
    inner = None if unit.lon is None or unit.lat is None else (unit.lon, unit.lat)
    return spots.get(code, inner)


def _feature(snapshot: Snapshot, area: Area, flow: Flow, spots: Spots) -> Feature:
    register = snapshot.register
    ends = [point_of(register, code, spots) for code in (flow.origin, flow.dest)]
    names = [named(register, code, Case.NOMINATIVE) for code in (flow.origin, flow.dest)]
    evidence = Evidence(
        "spatial.flow",
        (flow.origin, flow.dest),
        (flow_matrix(snapshot).year,),
        float(flow.persons),
        None,
        source_of(snapshot, rule("links").source),
        snapshot.vintage,
        "liczba dojeżdżających do pracy (dolna granica)",
    )
    return Feature(
        f"{flow.origin}-{flow.dest}",
        " → ".join(names),
        flow.kind(area),
        shapely.LineString([end for end in ends if end is not None]),
        {
            "origin": flow.origin,
            "dest": flow.dest,
            "persons": flow.persons,
            "km": None if flow.km is None else round(flow.km, 1),
        },
        (evidence,),
    )


def _told(register: Register, area: Area, links: Links, shown: list[Flow]) -> str:
    inside, out = links.area["inside"], links.area["out"]
    if not out:
        return (
            "W danych nie ma wyjazdów do pracy z tego obszaru; powiązania trzeba wykazać inaczej."
        )
    text = (
        f"Między gminami obszaru dojeżdża do pracy co najmniej {_persons(inside)}: "
        f"{percent(100 * inside / out, 0)} wyjeżdżających z nich do pracy ({number(out)}). "
    )
    between = [one for one in shown if one.kind(area) == "between"]
    if between:
        top = between[0]
        way = f"{whence(register, top.origin)} {whither(register, top.dest)}"
        text += f"Największy strumień prowadzi {way}: {_persons(top.persons)}. "
    if 2 * inside >= out:
        return text + "Obszar działa jako całość: wspólny transport i usługi mają uzasadnienie."
    return (
        f"{text}Większość wyjeżdża poza obszar: potrzebne są uzgodnienia z gminami, do których "
        "jeździ."
    )


def _persons(count: float) -> str:
    return counted(count, "osoba", "osoby", "osób")
