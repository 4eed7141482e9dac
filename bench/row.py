"""One line of the benchmark table."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Row:
    """What was measured, beside its peer or its growth, against its target."""

    name: str
    figure: str
    peer: str
    ratio: str
    target: str
    passed: bool
