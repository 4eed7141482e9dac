"""The description of the interface is a sound OpenAPI, and the page tells the same."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from schemathesis import openapi

from terytoria.portal.api.enums import Scope
from terytoria.portal.api.interfaces.manual import chapters, kind_of
from terytoria.portal.api.interfaces.problems import TITLES
from terytoria.portal.api.views.documentation import description

DESCRIPTION = description()
OPERATIONS = {
    told["operationId"]: (path, method, told)
    for path, methods in DESCRIPTION["paths"].items()
    for method, told in methods.items()
}
WRITING = {name for name, (_, method, _) in OPERATIONS.items() if method != "get"}
OPEN = {"list_partnerships", "get_partnership", "search_units", "get_unit"}


def answers(name: str) -> set[str]:
    """Statuses an operation may answer with."""
    return set(OPERATIONS[name][2]["responses"])


def shapes() -> list[tuple[str, str, Any]]:
    """Every field of every shape of the interface."""
    return [
        (name, field, told)
        for name, shape in DESCRIPTION["components"]["schemas"].items()
        for field, told in shape.get("properties", {}).items()
    ]


def test_it_is_valid_openapi_3_1() -> None:
    assert DESCRIPTION["openapi"].startswith("3.1")
    openapi.from_dict(DESCRIPTION).validate()


def test_every_reference_leads_somewhere() -> None:
    for reference in set(re.findall(r"'\$ref': '#/([^']+)'", str(DESCRIPTION))):
        found: Any = DESCRIPTION
        for part in reference.split("/"):
            found = found[part]


@pytest.mark.parametrize("name", OPERATIONS)
def test_every_operation_is_described_in_polish(name: str) -> None:
    told = OPERATIONS[name][2]
    assert told["summary"]
    assert told["description"].endswith(".")
    assert all(one.get("description") for one in told["parameters"])
    assert all("description" in one or "$ref" in one for one in told["responses"].values())


@pytest.mark.parametrize(("shape", "field", "told"), shapes(), ids=lambda one: str(one)[:20])
def test_every_field_is_described(shape: str, field: str, told: Any) -> None:
    assert told.get("description"), f"{shape}.{field}"


@pytest.mark.parametrize("name", OPERATIONS)
def test_problems_are_documented_where_they_may_happen(name: str) -> None:
    path, method, told = OPERATIONS[name]
    assert {"429", "500", "503"} <= answers(name)
    assert ({"401", "403"} <= answers(name)) == (name not in OPEN)
    assert ("404" in answers(name)) == ("{" in path)
    assert ({"400", "413", "415", "422"} <= answers(name)) == (method != "get")
    assert bool(told.get("security")) == (name not in OPEN)


def test_scopes_are_told_with_each_operation() -> None:
    used = {one["x-scope"] for _, _, one in OPERATIONS.values() if "x-scope" in one}
    assert used <= set(Scope.values)
    for name, (_, method, told) in OPERATIONS.items():
        if name not in OPEN:
            assert told["security"] == [{"token": [told["x-scope"]]}]
            assert (told["x-scope"] == Scope.READ) == (method == "get")


def test_it_is_served(client: Client) -> None:
    served = client.get("/api/v1/openapi.json")
    assert served.status_code == 200
    assert served.json() == DESCRIPTION
    assert served["API-Version"] == "1"


def test_the_page_tells_every_operation_and_problem(client: Client) -> None:
    page = client.get("/api/").content.decode()
    for path, method, told in OPERATIONS.values():
        assert f"{method.upper()} /api/v1{path}" in page
        assert told["summary"] in page
    assert all(f'id="blad-{code}"' in page for code in TITLES)
    assert all(f"<code>{scope.value}</code>" in page for scope in Scope)


def test_the_page_asks_nobody_else_and_runs_nothing(client: Client) -> None:
    answer = client.get("/api/")
    page = answer.content.decode()
    assert "<script" not in page
    assert "style=" not in page
    assert not re.search(r'(?:src|href)="(?:https?:)?//', page)
    assert "script-src" not in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert not answer.cookies


def test_chapters_hold_each_operation_once() -> None:
    told = [one.key for chapter in chapters(DESCRIPTION) for one in chapter.operations]
    assert sorted(told) == sorted(OPERATIONS)


def test_a_chapter_tells_fields_of_a_body_and_of_a_page_of_items() -> None:
    told = {one.key: one for each in chapters(DESCRIPTION) for one in each.operations}
    adding = {one.name: one for one in told["add_own_evidence"].parameters}
    assert adding["title"].required
    assert not adding["value"].required
    assert adding["value"].kind == "liczba albo null"
    assert adding["vintage"].kind == "dzień (RRRR-MM-DD)"
    assert {"slug", "members"} <= {one.name for one in told["list_partnerships"].answers}


def test_kinds_are_told_in_polish() -> None:
    assert kind_of({"enum": ["a", "b"]}) == "a | b"
    assert kind_of({}) == "dowolna wartość"
    assert kind_of({"type": "string", "format": "date-time"}) == "chwila (ISO 8601)"
