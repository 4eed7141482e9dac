"""Deleting what others may cite, and bringing it back."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain.acting import RefusedError, acting
from terytoria.portal.strategies.domain.content import read
from terytoria.portal.strategies.domain.editing import locked, note
from terytoria.portal.strategies.domain.queries import frozen
from terytoria.portal.strategies.enums import Deed, Kind
from terytoria.portal.strategies.models import Challenge, Direction, Goal, Item
from terytoria.portal.strategies.rules import EDIT


@dataclass(frozen=True)
class Citing:
    """An item that cites another."""

    kind: Kind
    id: int
    title: str


class CitedMeanwhileError(RefusedError):
    """What cites the item, or the item itself, is no longer what the person was shown."""

    def __init__(self) -> None:
        text = "Coś się zmieniło, odkąd ta strona została otwarta. Sprawdź listę i zdecyduj"
        super().__init__("", f"{text} jeszcze raz.")


def citing(item: Item) -> tuple[Citing, ...]:
    """Items in force that cite an item: what would lose its link."""
    found: list[Iterable[Item]] = []
    if isinstance(item, Challenge):
        found = [item.goals.all(), item.projects.all()]
    elif isinstance(item, Goal):
        found = [item.directions.all(), item.targets.all()]
    elif isinstance(item, Direction):
        found = [item.projects.all()]
    return tuple(
        Citing(one.kind, one.pk, str(one)) for some in found for one in some if not one.deleted_at
    )


def keeping(item: Item) -> tuple[int, ...]:
    """Numbers of the frozen versions that keep an item, the newest first."""
    versions = frozen(item.partnership).defer(None)
    return tuple(one.number for one in versions if (item.kind, item.pk) in one.chain().titles)


def fingerprint(item: Item, cited_by: Iterable[Citing]) -> str:
    """What a person was shown before deleting: the item's version and who cites it."""
    told = [f"{item.kind}:{item.pk}:{item.version}"]
    told += sorted(f"{one.kind}:{one.id}:{one.title}" for one in cited_by)
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def remove(actor: User, item: Item, confirmed: str) -> None:
    """Delete an item; ``confirmed`` is the :func:`fingerprint` of what the person was shown.

    The row stays, the full content goes to the history and the log. Raises ``ForbiddenError``
    and :class:`CitedMeanwhileError`.
    """
    with acting(actor, EDIT, item.partnership) as act:
        stored = locked(item)
        if stored.kind is Kind.FRAME:
            raise RefusedError("", "Wizji i horyzontu nie można usunąć. Zmień je.")
        if stored.deleted_at:
            raise RefusedError("", "Ten element jest już usunięty. Jest w historii.")
        if fingerprint(stored, citing(stored)) != confirmed:
            raise CitedMeanwhileError
        stored.deleted_at = timezone.now()
        stored.version += 1
        stored.save()
        note(act, stored, Deed.DELETE, read(stored), {})


def restore(actor: User, item: Item) -> None:
    """Bring a deleted item back with everything it was linked to that is still there."""
    with acting(actor, EDIT, item.partnership) as act:
        stored = locked(item)
        if not stored.deleted_at:
            raise RefusedError("", "Ten element nie jest usunięty.")
        stored.deleted_at = None
        stored.version += 1
        stored.save()
        note(act, stored, Deed.RESTORE, {}, {})
