"""Handing letters to the mail server."""

from __future__ import annotations

import smtplib

from django.core.mail import EmailMessage

_FOR_GOOD = 500


class RefusedForGoodError(Exception):
    """An address that the mail server does not take letters for, however often they are sent."""


def post(message: EmailMessage) -> None:
    """Send a letter to its one recipient.

    Raises :class:`RefusedForGoodError` for an address refused for good, and what the mail library
    raises (an ``OSError``) for anything that may pass.
    """
    try:
        message.send()
    except smtplib.SMTPRecipientsRefused as refusal:
        codes = {code for code, _ in refusal.recipients.values()}
        if codes and min(codes) >= _FOR_GOOD:
            raise RefusedForGoodError(str(refusal.recipients)) from refusal
        raise
