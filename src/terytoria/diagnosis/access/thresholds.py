"""Distances set by law or convention, read from the package's data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

STAGES = ("kindergarten", "primary", "secondary")


@dataclass(frozen=True)
class Threshold:
    """A distance in kilometres, what it limits, its basis and how sure the basis is."""

    km: float
    label: str
    basis: str
    status: str


@cache
def content() -> dict[str, Any]:
    """The stored file as it is, with ``as_of`` and the detour factor."""
    text = files("terytoria.diagnosis.access").joinpath("data/thresholds.yaml")
    loaded: dict[str, Any] = yaml.safe_load(text.read_text(encoding="utf-8"))
    return loaded


def thresholds(stage: str) -> tuple[Threshold, ...]:
    """Thresholds of a stage of school, the strictest first; empty for other targets.

    >>> [t.km for t in thresholds("primary")]
    [3.0, 4.0]
    """
    rows = content()["stages"].get(stage, [])
    found = (Threshold(float(r["km"]), r["label"], r["basis"], r["status"]) for r in rows)
    return tuple(sorted(found, key=lambda threshold: threshold.km))
