"""What verbs about meetings stand on: the meeting and the point as they are now, or a refusal."""

from __future__ import annotations

from terytoria.portal.meetings.enums import ItemState, MeetingState
from terytoria.portal.meetings.models import AgendaItem, Meeting
from terytoria.portal.partnerships.domain.acting import Deed, RefusedError

CHANGED = (
    "Ktoś zmienił to w międzyczasie. Skopiuj swój tekst, otwórz stronę jeszcze raz i dopisz go "
    "do nowej treści."
)


def meeting_now(deed: Deed, meeting: Meeting, version: int | None = None) -> Meeting:
    """The meeting read anew under the lock of its partnership.

    Raises :class:`RefusedError` for one that is gone, and one of another ``version`` than seen.
    """
    found = deed.partnership.meetings.filter(pk=meeting.pk).first()
    if found is None:
        raise RefusedError("", "Nie ma takiego spotkania. Wróć do listy spotkań.")
    if version is not None and found.version != version:
        raise RefusedError("version", CHANGED)
    return found


def item_now(deed: Deed, item: AgendaItem, version: int | None = None) -> AgendaItem:
    """The point read anew, with its meeting; refused as in :func:`meeting_now`."""
    found = (
        AgendaItem.objects.select_related("meeting")
        .filter(pk=item.pk, meeting__partnership=deed.partnership)
        .first()
    )
    if found is None:
        raise RefusedError("", "Nie ma już tego punktu. Wróć do porządku obrad.")
    if version is not None and found.version != version:
        raise RefusedError("version", CHANGED)
    return found


def require_ahead(meeting: Meeting) -> None:
    """Raise :class:`RefusedError` unless the meeting is planned or convened."""
    if not meeting.ahead:
        state = meeting.get_state_display()
        text = f"Tego spotkania nie można już zmienić: {state}. Zaplanuj nowe."
        raise RefusedError("", text)


def require_running(meeting: Meeting) -> None:
    """Raise :class:`RefusedError` unless the meeting goes on."""
    if not meeting.running:
        state = meeting.get_state_display()
        text = f"Spotkanie teraz nie trwa: {state}. Otwórz je, żeby to zrobić."
        raise RefusedError("", text)


def require_editable(item: AgendaItem) -> None:
    """Raise :class:`RefusedError` for a point of a meeting that is over, or once voted on."""
    if item.state != ItemState.WAITING:
        text = f"Tego punktu nie można już zmienić: {item.get_state_display()}. Dodaj nowy punkt."
        raise RefusedError("", text)
    require_agenda(item.meeting)


def require_agenda(meeting: Meeting) -> None:
    """Raise :class:`RefusedError` unless the agenda may still be changed."""
    if not meeting.ahead and not meeting.running:
        state = meeting.get_state_display()
        raise RefusedError("", f"Porządek jest zamknięty: {state}. Zaplanuj nowe spotkanie.")


def changed(meeting: Meeting, *fields: str) -> None:
    """Save fields of a meeting as its next version; what was convened needs another notice."""
    meeting.version += 1
    if meeting.state == MeetingState.CONVENED:
        meeting.sequence += 1
    meeting.save(update_fields=[*fields, "version", "sequence"])
