"""Values as JSON writes them: plain, rounded, the same on every machine."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

import numpy as np
import polars as pl

DIGITS = 10
"""Significant digits kept: sums in another order agree to these."""


def plain(value: Any) -> Any:
    """A value of mappings, sequences, frames, arrays and dataclasses as JSON values.

    Floats keep 10 significant digits, NaN is null, a frame is a list of rows.

    >>> plain({"share": 1 / 3, "missing": float("nan"), "codes": ("a", "b")})
    {'share': 0.3333333333, 'missing': None, 'codes': ['a', 'b']}
    """
    if value is None or isinstance(value, bool | int) or type(value) is str:
        return value
    if isinstance(value, float):
        return _rounded(value)
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return _unpacked(value)


def _unpacked(value: Any) -> Any:
    if isinstance(value, pl.DataFrame):
        return _rows(value)
    if isinstance(value, np.ndarray | np.generic):
        return plain(value.tolist())
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def _rounded(value: float | None) -> float | None:
    if value is None or value != value:  # noqa: PLR0124 - NaN is the only value unlike itself
        return None
    return float(f"{value:.{DIGITS}g}") + 0.0  # adding zero turns -0.0 into 0.0


def _rows(frame: pl.DataFrame) -> list[dict[str, Any]]:
    """Rows of a frame, made column by column: tables are most of what is written."""
    columns = [
        [_rounded(value) for value in column]
        if column.dtype.is_float()
        else plain(column.to_list())
        for column in frame
    ]
    return [dict(zip(frame.columns, row, strict=True)) for row in zip(*columns, strict=True)]


def to_bytes(body: Mapping[str, Any]) -> bytes:
    """JSON in UTF-8, keys sorted; :class:`ValueError` for an infinite number.

    >>> to_bytes({"b": 1, "a": "Wałcz"}).decode()
    '{"a":"Wałcz","b":1}\\n'
    """
    text = json.dumps(
        body, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return f"{text}\n".encode()
