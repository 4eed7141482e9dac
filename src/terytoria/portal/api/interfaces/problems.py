"""Errors as problem details (RFC 9457), with what is wrong, where and what to do, in Polish."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import JsonResponse

MEDIA_TYPE = "application/problem+json"
TITLES = {
    400: "Niezrozumiałe żądanie",
    401: "Brak ważnego tokenu",
    403: "Brak uprawnień",
    404: "Nie znaleziono",
    405: "Niedozwolona metoda",
    409: "Zmienione w międzyczasie",
    413: "Za duże żądanie",
    415: "Nieobsługiwany typ treści",
    422: "Niepoprawne dane",
    429: "Za dużo żądań",
    500: "Błąd serwera",
    503: "Chwilowa niedostępność",
    507: "Brak miejsca na serwerze",
}
"""What each status means, in Polish."""
_REMEDY = "Popraw wartość i wyślij żądanie jeszcze raz."


@dataclass(frozen=True)
class Fault:
    """What is wrong with one field: its path (empty for the whole), the reason, the remedy."""

    field: str
    reason: str
    remedy: str = _REMEDY


@dataclass
class ProblemError(Exception):
    """A request that cannot be done; ``detail`` and faults are Polish."""

    status: int
    detail: str
    faults: Sequence[Fault] = ()
    headers: Mapping[str, str] = field(default_factory=dict)


def answer(problem: ProblemError, path: str) -> JsonResponse:
    """The response that tells a problem."""
    told: dict[str, Any] = {
        "type": f"/api/#blad-{problem.status}",
        "title": TITLES[problem.status],
        "status": problem.status,
        "detail": problem.detail,
        "instance": path[:400],
    }
    if problem.faults:
        told["errors"] = [
            {"field": one.field, "reason": one.reason, "remedy": one.remedy}
            for one in problem.faults
        ]
    response = JsonResponse(
        told,
        status=problem.status,
        content_type=MEDIA_TYPE,
        json_dumps_params={"ensure_ascii": False},
    )
    for name, value in problem.headers.items():
        response.headers[name] = value
    return response


def fault(name: str, message: str) -> Fault:
    """A fault from the message of a verb, whose first sentence is the reason.

    >>> fault("year", "Podaj rok, którego dotyczy wartość.").remedy
    'Popraw wartość i wyślij żądanie jeszcze raz.'
    >>> fault("file", "Plik jest za duży. Zmniejsz go.").remedy
    'Zmniejsz go.'
    """
    reason, *rest = re.split(r"(?<=[.:?]) (?=[A-ZĆŁŃŚŹŻ])", message.strip(), maxsplit=1)
    return Fault(name, reason, rest[0]) if rest else Fault(name, reason)


def invalid(faults: Sequence[Fault]) -> ProblemError:
    """A request whose data are wrong (422)."""
    detail = " ".join(f"{one.field}: {one.reason}" if one.field else one.reason for one in faults)
    return ProblemError(422, detail[:2000], faults)
