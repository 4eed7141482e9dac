"""The order of chapters and blocks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import F, Max, QuerySet

from terytoria.portal.accounts.models import User
from terytoria.portal.drafting.domain.queries import blocks_of, chapters_of
from terytoria.portal.drafting.models import Block, Chapter
from terytoria.portal.drafting.rules import EDIT
from terytoria.portal.partnerships.domain.acting import RefusedError, acting

_GONE = "Tego fragmentu już nie ma. Odśwież stronę."


def make_room(rows: QuerySet[Any], after: Chapter | Block | None, *, first: bool = False) -> int:
    """A free position after a row, at the beginning (``first``), or at the end."""
    if after is None and not first:
        return (rows.aggregate(last=Max("position"))["last"] or 0) + 1
    place = 1
    if after is not None:
        place = rows.filter(pk=after.pk).values_list("position", flat=True).first() or 0
        place += 1
    rows.filter(position__gte=place).update(position=F("position") + 1)
    return place


def move_chapter(actor: User, chapter: Chapter, *, up: bool) -> bool:
    """Move a chapter with the sections below it past its neighbour; whether there was one."""
    with acting(actor, EDIT, chapter.text.partnership) as act:
        order = list(chapters_of(chapter.text))
        if chapter.pk not in {one.pk for one in order}:
            raise RefusedError("", _GONE)
        at = next(place for place, one in enumerate(order) if one.pk == chapter.pk)
        moved = _moved(order, at, up=up)
        if moved is None:
            return False
        for place, one in enumerate(moved, 1):
            if one.position != place:
                Chapter.objects.filter(pk=one.pk).update(position=place)
        act.log("chapter.move", chapter, {"place": at + 1}, {"place": moved.index(order[at]) + 1})
    return True


def _moved(order: Sequence[Chapter], at: int, *, up: bool) -> list[Chapter] | None:
    """The order with the run of a chapter before the run above it, or after the one below it."""
    end = _end(order, at)
    run = list(order[at:end])
    if up:
        above = [place for place in range(at) if order[place].level <= order[at].level]
        if not above or order[above[-1]].level < order[at].level:
            return None
        start = above[-1]
        return [*order[:start], *run, *order[start:at], *order[end:]]
    if end == len(order) or order[end].level < order[at].level:
        return None
    below = _end(order, end)
    return [*order[:at], *order[end:below], *run, *order[below:]]


def _end(order: Sequence[Chapter], at: int) -> int:
    """Where the sections below a chapter end."""
    deeper = at + 1
    while deeper < len(order) and order[deeper].level > order[at].level:
        deeper += 1
    return deeper


def move_block(actor: User, block: Block, *, up: bool) -> bool:
    """Move a block one place, past the border of a chapter too; whether there was where to."""
    text = block.chapter.text
    with acting(actor, EDIT, text.partnership) as act:
        stored = Block.objects.select_related("chapter").get(pk=block.pk)
        if stored.deleted_at or stored.chapter.deleted_at:
            raise RefusedError("", _GONE)
        chapters = list(chapters_of(text))
        beside = [one for one in blocks_of(text) if one.chapter_id == stored.chapter_id]
        at = next(place for place, one in enumerate(beside) if one.pk == stored.pk)
        to = at - 1 if up else at + 1
        if 0 <= to < len(beside):
            beside[at], beside[to] = beside[to], beside[at]
            _number(beside)
        elif not _carry(stored, chapters, up=up):
            return False
        act.log("block.move", stored, {"place": at + 1}, {"place": to + 1})
    return True


def _carry(block: Block, chapters: Sequence[Chapter], *, up: bool) -> bool:
    """Put a block at the end of the chapter above, or at the beginning of the one below."""
    at = next(place for place, one in enumerate(chapters) if one.pk == block.chapter_id)
    to = at - 1 if up else at + 1
    if not 0 <= to < len(chapters):
        return False
    block.position = make_room(Block.objects.filter(chapter=chapters[to]), None, first=not up)
    block.chapter = chapters[to]
    block.save(update_fields=["chapter", "position"])
    return True


def _number(blocks: Sequence[Block]) -> None:
    """Number blocks anew; a deleted one between them keeps a place near those it stood by."""
    for place, one in enumerate(blocks, 1):
        if one.position != place:
            Block.objects.filter(pk=one.pk).update(position=place)
