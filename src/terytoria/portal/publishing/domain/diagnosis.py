"""An adopted diagnosis computed again from its snapshot: public only if not a bit differs."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import date
from pathlib import Path

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
    from terytoria.diagnosis import DiagnosisOptions, diagnose  # noqa: PLC0415 - only the worker
    from terytoria.diagnosis.groups import Peers, PeersOptions  # noqa: PLC0415
    from terytoria.reports.card import Card  # noqa: PLC0415
    from terytoria.reports.publication import publish  # noqa: PLC0415
    from terytoria.statistics.catalogue import Catalogue  # noqa: PLC0415
    from terytoria.statistics.measures import Measures  # noqa: PLC0415
    from terytoria.statistics.snapshot import SnapshotError, Store  # noqa: PLC0415
    from terytoria.territory import Area  # noqa: PLC0415

    said = {"snapshot": version.snapshot, "number": version.number}
    progress("otwieranie migawki danych")
    try:
        snapshot = Store.default().open(version.snapshot)
    except SnapshotError as problem:
        raise TaskError(phrases.NO_SNAPSHOT.format(**said)) from problem
    kept = version.diagnosis()["area"]
    as_of = date.fromisoformat(snapshot.vintage)
    area = Area(kept["name"], tuple(version.gminas), as_of, kept["code"])
    options = DiagnosisOptions(peers=PeersOptions(Peers(version.options["peers"])))
    measures = Measures(snapshot, Catalogue.load())
    found = diagnose(measures, area, options, progress=progress)
    if hashlib.sha256(found.to_bytes()).hexdigest() != version.sha256:
        raise TaskError(phrases.CHANGED_DIAGNOSIS.format(**said))
    partnership = version.partnership
    card = Card(partnership.name, partnership.short_name, leader=leader)
    publish(found, measures, folder, card=card, progress=progress)
