"""Work on the register: what counts, what belongs together, what must not be shown."""

from __future__ import annotations

from collections.abc import Iterable

from terytoria.portal.accounts.models import User
from terytoria.portal.consultations.domain.keys import closed, keys, opened
from terytoria.portal.consultations.domain.planning import consultation_now, listed
from terytoria.portal.consultations.domain.queries import counting
from terytoria.portal.consultations.domain.screening import blanked, flags
from terytoria.portal.consultations.domain.similar import fold
from terytoria.portal.consultations.enums import Standing, State
from terytoria.portal.consultations.models import (
    Consultation,
    Group,
    Original,
    Remark,
    Scan,
    Verdict,
)
from terytoria.portal.consultations.rules import PERSONAL, REGISTER
from terytoria.portal.partnerships.domain.acting import Deed, RefusedError, acting


def open_register(deed: Deed, consultation: Consultation) -> Consultation:
    """The consultation locked, with its register open."""
    found = consultation_now(deed, consultation)
    if found.state != State.OPEN:
        text = (
            f"Rejestr nie jest otwarty ({found.get_state_display()}). Niczego w nim nie zmienisz."
        )
        raise RefusedError("", text)
    return found


def remark_now(found: Consultation, remark: Remark) -> Remark:
    """The remark as it is now."""
    kept = Remark.objects.select_related("group").get(pk=remark.pk, consultation=found)
    kept.consultation = found
    return kept


def reject_spam(actor: User, remark: Remark) -> Remark:
    """Say that a remark is spam: it counts no more and keeps its number."""
    return _stand(actor, remark, Standing.SPAM)


def take_back(actor: User, remark: Remark) -> Remark:
    """Let a remark count that was taken for spam, or whose author never proved an address."""
    return _stand(actor, remark, Standing.CONFIRMED)


def _stand(actor: User, remark: Remark, standing: Standing) -> Remark:
    with acting(actor, REGISTER, remark.consultation.partnership) as deed:
        kept = remark_now(open_register(deed, remark.consultation), remark)
        if kept.standing == standing:
            return kept
        if kept.outcome or kept.group_id:
            text = "Ta uwaga ma stanowisko albo grupę. Najpierw wyjmij ją z grupy."
            raise RefusedError("", text)
        before, kept.standing = kept.standing, standing
        kept.save(update_fields=["standing"])
        deed.log("remark.stand", kept, {"standing": before}, {"standing": str(standing)})
    return kept


def group(actor: User, consultation: Consultation, numbers: Iterable[int], title: str) -> Group:
    """Put remarks that say the same together under a title; they share one position from now on.

    A group the remarks were in takes them all. Raises :class:`RefusedError` for fewer than two, for
    remarks of two groups, and for those with positions of their own that differ.
    """
    wanted = sorted(set(numbers))
    with acting(actor, REGISTER, consultation.partnership) as deed:
        found = open_register(deed, consultation)
        remarks = list(counting(found).filter(number__in=wanted).order_by("number"))
        lacking = sorted(set(wanted) - {one.number for one in remarks})
        if lacking:
            raise RefusedError("numbers", f"Nie ma uwag, które się liczą: {listed(lacking)}.")
        if len(remarks) < 2:
            raise RefusedError("numbers", "Podaj numery co najmniej dwóch uwag.")
        joined = {one.group_id for one in remarks if one.group_id}
        if len(joined) > 1:
            raise RefusedError("numbers", "Te uwagi są w różnych grupach. Najpierw je wyjmij.")
        made = _group(found, joined, title)
        outcome = _shared(made, remarks)
        pks = [one.pk for one in remarks]
        Remark.objects.filter(pk__in=pks).update(group=made, outcome=outcome)
        deed.log("remark.group", made, after={"numbers": wanted, "title": made.title})
    return made


