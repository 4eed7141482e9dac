"""Verdicts of experts on findings."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.record import record
from terytoria.portal.evidence.domain.queries import history, latest_version
from terytoria.portal.evidence.enums import Choice
from terytoria.portal.evidence.models import Finding, Verdict
from terytoria.portal.evidence.rules import JUDGE
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import require


def judge(
    actor: User, finding: Finding, choice: str, reason: str = "", wording: str = ""
) -> Verdict:
    """Give a verdict on a finding of the latest version; earlier verdicts stay in the history.

    Raises ``ForbiddenError``, and ``ValidationError`` by field: a rejection or a rewording needs
    a reason, a rewording its wording.
    """
    reason, wording = reason.strip(), wording.strip()
    with transaction.atomic():
        partnership = Partnership.objects.select_for_update().get(pk=finding.version.partnership_id)
        require(actor, JUDGE, partnership, localdate())
        _check(choice, reason, wording)
        if latest_version(partnership) != finding.version:
            raise ValidationError(
                "Jest już nowsza wersja diagnozy. Oceń to ustalenie w najnowszej wersji."
            )
        before = history(finding).first()
        verdict = Verdict.objects.create(
            finding=finding, choice=choice, reason=reason, wording=wording, by=actor
        )
        record(
            "finding.judge",
            finding,
            actor=actor,
            partnership=partnership.slug,
            before=_plain(before) if before else {},
            after=_plain(verdict),
        )
    return verdict


def _plain(verdict: Verdict) -> dict[str, str]:
    return {"choice": verdict.choice, "reason": verdict.reason, "wording": verdict.wording}


def _check(choice: str, reason: str, wording: str) -> None:
    wrong = {}
    if choice not in Choice.values:
        wrong["choice"] = "Wybierz jedną z ocen."
    if choice in (Choice.REJECTED, Choice.REWORDED) and not reason:
        wrong["reason"] = "Podaj powód: odrzucenie i zmiana brzmienia wymagają uzasadnienia."
    if choice == Choice.REWORDED and not wording:
        wrong["wording"] = "Wpisz nowe brzmienie ustalenia."
    if choice != Choice.REWORDED and wording:
        wrong["wording"] = "Nowe brzmienie podaje się tylko przy ocenie „przeformułowane”."
    for name, text in (("reason", reason), ("wording", wording)):
        if len(text) > 2000:
            wrong[name] = "Tekst jest za długi. Skróć go do 2000 znaków."
    if wrong:
        raise ValidationError(wrong)
