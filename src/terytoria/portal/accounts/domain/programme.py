"""Entrusting people with roles in the programme, and ending them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import ProgrammeAssignment, User
from terytoria.portal.accounts.rules import national_officers, require_officer
from terytoria.portal.audit.record import record

VOIVODESHIPS = frozenset(f"{number:02}" for number in range(2, 33, 2))
"""TERYT codes of the sixteen voivodeships: even numbers from 02 to 32."""


def assign_programme_role(
    user: User,
    role: ProgrammeRole,
    *,
    voivodeship: str = "",
    since: date | None = None,
    actor: User | None,
) -> ProgrammeAssignment:
    """Entrust a person with a role in the programme from a day on (today by default).

    ``actor`` is a national officer, or nobody for the command line. Raises ``NotOfficerError``, or
    ``ValidationError`` with messages by field.
    """
    today = timezone.localdate()
    require_officer(actor, "powierzać ról w programie", today)
    start = since or today
    _check(user, role, voivodeship)
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        held = ProgrammeAssignment.objects.filter(user=user, role=role, voivodeship=voivodeship)
        if held.filter(Q(until__isnull=True) | Q(until__gte=start)).exists():
            raise ValidationError({"role": "Ta osoba ma już tę rolę. Najpierw ją zakończ."})
        assignment = ProgrammeAssignment.objects.create(
            user=user, role=role, voivodeship=voivodeship, since=start
        )
        record("programme_role.assign", assignment, actor=actor, after=_fields(assignment))
    return assignment


def _check(user: User, role: ProgrammeRole, voivodeship: str) -> None:
    if not user.is_active:
        raise ValidationError({"user": "Konto tej osoby jest zamknięte. Wybierz inną osobę."})
    regional = role is ProgrammeRole.REGIONAL_OFFICER
    if regional and voivodeship not in VOIVODESHIPS:
        raise ValidationError(
            {"voivodeship": "Wybierz województwo: dwie cyfry kodu TERYT, na przykład 32."}
        )
    if voivodeship and not regional:
        raise ValidationError(
            {"voivodeship": "Ta rola dotyczy całego kraju. Zostaw województwo puste."}
        )


def end_programme_role(
    assignment: ProgrammeAssignment, *, until: date | None = None, actor: User | None
) -> None:
    """End a role in the programme with a day (inclusive; today by default).

    Raises ``NotOfficerError``, or ``ValidationError`` when it has ended, would end before it
    began, or nobody would be a national officer afterwards.
    """
    today = timezone.localdate()
    require_officer(actor, "kończyć ról w programie", today)
    last = until or today
    with transaction.atomic():
        kept = ProgrammeAssignment.objects.select_for_update().get(pk=assignment.pk)
        if kept.until is not None:
            raise ValidationError({"until": "Ta rola jest już zakończona."})
        if last < kept.since:
            raise ValidationError({"until": f"Rola trwa od {kept.since}. Podaj dzień nie przed."})
        before = _fields(kept)
        kept.until = last
        if kept.role == ProgrammeRole.NATIONAL_OFFICER and not _another_stays(kept, today):
            raise ValidationError(
                "To ostatni urzędnik programu (kraj). Najpierw powierz tę rolę innej osobie."
            )
        kept.save(update_fields=["until"])
        record("programme_role.end", kept, actor=actor, before=before, after=_fields(kept))
    assignment.until = last


def _another_stays(ended: ProgrammeAssignment, today: date) -> bool:
    """Whether somebody else is a national officer, today and for good."""
    lasting = ProgrammeAssignment.objects.filter(
        role=ProgrammeRole.NATIONAL_OFFICER, until__isnull=True
    ).exclude(pk=ended.pk)
    return national_officers(today).filter(pk__in=lasting.values("user")).exists()


def _fields(assignment: ProgrammeAssignment) -> dict[str, Any]:
    return {
        "user": assignment.user_id,
        "role": assignment.role,
        "voivodeship": assignment.voivodeship,
        "since": assignment.since.isoformat(),
        "until": assignment.until.isoformat() if assignment.until else None,
    }
