"""A diagnosis as JSON: the shape that ``schema.json`` describes."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import polars as pl

from terytoria.diagnosis.groups import AREA, ComparisonGroup
from terytoria.diagnosis.serialise_values import plain

if TYPE_CHECKING:
    from terytoria.diagnosis.diagnosis import Diagnosis
    from terytoria.diagnosis.index import DevelopmentIndex
    from terytoria.statistics.catalogue import Catalogue

FORMAT = "terytoria-diagnosis/1"


@cache
def schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of :meth:`Diagnosis.to_json`.

    >>> schema()["$schema"]
    'https://json-schema.org/draft/2020-12/schema'
    """
    text = files("terytoria.diagnosis").joinpath("schema.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def to_json(diagnosis: Diagnosis, catalogue: Catalogue) -> dict[str, Any]:
    """Everything a diagnosis found, as JSON values.

    The area bears one name in ``unit`` everywhere: its TERYT code, or ``area``. Rows hold every
    column, null where unknown.
    """
    body = {
        "format": FORMAT,
        "area": _area(diagnosis),
        "snapshot": _snapshot(diagnosis),
        "options": diagnosis.options,
        "unit_changes": diagnosis.borders.to_json(),
        "groups": _groups(diagnosis.groups),
        "indicators": _indicators(diagnosis, catalogue),
        "standings": diagnosis.standings.rows,
        "dynamics": diagnosis.dynamics.rows,
        "composite": _composite(diagnosis.index),
        "links": _links(diagnosis),
        "outlook": _outlook(diagnosis),
        "access": _access(diagnosis),
        "findings": [finding.to_json() for finding in diagnosis.findings],
        "challenges": [challenge.to_json() for challenge in diagnosis.challenges],
    }
    return {key: plain(value) for key, value in body.items()}


def _area(diagnosis: Diagnosis) -> dict[str, Any]:
    area, register = diagnosis.area, diagnosis.snapshot.register
    units = [register.unit(code) for code in area.gminas]
    whole = area.whole_powiats(register)
    return {
        "name": area.name,
        "code": area.code or None,
        "unit": diagnosis.standings.area_unit,
        "as_of": area.as_of,
        "gminas": [
            {"code": one.code, "name": one.name, "kind": one.kind.value, "powiat": one.code[:4]}
            for one in units
        ],
        "powiats": [
            {"code": code, "name": register.unit(code).name, "whole": code in whole}
            for code in area.powiats()
        ],
        "voivodeships": [
            {"code": code, "name": register.unit(code).name} for code in area.voivodeships()
        ],
        "contiguous": diagnosis.contiguity.contiguous,
        "parts": diagnosis.contiguity.parts,
        "enclaves": diagnosis.contiguity.enclaves,
    }


def _snapshot(diagnosis: Diagnosis) -> dict[str, Any]:
    snapshot = diagnosis.snapshot
    return {
        "name": snapshot.name,
        "vintage": snapshot.vintage,
        "synthetic": snapshot.synthetic,
        "sources": snapshot.manifest.sources,
    }


def _groups(groups: Mapping[str, ComparisonGroup]) -> list[dict[str, Any]]:
    """Each comparison group once, with the units compared with it."""
    found = {group.id: group for group in groups.values()}
    return [
        {
            "id": name,
            "label_pl": group.label_pl,
            "label_en": group.label_en,
            "kind": group.kind,
            "level": group.level,
            "units": sorted(unit for unit, own in groups.items() if own.id == name),
            "members": group.members,
            "notes": group.notes,
        }
        for name, group in sorted(found.items())
    ]


def _indicators(diagnosis: Diagnosis, catalogue: Catalogue) -> list[dict[str, Any]]:
    known = set(diagnosis.standings.rows["indicator"])
    return [
        {
            "id": one.id,
            "name_pl": one.name_pl,
            "name_en": one.name_en,
            "unit_pl": one.unit,
            "unit_en": catalogue.unit_en(one.unit),
            "decimals": one.decimals,
            "direction": one.direction,
            "level": one.level,
            "dimension": one.dimension,
            "topic": one.area,
            "formula": one.formula_text,
        }
        for one in catalogue.indicators.values()
        if one.id in known
    ]


def _composite(index: DevelopmentIndex) -> dict[str, Any]:
    tree = index.gminas.composite.hierarchy
    in_areas = {node.code for node in index.areas.composite.hierarchy.indicators}
    return {
        "scores": index.table(),
        "nodes": index.nodes(),
        "tree": [
            {"node": node.code, "name": node.name, "level": node.level, "parent": node.parent}
            for node in tree.aggregates
        ],
        "probability_above": {
            "units": index.area.gminas,
            "share": index.probability_above(),
        },
        "sensitivity": {
            "gminas": index.gminas.sensitivity.table(),
            "areas": index.areas.sensitivity.table(),
        },
        "indicators": [
            {"indicator": name, "year": year, "in_areas": name in in_areas}
            for name, year in index.indicators
        ],
    }


def _links(diagnosis: Diagnosis) -> dict[str, Any]:
    links = diagnosis.links
    legal = links.supralocal
    return {
        "year": links.year,
        "lower_bound": links.lower_bound,
        "area": links.area,
        **links.tables(),
        "supralocal": {
            "verdict": legal.verdict,
            "networks": legal.networks,
            "unlinked": legal.unlinked,
            "unmapped": legal.unmapped,
            "persons_between": legal.persons_between,
            "must_join": legal.must_join,
            "may_join": legal.may_join,
        },
        "limits": links.limits,
    }


def _outlook(diagnosis: Diagnosis) -> dict[str, Any]:
    outlook = diagnosis.outlook
    named = _one_name(diagnosis, outlook.tables())
    return {
        **named,
        "level": outlook.options.level,
        "last_known": outlook.last_known,
        "missing": outlook.missing,
        "changed": outlook.changed,
        "limits": outlook.limits,
    }


def _access(diagnosis: Diagnosis) -> dict[str, Any]:
    access = diagnosis.access
    return {**_one_name(diagnosis, access.tables()), "limits": access.limits}


def _one_name(diagnosis: Diagnosis, tables: Mapping[str, pl.DataFrame]) -> dict[str, pl.DataFrame]:
    """Tables in which the area bears the name it has in the standings."""
    name = diagnosis.standings.area_unit
    return {
        key: frame.with_columns(pl.col("unit").replace(AREA, name))
        if "unit" in frame.columns
        else frame
        for key, frame in tables.items()
    }
