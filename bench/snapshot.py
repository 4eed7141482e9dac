"""Import of a snapshot folder beside pandas reading and pivoting the same observations."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import polars as pl

from bench.apart import Clock, Found, answer, apart
from bench.data import scratch, source
from bench.row import Row
from terytoria.statistics.snapshot import Store
from terytoria.statistics.sources.folder import import_folder

SECONDS = 10.0


def _import(folder: str, store: str) -> Found:
    clock = Clock()
    snapshot = import_folder(Path(folder), Store(Path(store)))
    return {"seconds": clock.seconds(), "rows": float(snapshot.manifest.rows["observations"])}


def _pandas(file: str) -> Found:
    clock = Clock()
    rows = pd.read_csv(file, dtype={"unit": str})
    key = ["level", "indicator", "year"]
    table = rows.pivot_table(index="unit", columns=key, values="value", aggfunc="first")
    return {"seconds": clock.seconds(), "units": float(len(table))}


def rows() -> list[Row]:
    """One row: checks, quality report, Parquet and checksums against a mere pivot."""
    file = scratch() / "observations.csv"
    columns = ["unit", "level", "indicator", "year", "value"]
    pl.read_parquet(source() / "observations.parquet").select(columns).write_csv(file)
    own = apart(__name__, "import", source(), scratch() / "imported")
    peer = apart(__name__, "pandas", file)
    file.unlink()
    millions = own["rows"] / 1e6
    return [
        Row(
            f"Snapshot: import, checked and stored, {millions:.2f} M observations",
            f"{own['seconds']:.2f} s, {own['megabytes']:.0f} MB",
            f"pandas, CSV read and pivoted only: {peer['seconds']:.2f} s",
            f"{own['seconds'] / peer['seconds']:.2f}x of it",
            f"<= {SECONDS:g} s",
            own["seconds"] <= SECONDS,
        )
    ]


if __name__ == "__main__":
    answer({"import": _import, "pandas": _pandas})
