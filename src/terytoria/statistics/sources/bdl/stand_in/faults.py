"""What may go wrong on purpose: refusals, failures, slowness, cut answers, revised values."""

from __future__ import annotations

import random
from dataclasses import dataclass, fields
from typing import Any


class FaultsError(ValueError):
    """Faults that cannot be: an unknown name, or a share that is no number from 0 to 1."""


_NAMES = {"429": "too_many", "500": "broken"}


@dataclass(frozen=True)
class Faults:
    """Shares of answers (0 to 1) with a fault, drawn anew for each request from ``seed``.

    ``too_many`` answers 429, ``broken`` 500, ``slow`` after ``delay`` seconds, ``cut`` with half of
    the body. ``changed`` is the share of *values* that differ from the snapshot: the same ones for
    the same seed, as after a revision.

    >>> Faults.parse("429=0.05,cut=0.1,seed=7")
    Faults(too_many=0.05, broken=0.0, slow=0.0, cut=0.1, changed=0.0, seed=7, delay=0.5)
    """

    too_many: float = 0.0
    broken: float = 0.0
    slow: float = 0.0
    cut: float = 0.0
    changed: float = 0.0
    seed: int = 0
    delay: float = 0.5

    def __post_init__(self) -> None:
        for field in fields(self)[:5]:
            if not 0 <= getattr(self, field.name) <= 1:
                raise FaultsError(f"{field.name} is not a share from 0 to 1")
        if not 0 <= self.delay <= 60:
            raise FaultsError("delay is not a number of seconds from 0 to 60")

    @classmethod
    def parse(cls, text: str) -> Faults:
        """Faults written as ``429=0.05,500=0.02,slow=0.1,cut=0.02,changed=0.01,seed=1``."""
        found: dict[str, Any] = {}
        for part in filter(None, text.split(",")):
            name, _, value = part.partition("=")
            key = _NAMES.get(name.strip(), name.strip())
            if key not in cls.__dataclass_fields__:
                raise FaultsError(f"unknown fault {name.strip()!r}")
            try:
                found[key] = int(value) if key == "seed" else float(value)
            except ValueError:
                raise FaultsError(f"{part.strip()!r} has no number") from None
        return cls(**found)

    def of(self, request: int) -> frozenset[str]:
        """Faults of a request by its number, counted from 1."""
        draw = random.Random(f"{self.seed}:{request}")  # noqa: S311 - a rehearsal, not a secret
        shares = {name: getattr(self, name) for name in ("too_many", "broken", "slow", "cut")}
        return frozenset(name for name, share in shares.items() if draw.random() < share)
