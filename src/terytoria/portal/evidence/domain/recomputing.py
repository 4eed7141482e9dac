"""A kept diagnosis computed once more from its snapshot: good only if not a bit differs."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from terytoria.portal.evidence.models import DiagnosisVersion

if TYPE_CHECKING:
    from terytoria.diagnosis import Diagnosis
    from terytoria.statistics.measures import Measures


class SnapshotGoneError(LookupError):
    """The snapshot of a kept diagnosis is not there or cannot be opened."""


class ChangedDiagnosisError(ValueError):
    """A kept diagnosis computed anew has another SHA-256."""


def recomputed(
    version: DiagnosisVersion, progress: Callable[[str], None]
) -> tuple[Diagnosis, Measures]:
    """The diagnosis of a kept version with the measures it was computed from.

    Raises :class:`SnapshotGoneError` and :class:`ChangedDiagnosisError`; the message is the name
    of the snapshot.
    """
    from terytoria.diagnosis import DiagnosisOptions, diagnose  # noqa: PLC0415 - only the worker
    from terytoria.diagnosis.groups import Peers, PeersOptions  # noqa: PLC0415
    from terytoria.statistics.catalogue import Catalogue  # noqa: PLC0415
    from terytoria.statistics.measures import Measures  # noqa: PLC0415
    from terytoria.statistics.snapshot import SnapshotError, Store  # noqa: PLC0415
    from terytoria.territory import Area  # noqa: PLC0415

    progress("otwieranie migawki danych")
    try:
        snapshot = Store.default().open(version.snapshot)
    except SnapshotError as problem:
        raise SnapshotGoneError(version.snapshot) from problem
    kept = version.diagnosis()["area"]
    as_of = date.fromisoformat(snapshot.vintage)
    area = Area(kept["name"], tuple(version.gminas), as_of, kept["code"])
    options = DiagnosisOptions(peers=PeersOptions(Peers(version.options["peers"])))
    measures = Measures(snapshot, Catalogue.load())
    found = diagnose(measures, area, options, progress=progress)
    if hashlib.sha256(found.to_bytes()).hexdigest() != version.sha256:
        raise ChangedDiagnosisError(version.snapshot)
    return found, measures
