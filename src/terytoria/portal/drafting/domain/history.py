"""Writing and reading the history of chapters and blocks."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from terytoria.portal.drafting.domain.content import LABELS, Values, in_words
from terytoria.portal.drafting.enums import Deed
from terytoria.portal.drafting.models import Block, BlockRevision, Chapter, Companion, Text
from terytoria.portal.partnerships.domain.acting import Deed as Act

Part = Chapter | Block
Told = Part | Companion
"""What has a history."""


@dataclass(frozen=True)
class Change:
    """A field told otherwise, in words."""

    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Past:
    """A saved change with its texts before and after."""

    revision: BlockRevision
    changes: tuple[Change, ...]


def text_of(part: Told) -> Text:
    """The text that something belongs to."""
    return part.chapter.text if isinstance(part, Block) else part.text


def new_key(letter: str) -> str:
    """An id for life; chance makes it unlike any other.

    >>> len(new_key("b"))
    11
    """
    return letter + secrets.token_hex(5)


def note(act: Act, part: Told, deed: Deed, before: Values, after: Values) -> None:
    """Write the revision of a change and log it."""
    BlockRevision.objects.create(
        text=text_of(part),
        part=part.part,
        key=part.key,
        number=part.version,
        deed=deed,
        before=before,
        after=after,
        by=act.actor,
    )
    act.log(f"{part.part.value}.{deed.value}", part, in_words(before), in_words(after))


def content_at(part: Told, version: int) -> Values | None:
    """The content a chapter or a block had in an earlier version; ``None`` if it had none."""
    found = BlockRevision.objects.filter(key=part.key, number=version).first()
    return found.after if found and found.deed != Deed.DELETE else None


def history_of(part: Told) -> tuple[Past, ...]:
    """Every saved change, the newest first."""
    found = BlockRevision.objects.filter(key=part.key).select_related("by").order_by("-number")
    return tuple(Past(one, changes_of(one.before, one.after)) for one in found)


def changes_of(before: Values, after: Values) -> tuple[Change, ...]:
    """Fields told otherwise."""
    was, now = in_words(before), in_words(after)
    return tuple(
        Change(label, was.get(name, ""), now.get(name, ""))
        for name, label in LABELS.items()
        if was.get(name, "") != now.get(name, "")
    )
