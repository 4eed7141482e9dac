"""What meetings need done in the background: one letter is one job."""

from __future__ import annotations

from smtplib import SMTPRecipientsRefused
from typing import Any

from django.utils import timezone

from terytoria.portal.jobs.tasks import Context, TaskError, Write, task
from terytoria.portal.meetings.domain.planning import KIND
from terytoria.portal.meetings.interfaces.letters import letter
from terytoria.portal.meetings.models import Notice


@task(KIND)
def send_notice(context: Context, *, notice: int, address: str) -> Write:
    """Send one letter to one person, then note that it left.

    A letter noted as sent is never sent again, and one overtaken by a newer notice is left out.
    Between the moment the mail server takes the letter and the moment this is noted, a killed
    worker leaves no trace: the letter is then sent once more, with the same ``Message-ID``.
    """
    one = Notice.objects.select_related("meeting__partnership", "person").get(pk=notice)
    overtaken = one.meeting.notices.filter(person=one.person, sequence__gt=one.sequence).exists()
    if one.sent_at is None and not overtaken:
        context.progress("wysyłanie zawiadomienia")
        try:
            letter(one, address).send()
        except SMTPRecipientsRefused as refusal:
            raise TaskError(
                f"Serwer poczty nie przyjął adresu {one.person.email}. Popraw adres tej osoby i "
                "wyślij zawiadomienie ponownie."
            ) from refusal

    def write() -> dict[str, Any]:
        if not overtaken:
            Notice.objects.filter(pk=notice, sent_at=None).update(sent_at=timezone.now())
        return {"notice": notice, "sent": not overtaken}

    return write
