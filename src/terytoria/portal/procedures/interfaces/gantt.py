"""The plan as a picture: steps as bars on the axis of time, without a script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from terytoria.portal.procedures.interfaces.course import Row

_MONTHS = ("sty", "lut", "mar", "kwi", "maj", "cze", "lip", "sie", "wrz", "paź", "lis", "gru")
_DIAMOND = "M0 -7L7 0L0 7L-7 0z"
_HEAD, _FOOT, _EDGE = 46.0, 10.0, 14.0


@dataclass(frozen=True)
class Shape:
    """Sizes of one look: where the axis begins, how tall a row is, how high its bar stands."""

    name: str
    width: float
    axis: float
    row: float
    bar: float
    letters: int


WIDE = Shape("wide", 1120.0, 400.0, 50.0, 18.0, 52)
NARROW = Shape("narrow", 360.0, 8.0, 74.0, 46.0, 44)
"""On a phone the words of a step stand above its bar."""


def draw_gantt(rows: Sequence[Row], today: date, *, narrow: bool = False) -> SafeString:
    """Bars of the steps, a line for today, a diamond where the day of adoption hangs on a step.

    Colours come from the style sheet; the table beside it tells the same.
    """
    shape = NARROW if narrow else WIDE
    axis = _Axis.over(rows, today, shape)
    height = _HEAD + shape.row * len(rows) + _FOOT
    return format_html(
        '<svg class="gantt gantt-{0}" viewBox="0 0 {1} {2}" role="img" '
        'aria-labelledby="gantt-{0}-title gantt-{0}-desc"><title id="gantt-{0}-title">Plan '
        'procedury na osi czasu</title><desc id="gantt-{0}-desc">Kroki od góry w kolejności. '
        "To samo mówi tabela pod rysunkiem.</desc>{3}{4}{5}</svg>",
        shape.name,
        _number(shape.width),
        _number(height),
        _months(axis, height),
        format_html_join("", "{}", ((_row(one, at, axis),) for at, one in enumerate(rows))),
        _today(axis, today, height),
    )


@dataclass(frozen=True)
class _Axis:
    """Days laid along the width."""

    first: date
    days: int
    shape: Shape

    @classmethod
    def over(cls, rows: Sequence[Row], today: date, shape: Shape) -> _Axis:
        first = min((today, *(one.begin for one in rows))).replace(day=1)
        last = max((today, *(one.end for one in rows)))
        return cls(first, max((last - first).days + 1, 1), shape)

    def xs(self, days: Sequence[date]) -> list[float]:
        """Places of days."""
        offsets = np.array([(day - self.first).days for day in days], dtype=np.float64)
        wide = self.shape.width - self.shape.axis - _EDGE
        return [float(x) for x in self.shape.axis + offsets / self.days * wide]

    def x(self, day: date) -> float:
        """The place of a day."""
        return self.xs([day])[0]


def _months(axis: _Axis, height: float) -> SafeString:
    """Lines at the beginnings of months or quarters, as many as there is room for."""
    every = next((n for n in (1, 2, 3, 6, 12, 24) if _room(axis, n)), 60)
    marks = list(_beginnings(axis, every))
    return format_html_join(
        "",
        '<line class="gantt-month" x1="{0}" x2="{0}" y1="{1}" y2="{2}"/>'
        '<text class="gantt-label" x="{3}" y="{4}">{5}</text>',
        (
            (
                _number(x),
                _number(_HEAD - 8),
                _number(height - _FOOT),
                _number(x + 3),
                _number(_HEAD - 12),
                word,
            )
            for x, word in marks
        ),
    )


def _room(axis: _Axis, every: int) -> bool:
    per_day = (axis.shape.width - axis.shape.axis) / axis.days
    return every * 30.4 * per_day >= 58


def _beginnings(axis: _Axis, every: int) -> Iterator[tuple[float, str]]:
    for at in range(axis.days // 28 + 2):
        months = axis.first.year * 12 + axis.first.month - 1 + at
        day = date(months // 12, months % 12 + 1, 1)
        x = axis.x(day)
        if months % every == 0 and x <= axis.shape.width - 50:
            yield x, f"{_MONTHS[day.month - 1]} {day.year}"


def _row(row: Row, at: int, axis: _Axis) -> SafeString:
    shape = axis.shape
    top = _HEAD + shape.row * at
    left, right = axis.xs([row.begin, row.end])
    width = max(right - left, 5.0)
    middle = top + shape.bar
    looks = ["gantt-step", f"gantt-{row.state}"] + (["gantt-critical"] if row.critical else [])
    words = f"{row.days_text} · {row.state_word}" + (" · decyduje" if row.critical else "")
    return format_html(
        '<g class="{}"><line class="gantt-rule" x1="0" x2="{}" y1="{}" y2="{}"/>'
        '<text class="gantt-name" x="0" y="{}">{}</text>'
        '<text class="gantt-days" x="0" y="{}">{}</text>'
        '<rect x="{}" y="{}" width="{}" height="14" rx="2"/>{}</g>',
        " ".join(looks),
        _number(shape.width),
        _number(top),
        _number(top),
        _number(top + 19),
        _short(row.step.name, shape.letters),
        _number(top + 37),
        words,
        _number(left),
        _number(middle),
        _number(width),
        _marks(row, left, left + width, middle + 7),
    )


def _marks(row: Row, left: float, right: float, y: float) -> SafeString:
    """A diamond at the end of a critical step, a tick in one that is over."""
    found = []
    if row.critical:
        found.append(("gantt-diamond", _number(right), _number(y), _DIAMOND))
    if row.state == "over":
        where = _number(left + 8 if right - left > 18 else right + 9)
        look = "gantt-tick" if right - left > 18 else "gantt-tick gantt-beside"
        found.append((look, where, _number(y), "M-4 0l3 3l5 -6"))
    return format_html_join("", '<path class="{}" transform="translate({} {})" d="{}"/>', found)


def _today(axis: _Axis, today: date, height: float) -> SafeString:
    x = axis.x(today)
    right = x > axis.shape.width - 120
    return format_html(
        '<g class="gantt-today"><line x1="{0}" x2="{0}" y1="20" y2="{1}"/>'
        '<text x="{2}" y="15" text-anchor="{3}">dziś, {4}</text></g>',
        _number(x),
        _number(height - _FOOT),
        _number(x),
        "end" if right else "start",
        f"{today:%d.%m.%Y}",
    )


def _short(text: str, letters: int) -> str:
    """A name that fits its room; the table has it whole."""
    if len(text) <= letters:
        return text
    return f"{text[: letters - 1].rsplit(' ', 1)[0].rstrip(',;')}…"


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
