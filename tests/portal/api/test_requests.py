"""What is no sound request is refused with the field, the reason and the remedy, never a fault."""

from __future__ import annotations

import contextlib
import errno
import json
from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from terytoria.portal.api.domain.limits import Limit, wait_for
from terytoria.portal.api.interfaces import bearer
from terytoria.portal.api.interfaces.body import DEEPEST, LARGEST, read_json
from terytoria.portal.api.interfaces.problems import MEDIA_TYPE, ProblemError, fault
from terytoria.portal.api.interfaces.wrong import faults
from terytoria.portal.evidence.models import OwnEvidence
from terytoria.portal.partnerships.enums import Role

pytestmark = pytest.mark.django_db
EVIDENCE = "/my/partnerships/dolina/evidence"
SOUND = {"title": "Ankieta", "kind": "survey", "source": "LGD", "vintage": "2024-01-01"}
HUGE = ["9" * 25, str(2**63), str(2**64), "-1", "0", "1.5", "1e3", "abc", "%00", "١", "1%00"]


def nested(depth: int) -> Any:
    """Lists inside one another."""
    found: Any = "a"
    for _ in range(depth):
        found = [found]
    return found


def problem(answer: Any, status: int) -> dict[str, Any]:
    """The problem that an answer tells."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == MEDIA_TYPE
    assert answer["API-Version"] == "1"
    told: dict[str, Any] = answer.json()
    assert told["status"] == status
    assert told["title"]
    assert told["detail"]
    assert told["type"].endswith(str(status))
    return told


def named(answer: Any) -> set[str]:
    """Fields that an answer calls wrong, each with its reason and remedy."""
    errors = problem(answer, 422)["errors"]
    assert all(one["reason"] and one["remedy"] for one in errors)
    return {one["field"] for one in errors}


@pytest.mark.parametrize("number", HUGE)
@pytest.mark.parametrize(
    "path",
    [
        "/my/partnerships/dolina/documents/{}",
        "/my/partnerships/dolina/documents/1/versions/{}/file",
        "/my/partnerships/dolina/documents/{}/versions/1/file",
        "/my/partnerships/dolina/diagnoses/{}",
        "/my/partnerships/dolina/diagnoses/{}/content",
        "/my/partnerships/dolina/diagnoses/{}/findings",
        "/my/partnerships/dolina/findings/{}",
        "/my/partnerships/dolina/evidence/{}",
    ],
)
def test_wild_numbers_in_addresses(coordinator: Any, path: str, number: str) -> None:
    assert coordinator.get(path.format(number)).status_code in {404, 422}


@pytest.mark.parametrize("slug", ["a" * 81, "a%00b", "ą", "a%20b", "..%2F", "%F0%28%8C%28", "'"])
def test_wild_slugs(coordinator: Any, anybody: Any, slug: str) -> None:
    assert coordinator.get(f"/my/partnerships/{slug}").status_code in {404, 422}
    assert anybody.get(f"/partnerships/{slug}").status_code in {404, 422}


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=x", "limit"),
        ("limit=" + "9" * 5000, "limit"),
        ("offset=-1", "offset"),
        ("offset=1000001", "offset"),
        ("offset=9223372036854775808", "offset"),
        ("limit=1&limit=2", "limit"),
        ("stage=open", "stage"),
        ("stage=%00", "stage"),
        ("unit=321702", "unit"),
        ("unit=%00", "unit"),
    ],
)
def test_wrong_parameters(anybody: Any, query: str, field: str) -> None:
    assert named(anybody.get(f"/partnerships?{query}")) == {field}


@pytest.mark.parametrize("phrase", ["", "a" * 121, "%00", "a%00b"])
def test_wrong_phrases(anybody: Any, phrase: str) -> None:
    assert named(anybody.get(f"/units?q={phrase}")) == {"q"}
    assert named(anybody.get("/units")) == {"q"}


@pytest.mark.parametrize("phrase", ["%ff%fe", "%ED%A0%80", "%F0%9F%A6%84", "'; drop", "%25", "*"])
def test_strange_phrases_find_nothing(anybody: Any, phrase: str) -> None:
    assert anybody.get(f"/units?q={phrase}").json()["total"] == 0


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "a" * 201}, "title"),
        ({"title": 5}, "title"),
        ({"title": None}, "title"),
        ({"title": "a\0"}, "title"),
        ({"title": "\ud800"}, "title"),
        ({"note": "a\0b"}, "note"),
        ({"kind": "rumour"}, "kind"),
        ({"vintage": "2024-02-30"}, "vintage"),
        ({"vintage": "0001-01-01"}, "vintage"),
        ({"vintage": "9999-12-31"}, "vintage"),
        ({"vintage": "2024-01-01T00:00:00"}, "vintage"),
        ({"vintage": 1704067200}, "vintage"),
        ({"vintage": "2099-01-01"}, "vintage"),
        ({"year": 10**30, "value": 1, "measure": "a"}, "year"),
        ({"year": 1899, "value": 1, "measure": "a"}, "year"),
        ({"year": 2024.5, "value": 1, "measure": "a"}, "year"),
        ({"year": "2024", "value": 1, "measure": "a"}, "year"),
        ({"year": True, "value": 1, "measure": "a"}, "year"),
        ({"value": 1, "measure": "a"}, "year"),
        ({"value": "1", "measure": "a", "year": 2024}, "value"),
        ({"value": 1e300, "measure": "a", "year": 2024}, "value"),
        ({"value": 10**400, "measure": "a", "year": 2024}, "value"),
        ({"value": 1, "measure": "a", "year": 2024, "low": 0}, "high"),
        ({"value": 5, "measure": "a", "year": 2024, "low": 0, "high": 1}, "value"),
        ({"units": ["321702"]}, "units.0"),
        ({"units": [3217023]}, "units.0"),
        ({"units": ["٣٢١٧٠٢٣"]}, "units.0"),
        ({"units": ["3217023\n"]}, "units.0"),
        ({"units": "3217023"}, "units"),
        ({"units": ["3217023"] * 201}, "units"),
        ({"url": "javascript:alert(1)"}, "url"),
        ({"url": "nie adres"}, "url"),
        # What is not for the sender to say:
        ({"id": 1}, "id"),
        ({"by": 1}, "by"),
        ({"partnership": 2}, "partnership"),
        ({"partnership_id": 2}, "partnership_id"),
        ({"withdrawn_at": None}, "withdrawn_at"),
        ({"at": "2020-01-01"}, "at"),
        ({"__class__": "x"}, "__class__"),
    ],
)
def test_wrong_fields(coordinator: Any, change: Any, field: str) -> None:
    before = OwnEvidence.objects.count()
    assert field in named(coordinator.post(EVIDENCE, {**SOUND, **change}))
    assert OwnEvidence.objects.count() == before


@pytest.mark.parametrize("body", ["null", "[]", '"a"', "5", "true", "{}", "[{}]"])
def test_bodies_of_another_shape(coordinator: Any, body: str) -> None:
    assert named(coordinator.post(EVIDENCE, content=body.encode()))


def test_no_body_at_all(coordinator: Any) -> None:
    assert named(coordinator.post(EVIDENCE))


@pytest.mark.parametrize(
    "content",
    [
        b"{",
        b"\xff\xfe",
        b"\xef\xbb\xbf{}",
        '{"title": "ą"}'.encode("utf-16"),
        '{"title": "ą"}'.encode("cp1250"),
        b'{"value": NaN}',
        b'{"value": Infinity}',
        b'{"a": 1, "a": 2}',
        b'{"value": ' + b"9" * 5000 + b"}",
        b"[" * 100_000,
        b'{"a":' * 20_000 + b"1" + b"}" * 20_000,
        b"\0",
        b"title=a",
    ],
    ids=lambda one: repr(one[:12]),
)
def test_what_is_not_json(coordinator: Any, content: bytes) -> None:
    problem(coordinator.post(EVIDENCE, content=content), 400)


def test_what_is_too_deep(coordinator: Any) -> None:
    problem(coordinator.post(EVIDENCE, {**SOUND, "units": nested(DEEPEST + 5)}), 400)


def test_a_number_beyond_all_numbers(coordinator: Any) -> None:
    content = json.dumps({**SOUND, "year": 2024, "measure": "a"})[:-1] + ', "value": 1e999}'
    assert named(coordinator.post(EVIDENCE, content=content.encode())) == {"value"}


@pytest.mark.parametrize("size", [LARGEST + 1, 3 * 1024 * 1024])
def test_what_is_too_large(coordinator: Any, size: int) -> None:
    content = b'"' + b"a" * size + b'"'
    problem(coordinator.post(EVIDENCE, content=content), 413)


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/xml",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=a",
        "application/json; charset=iso-8859-2",
        "",
        "a/b/c;;;=",
    ],
)
def test_what_is_of_another_type(coordinator: Any, kind: str) -> None:
    content = json.dumps(SOUND).encode()
    problem(coordinator.post(EVIDENCE, content=content, content_type=kind), 415)


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=UTF-8"])
def test_what_is_json(coordinator: Any, kind: str) -> None:
    answer = coordinator.post(EVIDENCE, SOUND, content_type=kind)
    assert answer.status_code == 201
    assert coordinator.get(f"{EVIDENCE}/{answer.json()['id']}").json() == answer.json()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS", "FOO"])
def test_a_method_that_an_address_does_not_take(coordinator: Any, method: str) -> None:
    answer = coordinator.ask(method, EVIDENCE)
    problem(answer, 405)
    assert answer["Allow"] == "GET, POST, HEAD"


def test_headers_alone_may_be_asked_for(coordinator: Any) -> None:
    answer = coordinator.ask("HEAD", "/my/partnerships")
    assert answer.status_code == 200
    assert answer["X-Total-Count"] == "1"
    assert answer.content == b""


@pytest.mark.parametrize("path", ["", "/", "/nothing", "/partnerships/", "/../", "/a/b/c"])
def test_an_address_where_there_is_nothing(anybody: Any, path: str) -> None:
    problem(anybody.get(path), 404)


def test_polish_whatever_the_browser_prefers(coordinator: Any) -> None:
    sent = {**SOUND, "url": "nie adres"}
    answer = coordinator.post(EVIDENCE, sent, headers={"accept-language": "en"})
    assert "poprawny" in problem(answer, 422)["detail"]


# Limits


def test_a_token_that_asks_too_often_waits(
    coordinator: Any, expert: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bearer, "BY_TOKEN", Limit("token", 3, 3600))
    answers = [coordinator.get("/token") for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert "Odczekaj" in problem(answers[-1], 429)["detail"]
    assert 0 < int(answers[-1]["Retry-After"]) <= 3600
    assert expert.get("/token").status_code == 200  # of another token


def test_an_address_that_asks_too_often_waits(
    anybody: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("terytoria.portal.api.views.gate.BY_ADDRESS", Limit("address", 2, 3600))
    answers = [anybody.get("/partnerships") for _ in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert anybody.get("/partnerships", REMOTE_ADDR="192.0.2.7").status_code == 200


def test_a_limit_is_of_one_window() -> None:
    once = Limit("one", 1, 86_400)
    assert wait_for(once, "a") == 0
    assert 0 < wait_for(once, "a") <= 86_400
    assert wait_for(once, "b") == 0
    assert wait_for(Limit("other", 1, 86_400), "a") == 0


# Faults of the server


@pytest.mark.parametrize(
    ("raised", "status"),
    [
        (OperationalError("locked"), 503),
        (OSError(errno.ENOSPC, "no space left"), 507),
        (RuntimeError("sekret"), 500),
    ],
)
@pytest.mark.parametrize("place", ["partnerships.token_shape", "gate.wait_for"])
def test_a_fault_is_a_problem_that_tells_nothing_within(
    program: Any, raised: Exception, status: int, place: str, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: Any) -> None:
        raise raised

    speaking = program(Role.COORDINATOR)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(f"terytoria.portal.api.views.{place}", broken)
        answer = speaking.get("/token")
    problem(answer, status)
    assert b"sekret" not in answer.content
    assert ("Retry-After" in answer) == (status != 500)
    assert str(raised) in caplog.text


# Arithmetic of the parts


@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-(2**70), 2**70)
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(st.characters(exclude_characters="\0")),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.text(st.characters(exclude_characters="\0")), inner, max_size=4)
        ),
        max_leaves=8,
    )
)
def test_json_that_is_sound_is_read_as_it_is(value: Any) -> None:
    assert read_json(json.dumps(value).encode()) == value


@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    with contextlib.suppress(ProblemError):
        json.dumps(read_json(content), allow_nan=False).encode()


@given(st.text(min_size=1, max_size=80))
def test_a_message_of_a_verb_loses_nothing(message: str) -> None:
    told = fault("pole", message)
    assert message.strip().startswith(told.reason)


def test_an_unknown_error_of_types_still_tells_what_to_do() -> None:
    (told,) = faults([{"type": "brand_new", "loc": ("query", "limit")}])
    assert (told.field, told.reason) == ("limit", "Wartość jest niepoprawna.")
    assert told.remedy


def test_a_forbidden_deed_says_whom_to_ask(program: Any) -> None:
    refused = program(Role.OBSERVER).post(EVIDENCE, SOUND)
    assert "Nie możesz dodawać" in problem(refused, 403)["detail"]


def test_an_answer_says_how_it_may_be_kept(client: Client, anybody: Any) -> None:
    answer = anybody.get("/partnerships")
    assert answer["Cache-Control"] == "private, no-cache"
    assert "Authorization" in answer["Vary"]
    assert not answer.cookies
