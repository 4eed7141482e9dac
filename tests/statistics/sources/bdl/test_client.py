"""Asking the office: memory, retries, errors, and the key that nobody sees."""

from __future__ import annotations

import contextlib
import gzip
import itertools
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terytoria import __version__
from terytoria.statistics.sources.bdl.client import Bdl, address_of
from terytoria.statistics.sources.bdl.errors import (
    BadKeyError,
    BadRequestError,
    BdlError,
    InconsistentPagesError,
    NotFoundError,
    PayloadError,
    UnavailableError,
)
from terytoria.statistics.sources.bdl.pages import Pages, Stored
from terytoria.statistics.sources.bdl.quota import Quota, Window

GZIP = {"Content-Encoding": "gzip"}
KEY = "tajny-klucz-123"


class TestAsking:
    def test_the_document_and_how_it_was_asked_for(self, desk: Any) -> None:
        desk.office.answer = lambda _: {"id": 60, "n1": "ogółem"}
        assert desk.bdl(key=KEY).get("/variables/60") == {"id": 60, "n1": "ogółem"}
        (request,) = desk.office.asked
        assert request.method == "GET"
        address = "https://bdl.stat.gov.pl/api/v1/variables/60?format=json&lang=pl"
        assert str(request.url) == address
        assert request.headers["X-ClientId"] == KEY
        assert request.headers["User-Agent"] == f"terytoria/{__version__}"
        assert "gzip" in request.headers["Accept-Encoding"]

    def test_no_key_no_header(self, desk: Any) -> None:
        desk.bdl().get("/years")
        assert "X-ClientId" not in desk.office.asked[0].headers

    def test_another_language(self, desk: Any) -> None:
        bdl = desk.bdl()
        bdl.get("/years", {"lang": "en"})
        bdl.get("/years")
        assert [request.url.params["lang"] for request in desk.office.asked] == ["en", "pl"]

    def test_repeated_parameters(self, desk: Any) -> None:
        desk.bdl().get("/data/by-variable/60", {"year": ("2023", "2022"), "unit-level": 6})
        assert desk.office.asked[0].url.params.get_list("year") == ["2022", "2023"]

    def test_gzip_is_unpacked(self, desk: Any) -> None:
        packed = gzip.compress(b'{"a": 1}')
        desk.office.script = [httpx.Response(200, content=packed, headers=GZIP)]
        assert desk.bdl().get("/years") == {"a": 1}

    def test_an_address_tells_neither_host_nor_order(self) -> None:
        one = address_of("/units", {"level": 6, "page": 0, "year": ["2023", "2022"]})
        other = address_of("units/", {"year": ["2022", "2023"], "page": "0", "level": "6"})
        assert one == other == "units?format=json&lang=pl&level=6&page=0&year=2022&year=2023"

    def test_a_path_cannot_leave_its_place(self) -> None:
        assert address_of("/units/a?b=c&d", {}) == "units/a%3Fb%3Dc%26d?format=json&lang=pl"


