"""What a unit or an area is called when it is the subject of a sentence."""

from __future__ import annotations

from terytoria.diagnosis.groups import AREA
from terytoria.language.cases import Case
from terytoria.language.places import powiat_phrase, unit_phrase, voivodeship_phrase
from terytoria.territory import Area, Level, Register


def subject(register: Register, unit: str, area: Area, case: Case = Case.NOMINATIVE) -> str:
    """The phrase for a gmina, or for the area itself, in a case.

    "gmina Tuczno", "miasto Wałcz", "powiat wałecki"; an area that is no unit keeps its own name.
    """
    if unit == AREA:
        return area.name
    found = register.unit(unit)
    if found.level is Level.GMINA:
        twin = register.has_twin(unit)
        return unit_phrase(found.name, found.kind.value, case, ambiguous=twin)
    if found.level is Level.POWIAT:
        return powiat_phrase(found.name, case)
    if found.level is Level.VOIVODESHIP:
        return voivodeship_phrase(found.name, case)
    return area.name
