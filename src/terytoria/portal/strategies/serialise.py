"""The chain as canonical JSON and back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from terytoria.portal.strategies.chain import (
    Chain,
    Challenge,
    Cited,
    Direction,
    Frame,
    Goal,
    Project,
    Target,
)
from terytoria.portal.strategies.enums import CitedState, Readiness, Wanted

FORMAT = "terytoria-strategy/1"


def to_bytes(chain: Chain) -> bytes:
    """The same chain is the same bytes: keys sorted, no spaces, costs as decimal strings."""
    values = asdict(chain)
    del values["uncited"]
    told = json.dumps(
        {"format": FORMAT, **values},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
        default=_plain,
    )
    return told.encode()


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value:.2f}"
    raise TypeError(f"{type(value).__name__} has no place in a chain")


def from_json(values: Mapping[str, Any]) -> Chain:
    """The chain told by :func:`to_bytes`; ``ValueError`` for another format."""
    if values.get("format") != FORMAT:
        raise ValueError(f"format {values.get('format')!r}; expected {FORMAT!r}")
    return Chain(
        partnership=values["partnership"],
        frame=Frame(**values["frame"]),
        challenges=tuple(_challenge(one) for one in values["challenges"]),
        goals=tuple(Goal(**_tuples(one, "answers")) for one in values["goals"]),
        directions=tuple(Direction(**one) for one in values["directions"]),
        projects=tuple(_project(one) for one in values["projects"]),
        targets=tuple(_target(one) for one in values["targets"]),
        members=tuple(values["members"]),
        units=values["units"],
    )


def _tuples(values: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {**values, **{name: tuple(values[name]) for name in names}}


def _challenge(values: Mapping[str, Any]) -> Challenge:
    cited = tuple(
        Cited(**{**_tuples(one, "values"), "state": CitedState(one["state"])})
        for one in values["cites"]
    )
    return Challenge(**{**values, "cites": cited})


def _project(values: Mapping[str, Any]) -> Project:
    told = _tuples(values, "partners", "links", "serves", "answers")
    cost = values["cost"]
    told["cost"] = None if cost is None else Decimal(cost)
    return Project(**{**told, "readiness": Readiness(values["readiness"])})


def _target(values: Mapping[str, Any]) -> Target:
    return Target(**{**values, "wanted": Wanted(values["wanted"])})
