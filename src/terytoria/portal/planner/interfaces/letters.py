"""The letter that reminds."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.mail import EmailMessage
from django.utils import timezone

from terytoria.language.dates import date_pl
from terytoria.language.plural import counted
from terytoria.language.text import join_list
from terytoria.portal.accounts.models import User
from terytoria.portal.meetings.domain.awaited import Awaited
from terytoria.portal.meetings.models import Meeting
from terytoria.portal.planner import phrases
from terytoria.portal.planner.domain.addresses import page_address
from terytoria.portal.planner.domain.digest import Digest
from terytoria.portal.planner.domain.wishes import opt_out_token
from terytoria.portal.planner.enums import Frequency
from terytoria.portal.planner.models import Task

_TASKS = ("zadanie", "zadania", "zadań")
_MEETINGS = ("spotkanie", "spotkania", "spotkań")
_VOTES = ("głosowanie", "głosowania", "głosowań")


def letter(user: User, digest: Digest, frequency: Frequency, key: str) -> EmailMessage:
    """The reminder of a day as a text without HTML.

    ``key`` makes its ``Message-ID``: a letter sent twice after a fault is seen as one by programs
    that read mail.
    """
    leave = page_address("planner:opt_out", opt_out_token(user))
    parts = [part for part in _sections(digest) if part]
    told = {
        "day": date_pl(digest.day),
        "parts": "\n\n".join(parts),
        "mine": page_address("planner:mine"),
        "frequency": phrases.COMES[frequency],
        "leave": leave,
    }
    return EmailMessage(
        f"Terytoria: {summary(digest)}",
        phrases.LETTER.format(**told),
        to=[user.email],
        headers={
            "Message-ID": f"<{key.replace(':', '-')}@terytoria>",
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{leave}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )


def summary(digest: Digest) -> str:
    """How much waits: "3 zadania, 1 spotkanie"."""
    found = (
        (len(digest.overdue) + len(digest.soon), _TASKS),
        (len(digest.meetings), _MEETINGS),
        (len(digest.ballots), _VOTES),
    )
    said = [counted(count, *forms) for count, forms in found if count]
    if digest.ownerless:
        said.append(f"{counted(len(digest.ownerless), *_TASKS)} bez wykonawcy")
    return join_list(said).replace("\u00a0", " ")


def _sections(digest: Digest) -> Iterable[str]:
    yield _part("Po terminie", _TASKS, (_late(one) for one in digest.overdue))
    yield _part("Zadania na najbliższe 7 dni", _TASKS, (_due(one) for one in digest.soon))
    yield _part("Trwa głosowanie", _VOTES, (_voted(one) for one in digest.ballots))
    yield _part("Spotkania", _MEETINGS, (_met(one) for one in digest.meetings))
    left = (_due(one) for one in digest.ownerless)
    yield _part("Bez wykonawcy – wskaż, kto to zrobi", _TASKS, left)


def _part(heading: str, forms: tuple[str, str, str], lines: Iterable[str]) -> str:
    found = list(lines)
    head = f"{heading} ({counted(len(found), *forms)})"
    return "\n".join((head, *found)) if found else ""


def _task(task: Task, when: str) -> str:
    address = page_address("planner:task", task.partnership.slug, task.pk)
    return f"- {_line(task.title)} ({_line(str(task.partnership))}), {when}\n  {address}"


def _late(task: Task) -> str:
    return _task(task, f"termin minął {date_pl(task.due)}")


def _due(task: Task) -> str:
    return _task(task, f"termin {date_pl(task.due)}")


def _met(meeting: Meeting) -> str:
    begins = timezone.localtime(meeting.starts_at)
    when = f"{date_pl(begins.date())}, godz. {begins:%H:%M}"
    where = _line(", ".join(one for one in (meeting.place, meeting.link) if one))
    what = f"- {_line(meeting.title)} ({_line(str(meeting.partnership))})"
    return f"{what}, {when}, {where}\n  {_page_of(meeting)}"


def _voted(ballot: Awaited) -> str:
    meeting = ballot.item.meeting
    where = f"{_line(meeting.title)}, {_line(str(meeting.partnership))}"
    return f"- {_line(ballot.item.title)} ({where})\n  {_page_of(meeting)}"


def _page_of(meeting: Meeting) -> str:
    return page_address("meetings:meeting", meeting.partnership.slug, meeting.pk)


def _line(text: str) -> str:
    """A text on one line, so that nothing somebody typed looks like another part of the letter."""
    return " ".join(text.split())
