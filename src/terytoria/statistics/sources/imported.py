"""What an importer of a published file gives: tables of a snapshot and what was noticed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from terytoria.statistics.sources.problems import Problem


@dataclass(frozen=True)
class Imported:
    """Tables to put into a snapshot, by the names of its tables.

    ``messages`` tell in Polish what was repaired or left out; ``source`` names the publisher and
    the file in Polish, for the history of the snapshot.
    """

    tables: Mapping[str, pl.DataFrame]
    messages: tuple[Problem, ...]
    source: str
