"""Positions on remarks: proposed by those who work on them, confirmed by the coordinator."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.consultations.domain.places import draft_of
from terytoria.portal.consultations.domain.sorting import open_register, remark_now
from terytoria.portal.consultations.enums import CHANGING, Outcome, Standing
from terytoria.portal.consultations.models import Consultation, Remark, Verdict
from terytoria.portal.consultations.rules import CONFIRM, PROPOSE
from terytoria.portal.drafting.enums import Part
from terytoria.portal.drafting.models import BlockRevision
from terytoria.portal.partnerships.domain.acting import Deed, RefusedError, acting, today
from terytoria.portal.partnerships.rules import may
from terytoria.strategy.draft.citations import plain

SHORTEST = 20


@dataclass(frozen=True)
class Opinion:
    """A position as somebody takes it; the change is a revision of a block or typed texts."""

    outcome: Outcome
    reasons: str
    revision: int | None = None
    before: str = ""
    after: str = ""


def decide(actor: User, remark: Remark, opinion: Opinion) -> Verdict:
    """Take a position on a remark and on all of its group.

    The coordinator's holds at once; of others it is proposed and waits for the coordinator.
    """
    reasons = opinion.reasons.strip()
    if len(reasons) < SHORTEST:
        text = f"Uzasadnienie ma {len(reasons)} znaków. Napisz od {SHORTEST} znaków."
        raise RefusedError("reasons", text)
    with acting(actor, PROPOSE, remark.consultation.partnership) as deed:
        kept = remark_now(open_register(deed, remark.consultation), remark)
        if kept.standing != Standing.CONFIRMED:
            text = f"Ta uwaga się nie liczy ({kept.get_standing_display()})."
            raise RefusedError("", f"{text} Najpierw ją przyjmij.")
        before, after, revision = _change(kept.consultation, opinion)
        made = Verdict.objects.create(
            remark=None if kept.group_id else kept,
            group=kept.group,
            outcome=opinion.outcome,
            reasons=reasons,
            before=before,
            after=after,
            revision=revision,
            by=deed.actor,
            by_name=str(deed.actor)[:200],
        )
        deed.log("verdict.propose", made, after={"number": kept.number, "outcome": made.outcome})
        if may(deed.actor, CONFIRM, deed.partnership, today()):
            _confirm(deed, made)
        else:
            _concerned(made).update(proposed=True)
    return made


def confirm_verdict(actor: User, verdict: Verdict, consultation: Consultation) -> Verdict:
    """Let a proposed position hold; refused when a newer one was taken."""
    with acting(actor, CONFIRM, consultation.partnership) as deed:
        open_register(deed, consultation)
        about = {"remark": verdict.remark_id, "group": verdict.group_id}
        newest = Verdict.objects.filter(**about).first()
        if newest is None or newest.pk != verdict.pk:
            text = "Od tego czasu zajęto nowsze stanowisko. Odśwież stronę i zatwierdź tamto."
            raise RefusedError("", text)
        if newest.confirmed_at is None:
            _confirm(deed, newest)
    return newest


def revisions_for(consultation: Consultation, remark: Remark) -> list[BlockRevision]:
    """Changes of the text since the consulted version: of the remark's place first."""
    draft = consultation.draft
    if draft is None:
        return []
    kept = BlockRevision.objects.filter(
        text=draft.text_id, part=Part.BLOCK, at__gte=draft.created_at
    )
    here = kept.filter(key=remark.place) if remark.place else kept.none()
    found = {one.pk: one for one in (*here[:20], *kept[:100])}
    return [one for one in found.values() if _words(one.before) != _words(one.after)]


def words_of(revision: BlockRevision) -> tuple[str, str]:
    """The block before and after a change, as people read it."""
    return _words(revision.before), _words(revision.after)


def _words(content: dict[str, object]) -> str:
    """A paragraph's text; of a table its caption and cells."""
    if "rows" in content:
        rows = [content.get("header", []), *list(content["rows"])]  # type: ignore[call-overload]
        lines = ["; ".join(map(plain, row)) for row in rows]
        return "\n".join([str(content.get("caption", "")), *lines])
    return plain(str(content.get("text") or content.get("caption") or ""))


def _change(consultation: Consultation, opinion: Opinion) -> tuple[str, str, BlockRevision | None]:
    """The changed paragraph before and after, and where it is from."""
    if opinion.outcome not in CHANGING:
        if opinion.revision or opinion.before.strip() or opinion.after.strip():
            text = "Uwaga nieuwzględniona nie zmienia tekstu. Usuń zmianę albo zmień stanowisko."
            raise RefusedError("after", text)
        return "", "", None
    if opinion.revision:
        text_of = consultation.draft.text_id if consultation.draft else 0
        kept = BlockRevision.objects.filter(pk=opinion.revision, text=text_of, part=Part.BLOCK)
        revision = kept.first()
        if revision is None:
            raise RefusedError("revision", "Nie ma takiej zmiany tekstu. Wybierz z listy.")
        return (*words_of(revision), revision)
    before, after = opinion.before.strip(), opinion.after.strip()
    if before == after:
        where = "Wybierz zmianę z historii tekstu albo wpisz" if draft_of(consultation) else "Wpisz"
        text = f"Uwzględniona uwaga coś zmienia. {where} fragment przed zmianą i po zmianie."
        raise RefusedError("after", text)
    return before, after, None


def _concerned(verdict: Verdict) -> QuerySet[Remark]:
    own = Q(group=verdict.group_id) if verdict.group_id else Q(pk=verdict.remark_id)
    return Remark.objects.filter(own)


def _confirm(deed: Deed, verdict: Verdict) -> None:
    verdict.confirmed_by, verdict.confirmed_at = str(deed.actor)[:200], timezone.now()
    verdict.save(update_fields=["confirmed_by", "confirmed_at"])
    _concerned(verdict).update(outcome=verdict.outcome, proposed=False)
    deed.log("verdict.confirm", verdict, after={"outcome": verdict.outcome})
