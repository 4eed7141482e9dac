"""Where results may be written; said before the work begins, not after it."""

from __future__ import annotations

import os
from pathlib import Path

from terytoria.cli.errors import FileProblem
from terytoria.reports.publication import STAMP


def folder_of_publication(out: Path) -> Path:
    """The absolute path of a folder a diagnosis may take: new, empty, or a diagnosis to renew.

    Raises :class:`FileProblem` for a folder of something else, one that cannot be written to,
    and the folder the person is working in, which would be pulled from under them.
    """
    folder = out.resolve()
    cwd = Path.cwd()
    if folder == cwd or folder in cwd.parents:
        raise FileProblem(f"{out}: to folder, w którym pracujesz. Wskaż w nim nowy: --out NAZWA")
    if folder.is_dir() and any(folder.iterdir()) and not (folder / STAMP).is_file():
        raise FileProblem(f"{out}: folder nie jest pusty, a nie jest diagnozą. Wskaż inny folder.")
    _check_writable(out, folder.parent)
    return folder


def folder_of_sweep(out: Path) -> Path:
    """The absolute path of a folder for many diagnoses; :class:`FileProblem` if it is not one."""
    folder = out.resolve()
    if (folder / STAMP).is_file():
        raise FileProblem(f"{out}: to jest jedna diagnoza. Wskaż inny folder.")
    _check_writable(out, folder)
    return folder


def _check_writable(out: Path, folder: Path) -> None:
    """Check that new entries can be made in a folder, or where it is to be made."""
    there = next(place for place in (folder, *folder.parents) if place.exists())
    if not there.is_dir():
        raise FileProblem(f"{out}: {there} jest plikiem, a nie folderem. Wskaż inny folder.")
    if not os.access(there, os.W_OK | os.X_OK):
        raise FileProblem(f"{out}: brak uprawnień do zapisu w {there}. Wskaż inny folder.")
