"""What must be true of a partnership before a profile may be used."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from terytoria.diagnosis.links.supralocal import Supralocal, Verdict
from terytoria.language.plural import counted
from terytoria.strategy.elements.profiles import Condition, condition, profile


@dataclass(frozen=True)
class Precondition:
    """A precondition of a profile with what the data say; ``text`` is Polish."""

    profile: str
    condition: Condition
    kept: bool
    text: str


def check_preconditions(
    name: str, found: Supralocal, powiats: Collection[str]
) -> tuple[Precondition, ...]:
    """Preconditions of a profile from the diagnosis of links and the powiats that take part.

    A profile without preconditions gives none.
    """
    return tuple(
        Precondition(name, condition(one), *_CHECKS[one](found, powiats))
        for one in profile(name).preconditions
    )


Check = Callable[[Supralocal, Collection[str]], tuple[bool, str]]


def _contiguous(found: Supralocal, powiats: Collection[str]) -> tuple[bool, str]:
    del powiats
    if found.unmapped:
        count = counted(len(found.unmapped), "gminy", "gmin", "gmin")
        return False, f"Dane nie mają granic {count}; sprawdź sąsiedztwo na mapie."
    parts = len(found.contiguity.parts)
    if parts == 1:
        return True, "Gminy tworzą jeden obszar."
    return False, f"Gminy tworzą {counted(parts, 'obszar', 'obszary', 'obszarów')} zamiast jednego."


def _linked(found: Supralocal, powiats: Collection[str]) -> tuple[bool, str]:
    del powiats
    people = counted(found.persons_between, "osoba", "osoby", "osób")
    if found.verdict is Verdict.SINGLE:
        return False, "Jest tylko jedna gmina."
    if len(found.networks) == 1:
        return True, f"Dojazdy do pracy łączą wszystkie gminy; między nimi dojeżdża {people}."
    count = counted(len(found.unlinked), "gmina", "gminy", "gmin")
    return False, f"Poza siecią dojazdów do pracy pozostaje {count}; pokaż inne powiązania."


def _powiat(found: Supralocal, powiats: Collection[str]) -> tuple[bool, str]:
    absent = [code for code in found.must_join if code not in powiats]
    if absent:
        return False, f"Powiat musi wziąć udział, a go brakuje: {', '.join(absent)}."
    return True, "Udział powiatu jest zgodny z przepisem."


_CHECKS: dict[str, Check] = {"contiguous": _contiguous, "linked": _linked, "powiat": _powiat}
