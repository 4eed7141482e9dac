"""Reading procedures: facts that hold, the plan they leave, the clocks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.procedures.domain.planning import Wishes, sound
from terytoria.portal.procedures.models import Event, Procedure
from terytoria.strategy.procedure import Fact, Plan, Ruling, Step, check, plan, steps


@dataclass(frozen=True)
class Standing:
    """A procedure as it stands on a day.

    ``laid`` is the plan before anything happened, ``plan`` the one that what happened leaves;
    ``rulings`` are the clocks, the broken ones first; ``events`` the facts that hold, by step.
    """

    procedure: Procedure
    day: date
    laid: Plan
    plan: Plan
    rulings: tuple[Ruling, ...]
    events: dict[str, Event]

    def fact(self, step: str) -> Fact:
        """What is known of a step."""
        event = self.events.get(step)
        return fact_of(event) if event else Fact(step)


def current_procedure(partnership: Partnership, profile: str) -> Procedure | None:
    """The procedure of a profile that is under way; ``None`` when there is none."""
    return partnership.strategy_procedures.filter(profile=profile, current=True).first()


def events_that_hold(procedure: Procedure) -> dict[str, Event]:
    """The last telling of each step that has any."""
    kept = procedure.events.filter(superseded=False).select_related(
        "entered_by", "override", "document__document"
    )
    return {one.step: one for one in kept}


def facts_that_hold(procedure: Procedure) -> tuple[Fact, ...]:
    """What the engine is told: days of the steps, without those taken back."""
    return facts_of(events_that_hold(procedure).values())


def facts_of(events: Iterable[Event]) -> tuple[Fact, ...]:
    """Facts of events, without those taken back."""
    return tuple(fact_of(one) for one in events if one.begin or one.end)


def fact_of(event: Event) -> Fact:
    """The days of an event."""
    return Fact(event.step, event.begin, event.end)


def step_of(procedure: Procedure, name: str) -> Step:
    """A step of the procedure's profile; ``LookupError`` when it has none of this name."""
    for one in steps(procedure.profile):
        if one.id == name:
            return one
    raise LookupError(f"no step {name!r} in {procedure.profile!r}")


def history_of(procedure: Procedure, step: str = "") -> QuerySet[Event]:
    """Everything that was ever told, the newest first; of one step when named."""
    told = procedure.events.select_related("entered_by", "override", "document__document")
    return told.filter(step=step) if step else told.all()


def standing(procedure: Procedure, day: date | None = None) -> Standing:
    """A procedure as it stands today, or on another day."""
    day = day or today()
    events = events_that_hold(procedure)
    facts = facts_of(events.values())
    wishes: dict[str, Any] = {
        "days": procedure.days,
        "without": frozenset(procedure.without),
    }
    laid = plan(procedure.profile, procedure.start, **wishes)
    now = plan(procedure.profile, procedure.start, **wishes, facts=facts, today=day)
    return Standing(procedure, day, laid, now, check(procedure.profile, facts, day), events)


def tried(procedure: Procedure, wishes: Wishes) -> Plan:
    """The plan that other wishes would leave today; changes nothing."""
    own = sound(procedure.profile, wishes)
    return plan(
        procedure.profile,
        own.start,
        days=own.days,
        without=own.without,
        facts=facts_that_hold(procedure),
        today=today(),
    )
