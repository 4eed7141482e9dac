"""Which snapshot to use when nobody names one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from terytoria.statistics.snapshot import Snapshot, SnapshotError, Store
from terytoria.statistics.sources.folder import import_folder
from terytoria.statistics.sources.synthetic import write_synthetic

VARIABLE = "TERYTORIA_SNAPSHOT"
_CHECKOUT = Path(__file__).parents[4]


def source_folder() -> Path | None:
    """Folder of published data: named by ``TERYTORIA_SNAPSHOT``, else the one beside the checkout.

    ``None`` when there is neither; :class:`SnapshotError` when the named one is not there.
    """
    named = os.environ.get(VARIABLE)
    if named:
        if not (Path(named) / "manifest.json").is_file():
            raise SnapshotError(f"{VARIABLE}={named}: there is no manifest.json in that folder")
        return Path(named)
    beside = _CHECKOUT.parent / "shared" / "snapshot"
    return beside if (beside / "manifest.json").is_file() else None


def default_snapshot(store: Store, progress: Callable[[str], None] = lambda _: None) -> Snapshot:
    """The snapshot of the default source, imported if it is not stored yet.

    Without published data it is the synthetic example country.
    """
    folder = source_folder()
    if folder is not None:
        return import_folder(folder, store, progress)
    progress("no published data found: making the synthetic example country")
    with tempfile.TemporaryDirectory() as made:
        write_synthetic(Path(made))
        return import_folder(Path(made), store, progress)
