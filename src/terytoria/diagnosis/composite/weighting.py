"""Nominal weights of the nodes: a registry of small functions."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from terytoria.diagnosis.composite.hierarchy import Hierarchy

Floats = NDArray[np.float64]


def _given(hierarchy: Hierarchy) -> Floats:
    return hierarchy.weights


def _equal(hierarchy: Hierarchy) -> Floats:
    return np.ones(len(hierarchy.nodes))


WEIGHTINGS: dict[str, Callable[[Hierarchy], Floats]] = {"given": _given, "equal": _equal}
