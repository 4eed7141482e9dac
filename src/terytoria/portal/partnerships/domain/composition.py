"""Checks of the composition of a partnership; pure, with its rules as data.

A check is told whether it is fulfilled or not, so that a person sees what was checked. Warnings
and notes do not block; errors do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

import yaml

from terytoria.language.plural import counted
from terytoria.language.text import join_list
from terytoria.portal.partnerships.country import AreaList, Country, labels

_NAMED = 12  # names a sentence can carry


class Mark(StrEnum):
    """How a check came out."""

    OK = "ok"
    INFO = "info"
    WARNING = "warning"
    ERROR = "error"

    @property
    def name_pl(self) -> str:
        """The mark in Polish."""
        return _MARKS_PL[self]


_MARKS_PL = {
    Mark.OK: "w porządku",
    Mark.INFO: "informacja",
    Mark.WARNING: "ostrzeżenie",
    Mark.ERROR: "błąd",
}


@dataclass(frozen=True)
class Rule:
    """A rule: what a breach is, why it holds, and whether its text was confirmed."""

    level: Mark
    basis: str
    status: str
    as_of: date
    least: int = 0


@dataclass(frozen=True)
class Check:
    """One checked rule: ``text`` is a Polish sentence, ``units`` the codes it speaks of."""

    id: str
    level: Mark
    text: str
    units: tuple[str, ...] = ()
    basis: str = ""


@dataclass(frozen=True)
class Other:
    """Another active partnership and the units that belong to it."""

    name: str
    units: frozenset[str]


@cache
def rules() -> dict[str, Rule]:
    """The rules of ``data/composition.yaml`` by id."""
    text = files("terytoria.portal.partnerships").joinpath("data/composition.yaml")
    body = yaml.safe_load(text.read_text(encoding="utf-8"))
    return {
        name: Rule(Mark(one.pop("level")), as_of=body["as_of"], **one)
        for name, one in body["rules"].items()
    }


def check_composition(
    country: Country, members: Iterable[str], others: Sequence[Other] = ()
) -> tuple[Check, ...]:
    """Every check of a set of members (codes of gminas and powiats), errors first.

    >>> from terytoria.territory import Neighbours, Register
    >>> [c.id for c in check_composition(Country(Register([]), Neighbours([])), ["3217023"])]
    ['size', 'units']
    """
    return _checked(country, tuple(sorted(set(members))), tuple(others))


@lru_cache(maxsize=512)  # lists of partnerships ask for the same compositions again and again
def _checked(
    country: Country, codes: tuple[str, ...], others: tuple[Other, ...]
) -> tuple[Check, ...]:
    known = tuple(code for code in codes if country.may_belong(code))
    gminas = tuple(code for code in known if len(code) == 7)
    found = [
        *_size(codes),
        *_units(country, codes),
        *_shape(country, gminas),
        *_powiats(country, known, gminas),
        *_overlaps(country, codes, others),
        *(check for one in country.lists if gminas for check in _listed(country, gminas, one)),
        *_voivodeships(country, known),
    ]
    order = [Mark.ERROR, Mark.WARNING, Mark.INFO, Mark.OK]
    return tuple(sorted(found, key=lambda check: order.index(check.level)))


def blocking(checks: Iterable[Check]) -> tuple[Check, ...]:
    """The checks that block."""
    return tuple(check for check in checks if check.level is Mark.ERROR)


def _breach(name: str, text: str, units: Sequence[str] = ()) -> Check:
    rule = rules()[name]
    return Check(name, rule.level, text, tuple(units), rule.basis)


def _kept(name: str, text: str) -> Check:
    return Check(name, Mark.OK, text, basis=rules()[name].basis)


def _named(country: Country, codes: Sequence[str]) -> str:
    names = labels(country, codes[:_NAMED])
    rest = len(codes) - _NAMED
    return join_list([*names, f"{rest} dalszych"] if rest > 0 else names)


def _size(codes: Sequence[str]) -> Iterator[Check]:
    if len(codes) < rules()["size"].least:
        text = f"Partnerstwo ma {counted(len(codes), 'członka', 'członków', 'członków')}, "
        yield _breach("size", text + "a potrzebuje co najmniej dwóch. Dodaj kolejną gminę.", codes)


def _units(country: Country, codes: Sequence[str]) -> Iterator[Check]:
    absent = [code for code in codes if not country.may_belong(code)]
    ended = {code: _heirs(country, code) for code in absent}
    for code, heirs in ended.items():
        if heirs:
            text = f"Jednostka {code} już nie istnieje. Jej obszar ma {_named(country, heirs)}: "
            yield _breach("ended", text + "zastąp członka następcą.", (code,))
    unknown = [code for code, heirs in ended.items() if not heirs]
    if unknown:
        text = f"Nie ma gminy ani powiatu o kodzie {join_list(unknown)}. "
        yield _breach("units", text + "Wyszukaj jednostkę po nazwie i dodaj ją z listy.", unknown)


def _heirs(country: Country, code: str) -> tuple[str, ...]:
    if code not in country.changes.codes:
        return ()
    parts = country.changes.successors(code, date.min)
    return tuple(part.code for part in parts if country.may_belong(part.code))


def _shape(country: Country, gminas: Sequence[str]) -> Iterator[Check]:
    if len(gminas) < 2:
        return
    shape = country.neighbours.contiguity(gminas)
    if shape.contiguous:
        yield _kept("contiguity", "Gminy sąsiadują ze sobą i tworzą jeden obszar.")
    else:
        apart = [code for part in shape.parts[1:] for code in part]
        text = f"Gminy tworzą {counted(len(shape.parts), 'obszar', 'obszary', 'obszarów')} zamiast "
        text += f"jednego; od największego oddzielone: {_named(country, apart)}. "
        yield _breach("contiguity", text + "Strategia ponadlokalna wymaga sąsiedztwa.", apart)
    if shape.enclaves:
        text = f"Wewnątrz obszaru poza partnerstwem zostaje: {_named(country, shape.enclaves)}."
        yield _breach("enclaves", text + " Rozważ zaproszenie.", shape.enclaves)


def _powiats(country: Country, known: Sequence[str], gminas: Sequence[str]) -> Iterator[Check]:
    taking_part = {code for code in known if len(code) == 4}
    touched = {code[:4] for code in gminas if country.may_belong(code[:4])}
    must = [
        code
        for code in sorted(touched - taking_part)
        if set(country.register.gminas_of(code)) <= set(gminas)
    ]
    may = sorted(touched - taking_part - set(must))
    if must:
        text = f"Są wszystkie gminy, a brakuje powiatu: {_named(country, must)}. "
        yield _breach("powiat_must", text + "W strategii ponadlokalnej powiat musi wziąć udział; "
                      "dodaj go do członków.", must)  # fmt: skip
    for code in sorted(taking_part - touched):
        text = f"Jest {country.label(code)}, a nie ma żadnej jego gminy. "
        yield _breach("powiat_may", text + "Dodaj gminę powiatu albo usuń powiat.", (code,))
    if may:
        text = f"Może wziąć udział także: {_named(country, may)}."
        yield Check("powiat_may", Mark.INFO, text, tuple(may), rules()["powiat_may"].basis)
    elif known and not must and not taking_part - touched:
        yield _kept("powiat_must", "Udział powiatów jest zgodny z przepisem.")


def _overlaps(country: Country, codes: Sequence[str], others: Sequence[Other]) -> Iterator[Check]:
    for other in others:
        common = [code for code in codes if code in other.units]
        if common:
            text = f"Do partnerstwa „{other.name}” należy też: {_named(country, common)}."
            yield _breach("overlap", text + " Uzgodnij podział zadań.", common)


def _listed(country: Country, gminas: Sequence[str], area: AreaList) -> Iterator[Check]:
    there = [code for code in gminas if code in area.gminas]
    text = f"Na liście {area.name} (stan: {area.vintage}) jest {len(there)} z {len(gminas)} gmin"
    text += f": {_named(country, there)}." if there else "."
    yield _breach("lists", text, there)


def _voivodeships(country: Country, known: Sequence[str]) -> Iterator[Check]:
    regions = sorted({code[:2] for code in known})
    if len(regions) > 1:
        names = [country.register.unit(code).name for code in regions if code in country.register]
        text = f"Partnerstwo leży w {len(regions)} województwach: {join_list(names)}. "
        yield _breach("voivodeships", text + "Opinie zbiera się w każdym z nich.", regions)
