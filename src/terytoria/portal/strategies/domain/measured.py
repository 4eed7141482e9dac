"""What the newest diagnosis says of the area: the last value of every indicator."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from terytoria.language.numbers import number
from terytoria.portal.evidence.domain.queries import latest_version
from terytoria.portal.partnerships.models import Partnership
from terytoria.statistics.catalogue import Catalogue


@dataclass(frozen=True)
class LastValue:
    """A value of the area in the last year it is known for."""

    year: int
    value: float

    def told(self, indicator: str) -> str:
        """The value as the catalogue prints it, with its year."""
        return f"{self.year}: {number(self.value, self.decimals(indicator))}"

    @staticmethod
    def decimals(indicator: str) -> int:
        """How many decimal places the catalogue prints of an indicator."""
        known = Catalogue.load().indicators.get(indicator)
        return known.decimals if known is not None else 1


def last_values(partnership: Partnership) -> dict[str, LastValue]:
    """Last values of the area by indicator; empty before the first diagnosis."""
    version = latest_version(partnership)
    return last_values_in(version.diagnosis()) if version is not None else {}


def last_values_in(diagnosis: Mapping[str, Any]) -> dict[str, LastValue]:
    """The same from a ``diagnosis.json``.

    >>> rows = [("a", 2020, 1.5), ("a", 2022, None), ("a", 2021, 2.0), ("0201011", 2023, 3.0)]
    >>> names = ("unit", "year", "value")
    >>> told = [dict(zip(names, one), indicator="L-01") for one in rows]
    >>> last_values_in({"area": {"unit": "a"}, "standings": told})
    {'L-01': LastValue(year=2021, value=2.0)}
    """
    area, found = diagnosis["area"].get("unit"), dict[str, LastValue]()
    for one in diagnosis.get("standings", ()):
        if one["unit"] != area or one["value"] is None:
            continue
        known = found.get(one["indicator"])
        if known is None or known.year < one["year"]:
            found[one["indicator"]] = LastValue(one["year"], one["value"])
    return found
