"""Adding and changing items; two edits never overwrite each other silently."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Max

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain.acting import Deed as Act
from terytoria.portal.partnerships.domain.acting import RefusedError, acting
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.strategies.domain.content import FIELDS, Values, labels, normal, read, write
from terytoria.portal.strategies.domain.merging import merge
from terytoria.portal.strategies.domain.queries import MODELS, alive
from terytoria.portal.strategies.domain.validity import complete, validate
from terytoria.portal.strategies.enums import Deed, Kind
from terytoria.portal.strategies.models import Frame, Item, Revision
from terytoria.portal.strategies.rules import EDIT


@dataclass(frozen=True)
class Saved:
    """A save: the item as it is now, whether anything changed, and what others changed too.

    ``merged`` are labels of fields that somebody else changed meanwhile and that were kept.
    """

    item: Item
    changed: bool
    merged: tuple[str, ...] = ()


class EditedMeanwhileError(RefusedError):
    """Somebody changed the same fields first; nothing was written.

    ``theirs`` is stored under ``version``; ``values`` are what would be saved over it (mine, and
    what only they changed); ``conflicts`` are fields both changed.
    """

    def __init__(
        self, theirs: Values, values: Values, conflicts: tuple[str, ...], version: int
    ) -> None:
        reason = "Ktoś zapisał zmiany, gdy ta strona była otwarta. Twój tekst nie zginął: "
        super().__init__("", reason + "porównaj oba teksty i zapisz wspólny.")
        self.theirs, self.values = theirs, values
        self.conflicts, self.version = conflicts, version


class DeletedMeanwhileError(RefusedError):
    """The item was deleted while it was being edited; nothing was written."""

    def __init__(self) -> None:
        text = "Ktoś usunął ten element, gdy ta strona była otwarta. Twój tekst jest w polach"
        super().__init__("", f"{text}: przywróć element z historii i zapisz go ponownie.")


def create(actor: User, partnership: Partnership, kind: Kind, fields: Mapping[str, Any]) -> Item:
    """Add an item; ``fields`` are those of its kind in ``domain.content``.

    Raises ``ForbiddenError`` and ``RefusedError`` by field.
    """
    with acting(actor, EDIT, partnership) as act:
        after = complete(kind, normal(kind, fields))
        validate(act.partnership, kind, after, {})
        last = alive(kind, act.partnership).aggregate(last=Max("position"))["last"]
        item = MODELS[kind](partnership=act.partnership, position=(last or 0) + 1)
        write(item, after)
        note(act, item, Deed.CREATE, {}, after)
    return item


def edit(actor: User, item: Item, fields: Mapping[str, Any], version: int) -> Saved:
    """Change an item that was opened in ``version``; fields not given stay as they were then.

    What others saved since is merged when it touched other fields. Raises ``ForbiddenError``,
    :class:`EditedMeanwhileError`, :class:`DeletedMeanwhileError`, ``RefusedError`` by field.
    """
    with acting(actor, EDIT, item.partnership) as act:
        stored = locked(item)
        if stored.deleted_at:
            raise DeletedMeanwhileError
        if not 0 <= version <= stored.version:
            raise RefusedError("", "Nie wiadomo, co było zmieniane. Otwórz tę stronę jeszcze raz.")
        theirs = read(stored)
        base = content_at(stored, theirs, version)
        mine = {**base, **normal(item.kind, fields)}
        merged = merge(FIELDS[item.kind], base, mine, theirs)
        if merged.conflicts:
            raise EditedMeanwhileError(theirs, merged.values, merged.conflicts, stored.version)
        changed = save(act, stored, merged.values, theirs)
    named = labels(item.kind)
    return Saved(stored, changed, tuple(named[name] for name in merged.theirs))


def frame_of(partnership: Partnership) -> Frame:
    """The frame, or one that is not stored yet (version 0)."""
    found = Frame.objects.filter(partnership=partnership).first()
    return found or Frame(partnership=partnership, version=0)


def locked(item: Item) -> Item:
    """The item as it is stored now, locked until the end of the transaction."""
    table = MODELS[item.kind]._default_manager.select_for_update()  # noqa: SLF001 - documented
    if isinstance(item, Frame):
        return table.get_or_create(partnership=item.partnership, defaults={"version": 0})[0]
    return table.get(pk=item.pk)


def content_at(item: Item, now: Values, version: int) -> Values:
    """The content an item had in an earlier version."""
    content = dict(now)
    later = Revision.objects.filter(kind=item.kind, item=item.pk, number__gt=version)
    for one in later.order_by("-number"):
        content.update(one.before)
    return content


def save(act: Act, item: Item, after: Values, before: Values) -> bool:
    """Write what differs with its revision and log; whether anything did."""
    changes = {name: value for name, value in after.items() if value != before[name]}
    if not changes:
        return False
    validate(act.partnership, item.kind, after, before)
    item.version += 1
    write(item, changes)
    note(act, item, Deed.EDIT, {name: before[name] for name in changes}, changes)
    return True


def note(act: Act, item: Item, deed: Deed, before: Values, after: Values) -> None:
    """Write the revision of a change and log it."""
    Revision.objects.create(
        partnership=act.partnership,
        kind=item.kind,
        item=item.pk,
        number=item.version,
        deed=deed,
        before=before,
        after=after,
        by=act.actor,
    )
    act.log(f"{item.kind.value}.{deed.value}", item, before, after)
