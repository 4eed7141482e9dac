"""The client on a real connection: kept alive, cut in the middle, silent."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import pytest

from terytoria.statistics.sources.bdl.client import Bdl
from terytoria.statistics.sources.bdl.errors import UnavailableError
from terytoria.statistics.sources.bdl.pages import Pages
from terytoria.statistics.sources.bdl.quota import Quota

BODY = b'{"n1": "og\xc3\xb3\xc5\x82em", "filling": "' + b"x" * 5000 + b'"}'


class Handler(BaseHTTPRequestHandler):
    """Answers as the last part of the path says, at first; then soundly."""

    protocol_version = "HTTP/1.1"
    connections: ClassVar[set[Any]] = set()
    asked: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.connections.add(self.client_address)
        way = self.path.split("?")[0].rsplit("/", 1)[1]
        again = way in self.asked
        self.asked.append(way)
        body, length, coding = BODY, len(BODY), ""
        if way == "gzip":
            body = gzip.compress(BODY)
            length, coding = len(body), "gzip"
        elif way.startswith("cut") and not (again and way == "cut"):
            body = BODY[:100]
        elif way == "short" and not again:
            body, length = BODY[:100], 100
        elif way == "silent" and not again:
            self.close_connection = True
            return
        elif way == "badzip" and not again:
            body = gzip.compress(BODY)[:-20]
            length, coding = len(body), "gzip"
        self.send_response(200)
        self.send_header("Content-Length", str(length))
        if coding:
            self.send_header("Content-Encoding", coding)
        self.end_headers()
        self.wfile.write(body)
        self.close_connection = length != len(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def base() -> Iterator[str]:
    """Address of a server of its own."""
    Handler.connections.clear()
    Handler.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/api/v1/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def bdl(base: str, tmp_path: Path) -> Iterator[Bdl]:
    """A client of that server that does not really wait."""
    with (
        Pages(tmp_path / "pages") as pages,
        Bdl(pages, Quota.unlimited(), base_url=base, sleep=lambda _: None, tries=3) as made,
    ):
        yield made


def test_one_connection_is_kept_alive(bdl: Bdl) -> None:
    for number in range(20):
        assert bdl.get(f"/variables/{number}")["n1"] == "ogółem"
    assert len(Handler.connections) == 1


@pytest.mark.parametrize("way", ["cut", "short", "silent", "badzip"])
def test_a_cut_answer_is_asked_for_again(bdl: Bdl, way: str) -> None:
    assert bdl.get(f"/variables/{way}")["n1"] == "ogółem"
    assert Handler.asked == [way] * 2


def test_a_packed_answer(bdl: Bdl) -> None:
    assert bdl.get("/variables/gzip")["n1"] == "ogółem"
    assert bdl.traffic.sent == 1


def test_always_cut(bdl: Bdl) -> None:
    with pytest.raises(UnavailableError):
        bdl.get("/variables/cut-always")
    assert bdl.traffic.sent == 3
    assert len(bdl.pages) == 0


def test_a_server_of_ones_own_is_reached_past_any_proxy(
    base: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with (
        Pages(tmp_path / "pages") as pages,
        Bdl(pages, Quota.unlimited(), base_url=base, sleep=lambda _: None, tries=1) as bdl,
    ):
        assert bdl.get("/years")["n1"] == "ogółem"


def test_nobody_there(tmp_path: Path) -> None:
    with (
        Pages(tmp_path / "pages") as pages,
        Bdl(
            pages,
            Quota.unlimited(),
            base_url="http://127.0.0.1:9/api/v1",
            sleep=lambda _: None,
            tries=2,
        ) as bdl,
        pytest.raises(UnavailableError, match=r"Połączenie z GUS zawiodło.*\[years"),
    ):
        bdl.get("/years")
