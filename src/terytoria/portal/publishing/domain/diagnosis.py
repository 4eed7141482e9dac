"""An adopted diagnosis as a publication: computed again, public only if not a bit differs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from terytoria.portal.evidence.domain.recomputing import (
    ChangedDiagnosisError,
    SnapshotGoneError,
    recomputed,
)
from terytoria.portal.evidence.models import DiagnosisVersion
from terytoria.portal.jobs.tasks import TaskError
from terytoria.portal.publishing import phrases


def write_diagnosis(
    version: DiagnosisVersion, leader: str, folder: Path, progress: Callable[[str], None]
) -> None:
    """Write the publication of a kept version to a folder.

    Raises ``TaskError`` in Polish when its snapshot is not there, or when the recomputed
    ``diagnosis.json`` has another SHA-256 than the kept one.
    """
    from terytoria.reports.card import Card  # noqa: PLC0415 - only the worker
    from terytoria.reports.publication import publish  # noqa: PLC0415

    said = {"snapshot": version.snapshot, "number": version.number}
    try:
        found, measures = recomputed(version, progress)
    except SnapshotGoneError as problem:
        raise TaskError(phrases.NO_SNAPSHOT.format(**said)) from problem
    except ChangedDiagnosisError as problem:
        raise TaskError(phrases.CHANGED_DIAGNOSIS.format(**said)) from problem
    partnership = version.partnership
    card = Card(partnership.name, partnership.short_name, leader=leader)
    publish(found, measures, folder, card=card, progress=progress)
