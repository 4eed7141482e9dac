"""What all shapes stand on."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any

from ninja import Path
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LARGEST = 2**63 - 1


class Given(BaseModel):
    """A shape the interface answers with; exactly these fields."""

    model_config = ConfigDict(extra="forbid")


class Taken(BaseModel):
    """A shape the interface takes: no field more, no value of another type."""

    model_config = ConfigDict(extra="forbid", strict=True, allow_inf_nan=False)


class Problem(Given):
    """An error (RFC 9457)."""

    type: str = Field(description="Adres opisu błędu.", examples=["/api/#blad-422"])
    title: str = Field(description="Rodzaj błędu.", examples=["Niepoprawne dane"])
    status: int = Field(description="Kod stanu HTTP.", examples=[422])
    detail: str = Field(description="Co się stało i co zrobić.")
    instance: str = Field(description="Ścieżka żądania.")
    errors: list[FieldFault] = Field(default=[], description="Błędy poszczególnych pól.")


class FieldFault(Given):
    """What is wrong with one field."""

    field: str = Field(description="Ścieżka pola; pusta, gdy błąd dotyczy całości.")
    reason: str = Field(description="Co jest nie tak.")
    remedy: str = Field(description="Co zrobić.")


def _read_day(value: Any) -> date:
    if isinstance(value, date):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise PydanticCustomError("day", "not a day")
    try:
        found = date.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError("day", "not a day") from None
    if not 1900 <= found.year <= 2100:
        raise PydanticCustomError("day", "not a day")
    return found


Day = Annotated[date, BeforeValidator(_read_day, json_schema_input_type=date)]
"""A day as RRRR-MM-DD, from 1900 to 2100."""

Number = Annotated[int, Path(ge=1, le=_LARGEST, description="Numer rekordu.")]
"""The number of a record in an address."""

Slug = Annotated[
    str,
    Path(
        max_length=80,
        pattern=r"^[A-Za-z0-9_-]+$",
        description="Skrót nazwy partnerstwa w adresie.",
        examples=["dolina"],
    ),
]
"""The partnership in an address."""

UnitCode = Annotated[str, StringConstraints(pattern=r"^[0-9]{7}$", strict=True)]
"""TERYT code of a gmina, a text of seven digits."""
