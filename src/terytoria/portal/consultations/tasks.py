"""What consultations need done in the background."""

from __future__ import annotations

import logging
from datetime import time
from typing import Any

from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.consultations.domain.contacts import close_anew, email_of
from terytoria.portal.consultations.domain.erasing import erase_due
from terytoria.portal.consultations.domain.gate import forget_computers
from terytoria.portal.consultations.domain.keys import LostKeyError
from terytoria.portal.consultations.domain.receiving import CONFIRM
from terytoria.portal.consultations.domain.reporting import BUILD, TELL, keep_report, recipients
from terytoria.portal.consultations.interfaces.letters import proving_letter, telling_letter
from terytoria.portal.consultations.interfaces.report import write_report
from terytoria.portal.consultations.models import Consultation, Contact
from terytoria.portal.jobs.periodic import Daily, periodic
from terytoria.portal.jobs.tasks import Context, TaskError, Write, task
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.rules import ForbiddenError
from terytoria.portal.planner.domain.posting import RefusedForGoodError, post

NIGHT = time(3)
"""When personal data whose day has come are erased, by the clock in Poland."""
_LOG = logging.getLogger(__name__)
_LOST = "Brakuje klucza, którym zaszyfrowano adres. Dopisz go do TERYTORIA_PERSONAL_KEY i ponów."


@periodic("consultations.erase", Daily(NIGHT))
def erase(context: Context) -> Write:
    """Erase personal data on their day, and what was counted of computers on earlier days."""

    def write() -> dict[str, Any]:
        return {"erased": erase_due(), "forgotten": forget_computers()}

    return write


@periodic("consultations.close_anew", Daily(NIGHT))
def rotate(context: Context) -> Write:
    """Encrypt with the key in use what an older one closed."""

    def write() -> dict[str, Any]:
        try:
            return {"contacts": close_anew()}
        except LostKeyError as problem:
            raise TaskError(_LOST) from problem

    return write


@task(CONFIRM)
def send_proving(context: Context, *, contact: int) -> Write:
    """Send the letter whose link proves an address; none when it was proved or erased."""
    kept = Contact.objects.filter(pk=contact, confirmed_at__isnull=True)
    one = kept.select_related("remark__consultation__partnership").first()
    if one is None:
        return lambda: {"sent": False}
    email = _email(one)
    context.progress("wysyłam")
    try:
        post(proving_letter(one, email))
    except RefusedForGoodError:
        _LOG.warning("the address of contact %s takes no letters", contact)
        return lambda: {"sent": False, "refused": True}
    return lambda: {"sent": True}


@task(TELL)
def send_telling(context: Context, *, consultation: int, digest: str) -> Write:
    """Tell one person what became of all their remarks; the letter and its note are one job.

    Between the moment the mail server takes the letter and the moment this is noted, a killed
    worker leaves no trace: the letter is then sent once more, with the same ``Message-ID``.
    """
    found = Consultation.objects.get(pk=consultation)
    waiting = recipients(found).filter(digest=digest).order_by("remark__number")
    contacts = list(waiting.select_related("remark__consultation__partnership"))
    if not contacts:
        return lambda: {"sent": False}
    email = _email(contacts[0])
    context.progress("wysyłam")
    try:
        post(telling_letter(contacts, email))
    except RefusedForGoodError:
        _LOG.warning("an address of consultation %s takes no letters", consultation)
        return lambda: {"sent": False, "refused": True}

    def write() -> dict[str, Any]:
        pks = [one.pk for one in contacts]
        told = Contact.objects.filter(pk__in=pks, told_at=None).update(told_at=timezone.now())
        return {"sent": True, "remarks": told}

    return write


@task(BUILD)
def build_report(context: Context, *, consultation: int, actor: int) -> Write:
    """Write the report in three formats, then keep and release it."""
    found = Consultation.objects.select_related("partnership", "draft__diagnosis").get(
        pk=consultation
    )
    context.progress("składam sprawozdanie")
    files = write_report(found)

    def write() -> dict[str, Any]:
        try:
            made = keep_report(User.objects.get(pk=actor), found, files)
        except (RefusedError, ForbiddenError) as refusal:
            raise TaskError(str(refusal)) from refusal
        return {"report": made.pk}

    return write


def _email(contact: Contact) -> str:
    try:
        return email_of(contact)
    except LostKeyError as problem:
        raise TaskError(_LOST) from problem
