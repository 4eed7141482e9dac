"""Changing chapters and blocks: several people at once, and no text is lost."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from terytoria.portal.accounts.models import User
from terytoria.portal.drafting.domain.content import (
    LABELS,
    Values,
    normal_block,
    normal_chapter,
    read,
    write,
)
from terytoria.portal.drafting.domain.history import Part, content_at, new_key, note, text_of
from terytoria.portal.drafting.domain.merging import Merge, merge
from terytoria.portal.drafting.domain.ordering import make_room
from terytoria.portal.drafting.domain.presence import leave
from terytoria.portal.drafting.enums import BlockKind, Deed
from terytoria.portal.drafting.models import Block, Chapter, Text
from terytoria.portal.drafting.rules import EDIT
from terytoria.portal.partnerships.domain.acting import Deed as Act
from terytoria.portal.partnerships.domain.acting import RefusedError, acting


@dataclass(frozen=True)
class Saved:
    """A save: whether anything changed, and labels of fields in which others' edits were kept."""

    part: Part
    changed: bool
    merged: tuple[str, ...] = ()


class EditedMeanwhileError(RefusedError):
    """Somebody changed the same sentences first; nothing was written.

    ``theirs`` is stored under ``version``; ``values`` are what would be saved over it;
    ``conflicts`` are fields both changed at the same place.
    """

    def __init__(self, theirs: Values, merged: Merge, version: int) -> None:
        reason = "Ktoś zapisał zmiany w tym samym miejscu, gdy ta strona była otwarta. Twój tekst "
        super().__init__("", f"{reason}nie zginął: porównaj oba teksty i zapisz wspólny.")
        self.theirs, self.values = theirs, merged.values
        self.conflicts, self.version = merged.conflicts, version


class DeletedMeanwhileError(RefusedError):
    """The chapter or block was deleted while it was being edited; nothing was written."""

    def __init__(self) -> None:
        text = "Ktoś usunął ten fragment, gdy ta strona była otwarta. Twój tekst jest w polach"
        super().__init__("", f"{text}: przywróć fragment z historii i zapisz go ponownie.")


def add_chapter(
    actor: User, text: Text, content: Mapping[str, Any], after: Chapter | None = None
) -> Chapter:
    """Add a chapter after another one, or at the end."""
    with acting(actor, EDIT, text.partnership) as act:
        made = normal_chapter(text, content)
        place = make_room(Chapter.objects.filter(text=text), after)
        chapter = Chapter(text=text, key=new_key("r"), position=place)
        write(chapter, made)
        chapter.save()
        note(act, chapter, Deed.CREATE, {}, made)
    return chapter


def add_block(
    actor: User,
    chapter: Chapter,
    kind: str,
    content: Mapping[str, Any],
    after: Block | None = None,
) -> Block:
    """Add a block to a chapter: after another block, or at its beginning."""
    with acting(actor, EDIT, chapter.text.partnership) as act:
        into = Chapter.objects.select_related("text").get(pk=chapter.pk)
        if into.deleted_at:
            raise DeletedMeanwhileError
        made = normal_block(kind, content)
        place = make_room(Block.objects.filter(chapter=into), after, first=after is None)
        block = Block(
            chapter=into, key=new_key("b"), position=place, kind=BlockKind(kind), content=made
        )
        block.save()
        note(act, block, Deed.CREATE, {}, made)
    return block


def change_block(
    actor: User, block: Block, version: int, content: Mapping[str, Any] | str
) -> Saved:
    """Change a block that was opened in ``version``; a paragraph may be given as its text.

    What others saved since is merged when it touched other sentences. Raises ``ForbiddenError``,
    :class:`EditedMeanwhileError`, :class:`DeletedMeanwhileError`, ``RefusedError`` by field.
    """
    given = {"text": content} if isinstance(content, str) else content
    return _change(actor, block, version, given)


def change_chapter(
    actor: User, chapter: Chapter, version: int, content: Mapping[str, Any]
) -> Saved:
    """Change the title, level and elements of a chapter; merged and refused like a block."""
    return _change(actor, chapter, version, content)


def _change(actor: User, part: Part, version: int, given: Mapping[str, Any]) -> Saved:
    with acting(actor, EDIT, text_of(part).partnership) as act:
        stored = locked(part)
        if stored.deleted_at or (isinstance(stored, Block) and stored.chapter.deleted_at):
            raise DeletedMeanwhileError
        base = content_at(stored, version)
        if base is None:
            raise RefusedError("", "Nie wiadomo, co było zmieniane. Otwórz tę stronę jeszcze raz.")
        theirs, mine = read(stored), normal(stored, given)
        merged = _sound(stored, merge(base, mine, theirs))
        if merged.conflicts:
            raise EditedMeanwhileError(theirs, merged, stored.version)
        changed = keep(act, stored, Deed.EDIT, theirs, merged.values)
        leave(actor, stored.key)
    return Saved(stored, changed, tuple(LABELS[name] for name in merged.theirs))


def normal(part: Part, given: Mapping[str, Any]) -> Values:
    """Content as it is kept; raises ``RefusedError`` by field."""
    if isinstance(part, Chapter):
        return normal_chapter(part.text, given)
    return normal_block(part.kind, given)


def _sound(part: Part, merged: Merge) -> Merge:
    """Two sound edits whose marks or cells no longer fit together are for a person to join."""
    if merged.conflicts or not merged.theirs:
        return merged
    try:
        return Merge(normal(part, merged.values), (), merged.theirs)
    except RefusedError:
        return Merge(merged.values, merged.theirs, ())


def locked(part: Part) -> Part:
    """The chapter or block as it is stored now, locked until the end of the transaction."""
    if isinstance(part, Chapter):
        chapters = Chapter.objects.select_for_update(of=("self",)).select_related("text")
        return chapters.get(pk=part.pk)
    blocks = Block.objects.select_for_update(of=("self",)).select_related("chapter__text")
    return blocks.get(pk=part.pk)


def keep(act: Act, part: Part, deed: Deed, before: Values, after: Values) -> bool:
    """Write content with its revision and log; whether anything differs."""
    if before == after:
        return False
    write(part, after)
    part.version += 1
    part.save()
    note(act, part, deed, before, after)
    return True