class TestMemory:
    def test_an_answer_since_then_is_not_asked_for(self, desk: Any) -> None:
        start = desk.clock.day
        first = desk.bdl(since=start)
        first.get("/years")
        again = desk.bdl(since=start)
        assert again.get("/years") == {"ok": True}
        assert len(desk.office.asked) == 1
        assert (again.traffic.sent, again.traffic.reused) == (0, 1)

    def test_an_older_answer_is_confirmed(self, desk: Any) -> None:
        marks = {"ETag": '"a1"', "Last-Modified": "Wed, 14 May 2025 13:05:15 GMT"}
        desk.office.script = [
            httpx.Response(200, json={"v": 1}, headers=marks),
            httpx.Response(304),
        ]
        desk.bdl().get("/years")
        desk.clock.now += 3600
        later = desk.bdl(since=desk.clock.day)
        assert later.get("/years") == {"v": 1}
        assert later.traffic.unchanged == 1
        asked = desk.office.asked[1].headers
        assert asked["If-None-Match"] == '"a1"'
        assert asked["If-Modified-Since"] == marks["Last-Modified"]
        assert later.get("/years") == {"v": 1}
        assert len(desk.office.asked) == 2, "a confirmed answer is as good as a new one"

    def test_a_changed_answer_takes_the_place_of_the_old(self, desk: Any) -> None:
        desk.office.script = [
            httpx.Response(200, json={"v": 1}, headers={"ETag": '"a"'}),
            httpx.Response(200, json={"v": 2}, headers={"ETag": '"b"'}),
        ]
        desk.bdl().get("/years")
        desk.clock.now += 1
        start = desk.clock.day
        assert desk.bdl(since=start).get("/years") == {"v": 2}
        assert desk.bdl(since=start).get("/years") == {"v": 2}
        assert len(desk.office.asked) == 2

    def test_without_marks_of_version_it_is_asked_for_afresh(self, desk: Any) -> None:
        desk.bdl().get("/years")
        desk.clock.now += 1
        desk.bdl().get("/years")
        headers = desk.office.asked[1].headers
        assert "If-None-Match" not in headers
        assert "If-Modified-Since" not in headers

    def test_unchanged_is_believed_only_when_it_was_asked(self, desk: Any) -> None:
        desk.office.script = [{"v": 1}, httpx.Response(304), {"v": 2}]
        desk.bdl().get("/years")
        desk.clock.now += 1
        assert desk.bdl().get("/years") == {"v": 2}

    @pytest.mark.parametrize("kept", [b"{", b"[]", b"\xff", b""])
    def test_a_spoilt_memory_is_asked_for_afresh(self, desk: Any, kept: bytes) -> None:
        bdl = desk.bdl()
        address = address_of("/years", {})
        bdl.pages.put(address, Stored('"a"', "", desk.clock.now, kept))
        desk.office.script = [httpx.Response(304), httpx.Response(200, json={"v": 2})]
        assert bdl.get("/years") == {"v": 2}
        assert "If-None-Match" not in desk.office.asked[1].headers

    def test_an_answer_from_the_future_is_confirmed(self, desk: Any) -> None:
        desk.clock.now += 10 * 365 * 86_400
        desk.bdl().get("/years")
        desk.clock.now -= 10 * 365 * 86_400
        desk.bdl().get("/years")
        assert len(desk.office.asked) == 2

    def test_what_is_forgotten_is_asked_for_afresh(self, desk: Any, pages_of: Any) -> None:
        desk.office.answer = pages_of(ROWS)
        bdl = desk.bdl()
        list(bdl.documents("/units", {"level": 6}))
        list(bdl.documents("/units", {"level": 5}))
        bdl.forget("/units", {"level": 6})
        list(bdl.documents("/units", {"level": 6}))
        list(bdl.documents("/units", {"level": 5}))
        assert [r.url.params["level"] for r in desk.office.asked] == ["6"] * 3 + ["5"] * 3 + [
            "6"
        ] * 3

    def test_one_forgotten_document(self, desk: Any) -> None:
        bdl = desk.bdl()
        bdl.get("/years")
        bdl.forget("/years")
        bdl.get("/years")
        assert len(desk.office.asked) == 2

    def test_since_needs_a_time_zone(self, desk: Any) -> None:
        with pytest.raises(ValueError, match="time zone"):
            desk.bdl(since=datetime(2026, 1, 1))  # noqa: DTZ001 - the mistake itself

    def test_an_error_is_not_kept(self, desk: Any) -> None:
        desk.office.script = [httpx.Response(404), httpx.Response(200, json={"v": 1})]
        bdl = desk.bdl(since=desk.clock.day - timedelta(days=1))
        with pytest.raises(NotFoundError):
            bdl.get("/years")
        assert bdl.get("/years") == {"v": 1}


