"""What people write in chapters and blocks, as JSON values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from terytoria.portal.drafting.enums import BlockKind
from terytoria.portal.drafting.models import Block, Chapter, Text
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.reports.strategy import SECTIONS
from terytoria.reports.strategy.marks import MarksError, parts_of, runs_of
from terytoria.strategy.draft.model import Live
from terytoria.strategy.elements import profile

Values = dict[str, Any]
LONGEST_TEXT = 20_000
LONGEST_TITLE = 200
LONGEST_CAPTION = 300
MOST_ROWS, MOST_CELLS = 200, 12
DEEPEST = 3
LABELS = {
    "title": "Tytuł",
    "level": "Poziom",
    "elements": "Elementy",
    "text": "Treść",
    "caption": "Podpis",
    "table": "Tabela",
    "figure": "Rysunek",
    "pinned": "Dane rysunku",
    "what": "Wstawka",
    **SECTIONS,
    "words": "Trudne słowa",
}
LIVE_LABELS = {
    Live.GOALS: "drzewo celów",
    Live.TARGETS: "tabela mierników",
    Live.PROJECTS: "lista projektów",
}
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BAR = re.compile(r"(?<!\\)\|")


def read(part: Chapter | Block) -> Values:
    """The content of a chapter or a block."""
    if isinstance(part, Chapter):
        return {"title": part.title, "level": part.level, "elements": sorted(part.elements)}
    return dict(part.content)


def write(part: Chapter | Block, content: Values) -> None:
    """Put content into a chapter or a block; the caller saves it."""
    if isinstance(part, Chapter):
        part.title, part.level = content["title"], content["level"]
        part.elements = list(content["elements"])
    else:
        part.content = content


def table_text(content: Mapping[str, Any]) -> str:
    """A table as lines with ``|`` between cells, the header first.

    >>> table_text({"header": ["Gmina", "Osoby"], "rows": [["Leśniów", "12"]]})
    'Gmina | Osoby\\nLeśniów | 12'
    """
    return "\n".join(" | ".join(row) for row in (content["header"], *content["rows"]))


def table_of(lines: str) -> Values:
    """Header and rows of lines with ``|`` between cells; ``\\|`` is a bar inside a cell.

    Shorter rows are filled with empty cells; a longer one raises ``RefusedError``.
    """
    rows = [[cell.strip() for cell in _BAR.split(line)] for line in tidy(lines).splitlines()]
    rows = [row for row in rows if any(row)]
    if not rows:
        raise RefusedError("table", "Tabela jest pusta. Wpisz nagłówki, a pod nimi wiersze.")
    header, *body = rows
    if len(header) > MOST_CELLS or len(body) > MOST_ROWS:
        most = f"{MOST_CELLS} kolumn i {MOST_ROWS} wierszy"
        raise RefusedError("table", f"Tabela jest za duża. Może mieć najwyżej {most}.")
    for at, row in enumerate(body, 2):
        if len(row) > len(header):
            text = f"Wiersz {at} ma {len(row)} komórek, a nagłówków jest {len(header)}."
            raise RefusedError("table", f"{text} Popraw kreski | w tym wierszu.")
    return {"header": header, "rows": [row + [""] * (len(header) - len(row)) for row in body]}


def normal_chapter(text: Text, given: Mapping[str, Any]) -> Values:
    """The content of a chapter as it is kept; raises ``RefusedError`` by field."""
    title = " ".join(tidy(str(given["title"])).split())
    if not 0 < len(title) <= LONGEST_TITLE:
        said = f"Podaj tytuł, najwyżej {LONGEST_TITLE} znaków."
        raise RefusedError("title", said)
    level = int(given["level"])
    if not 1 <= level <= DEEPEST:
        raise RefusedError("level", "Wybierz rozdział, podrozdział albo punkt.")
    known = {one.id for name in text.profiles for one in profile(name).elements}
    elements = sorted({str(one) for one in given["elements"]})
    if unknown := [one for one in elements if one not in known]:
        said = f"Profile tego tekstu nie mają elementów: {', '.join(unknown)}. Wybierz z listy."
        raise RefusedError("elements", said)
    return {"title": title, "level": level, "elements": elements}


def normal_block(kind: str, given: Mapping[str, Any]) -> Values:
    """The content of a block as it is kept; raises ``RefusedError`` by field."""
    return _NORMAL[BlockKind(kind)](given)


def _paragraph(given: Mapping[str, Any]) -> Values:
    text = tidy(str(given["text"]))
    if not text:
        raise RefusedError("text", "Akapit jest pusty. Napisz go albo usuń.")
    if len(text) > LONGEST_TEXT:
        said = f"Tekst ma {len(text)} znaków. Podziel go na akapity do {LONGEST_TEXT} znaków."
        raise RefusedError("text", said)
    try:
        list(parts_of(text))
    except MarksError as problem:
        raise RefusedError("text", str(problem)) from problem
    return {"text": text}


def _table(given: Mapping[str, Any]) -> Values:
    table = {name: given[name] for name in ("header", "rows") if name in given}
    found = table_of(given["table"] if "table" in given else table_text(table))
    try:
        for cell in (*found["header"], *(cell for row in found["rows"] for cell in row)):
            runs_of(cell)
    except MarksError as problem:
        raise RefusedError("table", str(problem)) from problem
    return {"caption": _caption(given), **found}


def _figure(given: Mapping[str, Any]) -> Values:
    figure = str(given["figure"]).strip()
    if not figure:
        raise RefusedError("figure", "Wybierz rysunek z diagnozy.")
    return {"figure": figure, "caption": _caption(given), "pinned": str(given.get("pinned", ""))}


def _inserted(given: Mapping[str, Any]) -> Values:
    try:
        return {"what": Live(given["what"]).value}
    except ValueError as problem:
        raise RefusedError("what", "Wybierz, co wstawić ze strategii.") from problem


def _caption(given: Mapping[str, Any]) -> str:
    caption = " ".join(tidy(str(given["caption"])).split())
    if not 0 < len(caption) <= LONGEST_CAPTION:
        raise RefusedError("caption", f"Podaj podpis, najwyżej {LONGEST_CAPTION} znaków.")
    return caption


def tidy(text: str) -> str:
    """Text without spaces at the ends of lines, empty lines at its ends, control characters."""
    return "\n".join(line.rstrip() for line in _CONTROL.sub("", text).strip().splitlines())


_NORMAL: Mapping[BlockKind, Callable[[Mapping[str, Any]], Values]] = {
    BlockKind.PARAGRAPH: _paragraph,
    BlockKind.TABLE: _table,
    BlockKind.FIGURE: _figure,
    BlockKind.INSERTED: _inserted,
}


def in_words(content: Mapping[str, Any]) -> dict[str, str]:
    """Content by field, as people read it."""
    told = {name: value for name, value in content.items() if name not in ("header", "rows")}
    if "header" in content:
        told["table"] = table_text(content)
    if "what" in told:
        told["what"] = LIVE_LABELS[Live(told["what"])]
    if "pinned" in told:
        told["pinned"] = told["pinned"] or "najnowsza diagnoza"
    if "elements" in told:
        told["elements"] = ", ".join(told["elements"])
    return {name: str(value) for name, value in told.items()}
