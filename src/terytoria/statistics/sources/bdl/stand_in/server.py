"""The server: HTTP/1.1 on this machine only, one thread per connection.

The standard library's server is enough: a page of 100 units × 20 years takes about a millisecond
of one core, most of it for packing and sending. It lives inside the tests' own process, and it
holds the connection itself, which is what cutting an answer in the middle needs.
"""

from __future__ import annotations

import gzip
import itertools
import socket
import sys
import threading
import time
from collections import deque
from collections.abc import Collection
from dataclasses import dataclass
from email.utils import format_datetime, parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any

from terytoria.statistics.snapshot import Snapshot
from terytoria.statistics.sources.bdl.stand_in.faults import Faults
from terytoria.statistics.sources.bdl.stand_in.office import Office, Recent
from terytoria.statistics.sources.bdl.stand_in.pages import (
    BASE_PATH,
    Question,
    RefusedError,
    errors,
)
from terytoria.statistics.sources.bdl.stand_in.quota import Quotas, quota_factor
from terytoria.statistics.sources.bdl.stand_in.routes import answer

LOOPBACK = "127.0.0.1"
KEY_HEADER = "X-ClientId"
_WORTH_PACKING = 500
_PACKED = 256
_REMEMBERED = 100_000


@dataclass(frozen=True)
class Request:
    """A request that was answered: path below the base, parameters, status, Unix seconds.

    The status is 0 when the answer was cut.
    """

    path: str
    params: dict[str, list[str]]
    status: int
    time: float


@dataclass(frozen=True)
class Answer:
    """Status, body and headers of an answer."""

    status: int
    body: bytes
    headers: dict[str, str]


class StandIn:
    """Serves a snapshot as the Local Data Bank does, at ``url``, until closed.

    ``quota`` is ``office`` (the office's own), ``none``, or how many times the office's is allowed;
    ``keys`` are the client keys it knows; any other is refused. Raises ``OSError`` when the port
    is taken. Use as a context manager, or call :meth:`serve` to serve in this thread::

        with StandIn(snapshot, quota="none") as server:
            httpx.get(server.url + "/variables/72305")
    """

    def __init__(
        self,
        snapshot: Snapshot,
        *,
        quota: str = "office",
        faults: Faults = Faults(),  # noqa: B008 - frozen
        port: int = 0,
        keys: Collection[str] = (),
    ) -> None:
        self.office = Office(snapshot, faults)
        self.faults = faults
        self.keys = frozenset(keys)
        self.quotas = Quotas(quota_factor(quota))
        self._requests: deque[Request] = deque(maxlen=_REMEMBERED)
        self.packed = Recent(_PACKED)
        self._counter = itertools.count(1)
        self._server = _Server(self, port)
        self._thread: threading.Thread | None = None

    @property
    def url(self) -> str:
        """Base address, without a slash at the end."""
        return f"http://{LOOPBACK}:{self._server.server_address[1]}{BASE_PATH}"

    @property
    def requests(self) -> tuple[Request, ...]:
        """What was asked so far, oldest first; only the last hundred thousand are remembered."""
        return tuple(self._requests)

    def remember(self, request: Request) -> None:
        """Add to :attr:`requests`."""
        self._requests.append(request)

    def number(self) -> int:
        """Number of the next request, from 1."""
        return next(self._counter)

    def serve(self) -> None:
        """Serve in this thread until interrupted, then close."""
        try:
            self._server.serve_forever(poll_interval=0.1)
        finally:
            self.close()

    def close(self) -> None:
        """Give back the port and end the open connections."""
        self._server.server_close()

    def __enter__(self) -> StandIn:
        self._thread = threading.Thread(
            target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True
        )
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self.close()
        if self._thread:
            self._thread.join()

    def answered(self, question: Question, headers: Any) -> Answer:
        """The answer without faults: key, quota, freshness, then the data."""
        key = headers.get(KEY_HEADER)
        if key and key not in self.keys:
            return _failed(403, "unknown client key", f"correct {KEY_HEADER} or leave it out")
        standing = self.quotas.ask(key or "", registered=bool(key))
        told = standing.headers() if standing else {}
        if standing and not standing.allowed:
            return _failed(429, "too many requests", "wait", told)
        try:
            return self._fresh(question, headers, told)
        except RefusedError as refused:
            return _failed(refused.status, refused.reason, refused.solution, told)

    def _fresh(self, question: Question, headers: Any, told: dict[str, str]) -> Answer:
        etag = self.office.etag(question)
        modified = self.office.modified.replace(microsecond=0)
        told = {**told, "ETag": etag, "Last-Modified": format_datetime(modified, usegmt=True)}
        packing = "gzip" in headers.get("Accept-Encoding", "")
        key = (question.path, etag, packing)
        asked = headers.get("If-None-Match")
        known = etag in asked if asked else _seen(headers.get("If-Modified-Since"), modified)
        if known:
            return Answer(304, b"", told)
        body = self.packed.get(key, lambda: self._body(question, packing=packing))
        if packing and body[:2] == b"\x1f\x8b":
            told["Content-Encoding"] = "gzip"
        return Answer(200, body, {**told, "Vary": "Accept-Encoding"})

    def _body(self, question: Question, *, packing: bool) -> bytes:
        body = answer(self.office, question).encode()
        if packing and len(body) >= _WORTH_PACKING:
            return gzip.compress(body, compresslevel=1, mtime=0)
        return body


