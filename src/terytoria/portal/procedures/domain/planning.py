"""Starting a procedure and changing its plan."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain.acting import RefusedError, acting
from terytoria.portal.partnerships.domain.units import require_day
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.procedures.models import Procedure
from terytoria.portal.procedures.rules import PLAN
from terytoria.strategy.procedure import steps
from terytoria.strategy.procedure.steps import UnknownProfileError

LONGEST_NAME, LONGEST_STEP = 200, 3660
LATEST = date(2100, 1, 1)


@dataclass(frozen=True)
class Wishes:
    """What a plan is laid from: its start, own days of steps, optional steps left out."""

    start: date
    days: dict[str, int] = field(default_factory=dict)
    without: frozenset[str] = frozenset()


class EditedMeanwhileError(RefusedError):
    """A plan that somebody changed since it was opened."""

    def __init__(self) -> None:
        text = "Ktoś w tym czasie zmienił plan. Otwórz go jeszcze raz i powtórz zmianę."
        super().__init__("", text)


def start(
    actor: User, partnership: Partnership, profile: str, name: str, wishes: Wishes
) -> Procedure:
    """Begin a procedure of a profile; the one that was current stays to be read.

    Raises ``ForbiddenError`` and ``RefusedError``.
    """
    name = name.strip()
    if not 0 < len(name) <= LONGEST_NAME:
        raise RefusedError("name", f"Nazwa ma od 1 do {LONGEST_NAME} znaków. Popraw ją.")
    own = sound(profile, wishes)
    with acting(actor, PLAN, partnership) as deed:
        deed.partnership.strategy_procedures.filter(profile=profile, current=True).update(
            current=False
        )
        made = Procedure.objects.create(
            partnership=deed.partnership,
            profile=profile,
            name=name,
            start=own.start,
            days=own.days,
            without=sorted(own.without),
            created_by=actor,
        )
        deed.log("procedure.start", made, after={"profile": profile, **_plain(made)})
    return made


def replan(actor: User, procedure: Procedure, wishes: Wishes, seen: int) -> Procedure:
    """Lay the plan anew from what is wished; ``seen`` is the version that was on the screen.

    Raises ``ForbiddenError``, :class:`EditedMeanwhileError` and ``RefusedError``.
    """
    own = sound(procedure.profile, wishes)
    with acting(actor, PLAN, procedure.partnership) as deed:
        kept = Procedure.objects.select_for_update().get(pk=procedure.pk)
        if kept.version != seen:
            raise EditedMeanwhileError
        if not kept.current:
            raise RefusedError("", "Ta procedura jest zakończona. Zmienia się plan bieżącej.")
        told = set(kept.events.filter(superseded=False).values_list("step", flat=True))
        if happened := sorted(told & own.without):
            names = {one.id: one.name for one in steps(kept.profile)}
            text = f"Krok „{names[happened[0]]}” już odnotowano; nie można go pominąć."
            raise RefusedError(f"without_{happened[0]}", text)
        before = _plain(kept)
        kept.start, kept.days = own.start, own.days
        kept.without, kept.version = sorted(own.without), kept.version + 1
        if _plain(kept) != before:
            kept.save()
            deed.log("procedure.replan", kept, before=before, after=_plain(kept))
    return kept


def sound(profile: str, wishes: Wishes) -> Wishes:
    """The wishes without days equal to the usual ones; ``RefusedError`` for impossible ones."""
    require_day("start", wishes.start)
    if wishes.start >= LATEST:
        raise RefusedError("start", "Początek jest zbyt odległy. Popraw rok.")
    try:
        known = {one.id: one for one in steps(profile)}
    except UnknownProfileError:
        raise RefusedError(
            "profile", "Nie ma takiego rodzaju strategii. Wybierz z listy."
        ) from None
    for name, count in wishes.days.items():
        step = known.get(name)
        if step is None:
            raise RefusedError("", "Plan nie ma takiego kroku. Otwórz go jeszcze raz.")
        least = step.days if step.by_law else 1
        if not least <= count <= LONGEST_STEP:
            why = f" Krótszy jest niezgodny z prawem: {step.basis}." if step.by_law else ""
            text = f"Krok „{step.name}” trwa od {least} do {LONGEST_STEP} dni.{why} Popraw liczbę."
            raise RefusedError(f"days_{name}", text)
    for name in wishes.without:
        if name not in known or not known[name].optional:
            raise RefusedError("", "Tego kroku nie można pominąć.")
    days = {name: count for name, count in wishes.days.items() if count != known[name].days}
    return Wishes(wishes.start, days, wishes.without)


def _plain(procedure: Procedure) -> dict[str, object]:
    names = {one.id: one.name for one in steps(procedure.profile)}
    return {
        "start": procedure.start.isoformat(),
        "days": {names[name]: count for name, count in sorted(procedure.days.items())},
        "without": [names[name] for name in procedure.without],
    }
