"""Ordering that targets be followed, and keeping what was found."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.record import record
from terytoria.portal.jobs.domain import order
from terytoria.portal.jobs.enums import UNFINISHED, State
from terytoria.portal.jobs.models import Job
from terytoria.portal.monitoring.domain.subjects import Subject, adopted_version, subjects_of
from terytoria.portal.monitoring.models import Followed, Round
from terytoria.portal.monitoring.rules import FOLLOW
from terytoria.portal.partnerships.domain.acting import RefusedError, acting, today
from terytoria.portal.partnerships.domain.queries import members_on
from terytoria.portal.partnerships.enums import Stage
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.strategies.models import StrategyVersion

KIND = "monitoring.follow"


def order_following(actor: User, partnership: Partnership, snapshot: str) -> Job:
    """Order that every target of the catalogue be followed on a snapshot.

    The same question asked twice before it is answered is one job. Raises ``ForbiddenError``, and
    ``RefusedError`` when there is no target of the catalogue.
    """
    with acting(actor, FOLLOW, partnership) as deed:
        arguments = _arguments(deed.partnership, snapshot)
        if not arguments["targets"]:
            text = "Nie ma miernika ze wskaźnikiem z katalogu i rokiem bazowym. Dodaj go w "
            raise RefusedError("", f"{text}strategii; własne mierniki śledzi się odczytami.")
        job = _enqueue(deed.partnership, arguments, actor)
        deed.log(KIND, job, after={"snapshot": snapshot, "targets": len(arguments["targets"])})
    return job


def order_everywhere(snapshot: str) -> int:
    """Order the same for every active partnership whose last question was another one.

    Another snapshot, strategy, target or member makes it another. Runs in the caller's
    transaction; says how many jobs were ordered.
    """
    ordered = 0
    for one in Partnership.objects.filter(stage=Stage.ACTIVE):
        arguments = _arguments(one, snapshot)
        last = Job.objects.filter(kind=KIND, partnership=one.slug).first()
        if arguments["targets"] and (last is None or last.arguments != arguments):
            _enqueue(one, arguments, None)
            ordered += 1
    return ordered


def _enqueue(partnership: Partnership, arguments: dict[str, Any], actor: User | None) -> Job:
    """One job a question, until it is answered."""
    done = Job.objects.filter(kind=KIND, partnership=partnership.slug, state=State.DONE).count()
    digest = hashlib.sha256(json.dumps(arguments, sort_keys=True).encode()).hexdigest()
    key = f"{KIND}:{partnership.pk}:{done}:{digest[:32]}"
    return order.enqueue(KIND, arguments, key=key, by=actor, partnership=partnership.slug)


def _arguments(partnership: Partnership, snapshot: str) -> dict[str, Any]:
    version = adopted_version(partnership)
    asked = [one for one in subjects_of(partnership, version) if one.catalogued]
    return {
        "partnership": partnership.pk,
        "name": partnership.short_name,
        "units": list(members_on(partnership, today())),
        "snapshot": snapshot,
        "strategy": version.pk if version else None,
        "targets": [_asked(one) for one in asked],
    }


def _asked(one: Subject) -> dict[str, Any]:
    return {"id": one.target.id, "text": one.text.value, "asked": one.asked()}


def keep_round(
    job: int,
    partnership: int,
    strategy: int | None,
    data: Mapping[str, Any],
    results: Sequence[Mapping[str, Any]],
) -> dict[str, Any]:
    """Keep a round in the caller's transaction; the same finding as in the newest makes no new one.

    ``data`` says which ``snapshot``, its ``vintage`` and whether it is ``synthetic``; a result has
    ``id``, ``text``, ``asked`` and ``found`` or ``problem``.
    """
    owner = Partnership.objects.select_for_update().get(pk=partnership)
    ordered = Job.objects.get(pk=job)
    sha256 = _digest([strategy, data, results])
    latest = Round.objects.filter(partnership=owner).first()
    if latest is not None and latest.sha256 == sha256:
        return {"round": latest.number}
    made = Round.objects.create(
        partnership=owner,
        number=latest.number + 1 if latest else 1,
        strategy=StrategyVersion.objects.filter(pk=strategy or 0).first(),
        sha256=sha256,
        job=ordered,
        created_by=ordered.created_by,
        **data,
    )
    Followed.objects.bulk_create(_rows(made, results))
    told = {"number": made.number, "snapshot": made.snapshot, "targets": len(results)}
    record("monitoring.keep", made, actor=made.created_by, partnership=owner.slug, after=told)
    return {"round": made.number}


def _digest(said: object) -> str:
    text = json.dumps(said, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def _rows(made: Round, results: Iterable[Mapping[str, Any]]) -> list[Followed]:
    return [
        Followed(
            round=made,
            target_id=one["id"],
            text=one["text"],
            asked=one["asked"],
            found=one.get("found"),
            problem=one.get("problem", ""),
        )
        for one in results
    ]


def running_job(partnership: Partnership) -> Job | None:
    """The following that waits or runs."""
    jobs = Job.objects.filter(partnership=partnership.slug, kind=KIND, state__in=UNFINISHED)
    return jobs.first()


def last_failure(partnership: Partnership) -> str:
    """Why targets were not followed the last time; empty when they were."""
    job = Job.objects.filter(partnership=partnership.slug, kind=KIND).first()
    return job.error if job is not None and job.state == State.FAILED else ""
