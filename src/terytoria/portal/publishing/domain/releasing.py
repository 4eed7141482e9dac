"""Making a decision public and taking it back; a job writes the files."""

from __future__ import annotations

from django.utils.timezone import now

from terytoria.portal.accounts.models import User
from terytoria.portal.jobs.domain.order import enqueue
from terytoria.portal.jobs.models import Job
from terytoria.portal.meetings.enums import Body
from terytoria.portal.meetings.models import Decision
from terytoria.portal.partnerships.domain.acting import RefusedError, acting
from terytoria.portal.procedures.domain.queries import current_procedure, events_that_hold
from terytoria.portal.publishing import phrases
from terytoria.portal.publishing.models import Release
from terytoria.portal.publishing.rules import RELEASE, WITHDRAW

PUBLISH, UNPUBLISH = "publishing.release", "publishing.withdraw"


def release(actor: User, decision: Decision) -> Release:
    """Make an adopted decision of the council public, with the version it adopted.

    Raises ``ForbiddenError``, and ``RefusedError`` for a decision that is not adopted, not of the
    council, or already released, and for a text whose procedure does not know of its adoption.
    """
    with acting(actor, RELEASE, decision.partnership) as deed:
        found = Decision.objects.get(pk=decision.pk)
        _check(found)
        made = Release.objects.create(decision=found, released_by=actor)
        deed.log("release.publish", made, after={"decision": found.number, "title": found.title})
        _order(made, actor)
    return made


def withdraw(actor: User, made: Release, reason: str) -> Release:
    """Take a release back; its address says so, with the reason, and its files are deleted.

    Raises ``ForbiddenError``, and ``RefusedError`` without a reason or when it was done before.
    """
    with acting(actor, WITHDRAW, made.decision.partnership) as deed:
        found = Release.objects.select_for_update(of=("self",)).get(pk=made.pk)
        if not found.alive:
            raise RefusedError("reason", phrases.ALREADY_WITHDRAWN)
        if not reason.strip():
            raise RefusedError("reason", phrases.NO_REASON)
        found.withdrawn_at, found.withdrawn_by, found.reason = now(), actor, reason.strip()
        found.save(update_fields=["withdrawn_at", "withdrawn_by", "reason"])
        deed.log("release.withdraw", found, after={"reason": found.reason})
        _order(found, actor)
    return found


def try_again(actor: User, made: Release) -> Job:
    """Start the job of a release or of its withdrawal anew; one under way goes on."""
    action = RELEASE if made.alive else WITHDRAW
    with acting(actor, action, made.decision.partnership) as deed:
        found = Release.objects.get(pk=made.pk)
        job = _order(found, actor)
        deed.log("release.retry", found)
    return job


def _order(made: Release, actor: User) -> Job:
    """The job that brings the files to what the release says; the same one when asked again."""
    kind = PUBLISH if made.alive else UNPUBLISH
    slug = made.decision.partnership.slug
    return enqueue(kind, {"release": made.pk}, key=f"{kind}:{made.pk}", by=actor, partnership=slug)


def _check(decision: Decision) -> None:
    if not decision.adopted:
        raise RefusedError("decision", phrases.NOT_ADOPTED)
    if decision.body != Body.COUNCIL:
        raise RefusedError("decision", phrases.NOT_OF_COUNCIL)
    _check_procedures(decision)
    before = Release.objects.filter(decision=decision).first()
    if before is not None:
        raise RefusedError("decision", phrases.ALREADY if before.alive else phrases.WAS_WITHDRAWN)


def _check_procedures(decision: Decision) -> None:
    """The adoption of a text is told in each procedure it goes through, where clocks are kept."""
    if decision.draft is None:
        return
    for profile in decision.draft.text.profiles:
        procedure = current_procedure(decision.partnership, profile)
        told = events_that_hold(procedure).get("adoption") if procedure else None
        if procedure is not None and (told is None or told.end is None):
            text = phrases.NOT_IN_PROCEDURE.format(procedure=procedure.name)
            raise RefusedError("decision", text)
