"""Where a gmina and a powiat are governed from, told by names: the data do not say it outright."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from terytoria.language.text import fold
from terytoria.territory import Kind, Register

ALIKE = 3
"""First letters that the adjective of a powiat shares with its seat; a short name has fewer."""


@dataclass(frozen=True)
class Place:
    """A settlement of the data: name, gmina, residents, degrees."""

    name: str
    unit: str
    persons: int
    lon: float
    lat: float


def places_of(places: pl.DataFrame, units: tuple[str, ...]) -> tuple[Place, ...]:
    """Settlements of some gminas, by gmina, the most populous first.

    >>> frame = pl.DataFrame({"name": ["Wałcz"], "unit": ["3217011"], "persons": [24000],
    ...                       "lon": [16.5], "lat": [53.3]})
    >>> places_of(frame, ("3217011",))[0].name
    'Wałcz'
    """
    known = places.filter(pl.col("unit").is_in(list(units)))
    known = known.sort(["unit", "persons", "name"], descending=[False, True, False])
    columns = ("name", "unit", "persons", "lon", "lat")
    return tuple(Place(*row) for row in known.select(columns).iter_rows())


def gmina_seat(register: Register, code: str, places: tuple[Place, ...]) -> Place | None:
    """The settlement a gmina is named after: its own, or the town that a rural gmina surrounds.

    ``places`` are those of the whole powiat. ``None`` where no settlement bears the name.
    """
    name = fold(register.unit(code).name)
    named = [one for one in places if fold(one.name) == name]
    own = [one for one in named if one.unit == code]
    if own:
        return own[0]
    towns = [one for one in named if register.unit(one.unit).kind is Kind.URBAN]
    return towns[0] if towns and register.unit(code).kind is Kind.RURAL else None


def powiat_seat(register: Register, powiat: str, places: tuple[Place, ...]) -> Place | None:
    """The most populous town whose name begins like the adjective of the powiat.

    A compound adjective ("czarnkowsko-trzcianecki") is known by its first part. ``None`` where no
    town of the powiat fits: many powiats are governed from a city outside them.
    """
    unit = register.unit(powiat)
    adjective = fold(unit.name.partition("-")[0])
    towns = [
        one
        for one in places
        if register.unit(one.unit).kind is not Kind.RURAL
        and fold(one.name) == fold(register.unit(one.unit).name)
        and _alike(fold(one.name), adjective)
    ]
    return max(towns, key=lambda one: (one.persons, one.unit), default=None)


def _alike(town: str, adjective: str) -> bool:
    first = town.partition(" ")[0]
    least = min(ALIKE, max(len(first) - 2, 2))
    return adjective[:least] == town[:least]
