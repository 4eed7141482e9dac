"""What happened to a task, from the log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from terytoria.language.dates import date_pl
from terytoria.portal.audit.models import Entry
from terytoria.portal.audit.phrasebook import phrasebook
from terytoria.portal.planner.models import Task
from terytoria.portal.planner.phrases import FIELDS


@dataclass(frozen=True)
class Event:
    """One verb in Polish."""

    when: datetime
    what: str
    who: str
    note: str


def history(task: Task) -> list[Event]:
    """Everything done with a task, the latest first."""
    label = task._meta.label_lower  # noqa: SLF001 - Django documents it
    entries = Entry.objects.filter(subject=label, subject_id=str(task.pk))
    return [
        Event(one.at, phrasebook().verb(one.verb), one.actor_label, _change(one)) for one in entries
    ]


def _change(entry: Entry) -> str:
    """What changed: "termin: 1 maja 2026 r. → 8 maja 2026 r.; powód: …"."""
    names = [name for name in FIELDS if entry.before.get(name) != entry.after.get(name)]
    return "; ".join(
        f"{FIELDS[name]}: {_told(name, entry.before)} → {_told(name, entry.after)}"
        if entry.before.get(name)
        else f"{FIELDS[name]}: {_told(name, entry.after)}"
        for name in names
    )


def _told(name: str, kept: dict[str, str | None]) -> str:
    value = kept.get(name) or "–"
    return date_pl(date.fromisoformat(value)) if name == "due" and value != "–" else value