class TestTryingAgain:
    @pytest.mark.parametrize(
        "fault",
        [
            httpx.Response(429),
            httpx.Response(500),
            httpx.Response(502, text="<html>"),
            httpx.Response(503, json={"errors": [{"errorReason": "przerwa"}]}),
            httpx.Response(408),
            httpx.Response(304),
            httpx.ReadTimeout("slow"),
            httpx.ConnectTimeout("slow"),
            httpx.ConnectError("refused"),
            httpx.ReadError("reset"),
            httpx.RemoteProtocolError("peer closed connection without sending complete message"),
            b'{"a": 1',
            b"",
            b"<html>przerwa techniczna</html>",
            b"[1, 2]",
            b'{"a": NaN}',
            httpx.Response(200, headers=GZIP, stream=httpx.ByteStream(b"no gzip")),
        ],
        ids=str,
    )
    def test_a_passing_fault_passes(self, desk: Any, fault: Any) -> None:
        desk.office.script = [fault]
        bdl = desk.bdl()
        assert bdl.get("/years") == {"ok": True}
        assert bdl.traffic.sent == 2
        assert len(desk.clock.slept) == 1
        assert any("Kolejna próba" in line for line in desk.told)

    def test_tries_are_bounded_and_pauses_grow(self, desk: Any) -> None:
        desk.office.answer = lambda _: httpx.Response(500)
        bdl = desk.bdl(tries=5)
        with pytest.raises(UnavailableError, match=r"500.*Spróbuj później.*\[years\?"):
            bdl.get("/years")
        assert bdl.traffic.sent == 5
        assert len(desk.clock.slept) == 4, "no sleep after the last try"
        spans = zip(desk.clock.slept, (1, 3, 9, 27), strict=True)
        assert all(longest / 2 <= slept <= longest for slept, longest in spans)

    def test_pauses_are_the_same_for_the_same_seed(self, desk: Any) -> None:
        desk.office.answer = lambda _: httpx.Response(500)
        for seed in (1, 1, 2):
            with pytest.raises(UnavailableError):
                desk.bdl(tries=3, seed=seed).get("/years")
        slept = list(zip(desk.clock.slept[::2], desk.clock.slept[1::2], strict=True))
        assert slept[0] == slept[1] != slept[2]

    def test_the_server_may_say_when(self, desk: Any) -> None:
        reset = (desk.clock.day + timedelta(seconds=90)).isoformat().replace("+00:00", "Z")
        headers = {"X-Rate-Limit-Reset": reset}
        desk.office.script = [httpx.Response(429, headers=headers)]
        desk.bdl().get("/years")
        assert desk.clock.slept == [pytest.approx(90)]

    @pytest.mark.parametrize("reset", ["", "soon", "-5", "1e300", "nan", "2999-01-01T00:00:00Z"])
    def test_nonsense_about_when_is_not_believed(self, desk: Any, reset: str) -> None:
        desk.office.script = [httpx.Response(429, headers={"X-Rate-Limit-Reset": reset})]
        desk.bdl().get("/years")
        assert desk.clock.slept[0] <= 1

    def test_every_try_is_counted(self, desk: Any) -> None:
        desk.office.script = [httpx.Response(500), httpx.ReadTimeout("slow")]
        with Quota(desk.folder / "quota", [Window(1000, 3)]) as quota:
            bdl = desk.bdl(quota=quota)
            bdl.get("/years")
            assert sum(desk.clock.slept) < 10
            bdl.get("/levels")
        assert desk.clock.now - desk.clock.slept[-1] > 0
        assert sum(desk.clock.slept) >= 1000 - 10
        assert any(line.startswith("Limit zapytań GUS") for line in desk.told)


