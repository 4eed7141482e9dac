"""National figures that the model of the example country is set to."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt
import yaml

Floats = npt.NDArray[np.float64]


@cache
def _figures() -> dict[str, Any]:
    text = files(__package__).joinpath("national.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.safe_load(text)
    return loaded


def rate(name: str) -> float:
    """A single figure of ``national.yaml``."""
    return float(_figures()[name])


def by_age(name: str) -> Floats:
    """A figure for each of the 18 five-year age groups, the last one open (85+)."""
    return np.array(_figures()[name], dtype=float)


def course(name: str, years: range | tuple[int, ...]) -> Floats:
    """A figure for each year, linear between the years listed.

    >>> course("abroad", (2020, 2023)).tolist()
    [0.022, 0.02]
    """
    known = _figures()[name]
    return np.asarray(np.interp(list(years), list(known), list(known.values())))


def index(name: str, years: range | tuple[int, ...], base: int = 2020) -> Floats:
    """Course of a figure relative to its base year.

    >>> index("births", (2020,)).tolist()
    [1.0]
    """
    return np.asarray(course(name, years) / course(name, (base,)))
