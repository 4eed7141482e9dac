"""The key of the map: one entry per kind that is drawn, in columns under it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from terytoria.documents import theme
from terytoria.documents.figures import lettering
from terytoria.documents.figures.scene import Scene
from terytoria.language.text import initial_upper
from terytoria.reports.spatial import symbols
from terytoria.strategy.spatial import kind_name

ROOM = 40.0
"""Px for a symbol left of its words."""
SIZE = 10.0
LINE = 13.0
GAP = 6.0


@dataclass(frozen=True)
class Entry:
    """Words of the key and what draws their symbol around a middle (x, y)."""

    words: str
    draw: Callable[[Scene, float, float], None]


def draw_key(scene: Scene, entries: Sequence[Entry], top: float) -> None:
    """Write the entries in columns that fill down, from ``top``."""
    columns = _columns(scene.width)
    wide = scene.width / columns
    for column, part in enumerate(_filled(entries, scene.width)):
        y = top
        for entry in part:
            rows = _rows(entry, wide)
            middle = y + len(rows) * LINE / 2
            entry.draw(scene, column * wide + ROOM / 2 - 3, middle)
            for at, row in enumerate(rows):
                place = (column * wide + ROOM, y + (at + 0.5) * LINE)
                scene.text(*place, row, size=SIZE, middle=True)
            y += len(rows) * LINE + GAP


def key_height(entries: Sequence[Entry], width: float) -> float:
    """Px that the key takes."""
    wide = width / _columns(width)
    return max((_height(part, wide) for part in _filled(entries, width)), default=0.0)


def _columns(width: float) -> int:
    return max(1, min(3, int(width // 200)))


def _rows(entry: Entry, wide: float) -> list[str]:
    return lettering.wrap(initial_upper(entry.words), wide - ROOM - 8, SIZE, lines=4)


def _height(part: Sequence[Entry], wide: float) -> float:
    return sum(len(_rows(entry, wide)) * LINE + GAP for entry in part)


def _filled(entries: Sequence[Entry], width: float) -> list[list[Entry]]:
    """Entries by column, about as high as each other."""
    columns = _columns(width)
    wide = width / columns
    each = _height(entries, wide) / columns
    parts: list[list[Entry]] = [[]]
    for entry in entries:
        full = _height([*parts[-1], entry], wide) > each + LINE + GAP
        if full and parts[-1] and len(parts) < columns:
            parts.append([])
        parts[-1].append(entry)
    return parts


def kind_entry(kind: str, words: str = "") -> Entry:
    """The entry of a kind of points or lines."""
    return Entry(words or kind_name(kind), lambda scene, x, y: _symbol(scene, kind, x, y))


def area_entry(at: int, words: str) -> Entry:
    """The entry of an intervention area."""
    return Entry(words, lambda scene, x, y: _box(scene, x, y, at))


def nature_entry() -> Entry:
    """The entry of natural areas and lines."""
    return Entry("powiązania przyrodnicze", _nature)


def _symbol(scene: Scene, kind: str, x: float, y: float) -> None:
    if kind in symbols.RADII:
        symbols.settlement(scene, kind, x, y)
    elif kind in symbols.BANDS:
        symbols.corridor(scene, kind, [(x - 14, y), (x + 14, y)])
    elif kind == "catchment":
        scene.line(x - 14, y, x + 14, y, theme.INK, 1.3, symbols.CATCHMENT)
    elif kind in ("between", "out"):
        symbols.flow(scene, kind, (x - 20, y + 2), (x + 18, y + 2), 5.0)
    elif kind == "gmina":
        symbols.gmina(scene, x, y)
    elif kind == "outside":
        symbols.outside(scene, x, y)
    else:
        symbols.school(scene, kind, x, y)


def _box(scene: Scene, x: float, y: float, at: int) -> None:
    scene.rect(x - 13, y - 6, 26, 12, symbols.area_fill(at), symbols.area_colour(at))


def _nature(scene: Scene, x: float, y: float) -> None:
    scene.rect(x - 13, y - 6, 26, 12, symbols.nature_fill(), symbols.NATURE)
