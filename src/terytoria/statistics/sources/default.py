"""Which snapshot to use when nobody names one."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

from terytoria.statistics.snapshot import Snapshot, SnapshotError, Store
from terytoria.statistics.sources.folder import import_folder

VARIABLE = "TERYTORIA_SNAPSHOT"
_CHECKOUT = Path(__file__).parents[4]
_GENERATOR = "terytoria.statistics.sources.synthetic"


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

    A folder named by ``TERYTORIA_SNAPSHOT`` comes first, then the stored snapshot that was chosen
    (:meth:`Store.use`), then the folder beside the checkout. Without published data it is the
    synthetic example country, made once for each version of what makes it.
    """
    chosen = store.chosen()
    if chosen is not None and not os.environ.get(VARIABLE):
        return store.open(chosen)
    folder = source_folder()
    if folder is not None:
        return import_folder(folder, store, progress)
    return _remembered_example(store) or _new_example(store, progress)


def _remembered_example(store: Store) -> Snapshot | None:
    """The example made before, if it is still stored and sound."""
    try:
        return store.open(_note(store).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, SnapshotError):
        return None


def _new_example(store: Store, progress: Callable[[str], None]) -> Snapshot:
    from terytoria.statistics.sources.synthetic import (  # noqa: PLC0415 - rarely needed, slow
        write_synthetic,
    )

    progress("no published data found: making the synthetic example country")
    with tempfile.TemporaryDirectory() as made:
        write_synthetic(Path(made))
        snapshot = import_folder(Path(made), store, progress)
    _note(store).write_text(snapshot.name, encoding="utf-8")
    return snapshot


def _note(store: Store) -> Path:
    """The file that remembers the example's name, named by the content of what makes it."""
    found = find_spec(_GENERATOR)
    folders = (found.submodule_search_locations or ()) if found else ()
    digest = hashlib.sha256()
    for file in sorted(path for folder in folders for path in Path(folder).glob("*.*")):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return store.folder / f"example-{digest.hexdigest()[:10]}.txt"
