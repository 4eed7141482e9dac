"""The diagnosis that the public page shows, kept as a version without being computed again."""

from __future__ import annotations

import hashlib

from django.utils import timezone

from terytoria.portal.demonstration.domain.partnership import Scene
from terytoria.portal.evidence.domain.queries import latest_version
from terytoria.portal.evidence.domain.versions import keep
from terytoria.portal.evidence.tasks import DIAGNOSE
from terytoria.portal.jobs.domain.order import enqueue
from terytoria.portal.jobs.enums import State
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.domain.queries import members_on

OPTIONS = {"peers": "kind"}
"""How ``terytoria demo`` asks; the same as the usual order."""


def add_diagnosis(scene: Scene) -> None:
    """Keep the published ``diagnosis.json`` as the next version, unless it is the latest."""
    file = scene.publication / "diagnosis.json"
    if not file.is_file():
        return
    content = file.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    latest = latest_version(scene.partnership)
    if latest is not None and latest.sha256 == digest:
        return
    asked = {"units": list(members_on(scene.partnership, today())), "options": OPTIONS}
    job = enqueue(
        DIAGNOSE,
        asked,
        key=f"{DIAGNOSE}:demonstration:{scene.partnership.pk}:{digest[:32]}",
        by=scene.people["koordynator"],
        partnership=scene.partnership.slug,
    )
    # Done in the transaction that orders it: no worker ever sees it waiting.
    job.state, job.attempts, job.finished_at = State.DONE, 1, timezone.now()
    job.result = {"version": keep(content, scene.partnership.pk, job.pk, asked)}
    job.save(update_fields=["state", "attempts", "finished_at", "result"])
