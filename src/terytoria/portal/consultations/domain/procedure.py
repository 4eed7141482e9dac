"""Telling the procedure of the strategy what happened in a consultation."""

from __future__ import annotations

from datetime import date

from terytoria.portal.accounts.models import User
from terytoria.portal.consultations.models import Consultation
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.procedures.domain.facts import refused, tell
from terytoria.portal.procedures.domain.queries import current_procedure, events_that_hold
from terytoria.portal.procedures.models import Procedure
from terytoria.strategy.procedure import Fact, State, check, steps

STEP, REPORT = "consultation", "report"


def against_law(profile: str, notice_on: date, ends_on: date) -> tuple[str, ...]:
    """Why the days of a consultation break the rules of a profile: sentences with their basis."""
    if STEP not in {step.id for step in steps(profile)}:
        return ()
    rulings = check(profile, (Fact(STEP, notice_on, ends_on),), today())
    return tuple(
        f"{one.text} Podstawa: {one.clock.basis}."
        for one in rulings
        if one.state == State.BROKEN and (one.clock.since[0], one.clock.until[0]) == (STEP, STEP)
    )


def against_procedure(consultation: Consultation) -> tuple[str, ...]:
    """Why the days do not fit what the partnership's procedure already knows; may be empty."""
    procedure = _of(consultation)
    if procedure is None or STEP in events_that_hold(procedure):
        return ()
    return refused(procedure, STEP, consultation.notice_on, consultation.ends_on)


def tell_notice(actor: User, consultation: Consultation) -> None:
    """Note the day of the notice, once it has come."""
    if consultation.notice_on <= today():
        _tell(actor, consultation, STEP, begin=consultation.notice_on)


def tell_end(actor: User, consultation: Consultation) -> None:
    """Note the notice and the last day."""
    days = (consultation.notice_on, consultation.ends_on)
    _tell(actor, consultation, STEP, begin=days[0], end=days[1])


def tell_report(actor: User, consultation: Consultation, day: date) -> None:
    """Note the day on which the report was released."""
    _tell(actor, consultation, REPORT, end=day)


def _tell(
    actor: User,
    consultation: Consultation,
    step: str,
    *,
    begin: date | None = None,
    end: date | None = None,
) -> None:
    """Tell a step that the procedure has and nobody told otherwise.

    What the rules refuse is told with the reason of the consultation's override; without one it
    is left for a person to tell in the procedure, who sees there why.
    """
    procedure = _of(consultation)
    if procedure is None or step not in {one.id for one in steps(procedure.profile)}:
        return
    known = events_that_hold(procedure).get(step)
    if known and ((begin and known.begin not in (None, begin)) or (end and known.end)):
        return
    reason = consultation.override_reason
    if not reason and refused(procedure, step, begin, end):
        return
    tell(actor, procedure, step, begin, end, override_reason=reason)


def _of(consultation: Consultation) -> Procedure | None:
    found = current_procedure(consultation.partnership, consultation.profile)
    return found if found and STEP not in found.without else None