def _seen(since: str | None, modified: Any) -> bool:
    """Whether the data are no newer than what the client saw; a malformed date is ignored."""
    try:
        return bool(since) and parsedate_to_datetime(since or "") >= modified
    except (TypeError, ValueError):
        return False


def _failed(
    status: int, reason: str, solution: str, headers: dict[str, str] | None = None
) -> Answer:
    return Answer(status, errors(status, reason, solution).encode(), headers or {})


class _Server(ThreadingHTTPServer):
    """Keeps its open connections, so that closing it ends them too."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, stand_in: StandIn, port: int) -> None:
        self.stand_in = stand_in
        self._open: set[socket.socket] = set()
        super().__init__((LOOPBACK, port), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Tell a defect; a client that went away is nothing to tell."""
        if not isinstance(sys.exc_info()[1], OSError):
            super().handle_error(request, client_address)

    def server_close(self) -> None:
        super().server_close()
        for connection in tuple(self._open):
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:  # already gone
                continue


class _Handler(BaseHTTPRequestHandler):
    """Answers the requests of one connection."""

    server: _Server
    protocol_version = "HTTP/1.1"
    server_version = "terytoria-stand-in"
    disable_nagle_algorithm = True
    wbufsize = -1
    timeout = 600

    def do_GET(self) -> None:
        stand_in = self.server.stand_in
        number = stand_in.number()
        started = time.time()
        try:
            question = Question.read(self.path)
        except RefusedError as refused:
            self._send(_failed(refused.status, refused.reason, refused.solution))
            return
        faults = stand_in.faults.of(number)
        if "slow" in faults:
            time.sleep(stand_in.faults.delay)
        found = self._faulty(faults) or stand_in.answered(question, self.headers)
        cut = "cut" in faults and len(found.body) > 1
        status = 0 if cut else found.status
        stand_in.remember(Request(question.path, question.params, status, started))
        self._send(found, cut=cut)

    @staticmethod
    def _faulty(faults: Collection[str]) -> Answer | None:
        if "too_many" in faults:
            return _failed(429, "too many requests", "wait")
        if "broken" in faults:
            return _failed(500, "internal error", "try again later")
        return None

    def _send(self, found: Answer, *, cut: bool = False) -> None:
        self.send_response(found.status)
        if found.status != 304:
            self.send_header("Content-Type", "application/json; charset=utf-8")
            self.send_header("Content-Length", str(len(found.body)))
        for name, value in found.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(found.body[: len(found.body) // 2] if cut else found.body)
        self.wfile.flush()
        self.close_connection = self.close_connection or cut

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the library's name
        """Nothing is printed for single requests."""
