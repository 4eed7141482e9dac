"""Verbs about the agenda: its points in order, their papers, and what was said."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Literal

from django.db.models import Max

from terytoria.portal.accounts.models import User
from terytoria.portal.meetings.domain.ground import (
    changed,
    item_now,
    meeting_now,
    require_agenda,
    require_editable,
)
from terytoria.portal.meetings.domain.materials import find_material
from terytoria.portal.meetings.enums import Majority, MeetingState
from terytoria.portal.meetings.models import AgendaItem, Meeting, Paper
from terytoria.portal.meetings.rules import PLAN, RUN
from terytoria.portal.partnerships.domain.acting import RefusedError, acting

MOST_POINTS = 60


@dataclass(frozen=True)
class Point:
    """What a point says; one voted on has a ``proposal``."""

    title: str
    text: str = ""
    majority: Majority = Majority.NONE
    proposal: str = ""


def add_item(actor: User, meeting: Meeting, asked: Point) -> AgendaItem:
    """Put a point at the end of the agenda."""
    _check(asked)
    with acting(actor, PLAN, meeting.partnership) as deed:
        found = meeting_now(deed, meeting)
        require_agenda(found)
        if found.items.count() >= MOST_POINTS:
            raise RefusedError("title", f"Porządek ma już {MOST_POINTS} punktów. Połącz niektóre.")
        last = found.items.aggregate(last=Max("position"))["last"] or 0
        made = found.items.create(position=last + 1, **asdict(asked))
        changed(found)
        deed.log("agenda.add", made, after=asdict(asked))
    return made


def edit_item(actor: User, item: AgendaItem, asked: Point, version: int) -> AgendaItem:
    """Change a point, seen in ``version``, that was not voted on."""
    _check(asked)
    with acting(actor, PLAN, item.meeting.partnership) as deed:
        found = item_now(deed, item, version)
        require_editable(found)
        after = asdict(asked)
        before = {name: getattr(found, name) for name in after}
        names = [name for name in after if before[name] != after[name]]
        if names:
            for name in names:
                setattr(found, name, after[name])
            _save(found, names)
            changed(found.meeting)
            old, new = ({name: one[name] for name in names} for one in (before, after))
            deed.log("agenda.edit", found, old, new)
    return found


def move_item(actor: User, item: AgendaItem, way: Literal["up", "down"]) -> AgendaItem:
    """Change places with the point above or below; the first and the last stay."""
    with acting(actor, PLAN, item.meeting.partnership) as deed:
        found = item_now(deed, item)
        require_agenda(found.meeting)
        order = list(found.meeting.items.all())
        at = order.index(found)
        to = at - 1 if way == "up" else at + 1
        if 0 <= to < len(order):
            order[at], order[to] = order[to], order[at]
            _number(order)
            changed(found.meeting)
            deed.log("agenda.move", found, {"position": at + 1}, {"position": to + 1})
        found.refresh_from_db()
    return found


def remove_item(actor: User, item: AgendaItem) -> None:
    """Take a point that was not voted on out of the agenda; the next ones move up."""
    with acting(actor, PLAN, item.meeting.partnership) as deed:
        found = item_now(deed, item)
        require_editable(found)
        deed.log("agenda.remove", found, {"title": found.title, "position": found.position})
        found.delete()
        _number(found.meeting.items.all())
        changed(found.meeting)


def add_paper(actor: User, item: AgendaItem, key: str, *, subject: bool) -> Paper:
    """Lay a version before a point; the ``subject`` is the one that its decision is about."""
    with acting(actor, PLAN, item.meeting.partnership) as deed:
        found = item_now(deed, item)
        require_editable(found)
        material = find_material(deed.partnership, key)
        if material is None:
            raise RefusedError("material", "Tego materiału nie ma w partnerstwie. Wybierz z listy.")
        if found.papers.filter(**{material.field: material.version}).exists():
            raise RefusedError("material", "Ten materiał już jest przy tym punkcie. Wybierz inny.")
        if subject:
            found.papers.update(subject=False)
        made = found.papers.create(**{material.field: material.version, "subject": subject})
        changed(found.meeting)
        after = {"item": found.title, "paper": material.label, "subject": subject}
        deed.log("paper.add", made, after=after)
    return made


def remove_paper(actor: User, item: AgendaItem, paper: int) -> None:
    """Take a version away from a point that was not voted on."""
    with acting(actor, PLAN, item.meeting.partnership) as deed:
        found = item_now(deed, item)
        require_editable(found)
        one = found.papers.filter(pk=paper).first()
        if one is None:
            raise RefusedError("", "Tego materiału już nie ma przy tym punkcie. Odśwież stronę.")
        deed.log("paper.remove", one, {"item": found.title, "paper": str(one)})
        one.delete()
        changed(found.meeting)


def note_item(actor: User, item: AgendaItem, note: str, version: int) -> AgendaItem:
    """Write down what was said on a point, during the meeting or as a correction after it."""
    with acting(actor, RUN, item.meeting.partnership) as deed:
        found = item_now(deed, item, version)
        if found.meeting.state not in (MeetingState.OPEN, MeetingState.CLOSED):
            raise RefusedError(
                "note", "Przebieg notuje się od otwarcia spotkania. Najpierw otwórz."
            )
        before, found.note = found.note, note.strip()
        if found.note != before:
            _save(found, ["note"])
            changed(found.meeting)
            deed.log("agenda.note", found, {"note": before}, {"note": found.note})
    return found


def _save(item: AgendaItem, names: list[str]) -> None:
    item.version += 1
    item.save(update_fields=[*names, "version"])


def _number(items: Iterable[AgendaItem]) -> None:
    for place, one in enumerate(items, start=1):
        if one.position != place:
            one.position = place
            one.save(update_fields=["position"])


def _check(asked: Point) -> None:
    if not asked.title.strip():
        raise RefusedError("title", "Punkt nie ma tytułu. Wpisz go.")
    if asked.majority != Majority.NONE and not asked.proposal.strip():
        text = "Punkt jest do głosowania, a nie ma projektu decyzji. Wpisz, nad czym głosujecie."
        raise RefusedError("proposal", text)
