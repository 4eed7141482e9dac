"""Which area a person means: a code, a name, or a list of gminas."""

from __future__ import annotations

from datetime import date

from terytoria.cli.errors import QuestionError
from terytoria.cli.words import unit_label
from terytoria.language.cases import Case
from terytoria.language.places import powiat_phrase, voivodeship_phrase
from terytoria.language.text import initial_upper
from terytoria.territory import Area, Level, Register, Unit, UnknownUnitError
from terytoria.territory.codes import CodeError
from terytoria.territory.search import find, nearest_codes

LARGEST = 60
"""A partnership has 5 to 28 members; far above that the question is a slip, not a partnership."""


def area_of_question(register: Register, asked: str, as_of: date, name: str | None) -> Area:
    """The area of one code or name; a :class:`QuestionError` names the nearest candidates."""
    unit = _unit(register, asked.strip())
    return _sensible(Area.of_unit(register, unit.code, as_of, name or unit_name(unit)))


def area_of_list(register: Register, codes: str, as_of: date, name: str | None) -> Area:
    """The area of a list of codes separated by commas."""
    units = [_unit(register, code) for part in codes.split(",") if (code := part.strip())]
    if not units:
        raise QuestionError("Lista jednostek jest pusta. Podaj kody gmin rozdzielone przecinkami.")
    if name is None:
        raise QuestionError("Obszar z listy jednostek potrzebuje nazwy: dodaj --name „…”.")
    return _sensible(Area.of_units(register, [unit.code for unit in units], as_of, name))


def unit_name(unit: Unit) -> str:
    """How a unit is called as an area: ``Powiat wałecki``, ``Województwo …``, a gmina's name."""
    if unit.level is Level.POWIAT:
        return initial_upper(powiat_phrase(unit.name, Case.NOMINATIVE))
    if unit.level is Level.VOIVODESHIP:
        return initial_upper(voivodeship_phrase(unit.name, Case.NOMINATIVE))
    return unit.name


def _sensible(area: Area) -> Area:
    if len(area) < 2:
        raise QuestionError(
            f"Obszar „{area.name}” ma jedną gminę, a partnerstwo tworzą co najmniej dwie. "
            "Podaj powiat albo listę gmin: --units KOD,KOD --name „…”."
        )
    if len(area) > LARGEST:
        raise QuestionError(
            f"Obszar „{area.name}” ma {len(area)} gmin, a największe partnerstwa mają ich około 30 "
            f"(granica: {LARGEST}). Podaj powiat albo listę gmin."
        )
    return area


def _unit(register: Register, asked: str) -> Unit:
    try:
        return register.unit(asked)
    except (CodeError, UnknownUnitError):
        return _by_name(register, asked)


def _by_name(register: Register, asked: str) -> Unit:
    if not asked or asked.isdigit():
        raise _unknown(register, asked)
    found = find(register, asked, 2)
    clear = found and found[0].exact and (len(found) == 1 or not found[1].exact)
    if not clear:
        raise _unknown(register, asked)
    return found[0].unit


def _unknown(register: Register, asked: str) -> QuestionError:
    candidates = nearest_codes(register, asked)
    told = "".join(f"\n  {unit.code:<8} {unit_label(register, unit)}" for unit in candidates)
    return QuestionError(
        f"Nie ma jednoznacznie jednostki „{asked}”. Najbliższe:{told}"
        if told
        else f"Nie ma jednostki „{asked}”. Szukaj: terytoria units find NAZWA"
    )
