"""What is asked of the stand-in, and the shapes every answer shares: pages, links, errors."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

BASE_PATH = "/api/v1"
OFFICE_HOST = "https://bdl.stat.gov.pl"
"""Links always lead to the office, as in its own answers."""
PAGE_SIZE, MOST = 10, 100
YEARS = (1900, 2100)


class RefusedError(Exception):
    """A question answered with an error status."""

    def __init__(self, status: int, reason: str, solution: str = "") -> None:
        super().__init__(reason)
        self.status = status
        self.reason = reason
        self.solution = solution

    def text(self) -> str:
        """The office's list of errors as JSON text."""
        return errors(self.status, self.reason, self.solution)


def errors(status: int, reason: str, solution: str = "") -> str:
    """One error in the office's shape."""
    error = {
        "errorResult": f"{status}",
        "errorReason": reason,
        "errorSolution": solution,
        "errorCode": status,
        "errorHelp": "",
    }
    return to_text({"errors": [error]})


def to_text(body: object) -> str:
    """Compact JSON text.

    >>> to_text({"name": "Wałcz"})
    '{"name":"Wałcz"}'
    """
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True)
class Question:
    """A request: its path below the base, and its parameters, each with all its values.

    >>> Question.read("/api/v1/data/by-variable/9?year=2022&year=2023").whole_numbers("year")
    (2022, 2023)
    """

    path: str
    params: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, target: str) -> Question:
        """The question of a request line; 404 outside the base path."""
        try:
            parts = urlsplit(target)
        except ValueError:
            raise RefusedError(400, "malformed address", "correct it") from None
        if not parts.path.startswith(BASE_PATH + "/"):
            raise RefusedError(404, f"no such path: {parts.path[:200]}", f"ask below {BASE_PATH}")
        path = parts.path.removeprefix(BASE_PATH)
        return cls(path.rstrip("/"), parse_qs(parts.query, keep_blank_values=True))

    def check(self) -> None:
        """Parameters that every question may have; 400 when one is wrong."""
        if self.one("lang", "pl") not in ("pl", "en"):
            raise RefusedError(400, "lang is neither pl nor en", "use lang=pl")
        if self.one("format", "json") != "json":
            raise RefusedError(400, "only JSON is served here", "use format=json")

    @property
    def lang(self) -> str:
        """Language of names."""
        return self.one("lang", "pl")

    def one(self, name: str, default: str = "") -> str:
        """A parameter that has one value."""
        values = self.params.get(name, [default])
        if len(values) > 1:
            raise RefusedError(400, f"{name} is given more than once", f"give {name} once")
        return values[0] or default

    def whole_number(self, name: str, low: int, high: int, default: int = -1) -> int:
        """A whole number within bounds; ``default`` when it is not given."""
        text = self.one(name)
        return default if not text else _whole(name, text, low, high)

    def whole_numbers(
        self, name: str, low: int = YEARS[0], high: int = YEARS[1]
    ) -> tuple[int, ...]:
        """All values of a parameter that may be repeated, ascending, without repetitions."""
        return tuple(sorted({_whole(name, text, low, high) for text in self.params.get(name, ())}))

    @property
    def page(self) -> tuple[int, int]:
        """Number of the page, from 0, and its size."""
        return (
            self.whole_number("page", 0, 10**6, 0),
            self.whole_number("page-size", 1, MOST, PAGE_SIZE),
        )

    def link(self, page: int) -> str:
        """Address of another page of the same question, at the office."""
        rest = {name: values for name, values in self.params.items() if name != "page"}
        rest["page"] = [str(page)]
        rest.setdefault("page-size", [str(PAGE_SIZE)])
        return f"{OFFICE_HOST}{BASE_PATH}{self.path}?{urlencode(rest, doseq=True)}"


def _whole(name: str, text: str, low: int, high: int) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) < 12 and low <= int(text) <= high):
        reason = f"{name} is not a whole number from {low} to {high}"
        raise RefusedError(400, reason, f"correct {name}")
    return int(text)


def page_of(question: Question, rows: Sequence[str], head: dict[str, Any] | None = None) -> str:
    """A page of rows (JSON texts) in the office's envelope; ``head`` stands before the results."""
    page, size = question.page
    last = max(0, (len(rows) - 1) // size)
    links = {"first": question.link(0), "self": question.link(page)}
    if page < last:
        links["next"] = question.link(page + 1)
    links["last"] = question.link(last)
    envelope = {"totalRecords": len(rows), "page": page, "pageSize": size, "links": links}
    shown = ",".join(rows[page * size : (page + 1) * size])
    return f'{to_text({**envelope, **(head or {})})[:-1]},"results":[{shown}]}}'
