"""Lists in parts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Generic, TypeVar
from urllib.parse import urlencode

from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Query
from pydantic import BaseModel, ConfigDict, Field

MOST = 100
"""Items of the largest part."""
FURTHEST = 1_000_000
"""The furthest item a part may begin with."""

M = TypeVar("M", bound=Model)
Item = TypeVar("Item")
Row = TypeVar("Row")


class Part(BaseModel):
    """Which part of a list is asked for."""

    limit: int = Field(50, ge=1, le=MOST, description="Ile pozycji najwyżej.")
    offset: int = Field(0, ge=0, le=FURTHEST, description="Ile pozycji pominąć od początku.")


Asked = Annotated[Part, Query()]


class Page(BaseModel, Generic[Item]):
    """A part of a list; the order is the same at every request."""

    model_config = ConfigDict(extra="forbid")

    items: list[Item] = Field(description="Pozycje tej części, w stałej kolejności.")
    total: int = Field(ge=0, description="Ile jest wszystkich pozycji.")
    limit: int = Field(ge=1, le=MOST, description="Ile pozycji najwyżej ma część.")
    offset: int = Field(ge=0, description="Ile pozycji pominięto od początku.")


def part_of(
    request: HttpRequest,
    response: HttpResponse,
    rows: QuerySet[M] | Sequence[Row],
    part: Part,
    shape: Callable[..., Item],
) -> Page[Item]:
    """The part of a list that was asked for; its neighbours are told in the header ``Link``.

    A query is given its key as the last order, so that equal rows never change places.
    """
    if isinstance(rows, QuerySet):
        rows = rows.order_by(*(rows.query.order_by or rows.model._meta.ordering or ()), "pk")  # noqa: SLF001 - Django documents it
        total = rows.count()
    else:
        total = len(rows)
    chosen = rows[part.offset : part.offset + part.limit]
    response.headers["X-Total-Count"] = str(total)
    response.headers["Link"] = ", ".join(
        f'<{_address(request, part.limit, offset)}>; rel="{name}"'
        for name, offset in _neighbours(total, part).items()
    )
    return Page(
        items=[shape(one) for one in chosen], total=total, limit=part.limit, offset=part.offset
    )


def _neighbours(total: int, part: Part) -> dict[str, int]:
    """Where the first, previous, next and last parts begin."""
    found = {"first": 0, "last": max(total - 1, 0) // part.limit * part.limit}
    if part.offset > 0:
        found["prev"] = max(part.offset - part.limit, 0)
    if part.offset + part.limit < total:
        found["next"] = part.offset + part.limit
    return found


def _address(request: HttpRequest, limit: int, offset: int) -> str:
    kept = {name: value for name, value in request.GET.items() if name not in {"limit", "offset"}}
    return f"{request.path}?{urlencode({**kept, 'limit': limit, 'offset': offset})}"
