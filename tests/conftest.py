"""Fixtures shared by every room's tests."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.measures import Measures
from terytoria.statistics.snapshot import Snapshot, Store
from terytoria.statistics.sources.folder import import_folder

# A loaded machine is no failure; CI tries the same examples every time.
settings.register_profile(
    "project",
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("project")
# A runner started with nohup ignores a closed terminal, and what it starts would too.
signal.signal(signal.SIGHUP, signal.SIG_DFL)

CHROMIUM = (
    *("--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)


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


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder all workers of a run share, for what is dear to make."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base


@pytest.fixture(scope="session")
def poland(poland_folder: Path, shared_folder: Path) -> Snapshot:
    """The real snapshot: imported by the first worker that asks, opened by the others."""
    with (shared_folder / "poland.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return import_folder(poland_folder, Store(shared_folder / "shared-store"))


@pytest.fixture(scope="session")
def poland_measures(poland: Snapshot) -> Measures:
    """Indicators of the real snapshot."""
    return Measures(poland, Catalogue.load())


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium of the system, one per worker; CI never goes without it."""
    path = os.environ.get("TERYTORIA_CHROMIUM") or shutil.which("chromium")
    if path is None:
        reason = "no Chromium on this machine: install the package chromium"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=path, args=[*CHROMIUM])
        yield found
        _close_database_connections()
        found.close()


def _close_database_connections() -> None:
    """Close those opened while the browser's event loop ran: Django keeps them apart.

    Left open, they would stand in the way of removing the test's database on a server.
    """
    if "django.db" in sys.modules:
        sys.modules["django.db"].connections.close_all()
