"""A home of the portal that people work in, made once for the whole run of the tests."""

from __future__ import annotations

import fcntl
import json
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[3]))

from bench.portal.home import Editor, furnish

PEOPLE = 6


@pytest.fixture(scope="session")
def furnished(shared_folder: Path) -> tuple[Path, tuple[Editor, ...]]:
    """The home to copy, and its people: one partnership with a diagnosis."""
    home, note = shared_folder / "faults-home", shared_folder / "faults-people.json"
    with (shared_folder / "faults.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not note.exists():
            home.mkdir()
            made = furnish(home, 1, PEOPLE, votes=1000)
            note.write_text(json.dumps([vars(one) for one in made]))
    people = json.loads(note.read_text())
    return home, tuple(
        Editor(**{**one, "findings": tuple(one["findings"]), "items": tuple(one["items"])})
        for one in people
    )


@pytest.fixture
def editors(furnished: tuple[Path, tuple[Editor, ...]]) -> tuple[Editor, ...]:
    """The people of the home."""
    return furnished[1]


@pytest.fixture
def home(furnished: tuple[Path, tuple[Editor, ...]], tmp_path: Path) -> Path:
    """A home of this test's own."""
    shutil.copytree(furnished[0], tmp_path / "home")
    return tmp_path / "home"
