"""Whom a survey asks: residents, young people, leaders; their bands of ages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

if TYPE_CHECKING:
    from terytoria.statistics.snapshot import Snapshot
    from terytoria.surveys.population import Band, Strata


@dataclass(frozen=True)
class Audience:
    """Bands people choose from, the ages of their population, the part of it that is asked.

    Who is not ``weighted`` (leaders) is no sample of the population: their answers count as equal.
    """

    name: str
    weighted: bool
    bands: tuple[str, ...]
    ages: tuple[Band, ...]
    parts: tuple[float, ...]

    def strata(self, snapshot: Snapshot, gminas: Sequence[str]) -> Strata | None:
        """The people the answers speak for; ``None`` when they speak for themselves.

        Raises as :func:`~terytoria.surveys.population.strata_of`.
        """
        from terytoria.surveys.population import strata_of  # noqa: PLC0415 - needs the outlook

        if not self.weighted:
            return None
        found = strata_of(snapshot, gminas, self.ages)
        return replace(found, persons=found.persons * list(self.parts))


@cache
def audience(name: str) -> Audience:
    """An audience by name; ``KeyError`` for an unknown one.

    >>> audience("young").bands, audience("young").parts
    (('13-14', '15-19'), (0.4, 1.0))
    """
    text = files("terytoria.surveys").joinpath("data/audiences.yaml").read_text(encoding="utf-8")
    told = yaml.safe_load(text)[name]
    bands = told["bands"]
    return Audience(
        name,
        told["weighted"],
        tuple(one["id"] for one in bands),
        tuple((one["from"][0], one["from"][1]) for one in bands),
        tuple(float(one.get("part", 1)) for one in bands),
    )
