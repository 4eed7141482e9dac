"""The description of the interface as chapters for people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_TYPES = {
    "string": "tekst",
    "integer": "liczba całkowita",
    "number": "liczba",
    "boolean": "tak/nie",
    "array": "lista",
    "object": "obiekt",
    "null": "null",
}
_FORMATS = {"date": "dzień (RRRR-MM-DD)", "date-time": "chwila (ISO 8601)"}
_PLACES = {"path": "adres", "query": "parametr", "header": "nagłówek", "body": "treść"}


@dataclass(frozen=True)
class Parameter:
    """A parameter or a field: where it stands, what it is, whether it must be given."""

    name: str
    place: str
    kind: str
    required: bool
    text: str


@dataclass(frozen=True)
class Operation:
    """An operation: its method and address, what it does, what it takes and answers."""

    key: str
    method: str
    path: str
    summary: str
    text: str
    scope: str
    parameters: tuple[Parameter, ...]
    answers: tuple[Parameter, ...]
    statuses: tuple[str, ...]


@dataclass(frozen=True)
class Chapter:
    """Operations on one subject."""

    name: str
    operations: tuple[Operation, ...]


def chapters(description: Mapping[str, Any]) -> tuple[Chapter, ...]:
    """Operations by their subject, in the order of the description."""
    found: dict[str, list[Operation]] = {}
    for path, methods in description["paths"].items():
        for method, told in methods.items():
            one = _operation(description, path, method, told)
            found.setdefault(told["tags"][0], []).append(one)
    return tuple(Chapter(name, tuple(operations)) for name, operations in found.items())


def _operation(
    description: Mapping[str, Any], path: str, method: str, told: Mapping[str, Any]
) -> Operation:
    given = [_parameter(one) for one in told["parameters"]]
    body = told.get("requestBody", {}).get("content", {}).get("application/json")
    given += _fields(description, body["schema"], "body") if body else []
    done = next(answer for status, answer in told["responses"].items() if status < "300")
    shape = done.get("content", {}).get("application/json", {}).get("schema", {})
    return Operation(
        key=told["operationId"],
        method=method.upper(),
        path=path,
        summary=told["summary"],
        text=told["description"],
        scope=told.get("x-scope", ""),
        parameters=tuple(given),
        answers=tuple(_fields(description, shape, "")),
        statuses=tuple(told["responses"]),
    )


def _parameter(told: Mapping[str, Any]) -> Parameter:
    text = told.get("description", "")
    return Parameter(
        told["name"], _PLACES[told["in"]], kind_of(told["schema"]), told["required"], text
    )


def _fields(
    description: Mapping[str, Any], shape: Mapping[str, Any], place: str
) -> list[Parameter]:
    whole = _whole(description, shape)
    required = whole.get("required", ())
    return [
        Parameter(
            name, _PLACES.get(place, ""), kind_of(one), name in required, one.get("description", "")
        )
        for name, one in whole.get("properties", {}).items()
    ]


def _whole(description: Mapping[str, Any], shape: Mapping[str, Any]) -> Mapping[str, Any]:
    """The shape itself; of a page, the shape of its items."""
    while "$ref" in shape or "items" in shape.get("properties", {}):
        if "$ref" in shape:
            shape = description["components"]["schemas"][shape["$ref"].rpartition("/")[2]]
        else:
            shape = shape["properties"]["items"]["items"]
    return shape


def kind_of(shape: Mapping[str, Any]) -> str:
    """What a value is, in Polish.

    >>> kind_of({"anyOf": [{"type": "integer"}, {"type": "null"}]})
    'liczba całkowita albo null'
    >>> kind_of({"type": "array", "items": {"type": "string"}})
    'lista: tekst'
    """
    if "anyOf" in shape:
        return " albo ".join(kind_of(one) for one in shape["anyOf"])
    if "enum" in shape:
        return " | ".join(shape["enum"])
    if "$ref" in shape:
        return "obiekt"
    if shape.get("format") in _FORMATS:
        return _FORMATS[shape["format"]]
    kind = _TYPES.get(shape.get("type", ""), "dowolna wartość")
    return f"{kind}: {kind_of(shape['items'])}" if "items" in shape else kind
