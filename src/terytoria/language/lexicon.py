"""The dictionary of Polish: readings of a word and the forms of a noun or a verb.

The dictionary is Morfeusz 2 (SGJP), created once, on first use, and guarded by a lock because
an instance keeps state between calls.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from threading import Lock
from typing import Any

import morfeusz2

from terytoria.language.cases import Case, Gender
from terytoria.language.paradigm import Paradigm

_LABEL_RANK = {"nazwa_geograficzna": 0, "człon_nazwy_geograficznej": 1, "nazwa_pospolita": 2}
_OTHER_RANK = 4
_ADJECTIVE_RANK = 3
_LOCK = Lock()

Entry = tuple[str, str, str, tuple[str, ...]]
"""Form, lemma, tag, labels."""


@dataclass(frozen=True, slots=True, order=True)
class NounReading:
    """A noun of which the word is the nominative; lower ``rank`` is the likelier place name."""

    rank: int
    lemma: str
    number: str
    gender: str

    @property
    def agreement(self) -> Gender:
        """The class adjectives and verbs agree with."""
        return _agreement(self.number, self.gender)


@cache
def _dictionary() -> Any:
    return morfeusz2.Morfeusz()


@lru_cache(maxsize=16_384)
def _analyse(word: str) -> tuple[Entry, ...]:
    with _LOCK:
        found = _dictionary().analyse(word)
    entries = (item[2] for item in found if item[:2] == (0, 1))
    return tuple((form, lemma, tag, tuple(labels)) for form, lemma, tag, labels, _ in entries)


@lru_cache(maxsize=16_384)
def _generate(lemma: str) -> tuple[Entry, ...]:
    with _LOCK:
        found = _dictionary().generate(lemma)
    return tuple((form, lem, tag, tuple(labels)) for form, lem, tag, labels, _ in found)


def noun_readings(word: str) -> tuple[NounReading, ...]:
    """Every noun whose nominative is ``word``, place names first, singular before plural.

    >>> noun_readings("Tychy")[0].agreement
    'pl'
    """
    readings: set[NounReading] = set()
    for _, lemma, tag, labels in _analyse(word):
        kind, *rest = tag.split(":")
        if kind != "subst" or len(rest) < 3 or "nom" not in rest[1].split("."):
            continue
        rank = min((_LABEL_RANK.get(label, _OTHER_RANK) for label in labels), default=_OTHER_RANK)
        other_lemma = lemma.split(":")[0].lower() != word.lower()
        order = 2 * rank + other_lemma
        numbers = rest[0].split(".")
        readings.update(NounReading(order, lemma, number, rest[2]) for number in numbers)
    return tuple(sorted(readings, key=lambda r: (r.rank, r.number == "pl", r.lemma, r.gender)))


def is_adjective(word: str, gender: Gender) -> bool:
    """Whether ``word`` is the nominative of an adjective agreeing with ``gender``."""
    for _, _, tag, _ in _analyse(word):
        kind, *rest = tag.split(":")
        if kind == "adj" and rest[-1] == "pos" and "nom" in rest[1].split("."):
            if gender == "pl" and rest[0] == "pl" and "f" in rest[2].split("."):
                return True
            wanted = "m3" if gender == "m" else gender
            if gender != "pl" and rest[0] == "sg" and wanted in rest[2].split("."):
                return True
    return False


def noun_paradigm(word: str, reading: NounReading) -> Paradigm | None:
    """The six forms of ``reading``, or None when the dictionary lacks one of them."""
    found: dict[str, str] = {}
    for form, _, tag, _ in _generate(reading.lemma):
        kind, *rest = tag.split(":")
        if kind != "subst" or len(rest) < 3:
            continue
        if reading.number not in rest[0].split(".") or reading.gender not in rest[2].split("."):
            continue
        for case in rest[1].split("."):
            found.setdefault(case, form)
    if any(case.value not in found for case in Case):
        return None
    gen, dat, inst, loc = (_cased(word, found[case]) for case in ("gen", "dat", "inst", "loc"))
    accusative = _cased(word, found["acc"])
    return Paradigm(reading.agreement, (word, gen, dat, accusative, inst, loc))


def past_forms(verb: str) -> dict[Gender, str]:
    """Third-person past forms of an infinitive by agreement class; empty if unknown.

    >>> past_forms("stracić")["f"]
    'straciła'
    """
    forms: dict[Gender, str] = {}
    for form, _, tag, _ in _generate(verb):
        kind, *rest = tag.split(":")
        if kind != "praet" or len(rest) < 2 or "agl" in rest:  # "mogł-" only bears endings
            continue
        genders = rest[1].split(".")
        if rest[0] == "pl" and "f" in genders:
            forms.setdefault("pl", form)
        elif rest[0] == "sg":
            for tagged, gender in _SINGULAR.items():
                if tagged in genders:
                    forms.setdefault(gender, form)
    return forms


_SINGULAR: dict[str, Gender] = {"m3": "m", "f": "f", "n": "n"}


def _agreement(number: str, gender: str) -> Gender:
    if number == "pl":
        return "pl"
    return "m" if gender.startswith("m") else ("f" if gender == "f" else "n")


def _cased(model: str, form: str) -> str:
    """``form`` with a capital where ``model`` has one (common nouns serve as names)."""
    return form[:1].upper() + form[1:] if model[:1].isupper() else form
