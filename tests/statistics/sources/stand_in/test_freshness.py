"""Conditional requests, compression, keep-alive, and starting again."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import httpx
import pytest

from terytoria.statistics.sources.bdl.stand_in import Faults, StandIn

PATH = "/data/by-variable/72305?page-size=100"
Serving = Callable[..., StandIn]
ClientOf = Callable[[StandIn], httpx.Client]


class TestUnchanged:
    def test_by_tag(self, client: httpx.Client) -> None:
        first = client.get(PATH)
        again = client.get(PATH, headers={"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
        other = client.get(PATH, headers={"If-None-Match": '"another"'})
        assert (other.status_code, other.content) == (200, first.content)

    def test_by_date(self, client: httpx.Client) -> None:
        first = client.get(PATH)
        assert first.headers["Last-Modified"] == "Thu, 15 Jan 2026 15:05:15 GMT"
        for day, status in (
            (first.headers["Last-Modified"], 304),
            ("Fri, 16 Jan 2026 00:00:00 GMT", 304),
            ("Wed, 14 Jan 2026 00:00:00 GMT", 200),
            ("yesterday", 200),
            ("Fri, 16 Jan 2026 00:00:00", 200),
        ):
            again = client.get(PATH, headers={"If-Modified-Since": day})
            assert again.status_code == status, day

    def test_a_tag_outweighs_a_date(self, client: httpx.Client) -> None:
        since = "Fri, 16 Jan 2026 00:00:00 GMT"
        headers = {"If-None-Match": '"another"', "If-Modified-Since": since}
        assert client.get(PATH, headers=headers).status_code == 200

    def test_a_tag_belongs_to_one_question(self, client: httpx.Client) -> None:
        paths = [PATH, PATH + "&page=1", PATH + "&year=2020", "/units", "/variables/72305"]
        tags = {client.get(path).headers["ETag"] for path in paths}
        assert len(tags) == len(paths)

    def test_a_revision_has_other_tags(self, serving: Serving, client_of: ClientOf) -> None:
        plain, revised, again = (
            client_of(serving(faults=faults)).get(PATH)
            for faults in (Faults(), Faults(changed=0.5), Faults(changed=0.5, too_many=0.0))
        )
        assert plain.headers["ETag"] != revised.headers["ETag"]
        assert plain.headers["Last-Modified"] != revised.headers["Last-Modified"]
        assert revised.headers["ETag"] == again.headers["ETag"]
        assert plain.json()["lastUpdate"] < revised.json()["lastUpdate"]

    def test_the_connection_goes_on_after_it(self, client: httpx.Client) -> None:
        tag = client.get(PATH).headers["ETag"]
        for _ in range(3):
            assert client.get(PATH, headers={"If-None-Match": tag}).status_code == 304
            assert client.get("/units").status_code == 200


class TestCompression:
    def test_only_when_accepted(self, client: httpx.Client) -> None:
        packed = client.get(PATH)
        plain = client.get(PATH, headers={"Accept-Encoding": "identity"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert "Content-Encoding" not in plain.headers
        assert packed.content == plain.content
        assert int(packed.headers["Content-Length"]) < int(plain.headers["Content-Length"])

    def test_the_bytes_are_gzip(self, client: httpx.Client) -> None:
        with client.stream("GET", PATH) as answer:
            raw = b"".join(answer.iter_raw())
        assert gzip.decompress(raw).startswith(b'{"totalRecords":')

    def test_short_answers_stay_plain(self, client: httpx.Client) -> None:
        assert "Content-Encoding" not in client.get("/units/000000000000").headers


class TestStartingAgain:
    @pytest.mark.parametrize("path", [PATH, "/units?page-size=100", "/variables?page-size=100"])
    def test_the_same_answers(self, serving: Serving, client_of: ClientOf, path: str) -> None:
        first, second = (client_of(serving()).get(path) for _ in range(2))
        assert first.content == second.content
        assert first.headers["ETag"] == second.headers["ETag"]

    def test_closing_ends_open_connections(self, serving: Serving, client_of: ClientOf) -> None:
        server = serving()
        client = client_of(server)
        assert client.get("/version").status_code == 200
        server.__exit__(None, None, None)
        with pytest.raises(httpx.HTTPError):
            client.get("/version")

    def test_a_taken_port(self, serving: Serving) -> None:
        port = int(serving().url.split(":")[2].split("/")[0])
        with pytest.raises(OSError):
            serving(port=port)

    def test_only_this_machine(self, serving: Serving) -> None:
        assert serving().url.startswith("http://127.0.0.1:")


def test_requests_are_remembered(serving: Serving, client_of: ClientOf) -> None:
    server = serving()
    client = client_of(server)
    client.get("/data/by-variable/72305?year=2020&year=2024&page=0")
    client.get("/nothing")
    first, second = server.requests
    assert (first.path, first.status) == ("/data/by-variable/72305", 200)
    assert first.params == {"year": ["2020", "2024"], "page": ["0"]}
    assert (second.path, second.status) == ("/nothing", 404)
    assert first.time <= second.time
