"""The real server: where it listens, how it ends, how fast it answers."""

from __future__ import annotations

import doctest
import http.client
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from terytoria.portal import server as module
from terytoria.portal.publishing.templatetags import wording
from terytoria.portal.server import LOOPBACK, PortTakenError, check_port, serve

Running = Callable[[Path, int], AbstractContextManager[subprocess.Popen[bytes]]]


def ask(base: str, address: str, method: str = "GET", **headers: str) -> tuple[int, bytes, dict]:
    connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=10)
    try:
        connection.request(method, address, headers=headers)
        response = connection.getresponse()
        return response.status, response.read(), {k.lower(): v for k, v in response.getheaders()}
    finally:
        connection.close()


class TestPort:
    def test_taken_port_is_refused_before_anything_starts(self, tmp_path: Path) -> None:
        with socket.socket() as other:
            other.bind((LOOPBACK, 0))
            other.listen()
            port = other.getsockname()[1]
            with pytest.raises(PortTakenError, match=f"port {port}"):
                check_port(port)
            with pytest.raises(PortTakenError):
                serve(tmp_path, port)

    def test_free_port_passes_and_stays_free(self, a_free_port: int) -> None:
        check_port(a_free_port)
        check_port(a_free_port)

    def test_a_second_server_meets_the_first(self, served: str, tmp_path: Path) -> None:
        with pytest.raises(PortTakenError):
            serve(tmp_path, int(urlsplit(served).port or 0))


class TestServed:
    def test_only_this_machine_reaches_it(self, served: str) -> None:
        port = int(urlsplit(served).port or 0)
        outside = {
            address[4][0]
            for address in socket.getaddrinfo(socket.gethostname(), port, socket.AF_INET)
        }
        for address in outside - {LOOPBACK}:
            if address.startswith("127."):
                continue
            with socket.socket() as probe:
                probe.settimeout(2)
                assert probe.connect_ex((address, port)) != 0

    @pytest.mark.parametrize(
        "address", ["/partnerstwo/dolina/", "/partnerstwo/dolina/pliki/report.pdf"]
    )
    def test_head_has_the_headers_and_no_body(self, served: str, address: str) -> None:
        status, body, headers = ask(served, address, "HEAD")
        _, full, wanted = ask(served, address)
        assert (status, body) == (200, b"")
        assert headers["content-type"] == wanted["content-type"]
        assert int(wanted["content-length"]) == len(full)

    def test_conditional_requests(self, served: str) -> None:
        _, _, headers = ask(served, "/partnerstwo/dolina/")
        status, body, _ = ask(served, "/partnerstwo/dolina/", **{"If-None-Match": headers["etag"]})
        assert (status, body) == (304, b"")
        address = "/partnerstwo/dolina/pliki/report.docx"
        _, _, headers = ask(served, address)
        since = {"If-Modified-Since": headers["last-modified"]}
        assert ask(served, address, **since)[:2] == (304, b"")

    @pytest.mark.parametrize(
        "address",
        [
            "/partnerstwo/dolina/pliki/../page.json",
            "/partnerstwo/dolina/pliki/..%2f..%2fzwiazek/page.json",
            "/partnerstwo/../../etc/passwd",
            "/static/../settings.py",
            "/static/publishing/../../publishing/views.py",
            "/static/%2e%2e/settings.py",
        ],
    )
    def test_raw_traversal_is_refused(self, served: str, address: str) -> None:
        status, body, _ = ask(served, address)
        assert status == 404
        assert b"SECRET_KEY" not in body
        assert b'"members"' not in body

    @pytest.mark.parametrize(
        "address",
        ["/partnerstwo/zwiazek/", "/en/partnerstwo/dolina/gmina/9917033/", "/czcionka/400.woff2"],
    )
    def test_pages_within_20_ms(self, served: str, address: str) -> None:
        def once() -> float:
            start = time.perf_counter()
            assert ask(served, address)[0] == 200
            return time.perf_counter() - start

        # The fastest of many: what the server needs, whatever else the machine is doing.
        assert min(once() for _ in range(25)) < 0.020


class TestEnd:
    @pytest.mark.parametrize("sign", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
    def test_ends_cleanly_and_quickly(
        self, running: Running, tmp_path: Path, a_free_port: int, sign: signal.Signals
    ) -> None:
        with running(tmp_path, a_free_port) as process:
            start = time.monotonic()
            process.send_signal(sign)
            said, _ = process.communicate(timeout=10)
            assert time.monotonic() - start < 5
        assert (process.returncode, said) == (0, b"")
        check_port(a_free_port)

    def test_an_open_connection_does_not_hold_it(
        self, running: Running, tmp_path: Path, a_free_port: int
    ) -> None:
        with running(tmp_path, a_free_port) as process:
            connection = http.client.HTTPConnection(LOOPBACK, a_free_port)
            connection.request("GET", "/")
            connection.getresponse().read()
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=60)  # it ends while the connection is still open
            connection.close()
        assert process.returncode == 0

    def test_a_killed_server_leaves_no_worker(
        self, running: Running, tmp_path: Path, a_free_port: int
    ) -> None:
        with running(tmp_path, a_free_port) as process:
            process.kill()
            process.communicate(timeout=10)
        until = time.monotonic() + 5
        while time.monotonic() < until:
            try:
                check_port(a_free_port)
            except PortTakenError:
                time.sleep(0.1)
            else:
                return
        pytest.fail("the port is still taken")


@pytest.mark.parametrize("documented", [module, wording])
def test_examples_in_docstrings(documented: object) -> None:
    assert doctest.testmod(documented).failed == 0  # type: ignore[arg-type]
