"""The real snapshot, imported once for the whole room."""

from __future__ import annotations

from pathlib import Path

import pytest

from terytoria.statistics.snapshot import Snapshot, Store
from terytoria.statistics.sources.folder import import_folder


@pytest.fixture(scope="session")
def poland(poland_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """Snapshot of Poland in a store of its own."""
    return import_folder(poland_folder, Store(tmp_path_factory.mktemp("snapshots")))
