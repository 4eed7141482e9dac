"""The choice of units for a new partnership, kept in the address: no script, no session."""

from __future__ import annotations

from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict

from terytoria.portal.partnerships.country import Country
from terytoria.territory import Level
from terytoria.territory.search import find

MOST = 120
"""Units a choice may have; the largest partnerships have about thirty."""
_HITS = 12


@dataclass(frozen=True)
class Choosing:
    """Chosen codes, what is searched for, and the area on the map (a voivodeship or a powiat)."""

    units: tuple[str, ...] = ()
    query: str = ""
    area: str = ""

    @classmethod
    def read(cls, asked: QueryDict, country: Country) -> Choosing:
        """The choice of an address; what cannot belong is left out."""
        units = dict.fromkeys(unit for unit in asked.getlist("j") if country.may_belong(unit))
        area = asked.get("obszar", "")
        known = area in country.register and len(area) in (2, 4) and area.isdigit()
        query = asked.get("szukaj", "").strip()[:120]
        return cls(tuple(sorted(units))[:MOST], query, area if known else "")

    def toggled(self, unit: str) -> Choosing:
        """The choice with a unit added, or taken away when it is there."""
        units = set(self.units) ^ {unit}
        return replace(self, units=tuple(sorted(units)))

    def address(self) -> str:
        """The choice as the part of an address after the question mark."""
        pairs = [*(("j", unit) for unit in self.units), ("szukaj", self.query)]
        pairs.append(("obszar", self.area))
        return urlencode([pair for pair in pairs if pair[1]])

    def hits(self, country: Country) -> tuple[str, ...]:
        """Units that answer the query and are not chosen yet."""
        return tuple(code for code in search(country, self.query) if code not in self.units)

    def on_map(self, country: Country) -> tuple[str, ...]:
        """Gminas of the area."""
        return country.register.gminas_of(self.area) if self.area else ()

    def powiats(self, country: Country) -> tuple[tuple[str, str], ...]:
        """Powiats of the area's voivodeship with their names, for a closer map."""
        if not self.area:
            return ()
        units = country.register.children(self.area[:2])
        return tuple((unit.code, unit.name) for unit in units if unit.level is Level.POWIAT)


def search(country: Country, query: str) -> tuple[str, ...]:
    """Codes of gminas and powiats that answer a query, best first."""
    if not query.strip():
        return ()
    found = (match.unit.code for match in find(country.register, query, limit=_HITS * 2))
    return tuple(code for code in found if country.may_belong(code))[:_HITS]
