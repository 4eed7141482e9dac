"""Polish names of things the command line prints."""

from __future__ import annotations

from terytoria.territory import Kind, Level, Register, Unit

KINDS = {
    Kind.URBAN: "gmina miejska",
    Kind.RURAL: "gmina wiejska",
    Kind.URBAN_RURAL: "gmina miejsko-wiejska",
    Kind.POWIAT: "powiat",
    Kind.CITY_WITH_POWIAT_RIGHTS: "miasto na prawach powiatu",
    Kind.VOIVODESHIP: "województwo",
    Kind.COUNTRY: "kraj",
}


def unit_label(register: Register, unit: Unit) -> str:
    """A unit, its kind and where it lies: ``Człopa (gmina miejsko-wiejska, powiat wałecki)``."""
    told = [KINDS[unit.kind]]
    if unit.level is Level.GMINA:
        told.append(f"powiat {register.powiat_of(unit.code).name}")
    if unit.level in (Level.GMINA, Level.POWIAT):
        told.append(f"woj. {register.voivodeship_of(unit.code).name}")
    return f"{unit.name} ({', '.join(told)})"
