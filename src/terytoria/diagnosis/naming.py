"""How an analysis names a gmina in a Polish sentence."""

from __future__ import annotations

from terytoria.language.cases import Case
from terytoria.language.places import unit_phrase
from terytoria.language.prepositions import from_preposition, in_preposition
from terytoria.territory import Register


def named(register: Register, code: str, case: Case) -> str:
    """A gmina with its kind in a case: "gminy wiejskiej Wałcz", "mieście Wałcz"."""
    unit = register.unit(code)
    kind = "urban" if unit.kind.value == "city_with_powiat_rights" else unit.kind.value
    return unit_phrase(unit.name, kind, case, ambiguous=register.has_twin(code))


def where(register: Register, code: str) -> str:
    """In a gmina: "w gminie Tuczno"."""
    phrase = named(register, code, Case.LOCATIVE)
    return f"{in_preposition(phrase)} {phrase}"


def whence(register: Register, code: str) -> str:
    """Out of a gmina: "z gminy Tuczno"."""
    phrase = named(register, code, Case.GENITIVE)
    return f"{from_preposition(phrase)} {phrase}"


def whither(register: Register, code: str) -> str:
    """To a gmina: "do miasta Wałcz"."""
    return f"do {named(register, code, Case.GENITIVE)}"
