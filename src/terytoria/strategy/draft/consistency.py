"""Does a draft agree with itself, its sources and its chain? Runs while people type."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from terytoria.language.numbers import number
from terytoria.strategy.draft.citations import Written, citations, numbers_in, plain
from terytoria.strategy.draft.model import Draft, Figure, Inserted, Live, Paragraph, Table

_YEAR = re.compile(r"\b(?:19|20|21)\d\d\b")
_UNTIL = re.compile(r"\bdo (?:roku )?((?:20|21)\d\d)\b")


class Gravity(StrEnum):
    """How much a problem weighs."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """Something that does not agree: where (``place`` is an id), what, what to do (Polish)."""

    gravity: Gravity
    place: str
    text: str


@dataclass(frozen=True)
class Source:
    """What may be cited: its title, its numbers, its years; ``valid`` until it is withdrawn.

    ``values`` hold every number of the source: values and limits of intervals.
    """

    title: str
    values: tuple[float, ...] = ()
    years: tuple[int, ...] = ()
    valid: bool = True


@dataclass(frozen=True)
class Promise:
    """A goal of the chain: its title and the target years of its indicators."""

    title: str
    years: tuple[int, ...] = ()


def check_draft(
    draft: Draft,
    sources: Mapping[str, Source],
    promises: Sequence[Promise] = (),
    figures: Collection[str] = (),
) -> tuple[Problem, ...]:
    """Every problem of a draft in its order, those of the chain last.

    ``figures`` are the names of figures the diagnosis has.

    >>> draft = Draft("S", 2030)
    >>> check_draft(draft, {}, [Promise("Cel")])[0].text
    'Cel „Cel” nie ma wskaźnika. Dodaj wskaźnik z wartością docelową.'
    """
    return (
        *_of_blocks(draft, sources, figures),
        *_of_chapters(draft),
        *_of_promises(draft, promises),
    )


def _of_blocks(
    draft: Draft, sources: Mapping[str, Source], figures: Collection[str]
) -> Iterator[Problem]:
    for _chapter, block in draft.blocks():
        match block:
            case Paragraph():
                yield from _of_text(block.id, block.text, draft.horizon, sources)
            case Table():
                for text in (cell for row in block.rows for cell in row):
                    yield from _of_text(block.id, text, draft.horizon, sources)
            case Figure() if block.figure not in figures:
                text = f"Diagnoza nie ma rysunku „{block.figure}”. Wybierz inny."
                yield Problem(Gravity.ERROR, block.id, text)
            case _:
                pass


def _of_text(
    place: str, text: str, horizon: int, sources: Mapping[str, Source]
) -> Iterator[Problem]:
    for citation in citations(text):
        source = sources.get(citation.key)
        if source is None:
            what = f"Nie ma źródła, na które powołuje się „{citation.text}”. Wskaż inne."
            yield Problem(Gravity.ERROR, place, what)
            continue
        if not source.valid:
            what = f"Źródło „{source.title}” zostało odrzucone albo wycofane. Zmień zdanie."
            yield Problem(Gravity.ERROR, place, what)
        yield from _differing(place, citation.text, source)
    for year in _UNTIL.findall(plain(text)):
        if int(year) > horizon:
            what = (
                f"Rok {year} leży poza horyzontem strategii ({horizon}). Popraw rok albo horyzont."
            )
            yield Problem(Gravity.WARNING, place, what)


def _differing(place: str, text: str, source: Source) -> Iterator[Problem]:
    """Numbers in the words that cite a source and that the source does not have."""
    if not source.values:
        return
    for written in numbers_in(text):
        if not (_is_year(written, source) or any(written.says(value) for value in source.values)):
            what = f"Liczba {written.text} różni się od źródła „{source.title}”, "
            yield Problem(Gravity.ERROR, place, f"{what}które ma: {_told(source)}.")


def _is_year(written: Written, source: Source) -> bool:
    return bool(_YEAR.fullmatch(written.text)) and written.size in {
        Decimal(y) for y in source.years
    }


def _told(source: Source) -> str:
    shown = source.values[:4]
    return "; ".join(number(value, 0 if float(value).is_integer() else 2) for value in shown)


def _of_chapters(draft: Draft) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for at, chapter in enumerate(draft.chapters):
        title = chapter.title.strip().casefold()
        if title in seen:
            text = f"Dwa rozdziały mają tytuł „{chapter.title}”. Zmień jeden z nich."
            yield Problem(Gravity.WARNING, chapter.id, text)
        seen[title] = chapter.id
        below = draft.chapters[at + 1 : at + 2]
        if not chapter.blocks and not (below and below[0].level > chapter.level):
            text = f"Rozdział „{chapter.title}” jest pusty. Napisz go albo usuń."
            yield Problem(Gravity.WARNING, chapter.id, text)


def _of_promises(draft: Draft, promises: Sequence[Promise]) -> Iterator[Problem]:
    for promise in promises:
        if not promise.years:
            text = f"Cel „{promise.title}” nie ma wskaźnika. Dodaj wskaźnik z wartością docelową."
            yield Problem(Gravity.ERROR, "", text)
        for year in promise.years:
            if year > draft.horizon:
                text = f"Wskaźnik celu „{promise.title}” sięga {year} r., a strategia "
                yield Problem(Gravity.ERROR, "", f"{text}kończy się w {draft.horizon} r.")
    shown = {block.what for _chapter, block in draft.blocks() if isinstance(block, Inserted)}
    if promises and Live.GOALS not in shown:
        text = "Żaden rozdział nie pokazuje celów. Wstaw drzewo celów."
        yield Problem(Gravity.WARNING, "", text)
