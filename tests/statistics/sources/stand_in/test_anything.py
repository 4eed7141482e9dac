"""Whatever is asked, by however many at once, the stand-in answers in its own shapes."""

from __future__ import annotations

import doctest
import json
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from terytoria.statistics.sources.bdl.stand_in import Faults, StandIn
from terytoria.statistics.sources.bdl.stand_in.office import Office
from terytoria.statistics.sources.bdl.stand_in.pages import Question, RefusedError
from terytoria.statistics.sources.bdl.stand_in.routes import answer

ROWS = [("gmina", "any", "3217023", year, 1.0) for year in (2020, 2021)]
PATHS = [
    *("/units", "/units/search", "/units/localities", "/units/000000000000", "/variables"),
    *("/variables/search", "/variables/72305", "/variables/9000001", "/subjects", "/levels"),
    *("/data/by-variable/9000001", "/data/by-unit/023280017023", "/years", "/attributes/4"),
]
NAMES = [
    *("page", "page-size", "lang", "format", "year", "level", "unit-level", "parent-id", "name"),
    *("unit-parent-id", "var-id", "kind", "subject-id", "aggregate-id", "sort", "other"),
]
TEXTS = st.one_of(
    st.sampled_from(["0", "6", "2020", "100", "pl", "json", "9000001", "000000000000", "P9001"]),
    st.text(max_size=12),
)
QUERIES = st.dictionaries(
    st.sampled_from(NAMES), st.lists(TEXTS, min_size=1, max_size=3), max_size=4
)


@pytest.fixture(scope="module")
def office(in_memory: Callable[..., object]) -> Iterator[Office]:
    """A small office without a server."""
    snapshot = in_memory(ROWS)
    snapshot.table = lambda _: in_memory([]).footnotes.select(code="unit", name="unit", unit="unit")
    return Office(snapshot, Faults())


def asked(office: Office, read: Callable[[], Question]) -> tuple[int, dict[str, Any]]:
    """Status and body of the answer to a question."""
    try:
        return 200, json.loads(answer(office, read()))
    except RefusedError as refused:
        return refused.status, json.loads(refused.text())


class TestAnyQuestion:
    @given(st.sampled_from(PATHS), QUERIES)
    def test_is_answered_or_refused(
        self, office: Office, path: str, query: dict[str, list[str]]
    ) -> None:
        status, told = asked(office, lambda: Question(path, query))
        assert status in (200, 400, 404)
        assert ("errors" in told) == (status != 200)
        if "results" in told:
            assert len(told["results"]) <= told["pageSize"] <= 100
            assert len(told["results"]) <= told["totalRecords"]

    @given(st.text(max_size=40))
    @example("http://[")
    @example("//")
    @example("/units/../data")
    @example("/data/by-variable/")
    def test_any_address(self, office: Office, rest: str) -> None:
        for target in (rest, "/api/v1" + rest, "/api/v1/" + rest):
            status, told = asked(office, lambda target=target: Question.read(target))
            assert ("errors" in told) == (status != 200)

    @given(st.sampled_from(PATHS), QUERIES)
    def test_links_ask_the_same_again(
        self, office: Office, path: str, query: dict[str, list[str]]
    ) -> None:
        rest = {name: values for name, values in query.items() if name != "page"}
        link = urlsplit(Question(path, query).link(3))
        read = Question.read(f"{link.path}?{link.query}")
        assert read.path == path
        assert read.params == {"page-size": ["10"], **rest, "page": ["3"]}


class TestManyAtOnce:
    def test_every_thread_reads_the_same(self, client: httpx.Client) -> None:
        paths = ["data/by-variable/72305?page-size=100", "units?page-size=100", "variables/60"]
        expected = {path: client.get(path).content for path in paths}

        def ask(number: int) -> bool:
            path = paths[number % len(paths)]
            return client.get(path).content == expected[path]

        with ThreadPoolExecutor(8) as pool:
            assert all(pool.map(ask, range(40)))

    def test_requests_are_numbered_once(
        self,
        serving: Callable[..., StandIn],
        client_of: Callable[[StandIn], httpx.Client],
    ) -> None:
        server = serving(quota="4")
        client = client_of(server)
        with ThreadPoolExecutor(8) as pool:
            statuses = list(pool.map(lambda _: client.get("/version").status_code, range(60)))
        assert len(server.requests) == 60
        assert set(statuses) <= {200, 429}
        assert statuses.count(200) >= 20

    def test_a_client_that_leaves(
        self, serving: Callable[..., StandIn], capfd: pytest.CaptureFixture[str]
    ) -> None:
        server = serving()
        host, port = server.url.split("/")[2].split(":")
        for sent in (b"", b"GET /api", b"GET /api/v1/units?page-size=100 HTTP/1.1\r\n\r\n"):
            with socket.create_connection((host, int(port))) as connection:
                connection.sendall(sent)
        assert httpx.get(server.url + "/version").status_code == 200
        assert "Traceback" not in capfd.readouterr().err


@pytest.mark.parametrize("name", ["faults", "pages", "quota", "units", "variables"])
def test_examples(name: str) -> None:
    found = doctest.testmod(import_module(f"terytoria.statistics.sources.bdl.stand_in.{name}"))
    assert found.attempted
    assert not found.failed
