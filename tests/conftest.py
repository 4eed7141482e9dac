"""Fixtures shared by every room's tests."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def poland_folder() -> Path:
    """Folder with the real snapshot of Poland; CI never goes without it."""
    named = os.environ.get("TERYTORIA_SNAPSHOT")
    folder = Path(named) if named else Path(__file__).parents[2] / "shared" / "snapshot"
    if not (folder / "manifest.json").exists():
        reason = f"no snapshot of Poland in {folder}; set TERYTORIA_SNAPSHOT to its folder"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder
