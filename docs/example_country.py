"""What the worked examples compute on: the synthetic example country and one of its powiats.

Every number of the country is drawn from one seed, so the examples come out the same everywhere.
"""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import polars as pl

from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.measures import Measures
from terytoria.statistics.snapshot import Snapshot, Store
from terytoria.statistics.sources.folder import import_folder
from terytoria.statistics.sources.synthetic import write_synthetic
from terytoria.territory import Area

POWIAT = "0210"


def _country() -> Snapshot:
    folder = Path(_KEPT.name)
    write_synthetic(folder / "published")
    return import_folder(folder / "published", Store(folder / "store"))


_KEPT = tempfile.TemporaryDirectory()
pl.Config(
    tbl_formatting="ASCII_MARKDOWN",
    tbl_hide_column_data_types=True,
    tbl_hide_dataframe_shape=True,
    tbl_rows=20,
    tbl_cols=20,
    tbl_width_chars=240,
    fmt_str_lengths=200,
    float_precision=1,
)

snapshot = _country()
catalogue = Catalogue.load()
measures = Measures(snapshot, catalogue)
area = Area.of_unit(snapshot.register, POWIAT, date.fromisoformat(snapshot.vintage))
