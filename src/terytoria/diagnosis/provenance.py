"""Whose figures an analysis rests on."""

from __future__ import annotations

from terytoria.statistics.snapshot import Snapshot

SYNTHETIC = "przykład syntetyczny"


def source_of(snapshot: Snapshot, published: str) -> str:
    """The office named in ``published``, unless the snapshot is an invented country."""
    return SYNTHETIC if snapshot.synthetic else published
