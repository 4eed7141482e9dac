"""To whom a letter goes: councils, neighbours, offices of voivodeships, names inflected."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from terytoria.language.cases import Case
from terytoria.language.places import (
    in_place,
    inflect_place,
    powiat_phrase,
    unit_phrase,
    voivodeship_phrase,
)
from terytoria.reports.letters.templates import Per
from terytoria.territory import Kind, Level, Neighbours, Register

_FIRST_CITY = 61
"""Number of a powiat from which it is a city with powiat rights."""


@dataclass(frozen=True)
class Recipient:
    """One copy of a letter: its code (empty for a single one), its name, facts of its own."""

    code: str
    name: str
    facts: dict[str, str]


def recipients(
    per: Per, members: Iterable[str], register: Register, neighbours: Neighbours
) -> tuple[Recipient, ...]:
    """Copies of a letter for members (codes of gminas and powiats) of the register.

    Neighbours are gminas outside that touch the area, powiats among the members widen nothing.
    Codes that the register does not know are left out.
    """
    known = sorted(code for code in set(members) if code in register)
    gminas = [code for code in known if register.unit(code).level is Level.GMINA]
    if per is Per.ONCE:
        return (Recipient("", "", {}),)
    if per is Per.NEIGHBOUR:
        around = (code for code in neighbours.around(gminas) if code in register)
        return tuple(_neighbour(register, code) for code in around)
    if per is Per.COUNCIL:
        return tuple(_council(register, code) for code in known)
    found = {register.voivodeship_of(code).code for code in known}
    return tuple(_voivodeship(register, code) for code in sorted(found))


def area_named(members: Iterable[str], register: Register) -> str:
    """The gminas of an area as a sentence names them: "gmina Tuczno, miasto Wałcz".

    A town is told apart from the gmina of its name.
    """
    known = [code for code in members if code in register]
    gminas = [code for code in known if register.unit(code).level is Level.GMINA]
    return ", ".join(_phrase(register, code, Case.NOMINATIVE) for code in sorted(gminas))


def _phrase(register: Register, code: str, case: Case) -> str:
    unit = register.unit(code)
    return unit_phrase(unit.name, unit.kind.value, case, ambiguous=register.has_twin(code))


def _neighbour(register: Register, code: str) -> Recipient:
    return Recipient(
        code,
        _phrase(register, code, Case.NOMINATIVE),
        {
            "addressee_organ": executive(register, code),
            "unit_genitive": _phrase(register, code, Case.GENITIVE),
            "unit_instrumental": _phrase(register, code, Case.INSTRUMENTAL),
        },
    )


def executive(register: Register, code: str) -> str:
    """The executive of a gmina; empty where a town may have a mayor of either name.

    A rural gmina has a wójt, a town with a gmina around it a burmistrz, a city with powiat
    rights a prezydent; another town has one or the other by its own history.
    """
    unit = register.unit(code)
    if unit.kind is Kind.RURAL:
        return f"Wójt Gminy {unit.name}"
    if int(code[2:4]) >= _FIRST_CITY:
        return f"Prezydent Miasta {inflect_place(unit.name, Case.GENITIVE)}"
    if unit.kind is Kind.URBAN_RURAL:
        return f"Burmistrz {inflect_place(unit.name, Case.GENITIVE)}"
    return ""


def _council(register: Register, code: str) -> Recipient:
    unit = register.unit(code)
    if unit.level is Level.POWIAT:
        name = f"Rada {_capital(powiat_phrase(unit.name, Case.GENITIVE))}"
    elif unit.kind is Kind.RURAL:
        name = f"Rada Gminy {unit.name}"
    else:
        name = f"Rada Miejska {in_place(unit.name)}"
    genitive = f"Rady{name.removeprefix('Rada')}".replace("Rady Miejska", "Rady Miejskiej")
    return Recipient(code, name, {"council": name, "council_genitive": genitive})


def _voivodeship(register: Register, code: str) -> Recipient:
    name = register.unit(code).name
    whole = voivodeship_phrase(name, Case.GENITIVE)
    adjective = voivodeship_phrase(name, Case.NOMINATIVE).removeprefix("województwo ")
    facts = {
        "board": f"Zarząd {_capital(whole)}",
        "voivode": f"Wojewoda {_capital(_masculine(adjective))}",
    }
    seat = _seats().get(name)
    if seat:
        facts["seat_in"] = in_place(seat)
    return Recipient(code, f"województwo {name}", facts)


def _masculine(adjective: str) -> str:
    """ "zachodniopomorski" from "zachodniopomorskie"."""
    return adjective.removesuffix("e")


def _capital(text: str) -> str:
    """Every word with a capital, parts of a compound too: "Kujawsko-Pomorskiego".

    >>> _capital("województwa kujawsko-pomorskiego")
    'Województwa Kujawsko-Pomorskiego'
    """
    return " ".join(
        "-".join(part[:1].upper() + part[1:] for part in word.split("-")) for word in text.split()
    )


@cache
def _seats() -> dict[str, str]:
    text = files("terytoria.reports.letters").joinpath("data/offices.yaml")
    seats: dict[str, str] = yaml.safe_load(text.read_text(encoding="utf-8"))["seats"]
    return seats
