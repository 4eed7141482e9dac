"""Steps and clocks of a procedure as pages show them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from terytoria.language.dates import date_pl
from terytoria.language.plural import counted
from terytoria.portal.design.tables import Cell, Column, Table
from terytoria.portal.design.templatetags.design import status
from terytoria.portal.procedures.domain.queries import Standing
from terytoria.portal.procedures.models import Event, Procedure
from terytoria.strategy.procedure import Planned, Ruling, State, Step

CLOCKS = {
    State.BROKEN: ("error", "przekroczony"),
    State.URGENT: ("warning", "pilny"),
    State.RUNNING: ("waiting", "biegnie"),
    State.WAITING: ("draft", "jeszcze nie biegnie"),
    State.KEPT: ("success", "dochowany"),
}
"""Kind of the sign and the word of a clock's state."""

_STATES = {
    "over": ("success", "zakończony"),
    "under_way": ("waiting", "trwa"),
    "ahead": ("draft", "przed nami"),
}
_DAYS = ("dzień", "dni", "dni")


@dataclass(frozen=True)
class Row:
    """A step in the plan with what is known of it."""

    planned: Planned
    event: Event | None
    laid_end: date
    page: str

    @property
    def step(self) -> Step:
        """The step."""
        return self.planned.step

    @property
    def begin(self) -> date:
        """Its first day, real or planned."""
        return self.planned.begin

    @property
    def end(self) -> date:
        """Its last day, real or planned."""
        return self.planned.end

    @property
    def critical(self) -> bool:
        """Whether the day of adoption hangs on it."""
        return self.planned.critical

    @property
    def state(self) -> str:
        """``over``, ``under_way`` or ``ahead``."""
        if self.event is None or not (self.event.begin or self.event.end):
            return "ahead"
        return "over" if self.event.end else "under_way"

    @property
    def state_word(self) -> str:
        """The state in a word."""
        return _STATES[self.state][1]

    @property
    def days_text(self) -> str:
        """First and last day."""
        if self.begin == self.end:
            return f"{self.end:%d.%m.%Y}"
        return f"{self.begin:%d.%m.%Y} – {self.end:%d.%m.%Y}"

    @property
    def overridden(self) -> bool:
        """Whether it was entered against a rule."""
        return self.event is not None and hasattr(self.event, "override")

    @property
    def late(self) -> int:
        """Days by which it ends later than first planned; negative when earlier."""
        return (self.end - self.laid_end).days


def rows_of(standing: Standing) -> tuple[Row, ...]:
    """The steps of the plan in order."""
    procedure = standing.procedure
    laid = {one.step.id: one.end for one in standing.laid.steps}
    return tuple(
        Row(one, standing.events.get(one.step.id), laid[one.step.id], page_of(procedure, one.step))
        for one in standing.plan.steps
    )


def page_of(procedure: Procedure, step: Step) -> str:
    """Address of the page of a step."""
    slug = procedure.partnership.slug
    return reverse("procedures:step", args=[slug, procedure.pk, step.id])


def plan_table(rows: Sequence[Row]) -> Table:
    """The plan in words: what the picture shows and the legal basis."""
    heads = (
        Column("step", "Krok"),
        Column("actor", "Kto"),
        Column("days", "Dni"),
        Column("state", "Stan"),
        Column("slack", "Zapas"),
        Column("basis", "Podstawa"),
    )
    body = tuple(
        (
            Cell(one.step.name, one.page),
            Cell(one.step.actor),
            Cell(_when(one)),
            Cell(_states(one)),
            Cell(_slack(one)),
            Cell(basis_of(one.step.basis, confirmed=one.step.confirmed)),
        )
        for one in rows
    )
    return Table("Kroki procedury", heads, body)


def _when(row: Row) -> SafeString:
    said = row.planned.warning
    if row.late and row.state != "over":
        word = "później" if row.late > 0 else "wcześniej"
        said = f"{said} {counted(abs(row.late), *_DAYS)} {word} niż w planie.".strip()
    more = format_html('<br><span class="procedure-small">{}</span>', said) if said else ""
    days = format_html_join(
        " – ",
        '<span class="procedure-day">{}</span>',
        ((one,) for one in row.days_text.split(" – ")),
    )
    return format_html("{}{}", days, more)


def _states(row: Row) -> SafeString:
    look, word = _STATES[row.state]
    signs = [status(look, word)]
    if row.overridden:
        signs.append(status("warning", "wbrew regule"))
    if row.critical:
        signs.append(
            format_html('<span class="procedure-critical">{}</span>', "◆ decyduje o terminie")
        )
    return joined(signs)


def joined(parts: Iterable[SafeString]) -> SafeString:
    """Signs in a row that breaks between them."""
    return format_html(
        '<span class="procedure-signs">{}</span>',
        format_html("{}" * len(found := list(parts)), *found),
    )


def _slack(row: Row) -> str:
    if row.planned.slack is None:
        return "–"
    return counted(row.planned.slack, *_DAYS)


def basis_of(basis: str, *, confirmed: bool) -> SafeString:
    """A legal basis with the mark of one that is still to be confirmed."""
    mark = "" if confirmed else status("warning", "do potwierdzenia")
    return format_html('<span class="procedure-basis">{} {}</span>', basis, mark)


@dataclass(frozen=True)
class ClockSight:
    """A clock as a page shows it."""

    ruling: Ruling
    look: str
    word: str
    basis: SafeString


def clock_sights(rulings: Iterable[Ruling]) -> tuple[ClockSight, ...]:
    """Clocks with their signs, in the order given."""
    return tuple(
        ClockSight(
            one,
            *CLOCKS[one.state],
            basis_of(one.clock.basis, confirmed=one.clock.confirmed),
        )
        for one in rulings
    )


def tiles_of(standing: Standing, rows: Sequence[Row]) -> list[tuple[str, str, str]]:
    """The figures that open the page: the adoption, the next step, broken clocks."""
    adopted = any(one.step.id == "adoption" and one.state == "over" for one in rows)
    laid = standing.laid.adoption
    label = "przyjęcie strategii" if adopted else "najwcześniejsze przyjęcie"
    moved = (standing.plan.adoption - laid).days
    said = "zgodnie z planem"
    if moved:
        word = "później" if moved > 0 else "wcześniej"
        said = f"{counted(abs(moved), *_DAYS)} {word} niż w planie ({date_pl(laid)})"
    found = [(f"{standing.plan.adoption:%d.%m.%Y}", label, said)]
    over = sum(one.state == "over" for one in rows)
    found.append((f"{over} z {len(rows)}", "zakończone kroki", ""))
    broken = sum(one.state == State.BROKEN for one in standing.rulings)
    urgent = sum(one.state == State.URGENT for one in standing.rulings)
    found.append((str(broken), "przekroczone terminy", f"pilne: {urgent}"))
    return found
