"""A small country served as the Local Data Bank, and an independent reading of its answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest

from terytoria.statistics.snapshot import Snapshot
from terytoria.statistics.sources.bdl.stand_in import StandIn

Serve = Callable[..., httpx.Client]


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
def client(
    serving: Callable[..., StandIn], client_of: Callable[[StandIn], httpx.Client]
) -> httpx.Client:
    """A client of a stand-in of the country without quotas and faults."""
    return client_of(serving())
