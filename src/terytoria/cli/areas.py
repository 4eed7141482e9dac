"""Which area a person means: a code, a name, or a list of gminas."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from terytoria.cli.errors import QuestionError
from terytoria.cli.words import unit_label
from terytoria.language.cases import Case
from terytoria.language.places import powiat_phrase, voivodeship_phrase
from terytoria.language.plural import counted
from terytoria.language.text import initial_upper
from terytoria.territory import Area, Level, Register, Unit, UnknownUnitError
from terytoria.territory.codes import CodeError
from terytoria.territory.search import find, nearest_codes

LARGEST = 60
"""A partnership has 5 to 28 members; far above that the question is a slip, not a partnership."""
LONGEST_NAME = 200
_LISTED = re.compile(r"[,;]")
_BETWEEN = re.compile(r"[,;]|(?<=\d)\s+(?=\d)")


def area_of_question(register: Register, asked: str, as_of: date, name: str | None) -> Area:
    """The area of one code or name; a :class:`QuestionError` names the nearest candidates."""
    unit = _unit(register, asked.strip())
    if unit.level is Level.GMINA:
        raise QuestionError(_one_gmina(register, unit))
    called = unit_name(unit) if name is None else _checked_name(name)
    return _sensible(Area.of_unit(register, unit.code, as_of, called))


def area_of_list(register: Register, codes: str, as_of: date, name: str | None) -> Area:
    """The area of a list of codes or names separated by commas, each unit once."""
    units = _units(register, codes)
    if name is None:
        raise QuestionError("Obszar z listy jednostek potrzebuje nazwy: dodaj --name „…”.")
    codes_of_units = [unit.code for unit in units]
    area = _sensible(Area.of_units(register, codes_of_units, as_of, _checked_name(name)))
    if len(units) == 1:
        return Area(area.name, area.gminas, as_of, units[0].code)
    return area


def area_of_either(register: Register, asked: str, as_of: date, name: str | None = None) -> Area:
    """The area of one code or name, or of a list with commas, which is called a partnership."""
    if _LISTED.search(asked):
        return area_of_list(register, asked, as_of, name or "Partnerstwo")
    return area_of_question(register, asked, as_of, name)


def gminas_of_list(register: Register, codes: str) -> tuple[str, ...]:
    """Gminas of the units of a list, sorted; any number of them."""
    found = (g for unit in _units(register, codes) for g in register.gminas_of(unit.code))
    return tuple(sorted(found))


def _units(register: Register, codes: str) -> list[Unit]:
    """Units of a list of codes or names separated by commas, each once."""
    units = [_unit(register, code) for part in _BETWEEN.split(codes) if (code := part.strip())]
    if not units:
        raise QuestionError("Lista jednostek jest pusta. Podaj kody gmin rozdzielone przecinkami.")
    _check_once(register, units)
    return units


def unit_name(unit: Unit) -> str:
    """How a unit is called as an area: ``Powiat wałecki``, ``Województwo …``, a gmina's name."""
    if unit.level is Level.POWIAT:
        return initial_upper(powiat_phrase(unit.name, Case.NOMINATIVE))
    if unit.level is Level.VOIVODESHIP:
        return initial_upper(voivodeship_phrase(unit.name, Case.NOMINATIVE))
    return unit.name


def _checked_name(name: str) -> str:
    """A name on one line: what titles, files and the page can show."""
    plain = " ".join(name.split())
    if not plain or not plain.isprintable():
        raise QuestionError("Nazwa obszaru jest pusta albo ma znaki, których nie da się wypisać.")
    if len(plain) > LONGEST_NAME:
        raise QuestionError(f"Nazwa obszaru ma ponad {LONGEST_NAME} znaków. Skróć ją.")
    return plain


def _check_once(register: Register, units: Sequence[Unit]) -> None:
    """Refuse a unit named twice, also as a part of another one: it is a slip in the list."""
    by_gmina: dict[str, Unit] = {}
    for unit in units:
        for gmina in register.gminas_of(unit.code):
            other = by_gmina.get(gmina)
            if other is not None:
                raise QuestionError(_named_twice(register, unit, other))
            by_gmina[gmina] = unit


def _named_twice(register: Register, unit: Unit, other: Unit) -> str:
    told = f"{unit.code} {unit_label(register, unit)}"
    if unit.code == other.code:
        return f"Lista wymienia dwa razy: {told}. Zostaw jeden raz albo popraw kod."
    wider, narrower = sorted((unit, other), key=lambda u: len(u.code))
    return (
        f"{narrower.code} {narrower.name} należy do {wider.code} {unit_name(wider)}, "
        "który też jest na liście. Zostaw jedno z nich."
    )


def _one_gmina(register: Register, gmina: Unit) -> str:
    powiat = register.powiat_of(gmina.code)
    return (
        f"{gmina.code} {unit_label(register, gmina)} to jedna gmina, "
        "a partnerstwo tworzą co najmniej dwie. Podaj powiat, na przykład "
        f"{powiat.code} ({powiat_phrase(powiat.name, Case.NOMINATIVE)}), "
        "albo listę gmin: --units KOD,KOD,… --name „…”."
    )


def _sensible(area: Area) -> Area:
    if len(area) < 2:
        raise QuestionError(
            f"Obszar „{area.name}” ma jedną gminę, a partnerstwo tworzą co najmniej dwie. "
            "Podaj powiat albo listę gmin: --units KOD,KOD,… --name „…”."
        )
    if len(area) > LARGEST:
        size = counted(len(area), "gminę", "gminy", "gmin")
        raise QuestionError(
            f"Obszar „{area.name}” ma {size}, a największe partnerstwa mają ich około 30 "
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
        raise QuestionError(_unknown(register, asked))
    exact = [match.unit for match in find(register, asked, 10) if match.exact]
    if not exact:
        raise QuestionError(_unknown(register, asked))
    if len(exact) > 1:
        raise QuestionError(_several(register, asked, exact))
    return exact[0]


def _several(register: Register, asked: str, units: Sequence[Unit]) -> str:
    """Twins, and the powiats they lie in: one of those may be what was meant."""
    powiats = sorted({register.powiat_of(u.code).code for u in units if u.level is Level.GMINA})
    offered = [*units, *(register.unit(code) for code in powiats)]
    return f"„{asked}” może oznaczać kilka jednostek. Podaj kod:{_listed(register, offered)}"


def _unknown(register: Register, asked: str) -> str:
    candidates = nearest_codes(register, asked)
    if candidates:
        return f"Nie ma jednostki „{asked}”. Najbliższe:{_listed(register, candidates)}"
    return f"Nie ma jednostki „{asked}”. Szukaj: terytoria units find NAZWA"


def _listed(register: Register, units: Sequence[Unit]) -> str:
    return "".join(f"\n  {unit.code:<8} {unit_label(register, unit)}" for unit in units)