class TestRefusals:
    @pytest.mark.parametrize(
        ("status", "kind"),
        [(400, BadRequestError), (401, BadKeyError), (403, BadKeyError), (404, NotFoundError)],
    )
    def test_told_at_once_with_what_was_asked(
        self, desk: Any, status: int, kind: type[BdlError]
    ) -> None:
        told = {"errors": [{"errorResult": "Zły", "errorReason": "Bo tak", "errorCode": 7}]}
        desk.office.answer = lambda _: httpx.Response(status, json=told)
        with pytest.raises(kind, match=r"Zły; Bo tak\..*\[variables/0\?") as caught:
            desk.bdl(key=KEY).get("/variables/0")
        assert str(status) in str(caught.value)
        assert caught.value.asked.startswith("variables/0")
        assert len(desk.office.asked) == 1

    @pytest.mark.parametrize("status", [201, 204, 301, 302, 307, 410, 418])
    def test_other_answers_are_unexpected(self, desk: Any, status: int) -> None:
        headers = {"Location": "https://elsewhere.example/"}
        desk.office.answer = lambda _: httpx.Response(status, headers=headers)
        with pytest.raises(BdlError, match=f"Nieoczekiwana.*{status}"):
            desk.bdl(key=KEY).get("/years")
        assert [request.url.host for request in desk.office.asked] == ["bdl.stat.gov.pl"]

    def test_errors_told_with_200(self, desk: Any) -> None:
        desk.office.answer = lambda _: {"errors": [{"errorReason": "Brak danych"}]}
        with pytest.raises(BdlError, match="Brak danych"):
            desk.bdl().get("/years")

    def test_no_errors_told_with_200_are_none(self, desk: Any) -> None:
        desk.office.answer = lambda _: {"results": [], "errors": []}
        assert desk.bdl().get("/years")["results"] == []

    @pytest.mark.parametrize("errors", [[], [None], ["x"], {}, "x", [{"errorReason": [1]}], None])
    def test_odd_errors_are_told_too(self, desk: Any, errors: object) -> None:
        desk.office.answer = lambda _: httpx.Response(400, json={"errors": errors})
        with pytest.raises(BadRequestError, match="400"):
            desk.bdl().get("/years")

    def test_a_long_page_is_refused(self, desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("terytoria.statistics.sources.bdl.client.MAX_BYTES", 10)
        desk.office.answer = lambda _: b'{"a": "' + b"x" * 50 + b'"}'
        with pytest.raises(BdlError, match="nie przyjęto"):
            desk.bdl().get("/years")


class TestTheKey:
    @pytest.mark.parametrize(
        "answer",
        [
            httpx.Response(403, json={"errors": [{"errorReason": f"key {KEY} is bad"}]}),
            httpx.Response(500, json={"errors": [{"errorReason": f"key {KEY} is bad"}]}),
            httpx.Response(200, json={"errors": [{"errorReason": KEY}]}),
            httpx.ConnectError(f"cannot send {KEY}"),
            b'{"a": "' + KEY.encode(),
        ],
        ids=str,
    )
    def test_is_in_no_message(self, desk: Any, answer: Any) -> None:
        desk.office.answer = lambda _: answer
        with pytest.raises(BdlError) as caught:
            desk.bdl(key=KEY, tries=2).get("/years")
        problem: BaseException | None = caught.value
        while problem is not None:
            assert KEY not in str(problem)
            problem = problem.__cause__
        assert KEY not in " ".join(desk.told)

    def test_is_in_no_file(self, desk: Any) -> None:
        desk.bdl(key=KEY).get("/years")
        for made in desk.opened:
            made.close()
        assert all(KEY.encode() not in file.read_bytes() for file in desk.folder.iterdir())

    @pytest.mark.parametrize("key", ["a b", "klucz\n", "ąę", "a\0b"])
    def test_that_is_no_key(self, desk: Any, key: str) -> None:
        with pytest.raises(BadKeyError, match="niedozwolone") as caught:
            desk.bdl(key=key)
        assert key not in str(caught.value)


@pytest.mark.parametrize("base", ["", "bdl.stat.gov.pl", "ftp://x/", "http://", "http://x/?a=1"])
def test_a_base_that_is_no_address(desk: Any, base: str) -> None:
    with pytest.raises(ValueError, match="base_url"):
        desk.bdl(base_url=base)


ROWS = [{"id": f"{number:012d}", "name": str(number)} for number in range(250)]


class TestLists:
    def test_all_pages_once(self, desk: Any, pages_of: Any) -> None:
        desk.office.answer = pages_of(ROWS)
        found = [
            row for page in desk.bdl().documents("/units", {"level": 6}) for row in page["results"]
        ]
        assert found == ROWS
        urls = [request.url for request in desk.office.asked]
        assert [url.params["page"] for url in urls] == ["0", "1", "2"]
        assert {url.params["page-size"] for url in urls} == {"100"}
        assert {url.host for url in urls} == {"bdl.stat.gov.pl"}, "links are not followed"

    @pytest.mark.parametrize("size", [1, 7, 249, 250])
    def test_a_server_with_pages_of_its_own_size(self, desk: Any, pages_of: Any, size: int) -> None:
        desk.office.answer = pages_of(ROWS, size=size)
        assert sum(len(page["results"]) for page in desk.bdl().documents("/units")) == 250

    def test_an_empty_list(self, desk: Any, pages_of: Any) -> None:
        desk.office.answer = pages_of([])
        (page,) = desk.bdl().documents("/units")
        assert page["results"] == []

    def test_resumes_where_it_was(self, desk: Any, pages_of: Any) -> None:
        desk.office.answer = pages_of(ROWS)
        start = desk.clock.day
        first = desk.bdl(since=start).documents("/units")
        next(first)
        next(first)
        first.close()
        assert len(list(desk.bdl(since=start).documents("/units"))) == 3
        assert [request.url.params["page"] for request in desk.office.asked] == ["0", "1", "2"]

    @pytest.mark.parametrize(
        ("change", "why"),
        [
            ({"totalRecords": 251}, "zmieniła się"),
            ({"page": 0}, "zamiast strony 1"),
            ({"results": ROWS[:100]}, "powtarza się"),
            ({"results": []}, "pusta"),
            ({"results": ROWS[100:199] + ROWS[100:101]}, "powtarza się"),
            ({"results": [{"id": f"x{n}"} for n in range(200)]}, "przyszło 300"),
            ({"links": {}}, "zapowiedziano rekordów 250, przyszło 200"),
        ],
    )
    def test_pages_that_do_not_agree(
        self, desk: Any, pages_of: Any, change: dict[str, Any], why: str
    ) -> None:
        sound = pages_of(ROWS)
        broken = [True]

        def answer(request: httpx.Request) -> dict[str, Any]:
            spoilt = broken[0] and request.url.params["page"] == "1"
            return {**sound(request), **(change if spoilt else {})}

        desk.office.answer = answer
        start = desk.clock.day
        with pytest.raises(InconsistentPagesError, match=why):
            list(desk.bdl(since=start).documents("/units"))
        broken[0] = False
        assert len(list(desk.bdl(since=start).documents("/units"))) == 3, "starts afresh"

    def test_a_server_that_never_ends(self, desk: Any) -> None:
        number = itertools.count()

        def answer(request: httpx.Request) -> dict[str, Any]:
            rows = [{"id": next(number)}]
            return {"totalRecords": 10**9, "links": {"next": "x"}, "results": rows}

        desk.office.answer = answer
        pages = desk.bdl().documents("/units")
        assert len(list(itertools.islice(pages, 50))) == 50, "each page is new: not endless yet"
        desk.office.answer = lambda _: {
            "totalRecords": 10**9,
            "links": {"next": "x"},
            "results": [{"id": 3}],
        }
        with pytest.raises(InconsistentPagesError, match="powtarza się"):
            next(pages)

    @pytest.mark.parametrize(
        "document",
        [
            {},
            {"totalRecords": 1},
            {"totalRecords": "1", "results": []},
            {"totalRecords": True, "results": []},
            {"totalRecords": -1, "results": []},
            {"totalRecords": 1.0, "results": []},
            {"totalRecords": 1, "results": {}},
            {"totalRecords": 1, "results": [None]},
            {"totalRecords": 1, "results": [{"name": "x"}]},
            {"totalRecords": 1, "results": [{"id": [1]}]},
            {"totalRecords": 1, "results": [{"id": True}]},
            {"totalRecords": 1, "page": "0", "results": [{"id": 1}]},
        ],
    )
    def test_no_list(self, desk: Any, document: dict[str, Any]) -> None:
        desk.office.answer = lambda _: document
        with pytest.raises(PayloadError):
            list(desk.bdl().documents("/units"))

    @pytest.mark.parametrize("links", [{}, None, [], "x", {"next": None}, {"next": ""}])
    def test_no_next_link_is_the_end(self, desk: Any, links: object) -> None:
        desk.office.answer = lambda _: {"totalRecords": 1, "links": links, "results": [{"id": 1}]}
        assert len(list(desk.bdl().documents("/units"))) == 1


class _KilledError(BaseException):
    """What nobody may catch."""


@given(st.lists(st.integers(0, 8), max_size=8), st.booleans())
@settings(max_examples=40)
def test_killed_and_resumed_it_is_whole_and_asks_for_nothing_twice(
    tmp_path_factory: pytest.TempPathFactory,
    clocks: Any,
    pages_of: Any,
    lives: list[int],
    after: bool,
) -> None:
    folder = tmp_path_factory.mktemp("killed")
    clock, sound = clocks(), pages_of(ROWS, size=25)
    start = clock.day
    answered: list[str] = []
    found: list[Any] = []
    for left in [*lives, 99]:
        remaining = [left]

        def office(request: httpx.Request, remaining: list[int] = remaining) -> httpx.Response:
            if not remaining[0]:
                raise _KilledError
            remaining[0] -= 1
            answered.append(request.url.params["page"])
            return httpx.Response(200, json=sound(request))

        clock.now += 1
        with (
            Pages(folder / "pages") as pages,
            Quota(folder / "quota", [Window(10, 3)]) as quota,
            Bdl(
                pages,
                quota,
                transport=httpx.MockTransport(office),
                since=start,
                clock=clock,
                sleep=clock.sleep,
            ) as bdl,
            contextlib.suppress(_KilledError),
        ):
            found = []
            for page in bdl.documents("/units"):
                found += page["results"]
                if after and len(found) > 25 * left:
                    raise _KilledError
    assert found == ROWS
    assert answered == [str(number) for number in range(10)]


def test_a_client_is_a_context(desk: Any) -> None:
    with desk.bdl() as bdl:
        assert isinstance(bdl, Bdl)
        bdl.get("/years")
    with pytest.raises(RuntimeError):
        bdl.get("/levels")
