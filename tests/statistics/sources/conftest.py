"""Worlds of the synthetic country shared by its tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from terytoria.statistics.sources.synthetic import write_synthetic
from terytoria.statistics.sources.synthetic.world import World, make_world


@pytest.fixture(scope="session")
def world() -> World:
    """The default country: 300 gminas."""
    return make_world(300, 20260101)


@pytest.fixture(scope="session")
def larger_world() -> World:
    """A country of 1 000 gminas of another seed, for questions of plausibility."""
    return make_world(1_000, 7)


@pytest.fixture(scope="session")
def synthetic_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of the default country."""
    folder = tmp_path_factory.mktemp("synthetic-default")
    write_synthetic(folder)
    return folder
