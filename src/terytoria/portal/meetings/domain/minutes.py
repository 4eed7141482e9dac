"""Keeping the minutes of a meeting among the documents of its partnership."""

from __future__ import annotations

from dataclasses import dataclass

from terytoria.language.dates import date_pl
from terytoria.portal.accounts.models import User
from terytoria.portal.meetings.domain.ground import meeting_now
from terytoria.portal.meetings.enums import MeetingState
from terytoria.portal.meetings.models import Meeting
from terytoria.portal.meetings.rules import MINUTES
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.domain.acting import RefusedError, acting, today
from terytoria.portal.partnerships.domain.documents import Metric, add_document, add_version
from terytoria.portal.partnerships.enums import DocumentKind
from terytoria.portal.partnerships.models import Document

FORMATS = ("pdf", "docx")


@dataclass(frozen=True)
class Files:
    """The minutes in both formats, written from the meeting as it was in ``version``."""

    pdf: bytes
    docx: bytes
    version: int


def require_closed(meeting: Meeting) -> None:
    """Raise :class:`RefusedError` for the minutes of a meeting that is not over."""
    if meeting.state != MeetingState.CLOSED:
        text = "Protokół powstaje po zamknięciu spotkania, a to jest: "
        raise RefusedError("note", f"{text}{meeting.get_state_display()}. Najpierw je zamknij.")


def keep_minutes(actor: User, meeting: Meeting, files: Files, note: str = "") -> Meeting:
    """Keep the minutes: the first time as new documents, then as their next versions.

    ``note`` says what was corrected and is needed from the second time on. Raises
    :class:`RefusedError` when the meeting changed after the files were written.
    """
    with acting(actor, MINUTES, meeting.partnership) as deed:
        found = meeting_now(deed, meeting, files.version)
        require_closed(found)
        if found.minutes_pdf_id is not None and not note.strip():
            raise RefusedError("note", "Napisz, co poprawiono. Zobaczą to czytający protokół.")
        for ending in FORMATS:
            _keep(actor, found, ending, getattr(files, ending), note.strip())
        found.save(update_fields=["minutes_pdf", "minutes_docx"])
        deed.log("minutes.keep", found, after={"note": note.strip()})
    return found


def _keep(actor: User, meeting: Meeting, ending: str, content: bytes, note: str) -> None:
    kept: Document | None = getattr(meeting, f"minutes_{ending}")
    if kept is not None:
        add_version(actor, meeting.partnership, kept.pk, content, note)
        return
    title = f"Protokół: {meeting.title}"[:150]
    author = land.current().label(meeting.partnership.leader)
    metric = Metric(
        f"{title}, {date_pl(meeting.day)} ({ending.upper()})",
        DocumentKind.MINUTES,
        str(actor)[:160],
        f"{meeting.partnership.name}, lider: {author}"[:160],
        today(),
    )
    setattr(meeting, f"minutes_{ending}", add_document(actor, meeting.partnership, metric, content))
