"""Evidence the partnership brings itself: added, withdrawn."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate, now

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.record import record
from terytoria.portal.evidence.domain.attachments import attached
from terytoria.portal.evidence.models import OwnEvidence
from terytoria.portal.evidence.rules import OWN
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import require

_CHECKED_HERE = {"file", "value", "low", "high", "year", "units", "withdrawn_at"}
_LOGGED = ("title", "kind", "value", "measure", "year", "source", "url", "sha256")


def add_own_evidence(
    actor: User, partnership: Partnership, *, file: bytes | None = None, **fields: Any
) -> OwnEvidence:
    """Add evidence; ``fields`` are those of ``OwnEvidence``, ``file`` the content it comes from.

    Raises ``ForbiddenError``, and ``ValidationError`` by field.
    """
    require(actor, OWN, partnership, localdate())
    own = OwnEvidence(partnership=partnership, by=actor, **fields)
    wrong = _wrong(own)
    if wrong:
        raise ValidationError(wrong)
    own.clean_fields(exclude=_CHECKED_HERE)
    with attached(own, file), transaction.atomic():
        require(actor, OWN, partnership, localdate())
        own.save()
        after = {name: getattr(own, name) for name in _LOGGED}
        record("own_evidence.add", own, actor=actor, partnership=partnership.slug, after=after)
    return own


def withdraw_own_evidence(actor: User, own: OwnEvidence, reason: str) -> None:
    """Take evidence out of use, with a reason; it stays in the table and the log."""
    reason = reason.strip()
    with transaction.atomic():
        require(actor, OWN, own.partnership, localdate())
        if not reason:
            raise ValidationError({"reason": "Podaj powód wycofania."})
        taken = OwnEvidence.objects.filter(pk=own.pk, withdrawn_at__isnull=True).update(
            withdrawn_at=now(), withdrawal_reason=reason[:400]
        )
        if not taken:
            raise ValidationError("Ta pozycja jest już wycofana.")
        own.refresh_from_db()
        record(
            "own_evidence.withdraw",
            own,
            actor=actor,
            partnership=own.partnership.slug,
            after={"reason": own.withdrawal_reason},
        )


def _wrong(own: OwnEvidence) -> dict[str, str]:
    """What is wrong with the numbers, by field."""
    wrong = {}
    if own.value is not None and own.year is None:
        wrong["year"] = "Podaj rok, którego dotyczy wartość."
    if own.value is not None and not own.measure:
        wrong["measure"] = "Podaj jednostkę miary, na przykład „osoby” albo „%”."
    if (own.low is None) != (own.high is None):
        wrong["low" if own.low is None else "high"] = "Podaj obie granice przedziału albo żadnej."
    elif own.low is not None and own.high is not None:
        if own.value is None:
            wrong["value"] = "Podaj wartość, której dotyczy przedział."
        elif not own.low <= own.value <= own.high:
            wrong["value"] = "Wartość leży poza podanym przedziałem. Popraw wartość albo granice."
    if own.vintage and own.vintage > localdate():
        wrong["vintage"] = "Stan danych nie może być z przyszłości."
    return wrong
