"""The history of an item as people read it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from terytoria.portal.strategies.domain.comparison import TextChange
from terytoria.portal.strategies.domain.content import labels
from terytoria.portal.strategies.domain.words import names_now, told
from terytoria.portal.strategies.models import Item, Revision


@dataclass(frozen=True)
class Past:
    """A saved change with its texts before and after, in words."""

    revision: Revision
    texts: tuple[TextChange, ...]


def history_of(item: Item) -> tuple[Past, ...]:
    """Every saved change, the newest first."""
    found = list(Revision.objects.filter(kind=item.kind, item=item.pk).select_related("by"))
    contents: list[dict[str, Any]] = [each for one in found for each in (one.before, one.after)]
    names, named = names_now(item.partnership, contents), labels(item.kind)
    pasts = []
    for one in found:
        before, after = told(item.kind, one.before, names), told(item.kind, one.after, names)
        texts = tuple(
            TextChange(label, before.get(name, ""), after.get(name, ""))
            for name, label in named.items()
            if before.get(name, "") != after.get(name, "")
        )
        pasts.append(Past(one, texts))
    return tuple(pasts)
