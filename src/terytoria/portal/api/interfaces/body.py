"""Reading what a program sent: only JSON, only of a sane size and depth, only storable text."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from django.http import HttpRequest
from django.utils.datastructures import MultiValueDict
from ninja.parser import Parser

from terytoria.portal.api.interfaces.problems import Fault, ProblemError, invalid

LARGEST = 256 * 1024
"""Bytes of the largest body."""
DEEPEST = 12
"""Levels of lists and objects inside one another."""
_JSON = "application/json"


def check_body(request: HttpRequest) -> None:
    """Raise :class:`ProblemError` for a body that will not be read: 413 or 415."""
    if len(request.body) > LARGEST:
        raise too_large()
    charset = (
        request.content_params.get("charset", "utf-8").lower()
        if request.content_params
        else "utf-8"
    )
    if request.content_type != _JSON or charset not in {"utf-8", "utf8"}:
        text = f"Treść musi być typu {_JSON} w kodowaniu UTF-8. Ustaw nagłówek Content-Type."
        raise ProblemError(415, text)


def too_large() -> ProblemError:
    """A body over the limit (413)."""
    text = f"Treść żądania jest większa niż {LARGEST // 1024} KB. Wyślij mniej naraz."
    return ProblemError(413, text)


class StrictParser(Parser):
    """Reads JSON strictly and addresses in which each name stands once."""

    def parse_body(self, request: HttpRequest) -> dict[str, Any]:
        """The JSON of a body; raises :class:`ProblemError`: 400, 413, 415 or 422."""
        check_body(request)
        read: dict[str, Any] = read_json(request.body)
        return read

    def parse_querydict(
        self, data: MultiValueDict[str, Any], list_fields: list[str], request: HttpRequest
    ) -> dict[str, Any]:
        """Parameters of an address; a repeated one is refused, not silently overridden."""
        repeated = [name for name in data if len(data.getlist(name)) > 1]
        if repeated:
            text = "Parametr podano więcej niż raz."
            raise invalid([Fault(name, text, "Podaj go raz.") for name in sorted(repeated)])
        found: dict[str, Any] = super().parse_querydict(data, list_fields, request)
        require_storable(found)
        return found


def read_json(content: bytes) -> Any:
    """The value of a JSON text.

    >>> read_json(b'{"a": [1]}')
    {'a': [1]}
    """
    try:
        found = json.loads(
            content.decode("utf-8"), parse_constant=_no_constant, object_pairs_hook=_once
        )
    except (ValueError, RecursionError):
        text = "Treść nie jest poprawnym JSON-em w UTF-8. Sprawdź nawiasy, cudzysłowy i liczby."
        raise ProblemError(400, text) from None
    require_storable(found)
    return found


def require_storable(value: object, place: tuple[str, ...] = ()) -> None:
    """Raise :class:`ProblemError` for text no database keeps, and for what is nested too deep."""
    if len(place) > DEEPEST:
        text = f"Treść ma więcej niż {DEEPEST} poziomów zagnieżdżenia. Uprość ją."
        raise ProblemError(400, text)
    if isinstance(value, str):
        _require_text(value, place)
    elif isinstance(value, list):
        for at, one in enumerate(value):
            require_storable(one, (*place, str(at)))
    elif isinstance(value, dict):
        for name, one in value.items():
            _require_text(name, (*place, "?"))
            require_storable(one, (*place, name))


def _require_text(text: str, place: tuple[str, ...]) -> None:
    if any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in text):
        raise invalid(
            [
                Fault(
                    ".".join(place),
                    "Tekst zawiera znak, którego nie da się zapisać.",
                    "Usuń znak NUL i niepełne znaki Unicode.",
                )
            ]
        )


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice")
    return found
