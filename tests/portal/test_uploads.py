"""Bodies too large to be read are refused with a page, by the real server too."""

from __future__ import annotations

import http.client
import io
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from terytoria.portal.partnerships.domain.documents import LARGEST
from terytoria.portal.uploads import ROOM, refuse_large

LIMIT = LARGEST + ROOM


class Body(io.RawIOBase):
    """A body that counts what was read of it."""

    def __init__(self, size: int) -> None:
        self.left, self.given = size, 0

    def read(self, size: int = -1) -> bytes:
        piece = min(self.left, self.left if size < 0 else size)
        self.left, self.given = self.left - piece, self.given + piece
        return b"x" * piece


def asked(size: int, length: str | None = None) -> tuple[HttpRequest, Body]:
    """A request with a body of a size that says its length, or something else."""
    body = Body(size)
    request = RequestFactory().generic("POST", "/praca/dolina/dokumenty/nowy/")
    environment = {**request.environ, "CONTENT_LENGTH": length or str(size), "wsgi.input": body}
    return type(request)(environment), body


def passed(request: HttpRequest) -> HttpResponse:
    return HttpResponse("dalej")


class TestMiddleware:
    @pytest.mark.parametrize("size", [0, 1, LARGEST, LIMIT])
    def test_what_a_form_may_need_is_left_alone(self, size: int) -> None:
        request, body = asked(size)
        assert refuse_large(passed)(request).content == b"dalej"
        assert body.given == 0

    @pytest.mark.parametrize("size", [LIMIT + 1, 3 * LARGEST])
    def test_more_is_refused_and_thrown_away(self, size: int) -> None:
        request, body = asked(size)
        answer = refuse_large(passed)(request)
        assert answer.status_code == 413
        page = answer.content.decode()
        assert f"Wysyłasz {size // 2**20} MB, a plik może mieć najwyżej 20 MB." in page
        assert "wybierz mniejszy" in page
        assert body.left == 0

    def test_an_absurd_length_is_not_read_at_all(self) -> None:
        request, body = asked(1000, length=str(10**12))
        assert refuse_large(passed)(request).status_code == 413
        assert body.given == 0

    @given(st.text(max_size=10))
    def test_nonsense_for_a_length_breaks_nothing(self, length: str) -> None:
        request, _ = asked(0)
        request.META["CONTENT_LENGTH"] = length
        assert refuse_large(passed)(request).status_code in (200, 413)


def test_nobody_is_asked_who_they_are_first(client: Client) -> None:
    answer: Any = client.post(
        "/praca/dolina/dokumenty/nowy/", b"x" * (LIMIT + 1), content_type="application/octet-stream"
    )
    assert answer.status_code == 413
    assert not answer.cookies
    assert "default-src 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize("megabytes", [22, 90])
def test_the_real_server_answers_with_a_page(served: str, megabytes: int) -> None:
    """A browser sends all it has begun; it must find an answer then, not a broken connection."""
    connection = http.client.HTTPConnection(urlsplit(served).netloc, timeout=60)
    try:
        connection.putrequest("POST", "/konto/wejscie/")
        connection.putheader("Content-Type", "multipart/form-data; boundary=x")
        connection.putheader("Content-Length", str(megabytes * 2**20))
        connection.endheaders()
        for _ in range(megabytes):
            connection.send(b"x" * 2**20)
        answer = connection.getresponse()
        page = answer.read().decode()
        assert answer.status == 413
        assert "Za duży plik" in page
        connection.request("GET", "/static/publishing/icon.svg")
        assert connection.getresponse().status == 200
    finally:
        connection.close()
