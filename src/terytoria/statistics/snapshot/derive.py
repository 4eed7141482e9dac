"""A new snapshot made of an older one and some tables in place of its own; the old one stays."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from terytoria.statistics.snapshot.manifest import (
    FORMAT,
    Manifest,
    SnapshotError,
    plain_name,
    sha256,
)
from terytoria.statistics.snapshot.quality import check_quality
from terytoria.statistics.snapshot.snapshot import OPTIONAL, Snapshot
from terytoria.statistics.snapshot.store import Store

_CHECKED = ("observations", "series", "units")
_REQUIRED = (
    *_CHECKED,
    "neighbours",
    "boundaries",
    "flows",
    "schools",
    "demand",
    "places",
)


@dataclass(frozen=True)
class Derivation:
    """What a derived snapshot is called, as of which day, and what was added from where.

    ``title`` begins its name; ``note`` is one Polish sentence that joins the history.
    """

    title: str
    vintage: str
    note: str

    def __post_init__(self) -> None:
        if not plain_name(self.title):
            remedy = "use letters, digits, dots and dashes"
            raise SnapshotError(f"{self.title!r} is no name of a snapshot; {remedy}")


def derive(
    store: Store, base: Snapshot, tables: Mapping[str, pl.DataFrame], derivation: Derivation
) -> Snapshot:
    """Store a snapshot like ``base`` with some tables replaced or added, and return it.

    The quality checks are run again when observations, series or units change. The name carries a
    fingerprint of the base and of the new tables: same content, same name. Raises
    :class:`SnapshotError` for a table that no snapshot has.
    """
    for name in tables:
        if name not in _REQUIRED and name not in OPTIONAL:
            raise SnapshotError(f"{name!r} is no table of a snapshot")
    written = dict(tables)
    quality = None
    if any(name in tables for name in _CHECKED):
        report = check_quality({name: _table(base, tables, name) for name in _CHECKED})
        written["observations"] = report.usable
        quality = json.dumps(report.to_json(), ensure_ascii=False, indent=1) + "\n"
    contents = {f"{name}.parquet": _parquet(frame) for name, frame in sorted(written.items())}
    if quality is not None:
        contents["quality.json"] = quality.encode()

    def write(target: Path) -> Manifest:
        for file in base.manifest.files:
            if file not in contents:
                shutil.copyfile(base.folder / file, target / file)
        for file, content in contents.items():
            (target / file).write_bytes(content)
        series = _table(base, tables, "series")
        return replace(
            base.manifest,
            name=_name(base, contents, derivation),
            title=derivation.title,
            vintage=derivation.vintage,
            sources=tuple(sorted(set("; ".join(series["source"]).split("; ")) - {""})),
            rows={**base.manifest.rows, **{name: f.height for name, f in sorted(written.items())}},
            files={file.name: sha256(file) for file in sorted(target.iterdir())},
            base=base.name,
            history=(*base.manifest.history, derivation.note),
        )

    return store.put(_name(base, contents, derivation), write)


def _table(base: Snapshot, tables: Mapping[str, pl.DataFrame], name: str) -> pl.DataFrame:
    return tables[name] if name in tables else base.table(name)


def _parquet(frame: pl.DataFrame) -> bytes:
    buffer = io.BytesIO()
    frame.write_parquet(buffer, compression="zstd", compression_level=3)
    return buffer.getvalue()


def _name(base: Snapshot, contents: Mapping[str, bytes], derivation: Derivation) -> str:
    digest = hashlib.sha256()
    words = [FORMAT, base.name, derivation.vintage, derivation.note]
    digest.update(json.dumps(words).encode())
    for file, content in sorted(contents.items()):
        digest.update(file.encode() + b"\0" + hashlib.sha256(content).digest())
    return f"{derivation.title}-{digest.hexdigest()[:10]}"
