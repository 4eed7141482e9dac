"""Letters to those who left an address."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.mail import EmailMessage

from terytoria.language.dates import date_pl
from terytoria.portal.consultations import phrases
from terytoria.portal.consultations.domain.contacts import proof_of
from terytoria.portal.consultations.domain.queries import verdict_of
from terytoria.portal.consultations.domain.reporting import sentence
from terytoria.portal.consultations.models import Consultation, Contact
from terytoria.portal.planner.domain.addresses import page_address


def proving_letter(contact: Contact, email: str) -> EmailMessage:
    """The letter whose link proves an address."""
    remark = contact.remark
    consultation = remark.consultation
    told = {
        "number": remark.number,
        "title": _line(consultation.title),
        "partnership": _line(str(consultation.partnership)),
        "address": page_address(
            "public_consultation:confirm", *_at(consultation), proof_of(contact)
        ),
        "erase_on": date_pl(contact.erase_on),
    }
    subject = phrases.CONFIRM_SUBJECT.format(**told)
    return _letter(subject, phrases.CONFIRM_TEXT.format(**told), email, f"confirm-{contact.pk}")


def telling_letter(contacts: Sequence[Contact], email: str) -> EmailMessage:
    """One letter about everything that came from an address."""
    consultation = contacts[0].remark.consultation
    parts = []
    for contact in contacts:
        remark = contact.remark
        said = sentence(remark, verdict_of(remark))
        address = page_address("public_consultation:fate", *_at(consultation), remark.code)
        parts.append(f"{said}\n{address}")
    told = {
        "title": _line(consultation.title),
        "partnership": _line(str(consultation.partnership)),
        "remarks": "\n\n".join(parts),
        "report": page_address("public_consultation:report", *_at(consultation)),
        "changes": page_address("public_consultation:changes", *_at(consultation)),
        "erase_on": date_pl(max(contact.erase_on for contact in contacts)),
    }
    subject = phrases.TOLD_SUBJECT.format(**told)[:200]
    key = f"told-{consultation.pk}-{contacts[0].digest[:16]}"
    return _letter(subject, phrases.TOLD_TEXT.format(**told), email, key)


def _letter(subject: str, text: str, email: str, key: str) -> EmailMessage:
    """A letter that programs see as one, however often a fault sends it."""
    headers = {
        "Message-ID": f"<consultations-{key}@terytoria>",
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(subject, text, to=[email], headers=headers)


def _at(consultation: Consultation) -> tuple[str, int]:
    return consultation.partnership.slug, consultation.number


def _line(text: str) -> str:
    return " ".join(text.split())
