"""Polish names of things the command line prints."""

from __future__ import annotations

from terytoria.territory import Level, Register, Unit


def unit_label(register: Register, unit: Unit) -> str:
    """A unit, its kind and where it lies: ``Człopa (gmina miejsko-wiejska, powiat wałecki)``."""
    told = [unit.kind.name_pl]
    if unit.level is Level.GMINA:
        told.append(f"powiat {register.powiat_of(unit.code).name}")
    if unit.level in (Level.GMINA, Level.POWIAT):
        told.append(f"woj. {register.voivodeship_of(unit.code).name}")
    return f"{unit.name} ({', '.join(told)})"
