"""Letters about meetings."""

from __future__ import annotations

from django.core.mail import EmailMessage
from django.utils import timezone

from terytoria.language.dates import date_pl
from terytoria.portal.meetings import phrases
from terytoria.portal.meetings.enums import NoticeKind
from terytoria.portal.meetings.interfaces.calendar import agenda, calendar_of, where
from terytoria.portal.meetings.models import Notice


def letter(notice: Notice, address: str) -> EmailMessage:
    """The letter of a notice, with the entry for a calendar.

    Its ``Message-ID`` is that of the notice: should it ever be sent twice, it is the same letter.
    """
    meeting = notice.meeting
    cancelled = notice.kind == NoticeKind.CANCELLED
    told = {
        "title": meeting.title,
        "body": meeting.get_body_display(),
        "partnership": meeting.partnership.name,
        "day": date_pl(meeting.day),
        "begins": f"{timezone.localtime(meeting.starts_at):%H:%M}",
        "ends": f"{timezone.localtime(meeting.ends_at):%H:%M}",
        "where": where(meeting),
        "agenda": agenda(meeting),
        "reason": meeting.cancelled_because,
        "address": address,
    }
    subject = phrases.CANCELLED_SUBJECT if cancelled else phrases.CONVENED_SUBJECT
    text = phrases.CANCELLED_TEXT if cancelled else phrases.CONVENED_TEXT
    made = EmailMessage(
        " ".join(subject.format(**told).split()),
        text.format(**told),
        to=[notice.person.email],
        headers={"Message-ID": f"<spotkanie-{meeting.pk}-{notice.pk}@terytoria>"},
    )
    made.attach("spotkanie.ics", calendar_of(meeting, address), "text/calendar")
    return made
