"""The description of the interface (OpenAPI 3.1), made from the operations themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ninja import NinjaAPI

from terytoria.portal.api.domain.limits import BY_ADDRESS, BY_TOKEN
from terytoria.portal.api.enums import Scope
from terytoria.portal.api.interfaces.bearer import BEARERS
from terytoria.portal.api.interfaces.body import LARGEST
from terytoria.portal.api.interfaces.problems import MEDIA_TYPE, TITLES
from terytoria.portal.api.interfaces.shapes.ground import FieldFault, Problem

ROOT = "/api/v1"
"""Where this version begins."""
_REFERENCE = "#/components/schemas/{model}"
_EDITS = frozenset({"patch", "put"})
_DONE = {"200": "Odpowiedź", "201": "Zapisano", "304": "Bez zmian od podanego ETag"}

_HEADERS: dict[str, dict[str, Any]] = {
    "API-Version": {"description": "Wersja interfejsu.", "schema": {"type": "string"}},
    "ETag": {
        "description": "Odcisk treści; odesłany w If-None-Match daje 304.",
        "schema": {"type": "string"},
    },
    "Link": {
        "description": "Adresy części: first, prev, next, last (RFC 8288).",
        "schema": {"type": "string"},
    },
    "X-Total-Count": {
        "description": "Ile jest wszystkich pozycji.",
        "schema": {"type": "integer", "minimum": 0},
    },
    "Retry-After": {
        "description": "Po ilu sekundach spróbować znowu.",
        "schema": {"type": "integer", "minimum": 1},
    },
    "WWW-Authenticate": {
        "description": "Jakiego tokenu potrzeba (RFC 6750).",
        "schema": {"type": "string"},
    },
}
_OF_STATUS = {401: "WWW-Authenticate", 429: "Retry-After", 503: "Retry-After", 507: "Retry-After"}
DESCRIPTION = (
    "Partnerstwa gmin, ich diagnozy, strategie, spotkania i zadania. Kody TERYT są tekstem. "
    f"Treść żądania: JSON w UTF-8, najwyżej {LARGEST // 1024} KB. Na minutę wolno wysłać "
    f"{BY_TOKEN.count} żądań z jednym tokenem i {BY_ADDRESS.count} z jednego adresu."
)


def described(api: NinjaAPI) -> dict[str, Any]:
    """The description of an interface: its operations with every answer they may give."""
    made = dict(api.get_openapi_schema(path_prefix=""))
    made["info"] = {
        "title": "API Terytorii",
        "version": api.version,
        "description": DESCRIPTION,
        "license": {"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
    }
    made["servers"] = [{"url": ROOT}]
    made["components"] = {
        "schemas": {**made["components"]["schemas"], **_problem_shapes()},
        "headers": _HEADERS,
        "responses": {f"Problem{status}": _problem(status) for status in TITLES},
        "securitySchemes": {"token": _scheme()},
    }
    for path, methods in made["paths"].items():
        for method, operation in methods.items():
            _complete(path, method, operation)
    return made


def _complete(path: str, method: str, operation: dict[str, Any]) -> None:
    """Add to an operation its scope, its headers and the problems it may tell."""
    asked = [name for one in operation.get("security", ()) for name in one]
    if asked:
        scope = BEARERS[asked[0]].scope
        operation["security"] = [{"token": [scope.value]}]
        operation["x-scope"] = scope.value
    for one in operation["parameters"]:
        one.pop("examples", None)  # the library's list; the schema beside it has the same
    answers = {str(status): told for status, told in operation["responses"].items()}
    for status, told in answers.items():
        told["description"] = _DONE.get(status, told["description"])
        paged = any(one["name"] == "offset" for one in operation["parameters"])
        names = ["API-Version", *(["ETag"] if method == "get" else [])]
        names += ["Link", "X-Total-Count"] if paged else []
        told["headers"] = {name: {"$ref": f"#/components/headers/{name}"} for name in names}
    if method == "get":
        answers["304"] = {"description": _DONE["304"]}
    for code in _statuses(path, method, operation):
        answers[str(code)] = {"$ref": f"#/components/responses/Problem{code}"}
    operation["responses"] = dict(sorted(answers.items()))


def _statuses(path: str, method: str, operation: dict[str, Any]) -> Iterator[int]:
    yield from (429, 500, 503, 507)
    if operation.get("security"):
        yield from (401, 403)
    if "{" in path:
        yield 404
    if operation["parameters"] or "requestBody" in operation:
        yield 422
    if method != "get":
        yield from (400, 413, 415)
    if method in _EDITS:
        yield 409


def _problem(status: int) -> dict[str, Any]:
    name = _OF_STATUS.get(status)
    headers = {name: {"$ref": f"#/components/headers/{name}"}} if name else {}
    return {
        "description": TITLES[status],
        "headers": {"API-Version": {"$ref": "#/components/headers/API-Version"}, **headers},
        "content": {MEDIA_TYPE: {"schema": {"$ref": _REFERENCE.format(model="Problem")}}},
    }


def _problem_shapes() -> dict[str, Any]:
    made = {
        one.__name__: one.model_json_schema(ref_template=_REFERENCE, mode="serialization")
        for one in (Problem, FieldFault)
    }
    for shape in made.values():
        shape.pop("$defs", None)
        if "errors" in shape.get("required", ()):
            shape["required"].remove("errors")
    return made


def _scheme() -> dict[str, Any]:
    scopes = "; ".join(f"{one.value}: {one.label}" for one in Scope)
    return {"type": "http", "scheme": "bearer", "description": f"Token z /konto/tokeny/. {scopes}."}
