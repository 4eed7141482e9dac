"""A table of classes, each told by colour and by a sign."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from terytoria.documents import theme
from terytoria.documents.figures import axes, lettering
from terytoria.documents.figures.columns import column_names, draw_columns
from terytoria.documents.figures.picture import Picture
from terytoria.documents.figures.scene import HATCH, Scene

ROW = 24.0
SIGN_SIZES = (12, 10)
"""Sizes a sign may have; in cells too narrow for either the colours speak alone."""


@dataclass(frozen=True)
class Grade:
    """A class: what it is called and the sign written in its cells."""

    label: str
    sign: str


FIVE_GRADES = (
    Grade("wyraźnie słabiej niż grupa", "−−"),
    Grade("słabiej", "−"),
    Grade("jak grupa", "≈"),
    Grade("lepiej", "+"),
    Grade("wyraźnie lepiej", "++"),
)
"""From worse to better, against the comparison group."""


@dataclass(frozen=True)
class Heat:
    """Classes by row and column: the place in ``grades``, or None where there is none.

    ``emphasis`` is the number of last rows set apart, e.g. 1 for the partnership.
    """

    title: str
    rows: Sequence[str]
    columns: Sequence[str]
    classes: Sequence[Sequence[int | None]]
    grades: Sequence[Grade] = FIVE_GRADES
    emphasis: int = 0
    description: str = ""
    width: float = theme.FULL_WIDTH

    def __post_init__(self) -> None:
        """Check the shape of the table and its classes."""
        shape = [len(row) for row in self.classes]
        if shape != [len(self.columns)] * len(self.rows):
            raise ValueError("classes need one row per name and one entry per column")
        known = {grade for row in self.classes for grade in row if grade is not None}
        if known - set(range(len(self.grades))):
            raise ValueError(f"a class must be 0 to {len(self.grades) - 1}, or None when missing")


def draw_heat(spec: Heat) -> Picture:
    """Draw the table; column names stand upright where the cells are wide enough.

    Example:
        >>> draw_heat(Heat("Obszary", ["Tuczno"], ["ludność"], [[1]])).width
        640.0
    """
    left = min(
        max((lettering.width(name, bold=True) for name in spec.rows), default=0) + 10,
        spec.width * 0.36,
    )
    cell = (spec.width - left) / max(len(spec.columns), 1)
    keys_height = axes.KEY_LINE * len(_key_rows(spec))
    names = column_names(spec.columns, cell)
    head = names.height
    gap = 5.0 if 0 < spec.emphasis < len(spec.rows) else 0.0
    bottom = head + ROW * len(spec.rows) + gap
    scene = Scene(spec.width, bottom + keys_height + 12)
    draw_columns(scene, names, left, cell, head)
    for at, name in enumerate(spec.rows):
        strong = at >= len(spec.rows) - spec.emphasis
        top = head + ROW * at + (gap if strong else 0.0)
        words = lettering.shorten(name, left - 10, bold=strong)
        scene.text(left - 8, top + ROW / 2, words, anchor="end", bold=strong, middle=True)
        for place, grade in enumerate(spec.classes[at]):
            _cell(scene, spec, grade, lettering.Box(left + cell * place, top, cell, ROW))
    _key(scene, spec, bottom + 10)
    return scene.picture(spec.title, spec.description)


def _colours(spec: Heat) -> tuple[str, ...]:
    count = len(spec.grades)
    return theme.diverging(count) if count >= 3 else theme.sequential(max(count, 1))


def _cell(scene: Scene, spec: Heat, grade: int | None, at: lettering.Box) -> None:
    """A cell; the box holds left, top, width and height."""
    fill = HATCH if grade is None else _colours(spec)[grade]
    scene.rect(at.left + 1, at.top + 1, at.right - 2, at.bottom - 2, fill)
    if grade is not None:
        colour, words = theme.ink_on(fill), spec.grades[grade].sign
        middle = at.top + at.bottom / 2
        size = next((s for s in SIGN_SIZES if lettering.width(words, s, bold=True) < at.right), 0)
        scene.text(
            at.left + at.right / 2,
            middle,
            words if size else "",
            fill=colour,
            anchor="middle",
            bold=True,
            middle=True,
            size=size,
        )


def _key_rows(spec: Heat) -> list[list[tuple[str, str, str]]]:
    entries = [
        (grade.sign, grade.label, colour)
        for grade, colour in zip(spec.grades, _colours(spec), strict=True)
    ]
    if any(grade is None for row in spec.classes for grade in row):
        entries.append(("", "brak danych", HATCH))
    rows: list[list[tuple[str, str, str]]] = [[]]
    used = 0.0
    for entry in entries:
        wide = 30 + lettering.width(entry[1], 10) + 14
        if rows[-1] and used + wide > spec.width:
            rows.append([])
            used = 0.0
        rows[-1].append(entry)
        used += wide
    return rows


def _key(scene: Scene, spec: Heat, top: float) -> None:
    for place, row in enumerate(_key_rows(spec)):
        x, middle = 0.0, top + axes.KEY_LINE * (place + 0.5)
        for mark, label, colour in row:
            scene.rect(x, middle - 7, 25, 14, colour, theme.RULE)
            if mark:
                scene.text(
                    x + 12.5,
                    middle,
                    mark,
                    fill=theme.ink_on(colour),
                    anchor="middle",
                    bold=True,
                    middle=True,
                    size=10,
                )
            scene.text(x + 30, middle, label, size=10, middle=True)
            x += 30 + lettering.width(label, 10) + 14
