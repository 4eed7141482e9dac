"""Taking part without an account: notes and dots of a room."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.rules import LIVING
from terytoria.portal.workshops.domain.sorting import require_room, tidy
from terytoria.portal.workshops.enums import State
from terytoria.portal.workshops.models import Ballot, Dot, Note, Workshop

MOST_NOTES, MOST_BALLOTS = 30, 1000


class EndedError(RefusedError):
    """A workshop that takes nothing now."""

    def __init__(self) -> None:
        super().__init__("", "Warsztat już się skończył. Dziękujemy za udział.")


def find_open(code: str) -> Workshop | None:
    """The workshop whose door a code opens now."""
    kept = Workshop.objects.select_related("partnership")
    found = kept.filter(code=code.lower(), partnership__stage__in=LIVING).first()
    return found if found is not None and found.admits(timezone.now()) else None


def ballot_of(workshop: Workshop, token: str) -> Ballot | None:
    """The ballot of a browser that has written or voted already."""
    return workshop.ballots.filter(digest=digest_of(token)).first() if token else None


def write_note(workshop: Workshop, token: str, text: str) -> Note:
    """Put a note on the board; the same words sent twice by one browser are one note.

    Raises :class:`EndedError` and ``RefusedError``, as all verbs of this module.
    """
    told = tidy(text)
    with _taking(workshop, token) as ballot:
        same = ballot.notes.filter(text=told).first()
        if same is not None:
            return same
        if ballot.notes.count() >= MOST_NOTES:
            reason = f"Masz już {MOST_NOTES} karteczek. Zostaw miejsce innym i rozdaj kropki."
            raise RefusedError("text", reason)
        require_room(ballot.workshop)
        return ballot.workshop.notes.create(text=told, ballot=ballot)


def put_dot(workshop: Workshop, token: str, note: int) -> None:
    """Vote for a note with one dot; a note merged meanwhile takes it along."""
    with _taking(workshop, token) as ballot:
        kept = ballot.workshop.notes.select_related("merged")
        found = kept.filter(pk=note, hidden=False).exclude(merged__hidden=True).first()
        if found is None:
            raise RefusedError("", "Tej karteczki nie ma już na tablicy. Wybierz inną.")
        if ballot.dots.count() >= ballot.workshop.dots:
            text = "Nie masz już kropek. Zdejmij jedną z innej karteczki, żeby ją przenieść."
            raise RefusedError("", text)
        Dot.objects.create(note=found, ballot=ballot)


def take_dot(workshop: Workshop, token: str, note: int) -> None:
    """Take an own dot back from a note or from one merged into it."""
    with _taking(workshop, token) as ballot:
        own = ballot.dots.filter(Q(note=note) | Q(note__merged=note)).order_by("-pk").first()
        if own is None:
            raise RefusedError("", "Na tej karteczce nie ma Twojej kropki. Odśwież stronę.")
        own.delete()


def digest_of(token: str) -> str:
    """What is kept of the random word of a browser."""
    return hashlib.sha256(f"warsztat:{token}".encode(errors="replace")).hexdigest()


@contextmanager
def _taking(workshop: Workshop, token: str) -> Iterator[Ballot]:
    """A transaction with the workshop locked and open, and the ballot of a browser.

    All that the room sends waits for this lock, and so does closing: no vote is counted past a
    limit, and none comes after the end.
    """
    with transaction.atomic():
        locked = Workshop.objects.select_for_update().filter(pk=workshop.pk).first()
        if locked is None or locked.state != State.OPEN or not locked.admits(timezone.now()):
            raise EndedError
        digest = digest_of(token)
        known = locked.ballots.filter(digest=digest).first()
        if known is None and locked.ballots.count() >= MOST_BALLOTS:
            raise RefusedError("", "W warsztacie bierze już udział najwięcej osób, ile może.")
        yield known or locked.ballots.create(digest=digest)
