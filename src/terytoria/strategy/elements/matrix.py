"""The element matrix: which sections fulfil which elements of which profiles, and how well."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from terytoria.language.plural import counted
from terytoria.strategy.elements.preconditions import Precondition
from terytoria.strategy.elements.profiles import Element, Profile, profile


class Standing(StrEnum):
    """How an element stands in a draft."""

    FULFILLED = "fulfilled"
    WEAK = "weak"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Section:
    """A section of a draft: the ids of the elements it declares, and what it is made of.

    ``words``, ``evidence``, ``graphics`` and ``indicators`` are counts.
    """

    id: str
    title: str
    elements: frozenset[str]
    words: int = 0
    evidence: int = 0
    graphics: int = 0
    indicators: int = 0


@dataclass(frozen=True)
class Cell:
    """An element of a profile in a draft.

    ``sections`` are ids of the sections that declare it; ``reasons`` are Polish: what is weak,
    what to do, or why the element does not apply.
    """

    profile: str
    element: Element
    standing: Standing
    sections: tuple[str, ...]
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True)
class Matrix:
    """Elements of every profile asked for, with the preconditions."""

    cells: tuple[Cell, ...]
    preconditions: tuple[Precondition, ...]

    @property
    def complete(self) -> tuple[str, ...]:
        """Profiles with nothing weak or missing and with every precondition kept."""
        open_ = {cell.profile for cell in self.cells if cell.standing in _OPEN}
        open_ |= {one.profile for one in self.preconditions if not one.kept}
        return tuple(
            name for name in dict.fromkeys(c.profile for c in self.cells) if name not in open_
        )

    def table(self) -> pl.DataFrame:
        """A row an element: profile, element, name, standing, sections, reasons, basis."""
        return pl.DataFrame(
            [
                {
                    "profile": cell.profile,
                    "element": cell.element.id,
                    "name": cell.element.name,
                    "standing": cell.standing.value,
                    "sections": ", ".join(cell.sections),
                    "reasons": " ".join(cell.reasons),
                    "basis": cell.element.basis,
                    "confirmed": cell.element.confirmed,
                }
                for cell in self.cells
            ]
        )

    def explain(self) -> str:
        """A Polish sentence a profile."""
        names = dict.fromkeys(cell.profile for cell in self.cells)
        return " ".join(self._explained(profile(name)) for name in names)

    def _explained(self, asked: Profile) -> str:
        own = [cell for cell in self.cells if cell.profile == asked.id]
        needed = [cell for cell in own if cell.standing is not Standing.NOT_APPLICABLE]
        done = sum(cell.standing is Standing.FULFILLED for cell in needed)
        missing = [cell.element.id for cell in needed if cell.standing is Standing.MISSING]
        text = (
            f"{asked.name}: {done} z {counted(len(needed), 'elementu', 'elementów', 'elementów')}"
        )
        return f"{text}, brakuje: {', '.join(missing)}." if missing else f"{text}."


_OPEN = (Standing.WEAK, Standing.MISSING)


def check_elements(
    asked: Iterable[str],
    sections: Sequence[Section],
    *,
    waived: Mapping[str, str] | None = None,
    preconditions: Sequence[Precondition] = (),
) -> Matrix:
    """The matrix of the profiles ``asked`` for.

    ``waived`` maps ids of elements to why they do not apply; only an optional element may be
    waived, another one stays missing and says so. Sections together carry an element: their
    words and pieces add up. Raises ``UnknownProfileError``.

    >>> draft = Section("s1", "Wnioski", frozenset({"C1"}), words=200, evidence=3)
    >>> [cell.standing.value for cell in check_elements(["cwd"], [draft]).cells][:2]
    ['fulfilled', 'missing']
    """
    found = [
        _cell(one, element, sections, (waived or {}).get(element.id, ""))
        for one in (profile(name) for name in asked)
        for element in one.elements
    ]
    return Matrix(tuple(found), tuple(preconditions))


def _cell(asked: Profile, element: Element, sections: Sequence[Section], waiver: str) -> Cell:
    own = [section for section in sections if element.id in section.elements]
    names = tuple(section.id for section in own)
    if own:
        weak = _weaknesses(element, own)
        standing = Standing.WEAK if weak else Standing.FULFILLED
        return Cell(asked.id, element, standing, names, weak)
    if waiver.strip() and element.optional:
        return Cell(asked.id, element, Standing.NOT_APPLICABLE, (), (waiver.strip(),))
    reasons = ["Żaden rozdział nie realizuje tego elementu. Wskaż rozdział albo go napisz."]
    if waiver.strip():
        reasons.append("Przepis wymaga tego elementu zawsze; uzasadnienie braku nie wystarcza.")
    elif element.optional:
        reasons.append("Jeśli elementu nie ma, podaj dlaczego.")
    return Cell(asked.id, element, Standing.MISSING, (), tuple(reasons))


def _weaknesses(element: Element, own: Sequence[Section]) -> tuple[str, ...]:
    needs, words = element.needs, sum(section.words for section in own)
    found = []
    if words < needs.words:
        has, asks = (counted(n, "słowo", "słowa", "słów") for n in (words, needs.words))
        found.append(f"Za krótko: {has}, próg przyjęty w programie to {asks}.")
    if needs.evidence and not any(section.evidence for section in own):
        found.append("Brak dowodu: przytocz ustalenie z diagnozy albo dane własne.")
    if needs.graphic and not any(section.graphics for section in own):
        found.append("Brak części graficznej: wstaw mapę albo rysunek.")
    if needs.indicators and not any(section.indicators for section in own):
        found.append("Brak wskaźnika: wstaw wskaźnik z wartością bazową i docelową.")
    return tuple(found)
