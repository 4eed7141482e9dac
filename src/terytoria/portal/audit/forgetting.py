"""Taking a person's name and address out of the log: the one change entries ever undergo."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from terytoria.portal.audit.models import Entry


def forget(words: Mapping[str, str], actor: int, label: str) -> int:
    """Replace names and addresses by other words in every entry; how many entries changed.

    ``words`` maps what is to be forgotten to what is said instead; deeds of the person, whose id
    is ``actor``, are told under the ``label``. What was done, on what, when stays.
    """
    changed = 0
    for entry in _concerned(words, actor):
        told = {
            "actor_label": label if entry.actor == actor else _replaced(entry.actor_label, words),
            "subject_label": _replaced(entry.subject_label, words),
            "before": _replaced(entry.before, words),
            "after": _replaced(entry.after, words),
        }
        if any(getattr(entry, field) != value for field, value in told.items()):
            Entry.objects.filter(pk=entry.pk).update(**told)
            changed += 1
    return changed


def _concerned(words: Mapping[str, str], actor: int) -> Any:
    """Entries that may name the person; a database may keep JSON with its letters escaped."""
    found = Q(actor=actor)
    for word in words:
        found |= Q(actor_label__contains=word) | Q(subject_label__contains=word)
        for written in {word, json.dumps(word)[1:-1]}:
            found |= Q(was__contains=written) | Q(now__contains=written)
    columns = {"was": Cast("before", TextField()), "now": Cast("after", TextField())}
    return Entry.objects.annotate(**columns).filter(found).order_by("pk").iterator(500)


def _replaced(value: Any, words: Mapping[str, str]) -> Any:
    """The value without the words, wherever they stand in it.

    >>> _replaced({"who": ["Ala", 1]}, {"Ala": "Osoba 7"})
    {'who': ['Osoba 7', 1]}
    """
    if isinstance(value, str):
        for word, instead in words.items():
            value = value.replace(word, instead)
    elif isinstance(value, list):
        value = [_replaced(one, words) for one in value]
    elif isinstance(value, dict):
        value = {key: _replaced(one, words) for key, one in value.items()}
    return value
