"""Names to inflect: a hand-checked table, a sample, and all of Poland where it is present."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def golden() -> list[list[str]]:
    """Rows of name, gender, genitive, dative, accusative, instrumental, locative."""
    lines = (HERE / "golden.tsv").read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines]


@pytest.fixture(scope="session")
def sample_names() -> list[str]:
    """Some two hundred names of gminas of every type."""
    return (HERE / "sample_names.txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="session")
def poland_units(poland_folder: Path) -> pl.DataFrame:
    """The units of the real snapshot."""
    return pl.read_parquet(poland_folder / "units.parquet")
