"""Deleting chapters and blocks, and bringing them back."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.drafting.domain.content import read
from terytoria.portal.drafting.domain.history import Part, note, text_of
from terytoria.portal.drafting.domain.writing import locked
from terytoria.portal.drafting.enums import Deed
from terytoria.portal.drafting.models import Block, Chapter, Comment
from terytoria.portal.drafting.rules import EDIT
from terytoria.portal.partnerships.domain.acting import RefusedError, acting


@dataclass(frozen=True)
class Loss:
    """What goes with a chapter or a block: its blocks, and open comments on any of it.

    ``shown`` identifies what a person was told before they decided.
    """

    blocks: int
    comments: int
    shown: str


def loss(part: Part) -> Loss:
    """What deleting takes out of the text."""
    blocks: list[Block] = []
    if isinstance(part, Chapter):
        blocks = list(part.blocks.filter(deleted_at__isnull=True))
    places = [part.key, *(one.key for one in blocks)]
    comments = Comment.objects.filter(place__in=places, resolved_at__isnull=True).count()
    versions = [f"{one.key}.{one.version}" for one in (part, *blocks)]
    return Loss(len(blocks), comments, " ".join([*versions, str(comments)]))


def remove(actor: User, part: Part, confirmed: str) -> None:
    """Delete a chapter or a block; ``confirmed`` is what ``loss`` showed the person.

    The row and its history stay. Raises ``ForbiddenError`` and ``RefusedError``.
    """
    with acting(actor, EDIT, text_of(part).partnership) as act:
        stored = locked(part)
        if stored.deleted_at:
            raise RefusedError("", "To jest już usunięte. Można to przywrócić.")
        if loss(stored).shown != confirmed:
            text = "Coś się zmieniło, odkąd ta strona została otwarta. Sprawdź i zdecyduj"
            raise RefusedError("", f"{text} jeszcze raz.")
        stored.deleted_at = timezone.now()
        stored.version += 1
        stored.save()
        note(act, stored, Deed.DELETE, read(stored), {})


def restore(actor: User, part: Part) -> None:
    """Bring a deleted chapter or block back to its place."""
    with acting(actor, EDIT, text_of(part).partnership) as act:
        stored = locked(part)
        if not stored.deleted_at:
            raise RefusedError("", "To nie jest usunięte.")
        if isinstance(stored, Block) and stored.chapter.deleted_at:
            text = f"Rozdział „{stored.chapter}” jest usunięty."
            raise RefusedError("", f"{text} Przywróć najpierw rozdział.")
        stored.deleted_at = None
        stored.version += 1
        stored.save()
        note(act, stored, Deed.RESTORE, {}, read(stored))
