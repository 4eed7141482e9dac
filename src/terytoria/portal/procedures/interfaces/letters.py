"""The letter about a clock that presses."""

from __future__ import annotations

from django.core.mail import EmailMessage

from terytoria.portal.accounts.models import User
from terytoria.portal.planner.domain.addresses import page_address
from terytoria.portal.planner.domain.wishes import opt_out_token
from terytoria.portal.procedures import phrases
from terytoria.portal.procedures.models import Procedure
from terytoria.strategy.procedure import Ruling, State


def alarm_letter(user: User, procedure: Procedure, ruling: Ruling, key: str) -> EmailMessage:
    """A warning before the last day, or word that it has passed; ``key`` makes ``Message-ID``."""
    broken = ruling.state == State.BROKEN
    partnership = procedure.partnership
    leave = page_address("planner:opt_out", opt_out_token(user))
    mark = "" if ruling.clock.confirmed else " (do potwierdzenia w dzienniku ustaw)"
    text = phrases.ALARM.format(
        opening=phrases.BROKEN if broken else phrases.URGENT,
        procedure=" ".join(procedure.name.split()),
        partnership=" ".join(partnership.name.split()),
        clock=ruling.text,
        basis=f"{ruling.clock.basis}{mark}",
        page=page_address("procedures:procedure", partnership.slug, procedure.pk),
        leave=leave,
    )
    subject = phrases.BROKEN_SUBJECT if broken else phrases.URGENT_SUBJECT
    return EmailMessage(
        subject.format(partnership=" ".join(partnership.short_name.split())),
        text,
        to=[user.email],
        headers={
            "Message-ID": f"<{key.replace(':', '-')}@terytoria>",
            "Auto-Submitted": "auto-generated",
            "List-Unsubscribe": f"<{leave}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        },
    )
