"""Which exceptions are faults of what the portal stands on, and what of a form is kept."""

from __future__ import annotations

import errno
import logging
import sqlite3
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.utils.translation import deactivate
from hypothesis import given
from hypothesis import strategies as st

from terytoria.portal import errors, urls
from terytoria.portal.faults import Fault, fault_of


def from_sqlite(code: int) -> OperationalError:
    told = sqlite3.OperationalError("told")
    told.sqlite_errorcode = code
    return caused(OperationalError("told"), told)


def from_server(state: str | None) -> OperationalError:
    told = psycopg.OperationalError("told")
    told.sqlstate = state
    return caused(OperationalError("told"), told)


def caused(problem: Any, cause: BaseException) -> Any:
    problem.__cause__ = cause
    return problem


@pytest.mark.parametrize(
    ("problem", "fault"),
    [
        (OSError(errno.ENOSPC, "full"), Fault.FULL),
        (OSError(errno.EDQUOT, "quota"), Fault.FULL),
        (OSError(errno.EFBIG, "limit"), Fault.FULL),
        (FileNotFoundError(errno.ENOENT, "absent"), None),
        (from_sqlite(sqlite3.SQLITE_FULL), Fault.FULL),
        (from_sqlite(sqlite3.SQLITE_IOERR_WRITE), Fault.FULL),
        (from_sqlite(sqlite3.SQLITE_BUSY), Fault.BUSY),
        (from_sqlite(sqlite3.SQLITE_BUSY_SNAPSHOT), Fault.BUSY),
        (from_sqlite(sqlite3.SQLITE_CANTOPEN), Fault.AWAY),
        (from_sqlite(sqlite3.SQLITE_ERROR), None),
        (from_server("53100"), Fault.FULL),
        (from_server("53300"), Fault.BUSY),
        (from_server("40P01"), Fault.BUSY),
        (from_server("55P03"), Fault.BUSY),
        (from_server("57P03"), Fault.AWAY),
        (from_server(None), Fault.AWAY),
        (from_server("42P01"), None),
        (caused(InterfaceError("closed"), psycopg.InterfaceError("closed")), Fault.AWAY),
        (ProgrammingError("a defect"), None),
        (ValueError("a defect"), None),
        (None, None),
    ],
)
def test_faults_are_told_from_defects(problem: BaseException | None, fault: Fault | None) -> None:
    assert fault_of(problem) is fault


@given(st.integers(0, 6), st.sampled_from([sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY]))
def test_a_fault_is_seen_through_what_was_made_of_it(depth: int, code: int) -> None:
    problem: BaseException = from_sqlite(code)
    for _ in range(depth):
        problem = caused(RuntimeError("around"), problem)
    assert fault_of(problem) is fault_of(from_sqlite(code)) is not None


def test_causes_that_go_in_a_circle_end() -> None:
    one, other = ValueError("one"), ValueError("other")
    one.__cause__, other.__cause__ = other, one
    assert fault_of(one) is None


def falls(request: HttpRequest, **_: Any) -> HttpResponse:
    """A page whose database is busy."""
    raise from_sqlite(sqlite3.SQLITE_BUSY)


urlpatterns = [
    path("praca/x/", falls),
    path("konto/x/", falls),
    path("x/", falls),
    path("en/x/", falls),
    *urls.urlpatterns,
]
handler500 = errors.broken


@pytest.fixture(autouse=True)
def _falling(settings: Any) -> Iterator[None]:
    settings.ROOT_URLCONF = __name__
    logging.getLogger("django").setLevel(logging.CRITICAL)
    yield
    deactivate()


def test_a_working_page_keeps_everything_typed_and_says_so(client: Client) -> None:
    sent = {"purpose": 'Raz\n<b>dwa</b> "trzy"', "j": ["1", "2"], "csrfmiddlewaretoken": "znak"}
    answer = client.post("/praca/x/?a=1&b=2", sent)
    body = answer.content.decode()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert 'action="/praca/x/?a=1&amp;b=2"' in body
    assert "Raz\n&lt;b&gt;dwa&lt;/b&gt; &quot;trzy&quot;</textarea>" in body
    assert body.count('<textarea name="j" hidden') == 2
    assert "<dt>csrfmiddlewaretoken" not in body
    assert "<b>dwa" not in body


@pytest.mark.parametrize("name", ["password", "new_password1", "code", "credential"])
def test_secrets_are_never_written_back(client: Client, name: str) -> None:
    body = client.post("/konto/x/", {"login": "a@example.org", name: "tajne-123"}).content.decode()
    assert "tajne-123" not in body
    assert "Wyślij jeszcze raz" not in body
    assert 'href="/konto/x/"' in body


def test_who_only_reads_is_offered_another_try(client: Client) -> None:
    body = client.get("/praca/x/").content.decode()
    assert "Spróbuj ponownie</a>" in body
    assert "zapisane" not in body


@pytest.mark.parametrize(
    ("address", "title"),
    [("/x/", "Baza danych jest zajęta"), ("/en/x/", "The database is busy")],
)
def test_a_public_page_speaks_its_language(client: Client, address: str, title: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 503
    assert f"<h1>{title}</h1>" in answer.content.decode()
