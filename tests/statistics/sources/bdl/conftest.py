"""An office that answers from memory, and clients of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from terytoria.statistics.sources.bdl.client import Bdl
from terytoria.statistics.sources.bdl.pages import Pages
from terytoria.statistics.sources.bdl.quota import Quota

Answer = httpx.Response | Exception | dict[str, Any] | bytes
START = 1_800_000_000.0


@dataclass
class Clock:
    """A clock that moves only when somebody sleeps."""

    now: float = START
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    @property
    def day(self) -> datetime:
        """The moment as a date with its time zone."""
        return datetime.fromtimestamp(self.now, UTC)


@dataclass
class Office:
    """What is asked, and what is answered: by a script first, then by a function."""

    answer: Callable[[httpx.Request], Answer] = lambda _: {"ok": True}
    script: list[Answer] = field(default_factory=list)
    asked: list[httpx.Request] = field(default_factory=list)

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.asked.append(request)
        found = self.script.pop(0) if self.script else self.answer(request)
        if isinstance(found, Exception):
            raise found
        if isinstance(found, dict):
            return httpx.Response(200, json=found)
        if isinstance(found, bytes):
            return httpx.Response(200, content=found)
        return found


@dataclass
class Desk:
    """A client with everything around it."""

    office: Office
    clock: Clock
    folder: Path
    told: list[str] = field(default_factory=list)
    opened: list[Any] = field(default_factory=list)

    def bdl(self, **options: Any) -> Bdl:
        """A client of the office, as a new process would open it."""
        pages = Pages(self.folder / "pages.sqlite", self.told.append)
        settings: dict[str, Any] = {
            "transport": httpx.MockTransport(self.office),
            "clock": self.clock,
            "sleep": self.clock.sleep,
            "progress": self.told.append,
        }
        made = Bdl(pages, options.pop("quota", Quota.unlimited()), **(settings | options))
        self.opened += [made, pages]
        return made


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A client's desk in a folder of its own."""
    made = Desk(Office(), Clock(), tmp_path)
    yield made
    for each in made.opened:
        each.close()


def listing(rows: list[dict[str, Any]], *, size: int = 100) -> Callable[[httpx.Request], Answer]:
    """An answer of pages of rows with the office's links and omissions."""

    def answer(request: httpx.Request) -> Answer:
        page = int(request.url.params["page"])
        links = {"first": "https://bdl.stat.gov.pl/first", "self": str(request.url)}
        if (page + 1) * size < len(rows):
            links["next"] = "https://elsewhere.example/next"
        part = rows[page * size : (page + 1) * size]
        found = {"totalRecords": len(rows), "page": page, "pageSize": size, "links": links}
        return json.loads(json.dumps({**found, "results": part}))

    return answer


@pytest.fixture(scope="session")
def clocks() -> type[Clock]:
    """The clock, to be set by a test itself."""
    return Clock


@pytest.fixture(scope="session")
def pages_of() -> Callable[..., Callable[[httpx.Request], Answer]]:
    """The function that answers a list page by page."""
    return listing
