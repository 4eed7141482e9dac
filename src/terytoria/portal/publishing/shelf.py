"""Writing what is public: all or nothing, and one writer at a time."""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from terytoria.portal.publishing.site import (
    HIDDEN,
    SITE,
    Release,
    Site,
    release_folder,
    release_from,
)

CARD = "release.json"
"""What a release said when it was published; kept also when its files are taken away."""


def put(root: Path, number: int, fill: Callable[[Path], Release]) -> Release:
    """Fill the folder of a release; it appears when everything is in it, once and for all.

    A release that is there already stays as it is, so that work done twice changes nothing.
    """
    folder = release_folder(root, number)
    known = card_of(root, number)
    if known is not None:
        return known
    folder.parent.mkdir(parents=True, exist_ok=True)
    for left in folder.parent.glob(f".{number}.*"):  # by a worker that was killed
        shutil.rmtree(left, ignore_errors=True)
    partial = Path(tempfile.mkdtemp(prefix=f".{number}.", dir=folder.parent))
    try:
        partial.chmod(0o755)
        release = fill(partial)
        _keep(partial / CARD, json.dumps(asdict(release), ensure_ascii=False).encode())
        if folder.exists():  # its card was damaged
            shutil.rmtree(folder)
        partial.rename(folder)
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return release


def card_of(root: Path, number: int) -> Release | None:
    """The release that was published under a number; ``None`` when there is none."""
    try:
        return release_from(json.loads((release_folder(root, number) / CARD).read_bytes()))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def take_away(root: Path, number: int) -> None:
    """Delete the files of a release; its card stays to say what was withdrawn."""
    folder = release_folder(root, number)
    if not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif path.name != CARD:
            path.unlink(missing_ok=True)


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Nobody else writes the site meanwhile: who comes last has seen what all others did."""
    (root / HIDDEN).mkdir(parents=True, exist_ok=True)
    with (root / HIDDEN / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def put_site(root: Path, site: Site) -> None:
    """Put a site in the place of the one before it."""
    folder = root / HIDDEN
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{SITE}.", dir=folder)
    os.close(handle)
    try:
        _keep(Path(name), site.to_bytes())
        Path(name).chmod(0o644)
        Path(name).replace(folder / SITE)
    finally:
        Path(name).unlink(missing_ok=True)


def _keep(path: Path, content: bytes) -> None:
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
