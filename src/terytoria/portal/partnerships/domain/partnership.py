"""Verbs about a partnership as a whole."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date

from django.db import IntegrityError, transaction

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.record import record
from terytoria.portal.partnerships.domain.acting import Deed, RefusedError, acting, today
from terytoria.portal.partnerships.domain.addresses import free_slug
from terytoria.portal.partnerships.domain.composition import blocking
from terytoria.portal.partnerships.domain.queries import checks_of
from terytoria.portal.partnerships.domain.units import check_units, require_day, require_unit
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Assignment, Membership, Partnership
from terytoria.portal.partnerships.rules import EDIT, STAGE, ForbiddenError

NEXT_STAGES = {
    Stage.FORMING: (Stage.ACTIVE, Stage.CLOSED),
    Stage.ACTIVE: (Stage.CLOSED,),
    Stage.CLOSED: (Stage.ACTIVE,),
}
_TEXTS = {"name": ("nazwa", 200), "short_name": ("nazwa skrócona", 80), "purpose": ("cel", 4000)}
_RESERVED = frozenset({"nowe", "zaproszenie", "dziennik"})
_LETTERS = str.maketrans("łŁ", "lL")


@dataclass(frozen=True)
class Texts:
    """What a partnership says of itself."""

    name: str
    short_name: str
    purpose: str = ""

    @classmethod
    def of(cls, partnership: Partnership) -> Texts:
        """The texts as stored."""
        return cls(partnership.name, partnership.short_name, partnership.purpose)


@dataclass(frozen=True)
class Proposal:
    """A partnership to create: its members all join on ``since``; ``leader`` is one of them."""

    texts: Texts
    leader: str
    members: tuple[str, ...]
    since: date


class EditedMeanwhileError(RefusedError):
    """Somebody else saved the texts first; both are kept: ``theirs`` is stored, ``mine`` not."""

    def __init__(self, mine: Texts, theirs: Texts, version: int) -> None:
        reason = "Ktoś zapisał zmiany, gdy ta strona była otwarta. Twój tekst nie zginął: "
        super().__init__("version", reason + "porównaj obie wersje i zapisz wspólną.")
        self.mine, self.theirs, self.version = mine, theirs, version


def create_partnership(actor: User, proposal: Proposal) -> Partnership:
    """Propose a partnership: it is forming, and the actor is its coordinator.

    Any active person may propose; whether it becomes active is for the programme to say. Raises
    :class:`RefusedError` for a leader outside the members and for checks that block.
    """
    if not actor.is_active:
        raise ForbiddenError(EDIT)
    members = tuple(sorted(set(proposal.members)))
    if proposal.leader not in members:
        raise RefusedError("leader", "Lider nie jest członkiem. Wybierz lidera spośród członków.")
    for unit in members:
        require_unit("members", unit)
    check_units("members", members)
    require_day("since", proposal.since)
    _check_texts(proposal.texts)
    with transaction.atomic():
        made = _with_slug(proposal)
        Membership.objects.bulk_create(
            Membership(partnership=made, unit=unit, since=proposal.since) for unit in members
        )
        Assignment.objects.create(
            partnership=made, user=actor, role=Role.COORDINATOR, since=today()
        )
        after = {**asdict(proposal.texts), "leader": made.leader, "members": list(members)}
        after["since"] = str(proposal.since)
        record("partnership.create", made, actor=actor, partnership=made.slug, after=after)
    return made


def _with_slug(proposal: Proposal) -> Partnership:
    """A partnership under a slug of its own, also when namesakes are made at the same instant."""
    slug = free_slug(proposal.texts.short_name)
    while True:
        try:
            with transaction.atomic():
                return Partnership.objects.create(
                    **asdict(proposal.texts), slug=slug, leader=proposal.leader
                )
        except IntegrityError:  # somebody took it since it was looked up
            taken, slug = slug, free_slug(proposal.texts.short_name)
            if slug == taken:
                raise


def edit_partnership(
    actor: User, partnership: Partnership, texts: Texts, version: int
) -> Partnership:
    """Save texts that were read at ``version``; :class:`EditedMeanwhileError` if they changed."""
    _check_texts(texts)
    with acting(actor, EDIT, partnership) as deed:
        stored = Texts.of(deed.partnership)
        if deed.partnership.version != version and stored != texts:
            raise EditedMeanwhileError(texts, stored, deed.partnership.version)
        before = asdict(stored)
        changed = {k: v for k, v in asdict(texts).items() if before[k] != v}
        if changed:
            _save(deed, changed)
            deed.log("partnership.edit", deed.partnership, {k: before[k] for k in changed}, changed)
    return deed.partnership


def change_leader(actor: User, partnership: Partnership, unit: str) -> Partnership:
    """Name another member the leader."""
    with acting(actor, EDIT, partnership) as deed:
        before = deed.partnership.leader
        belongs = deed.partnership.members.filter(unit=unit, since__lte=today(), until=None)
        if not belongs.exists():
            text = "Liderem może być tylko obecny członek. Najpierw dodaj jednostkę do członków."
            raise RefusedError("leader", text)
        if unit != before:
            _save(deed, {"leader": unit})
            deed.log("partnership.leader", deed.partnership, {"leader": before}, {"leader": unit})
    return deed.partnership


def change_stage(actor: User, partnership: Partnership, stage: Stage) -> Partnership:
    """Move a partnership on its way; a composition with errors does not become active."""
    with acting(actor, STAGE, partnership) as deed:
        before = Stage(deed.partnership.stage)
        if stage not in NEXT_STAGES[before]:
            text = f"Partnerstwo, które ma etap „{before.label}”, nie może mieć teraz etapu "
            text += f"„{stage.label}”. Wybierz: "
            text += " albo ".join(f"„{one.label}”" for one in NEXT_STAGES[before]) + "."
            raise RefusedError("stage", text)
        wrong = blocking(checks_of(deed.partnership)) if stage is Stage.ACTIVE else ()
        if wrong:
            raise RefusedError("stage", " ".join(check.text for check in wrong))
        _save(deed, {"stage": stage})
        deed.log("partnership.stage", deed.partnership, {"stage": before}, {"stage": stage})
    return deed.partnership


def _save(deed: Deed, changed: dict[str, str]) -> None:
    for name, value in changed.items():
        setattr(deed.partnership, name, value)
    deed.partnership.version += 1
    deed.partnership.save(update_fields=[*changed, "version"])


def _check_texts(texts: Texts) -> None:
    for name, text in asdict(texts).items():
        label, longest = _TEXTS[name]
        if name != "purpose" and not text.strip():
            raise RefusedError(name, f"Pole „{label}” jest puste. Wpisz tekst.")
        if len(text) > longest:
            reason = f"Pole „{label}” ma {len(text)} znaków, a mieści {longest}. Skróć tekst."
            raise RefusedError(name, reason)
        if "\0" in text:
            raise RefusedError(name, f"Pole „{label}” ma znak, którego nie można zapisać. Usuń go.")
