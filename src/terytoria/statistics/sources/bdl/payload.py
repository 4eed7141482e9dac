"""JSON of an answer, read strictly: anything but one whole object is a ``PayloadError``."""

from __future__ import annotations

from codecs import BOM_UTF8
from typing import Any

import orjson

from terytoria.statistics.sources.bdl.errors import PayloadError


def decode(body: bytes) -> dict[str, Any]:
    """The object that a body holds; :class:`PayloadError` when it is cut, or is no JSON object.

    >>> decode(b'{"totalRecords": 0}')
    {'totalRecords': 0}
    """
    try:
        document = orjson.loads(body.removeprefix(BOM_UTF8))
    except orjson.JSONDecodeError as problem:
        raise PayloadError(f"odpowiedź nie jest poprawnym JSON-em ({_short(problem)})") from None
    if not isinstance(document, dict):
        raise PayloadError("odpowiedź nie jest obiektem JSON")
    return document


def told_errors(document: dict[str, Any]) -> str:
    """What the office says went wrong, as one short line; empty when it says nothing."""
    listed = document.get("errors")
    if not isinstance(listed, list) or not listed:
        return ""
    told: list[str] = []
    for each in listed[:3]:
        fields = each if isinstance(each, dict) else {"errorReason": each}
        keys = ("errorResult", "errorReason", "errorSolution")
        told += [str(fields[key]).strip() for key in keys if fields.get(key)]
    return plain("; ".join(told)) or "bez opisu"


def plain(text: str, longest: int = 200) -> str:
    """Foreign text made safe to show: printable, on one line, short."""
    line = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return line if len(line) <= longest else line[: longest - 1] + "…"


def shown(value: object) -> str:
    """A foreign value, short and printable.

    >>> shown([1] * 50)
    '[1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,…'
    """
    try:
        return plain(repr(value), 40)
    except (ValueError, RecursionError):
        return f"zbyt duża wartość ({type(value).__name__})"


def _short(problem: Exception) -> str:
    return plain(str(problem), 80)
