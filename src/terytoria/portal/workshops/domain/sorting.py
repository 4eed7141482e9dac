"""What a facilitator does with notes: writes, places, rewords, merges, hides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain.acting import RefusedError, acting
from terytoria.portal.workshops.domain.ground import note_now, workshop_now
from terytoria.portal.workshops.enums import BELOW, Place, State
from terytoria.portal.workshops.models import Note, Workshop
from terytoria.portal.workshops.models.note import LONGEST
from terytoria.portal.workshops.rules import RUN

_BEGUN = (State.OPEN, State.CLOSED)
MOST_ON_BOARD = 400
_FIELDS = frozenset({"text", "spot", "goal"})


@dataclass(frozen=True)
class Change:
    """A field of a note as it was when its page was opened, and as it should be."""

    note: int
    field: str
    was: str
    new: str


@dataclass(frozen=True)
class Clash:
    """A field that somebody else changed meanwhile to something else."""

    note: int
    field: str
    theirs: str


class EditedMeanwhileError(RefusedError):
    """Fields were changed by two people at once; nothing was written."""

    def __init__(self, clashes: tuple[Clash, ...]) -> None:
        super().__init__("", "Ktoś zapisał zmiany, gdy ta strona była otwarta. Porównaj i wybierz.")
        self.clashes = clashes


def tidy(text: str) -> str:
    """Words of a note on one line; raises ``RefusedError``.

    >>> tidy("  Nie ma\\n autobusu ")
    'Nie ma autobusu'
    """
    told = " ".join(text.replace("\x00", "").split())
    if not told:
        raise RefusedError("text", "Karteczka jest pusta. Wpisz kilka słów.")
    return short(told, "text")


def short(text: str, field: str) -> str:
    """The text, refused when a note does not hold it."""
    if len(text) > LONGEST:
        reason = f"Tekst ma {len(text)} znaków, a mieści się {LONGEST}. Skróć go."
        raise RefusedError(field, reason)
    return text


def require_room(workshop: Workshop) -> None:
    """Refuse a note more than a board can be read with."""
    if workshop.notes.count() >= MOST_ON_BOARD:
        raise RefusedError("text", "Na tablicy nie ma już miejsca na nowe karteczki.")


def add_note(actor: User, workshop: Workshop, text: str) -> Note:
    """Write a note for the room, or a common name for several."""
    told = tidy(text)
    with acting(actor, RUN, workshop.partnership) as deed:
        found = workshop_now(deed, workshop, *_BEGUN)
        require_room(found)
        made = found.notes.create(text=told)
        deed.log("note.add", made, after={"text": told})
    return made


def change(actor: User, workshop: Workshop, changes: Iterable[Change]) -> int:
    """Change fields of notes, all or none; how many notes differ now.

    A change of what nobody else touched is merged with theirs. Raises
    :class:`EditedMeanwhileError` when both changed one field, ``RefusedError`` by field.
    """
    with acting(actor, RUN, workshop.partnership) as deed:
        found = workshop_now(deed, workshop, *_BEGUN)
        wanted = [one for one in changes if one.new != one.was and one.field in _FIELDS]
        notes = {one.note: note_now(found, one.note) for one in wanted}
        clashes = tuple(
            Clash(one.note, one.field, stored)
            for one in wanted
            if (stored := getattr(notes[one.note], one.field)) not in (one.was, one.new)
        )
        if clashes:
            raise EditedMeanwhileError(clashes)
        changed = set[int]()
        for one in wanted:
            note = notes[one.note]
            before = {one.field: getattr(note, one.field)}
            _set(note, one.field, one.new)
            if getattr(note, one.field) != before[one.field]:
                changed.add(note.pk)
                deed.log("note.edit", note, before, {one.field: getattr(note, one.field)})
    return len(changed)


def merge(actor: User, note: Note, into: int) -> Note:
    """Put a note under another that says the same; what hangs on it goes along. The other one."""
    with acting(actor, RUN, note.workshop.partnership) as deed:
        found = workshop_now(deed, note.workshop, *_BEGUN)
        one, other = note_now(found, note.pk), note_now(found, into)
        _require_free(one)
        if one == other or not _seen(one) or not _seen(other):
            raise RefusedError("into", "Tych karteczek nie da się połączyć. Odśwież stronę.")
        if one.below.exists() and other.place != Place.CHALLENGE:
            text = "Ta karteczka ma swoje przyczyny albo skutki. Połącz ją z innym wyzwaniem."
            raise RefusedError("into", text)
        one.below.update(under=other)
        one.same.update(merged=other)
        one.merged, one.place, one.under = other, Place.LOOSE, None
        one.save()
        deed.log("note.merge", one, after={"into": other.text})
    return other


def split(actor: User, note: Note) -> Note:
    """Take a note out from under another, with its own dots."""
    with acting(actor, RUN, note.workshop.partnership) as deed:
        found = note_now(workshop_now(deed, note.workshop, *_BEGUN), note.pk)
        if found.merged is None:
            raise RefusedError("", "Ta karteczka nie jest już połączona z inną. Odśwież stronę.")
        before = {"into": found.merged.text}
        found.merged = None
        found.save()
        deed.log("note.split", found, before)
    return found


def hide(actor: User, note: Note, *, hidden: bool) -> Note:
    """Take an abusive note from everybody's eyes, or put it back, loose; its dots stay on it."""
    with acting(actor, RUN, note.workshop.partnership) as deed:
        found = note_now(workshop_now(deed, note.workshop, *_BEGUN), note.pk)
        _require_free(found)
        _require_bare(found)
        found.hidden, found.place, found.under, found.merged = hidden, Place.LOOSE, None, None
        found.save()
        deed.log("note.hide" if hidden else "note.show", found)
    return found


def _set(note: Note, field: str, new: str) -> None:
    if field == "text":
        note.text = tidy(new)
    elif field == "goal":
        note.goal = short(" ".join(new.replace("\x00", "").split()), "goal")
    else:
        _place(note, new)
    note.save()


def _place(note: Note, spot: str) -> None:
    """Move a note: ``loose``, ``challenge``, ``cause:5`` or ``effect:5``."""
    name, _, number = spot.partition(":")
    place = Place(name) if name in Place.values else None
    under = None
    if place in BELOW and number.isascii() and number.isdigit() and len(number) < 16:
        trunks = note.workshop.notes.filter(place=Place.CHALLENGE, hidden=False, merged=None)
        under = trunks.exclude(pk=note.pk).filter(pk=int(number)).first()
    if place is None or (place in BELOW) != (under is not None) or not _seen(note):
        text = "Tego wyzwania nie ma już na tablicy. Odśwież stronę i wybierz z obecnej listy."
        raise RefusedError("spot", text)
    if place != Place.CHALLENGE:
        _require_free(note)
        _require_bare(note)
    note.place, note.under = place, under


def _seen(note: Note) -> bool:
    return not note.hidden and note.merged_id is None


def _require_free(note: Note) -> None:
    """Refuse to undo what stands in the strategy already."""
    if note.challenge and not note.challenge.deleted_at:
        text = f"„{note}” jest już wyzwaniem w strategii. Usuń je tam, zanim zmienisz jej miejsce."
        raise RefusedError("", text)


def _require_bare(note: Note) -> None:
    if note.below.exists():
        text = f"„{note}” ma swoje przyczyny albo skutki. Przenieś je najpierw gdzie indziej."
        raise RefusedError("", text)
