"""The folder where imported snapshots are kept, each under its own name."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from terytoria.statistics.snapshot.manifest import FILE_NAME, Manifest, SnapshotError
from terytoria.statistics.snapshot.snapshot import Snapshot


def home() -> Path:
    """Folder of all data of this installation: ``TERYTORIA_HOME``, else ``data`` here."""
    return Path(os.environ.get("TERYTORIA_HOME", "data")).absolute()


class Store:
    """Snapshots by name below one folder; a snapshot appears whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def default(cls) -> Store:
        """The store of this installation."""
        return cls(home() / "snapshots")

    def names(self) -> tuple[str, ...]:
        """Names of the stored snapshots, sorted."""
        if not self.folder.is_dir():
            return ()
        return tuple(sorted(path.parent.name for path in self.folder.glob(f"[!.]*/{FILE_NAME}")))

    def open(self, name: str) -> Snapshot:
        """A stored snapshot, verified; :class:`SnapshotError` when unknown or damaged."""
        if name not in self.names():
            if name in self._half_written():
                raise SnapshotError(f"snapshot {name}: it is half-written; import it again")
            known = ", ".join(self.names()) or "none"
            raise SnapshotError(f"no snapshot {name!r}; stored: {known}")
        snapshot = Snapshot(self.folder / name)
        if snapshot.name != name:
            raise SnapshotError(f"snapshot {name}: the folder holds {snapshot.name}")
        return snapshot

    def use(self, name: str) -> None:
        """Make a stored snapshot the one that is used when nobody names one."""
        self.open(name)
        self._choice.write_text(name, encoding="utf-8")

    def forget_choice(self) -> None:
        """Use again what was used before any snapshot was chosen."""
        self._choice.unlink(missing_ok=True)

    def chosen(self) -> str | None:
        """Name of the snapshot chosen by :meth:`use`; ``None`` when none is."""
        try:
            return self._choice.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return None

    @property
    def _choice(self) -> Path:
        return self.folder / "chosen.txt"

    def _half_written(self) -> tuple[str, ...]:
        if not self.folder.is_dir():
            return ()
        return tuple(path.name for path in self.folder.iterdir() if path.is_dir())

    def put(self, name: str, write: Callable[[Path], Manifest]) -> Snapshot:
        """Store a snapshot: ``write`` fills a folder that is renamed into place when complete.

        A sound snapshot of the same name is kept (same name, same content); a damaged one is
        replaced.
        """
        target = self.folder / name
        if target.exists() or target.is_symlink():
            try:
                return self.open(name)
            except SnapshotError:
                _remove(target)
        self.folder.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=f".{name}.", dir=self.folder))
        try:
            manifest = write(partial)
            (partial / FILE_NAME).write_text(manifest.to_text(), encoding="utf-8")
            partial.chmod(0o755)
            _move(partial, target)
        except BaseException:
            shutil.rmtree(partial, ignore_errors=True)
            raise
        return Snapshot(target)


def _remove(target: Path) -> None:
    """Remove what stands where a snapshot belongs: a folder, a file, or a link, not its aim."""
    if target.is_dir() and not target.is_symlink():
        shutil.rmtree(target)
    else:
        target.unlink()


def _move(partial: Path, target: Path) -> None:
    """Rename into place; a whole snapshot that another process put there first is kept."""
    try:
        partial.rename(target)
    except OSError:
        if not (target / FILE_NAME).is_file():
            raise
        shutil.rmtree(partial, ignore_errors=True)
