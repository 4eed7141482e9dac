"""The reference case, where it is available."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def asem_folder() -> Path:
    """Folder with the ASEM reference case; CI never goes without it."""
    folder = Path(__file__).parents[4] / "shared" / "benchmarks" / "asem"
    if not (folder / "ASEM_iData.csv").exists():
        reason = f"no ASEM reference case in {folder}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return folder
