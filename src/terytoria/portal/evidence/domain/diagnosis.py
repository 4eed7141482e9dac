"""Asking for a diagnosis, and taking the request back."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.record import record
from terytoria.portal.evidence.domain.queries import running_job
from terytoria.portal.evidence.rules import DIAGNOSE
from terytoria.portal.jobs.domain import order
from terytoria.portal.jobs.enums import UNFINISHED, State
from terytoria.portal.jobs.models import Job
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import require
from terytoria.statistics.snapshot import Store

KIND = "evidence.diagnose"
PEERS = {
    "kind": "gminy tego samego rodzaju i podobnej wielkości",
    "nearest": "gminy najbardziej podobne",
    "powiat": "gminy powiatu",
    "voivodeship": "gminy województwa",
    "country": "gminy w kraju",
}
"""Comparison groups that may be asked for."""


def request_diagnosis(
    actor: User,
    partnership: Partnership,
    snapshot: str | None = None,
    options: Mapping[str, Any] | None = None,
) -> Job:
    """Order the diagnosis of today's members; asked twice before it is kept, it is one job.

    ``options`` may hold ``peers`` (a key of :data:`PEERS`). Raises ``ForbiddenError``, and
    ``ValidationError`` when there are no members or the snapshot or group is unknown.
    """
    with transaction.atomic():
        partnership = Partnership.objects.select_for_update().get(pk=partnership.pk)
        require(actor, DIAGNOSE, partnership, localdate())
        chosen = _options(options or {})
        arguments = {
            "partnership": partnership.pk,
            "name": partnership.short_name,
            "units": _units(partnership),
            "snapshot": _snapshot(snapshot),
            "options": chosen,
        }
        key = _key(partnership, arguments)
        fresh = not Job.objects.filter(key=key, state__in=UNFINISHED).exists()
        job = order.enqueue(KIND, arguments, key=key, by=actor, partnership=partnership.slug)
        if fresh:
            _log("diagnosis.request", job, actor, {"snapshot": snapshot, **chosen})
    return job


def cancel_diagnosis(actor: User, partnership: Partnership) -> bool:
    """Take back the request that waits or runs; whether there was one."""
    with transaction.atomic():
        require(actor, DIAGNOSE, partnership, localdate())
        job = running_job(partnership)
        stopped = job is not None and order.cancel(job)
        if job is not None and stopped:
            _log("diagnosis.cancel", job, actor, {"state": job.state})
    return stopped


def _log(verb: str, job: Job, actor: User, after: Mapping[str, Any]) -> None:
    record(verb, job, actor=actor, partnership=job.partnership, after=after)


def _key(partnership: Partnership, arguments: Mapping[str, Any]) -> str:
    """Names the request until it is done: the same inputs asked for later are another job."""
    done = Job.objects.filter(kind=KIND, partnership=partnership.slug, state=State.DONE).count()
    digest = hashlib.sha256(json.dumps(arguments, sort_keys=True).encode()).hexdigest()
    return f"{KIND}:{partnership.pk}:{done}:{digest[:32]}"


def _units(partnership: Partnership) -> list[str]:
    today = localdate()
    held = Q(since__lte=today) & (Q(until__isnull=True) | Q(until__gte=today))
    units = sorted(set(partnership.members.filter(held).values_list("unit", flat=True)))
    if not units:
        raise ValidationError(
            "Partnerstwo nie ma członków, więc nie ma czego diagnozować. Dodaj najpierw gminy."
        )
    return units


def _snapshot(name: str | None) -> str | None:
    if name and name not in Store.default().names():
        raise ValidationError({"snapshot": f"Nie ma migawki {name}. Wybierz jedną z listy."})
    return name or None


def _options(given: Mapping[str, Any]) -> dict[str, Any]:
    peers = given.get("peers", "kind")
    if peers not in PEERS or set(given) - {"peers"}:
        raise ValidationError({"peers": "Nie ma takiej grupy porównawczej. Wybierz z listy."})
    return {"peers": peers}
