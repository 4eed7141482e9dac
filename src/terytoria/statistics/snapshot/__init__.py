"""Stored snapshots: immutable, named by their content, checked when imported and when opened."""

from terytoria.statistics.snapshot.manifest import Manifest, SnapshotError
from terytoria.statistics.snapshot.snapshot import Snapshot
from terytoria.statistics.snapshot.store import Store, home

__all__ = ["Manifest", "Snapshot", "SnapshotError", "Store", "home"]
