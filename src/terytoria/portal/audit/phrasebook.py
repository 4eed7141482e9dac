"""What the log says in Polish: verbs, fields, values; the words are data (``phrases.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from terytoria.portal.audit.models import Entry

_LONGEST = 160
_NOTHING = "–"


@dataclass(frozen=True)
class Phrasebook:
    """Phrases of verbs, labels of fields, words of values by field."""

    verbs: Mapping[str, str]
    fields: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]

    def verb(self, name: str) -> str:
        """What was done.

        >>> phrasebook().verb("role.assign"), phrasebook().verb("an.unknown")
        ('nadano rolę', 'an.unknown')
        """
        return self.verbs.get(name, name)

    def field(self, name: str) -> str:
        """What a field is called."""
        return self.fields.get(name, name)

    def value(self, field: str, value: Any) -> str:
        """A value as people read it, cut where it is long.

        >>> phrasebook().value("role", "expert"), phrasebook().value("since", "2026-03-01")
        ('ekspert', '1.03.2026')
        >>> phrasebook().value("is_active", True), phrasebook().value("note", None)
        ('tak', '–')
        """
        text = self._whole(field, value)
        return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1].rstrip()}…"

    def _whole(self, field: str, value: Any) -> str:
        if value is None or value in ("", [], {}):
            return _NOTHING
        if isinstance(value, bool):
            return "tak" if value else "nie"
        if isinstance(value, list):
            return ", ".join(self._whole(field, one) for one in value)
        if isinstance(value, dict):
            return ", ".join(f"{self.field(k)}: {self._whole(k, v)}" for k, v in value.items())
        return self.values.get(field, {}).get(str(value), _day(str(value)))


@cache
def phrasebook() -> Phrasebook:
    """The phrasebook, read once."""
    text = files(__package__).joinpath("phrases.yaml").read_text(encoding="utf-8")
    return Phrasebook(**yaml.safe_load(text))


def _day(text: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.day}.{day:%m.%Y}"


def told(entry: Entry) -> dict[str, Any]:
    """An entry as an event of a timeline: ``when``, ``what``, ``who``, ``note``."""
    what = phrasebook().verb(entry.verb)
    return {
        "when": entry.at,
        "what": f"{what}: {entry.subject_label}" if entry.subject_label else what,
        "who": entry.actor_label or "program, bez udziału osoby",
        "note": _changes(entry),
    }


def _changes(entry: Entry) -> str:
    """What changed, field by field; a field without an earlier value is only named with its own."""
    book, said = phrasebook(), []
    for name in dict.fromkeys([*entry.before, *entry.after]):
        old, new = entry.before.get(name), entry.after.get(name)
        if old == new or not (old or new or isinstance(new, bool)):
            continue
        change = f"{book.value(name, old)} → " if name in entry.before else ""
        said.append(f"{book.field(name)}: {change}{book.value(name, new)}")
    return "; ".join(said)
