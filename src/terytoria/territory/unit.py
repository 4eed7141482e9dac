"""A unit of local government at one of four levels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Level(StrEnum):
    """Level of the division of the country, from the whole to its smallest self-governing part."""

    COUNTRY = "country"
    VOIVODESHIP = "voivodeship"
    POWIAT = "powiat"
    GMINA = "gmina"


class Kind(StrEnum):
    """Kind of a unit within its level, as the TERC register tells it."""

    URBAN = "urban"
    RURAL = "rural"
    URBAN_RURAL = "urban-rural"
    POWIAT = "powiat"
    CITY_WITH_POWIAT_RIGHTS = "city_with_powiat_rights"
    VOIVODESHIP = "voivodeship"
    COUNTRY = "country"

    @property
    def name_pl(self) -> str:
        """What a unit of the kind is called in Polish.

        >>> Kind.URBAN_RURAL.name_pl
        'gmina miejsko-wiejska'
        """
        return _NAMES_PL[self]


_NAMES_PL = {
    Kind.URBAN: "gmina miejska",
    Kind.RURAL: "gmina wiejska",
    Kind.URBAN_RURAL: "gmina miejsko-wiejska",
    Kind.POWIAT: "powiat",
    Kind.CITY_WITH_POWIAT_RIGHTS: "miasto na prawach powiatu",
    Kind.VOIVODESHIP: "województwo",
    Kind.COUNTRY: "kraj",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit: TERYT code, name, level, kind, parent, area in km², an inner point, validity.

    ``valid_from`` is the first day the register vouches for, ``valid_to`` the last (``None``: still
    valid). Coordinates are WGS 84 degrees and ``None`` where the register has none.

    >>> Unit("3217023", "Człopa", Level.GMINA, Kind.URBAN_RURAL, "3217", 349.16).is_gmina
    True
    """

    code: str
    name: str
    level: Level
    kind: Kind
    parent: str
    area_km2: float
    lon: float | None = None
    lat: float | None = None
    valid_from: date | None = None
    valid_to: date | None = None

    @property
    def is_gmina(self) -> bool:
        """Whether the unit is a gmina."""
        return self.level is Level.GMINA

    def valid_on(self, day: date) -> bool:
        """Whether the unit existed on a day, as far as the register knows.

        >>> u = Unit("3217023", "Człopa", Level.GMINA, Kind.URBAN_RURAL, "3217", 349.16,
        ...          valid_to=date(2020, 12, 31))
        >>> u.valid_on(date(2020, 1, 1)), u.valid_on(date(2021, 1, 1))
        (True, False)
        """
        started = self.valid_from is None or self.valid_from <= day
        return started and (self.valid_to is None or day <= self.valid_to)
