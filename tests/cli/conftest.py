"""A small synthetic country, and the command line run inside the test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from terytoria.cli.main import main
from terytoria.statistics.snapshot import Snapshot, Store
from terytoria.statistics.sources.folder import import_folder
from terytoria.statistics.sources.synthetic import write_synthetic

GMINAS = 30


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str

    @property
    def clean(self) -> bool:
        """Whether nothing but words for a person was said."""
        return "Traceback" not in self.out + self.err


Run = Callable[..., Ended]


@pytest.fixture(scope="session")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with a synthetic country of thirty gminas: two powiats and a city."""
    folder = tmp_path_factory.mktemp("cli") / "country"
    write_synthetic(folder, units=GMINAS)
    return folder


@pytest.fixture(scope="session")
def stored(country: Path, tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """The country imported into the home folder that the tests share."""
    home = tmp_path_factory.mktemp("home")
    return import_folder(country, Store(home / "snapshots"))


@pytest.fixture
def at_home(stored: Snapshot, country: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shared home folder, in effect, with the country as the default data."""
    home = stored.folder.parents[1]
    monkeypatch.setenv("TERYTORIA_HOME", str(home))
    monkeypatch.setenv("TERYTORIA_SNAPSHOT", str(country))
    return home


@pytest.fixture
def new_home(country: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty home folder of the test's own, in effect."""
    monkeypatch.setenv("TERYTORIA_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TERYTORIA_SNAPSHOT", str(country))
    return tmp_path / "home"


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command line: ``run("units", "find", "tuczno")``."""
    monkeypatch.setenv("LANGUAGE", "pl")

    def run_it(*arguments: object) -> Ended:
        capfd.readouterr()
        with pytest.raises(SystemExit) as ended:
            main([str(argument) for argument in arguments])
        said = capfd.readouterr()
        return Ended(int(ended.value.code or 0), said.out, said.err)

    return run_it


@pytest.fixture
def poland_home(
    poland: Snapshot, tmp_path: Path, poland_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """A home with the real snapshot, in effect."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "snapshots").symlink_to(poland.folder.parent)
    monkeypatch.setenv("TERYTORIA_HOME", str(home))
    monkeypatch.setenv("TERYTORIA_SNAPSHOT", str(poland_folder))
    return home
