"""Targets as the page shows them: the light as a word with a sign, the picture, its table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from terytoria.language.numbers import number
from terytoria.portal.design.tables import Column, Table, row
from terytoria.portal.monitoring.domain.states import Status
from terytoria.reports.monitoring import TargetState
from terytoria.reports.monitoring.course import draw_course
from terytoria.reports.monitoring.targets import course_of, course_rows
from terytoria.reports.monitoring.words import figure_of, reading_of
from terytoria.strategy.monitoring import Light

SHAPES = {
    Light.REACHED: '<path d="M10 2l2.4 5 5.6.7-4.1 3.8 1.1 5.5-5-2.8-5 2.8 1.1-5.5L2 7.7 7.6 7z"/>',
    Light.ON_COURSE: '<circle cx="10" cy="10" r="7.5"/>',
    Light.UNSURE: '<path d="M10 2l8 8-8 8-8-8z"/>',
    Light.OFF_COURSE: '<path d="M10 3l8 14H2z"/>',
    Light.UNKNOWN: '<path d="M3 3h14v14H3z"/>',
}
"""Each light has a shape of its own: star, disc, diamond, triangle, square."""
_WIDTH, _HEIGHT = 420.0, 190.0


@dataclass(frozen=True)
class Card:
    """A target on the page; ``rows`` is the picture told as a table."""

    status: Status
    state: TargetState
    light: SafeString
    picture: SafeString
    rows: Table | None

    @property
    def anchor(self) -> str:
        """Where the target stands on the page."""
        return f"miernik-{self.status.subject.target.id}-{self.status.subject.text.value}"

    @property
    def latest(self) -> str:
        """The newest reading with its interval."""
        state = self.state
        newest = state.readings[-1] if state.readings else None
        return reading_of(newest, state.unit, state.decimals)

    @property
    def base(self) -> str:
        """The base with its year."""
        one = self.state
        return figure_of(one.base, one.unit, one.decimals, one.base_year)

    @property
    def goal(self) -> str:
        """What is wanted, with its year."""
        one = self.state
        return figure_of(one.target, one.unit, one.decimals, one.target_year)


def light_of(light: Light) -> SafeString:
    """A light: a shape and a word, never colour alone."""
    shape = mark_safe(SHAPES[light])  # noqa: S308 - constants of this file
    return format_html(
        '<span class="light {}"><svg viewBox="0 0 20 20" width="20" height="20" '
        'aria-hidden="true" focusable="false">{}</svg>{}</span>',
        light.value,
        shape,
        light.name_pl,
    )


def card_of(status: Status) -> Card:
    """A target with its picture, where there is anything to draw."""
    state = status.state()
    drawn = state.base is not None or bool(state.readings)
    picture, rows = "", None
    if drawn:
        picture = draw_course(course_of(state, width=_WIDTH, height=_HEIGHT)).svg
        rows = _table(state)
    made = mark_safe(picture)  # noqa: S308 - our own writer escapes what people typed
    return Card(status, state, light_of(status.light), made, rows)


def _table(state: TargetState) -> Table:
    def cell(value: object) -> str:
        return number(float(value), state.decimals) if isinstance(value, int | float) else "–"

    columns = (
        Column("year", "Rok"),
        Column("what", "Co"),
        Column("value", "Wartość", figure=True),
        Column("low", "Od", figure=True),
        Column("high", "Do", figure=True),
        Column("way", "Na prostej drodze", figure=True),
    )
    rows = tuple(
        row(str(year), str(what), *(cell(value) for value in values))
        for year, what, *values in course_rows(state)
    )
    return Table(f"{state.name}: od bazy do celu", columns, rows)


def counts_of(statuses: Iterable[Status]) -> tuple[tuple[SafeString, int], ...]:
    """How many targets have which light."""
    found = Counter(one.light for one in statuses)
    return tuple((light_of(light), found[light]) for light in Light if found[light])
