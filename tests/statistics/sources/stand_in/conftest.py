"""A small country served as the Local Data Bank, and an independent reading of its answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import polars as pl
import pytest

from terytoria.statistics.observations import Observations
from terytoria.statistics.snapshot import Snapshot, Store
from terytoria.statistics.sources.bdl.stand_in import StandIn
from terytoria.statistics.sources.folder import import_folder
from terytoria.territory import Level, Register


@dataclass
class Kept:
    """What tests that only read share: the stored country, and a client of it being served."""

    stack: ExitStack
    snapshot: Snapshot | None = None
    client: httpx.Client | None = None


@pytest.fixture(scope="session")
def kept() -> Iterator[Kept]:
    """Ended when all tests are done."""
    with ExitStack() as stack:
        yield Kept(stack)


@pytest.fixture
def stored(
    kept: Kept, country: Callable[..., Path], tmp_path_factory: pytest.TempPathFactory
) -> Snapshot:
    """The country of five gminas, imported once."""
    if kept.snapshot is None:
        store = Store(tmp_path_factory.mktemp("stand-in") / "store")
        kept.snapshot = import_folder(country(), store)
    return kept.snapshot


@pytest.fixture
def serving(stored: Snapshot) -> Iterator[Callable[..., StandIn]]:
    """Start a stand-in of the country: ``serving(quota="none", faults=…)``."""
    with ExitStack() as stack:

        def start(snapshot: Snapshot = stored, **options: Any) -> StandIn:
            return stack.enter_context(StandIn(snapshot, **{"quota": "none", **options}))

        yield start


@pytest.fixture
def client_of() -> Iterator[Callable[[StandIn], httpx.Client]]:
    """A client of a stand-in, closed after the test."""
    with ExitStack() as stack:
        yield lambda server: stack.enter_context(httpx.Client(base_url=server.url, timeout=30))


@pytest.fixture
def client(kept: Kept, stored: Snapshot) -> httpx.Client:
    """A client of a stand-in of the country without quotas and faults, shared by all tests."""
    if kept.client is None:
        server = kept.stack.enter_context(StandIn(stored, quota="none"))
        kept.client = kept.stack.enter_context(httpx.Client(base_url=server.url, timeout=30))
    return kept.client


Values = dict[tuple[str, int], float]
MISSING, ZERO = {0, 4, 14, 15, 50, 91}, {7, 17, 94, 98}


def meaning(value: dict[str, Any]) -> float | None:
    """A value by the note's rules, written apart from the client."""
    if value["attrId"] in MISSING:
        return None
    return 0.0 if value["attrId"] in ZERO else float(value["val"])


def entries(client: httpx.Client, variable: int, level: int) -> Iterator[dict[str, Any]]:
    """All rows of a variable at a level, page by page."""
    page = 0
    while True:
        query = {"unit-level": level, "page": page, "page-size": 100}
        body = client.get(f"/data/by-variable/{variable}", params=query).json()
        yield from body["results"]
        if "next" not in body["links"]:
            return
        page += 1


def teryt(id_: str, level: int) -> str:
    """TERYT code in an id of the office."""
    powiat = id_[2:4] + id_[7:9]
    return {0: "PL", 2: id_[2:4], 5: powiat, 6: powiat + id_[9:12]}[level]


@pytest.fixture
def read() -> Callable[[httpx.Client, int, int], Values]:
    """Reads a variable at a level: values by TERYT code and year; parts of gminas left out."""

    def reading(client: httpx.Client, variable: int, level: int) -> Values:
        return {
            (teryt(row["id"], level), int(value["year"])): known
            for row in entries(client, variable, level)
            if not (level == 6 and row["id"][-1] in "45")
            for value in row["values"]
            if (known := meaning(value)) is not None
        }

    return reading


@dataclass
class InMemory:
    """What the stand-in needs of a snapshot, without files."""

    register: Register
    observations: Observations
    series: pl.DataFrame
    footnotes: pl.DataFrame
    name: str = "in-memory"
    vintage: str = "2026-01-15"
    synthetic: bool = True


Row = tuple[str, str, str, int, float]


@pytest.fixture(scope="session")
def in_memory(register: Register) -> Callable[..., InMemory]:
    """A snapshot of rows (level, series, unit, year, value), with marks if there are any."""

    def made(rows: Sequence[Row], marks: Sequence[tuple[str, ...]] = ()) -> InMemory:
        schema = {"level": pl.String, "series": pl.String, "unit": pl.String, "year": pl.Int16}
        frame = pl.DataFrame(rows, schema={**schema, "value": pl.Float64}, orient="row")
        units = {level: register.of_level(level) for level in Level}
        described = frame.select("level", "series").unique().sort("level", "series")
        described = described.with_columns(name=pl.col("series"), unit=pl.lit("osoba"))
        told = pl.DataFrame(marks, schema={**schema, "mark": pl.String}, orient="row")
        return InMemory(register, Observations(frame, units), described, told)

    return made