def _group(found: Consultation, joined: set[int], title: str) -> Group:
    if joined:
        return Group.objects.get(pk=joined.pop())
    if not title.strip():
        raise RefusedError("title", "Nazwij grupę jednym zdaniem, np. „Przystanek przy szkole”.")
    return Group.objects.create(consultation=found, title=title.strip()[:160])


def _shared(made: Group, remarks: list[Remark]) -> str:
    """The outcome of the group; the only one its remarks had becomes the group's position."""
    kept = Verdict.objects.filter(group=made, confirmed_at__isnull=False).first()
    if kept is not None:
        return kept.outcome
    own = {one.outcome for one in remarks if one.outcome}
    if not own:
        return ""
    if len(own) > 1:
        text = "Te uwagi mają różne stanowiska. Ujednolić je można tylko nowym stanowiskiem."
        raise RefusedError("numbers", text)
    first = next(one for one in remarks if one.outcome)
    model = Verdict.objects.filter(remark=first, confirmed_at__isnull=False).first()
    if model is not None:
        model.pk, model.remark, model.group = None, None, made
        model._state.adding = True  # noqa: SLF001 - as Django documents the copy of a row
        model.save()
    return str(first.outcome)


def ungroup(actor: User, remark: Remark) -> Remark:
    """Take a remark out of its group; it then needs a position of its own."""
    with acting(actor, REGISTER, remark.consultation.partnership) as deed:
        kept = remark_now(open_register(deed, remark.consultation), remark)
        if kept.group is None:
            return kept
        before, kept.group = kept.group, None
        own = Verdict.objects.filter(remark=kept, confirmed_at__isnull=False).first()
        kept.outcome = own.outcome if own else ""
        kept.proposed = Verdict.objects.filter(remark=kept, confirmed_at__isnull=True).exists()
        kept.save(update_fields=["group", "outcome", "proposed"])
        if not before.remarks.exists():
            before.delete()
        deed.log("remark.ungroup", kept, {"group": str(before)}, {"group": None})
    return kept


def blank(actor: User, remark: Remark, pieces: Iterable[str]) -> Remark:
    """Blank pieces of a remark and note that a person looked it through; none may be to blank.

    The text as it came stays encrypted until personal data are erased.
    """
    wanted = [piece.strip() for piece in pieces if piece.strip()]
    with acting(actor, REGISTER, remark.consultation.partnership) as deed:
        kept = remark_now(open_register(deed, remark.consultation), remark)
        lacking = [piece for piece in wanted if piece not in kept.text]
        if lacking:
            text = f"W uwadze nie ma fragmentu „{lacking[0][:60]}”. Przepisz go dokładnie."
            raise RefusedError("pieces", text)
        clean = blanked(kept.text, wanted)
        if clean != kept.text:
            erase_on = kept.consultation.erase_on
            fields = {"text": closed(kept.text), "key": keys()[0].name, "erase_on": erase_on}
            Original.objects.get_or_create(remark=kept, defaults=fields)
        kept.text, kept.folded = clean, fold(clean)
        kept.cleared_by, kept.flagged = str(deed.actor)[:200], bool(flags(clean))
        kept.save(update_fields=["text", "folded", "cleared_by", "flagged"])
        deed.log("remark.screen", kept, after={"blanked": len(wanted)})
    return kept


def original_of(actor: User, remark: Remark) -> str:
    """The text as it came; reading it is logged. Empty once it was erased or never blanked."""
    with acting(actor, PERSONAL, remark.consultation.partnership) as deed:
        kept = Original.objects.filter(remark=remark).first()
        if kept is None:
            return ""
        deed.log("remark.original", remark)
    return opened(kept.text, kept.key)


def open_scan(actor: User, remark: Remark) -> Scan | None:
    """The scan of a letter; that it was opened is logged. ``None`` when there is none any more."""
    with acting(actor, PERSONAL, remark.consultation.partnership) as deed:
        kept = Scan.objects.filter(remark=remark).first()
        if kept is not None:
            deed.log("remark.scan", remark)
    return kept
