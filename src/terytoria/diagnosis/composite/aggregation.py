"""Means that join children into their parent: f(parent) = Σ w f(child) / Σ w."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from terytoria.diagnosis.composite.hierarchy import Hierarchy

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Mean:
    """A quasi-arithmetic mean by its generator ``forward`` and that function's ``inverse``.

    Nested means of one generator collapse: the index is the mean of the indicators with
    effective weights, computed in the generator's space.
    """

    forward: Callable[[Floats], Floats]
    inverse: Callable[[Floats], Floats]
    slope: Callable[[Floats], Floats]
    needs_positive: bool


def _same(x: Floats) -> Floats:
    return x


def _reciprocal(x: Floats) -> Floats:
    return 1.0 / x


def _log(x: Floats) -> Floats:
    answer: Floats = np.log(x)
    return answer


def _exp(x: Floats) -> Floats:
    answer: Floats = np.exp(x)
    return answer


AGGREGATIONS: dict[str, Mean] = {
    "arithmetic": Mean(_same, _same, np.ones_like, needs_positive=False),
    "geometric": Mean(_log, _exp, _reciprocal, needs_positive=True),
    "harmonic": Mean(_reciprocal, _reciprocal, lambda x: -1.0 / x**2, needs_positive=True),
}


def aggregate(f: Floats, hierarchy: Hierarchy, weights: Floats) -> Floats:
    """Generator values of all nodes from those of the indicators.

    ``f`` is units × indicators; the answer is units × nodes. Missing children are left out and
    the weights of the others count in full; a node with no child present is NaN.

    >>> from terytoria.diagnosis.composite.hierarchy import Node
    >>> tree = Hierarchy.build([Node("a", 1, "t"), Node("b", 1, "t"), Node("t", 2, None)])
    >>> aggregate(np.array([[1.0, 3.0], [1.0, np.nan]]), tree, tree.weights)[:, 2].tolist()
    [2.0, 1.0]
    """
    table = np.full((len(f), len(hierarchy.nodes)), np.nan)
    table[:, : f.shape[1]] = f
    for place in range(f.shape[1], len(hierarchy.nodes)):
        kids = hierarchy.children[place]
        values = table[:, kids]
        shares = np.where(np.isnan(values), 0.0, weights[kids])
        total = shares.sum(axis=1)
        summed = (np.where(np.isnan(values), 0.0, values) * shares).sum(axis=1)
        table[:, place] = np.divide(summed, total, out=np.full(len(f), np.nan), where=total > 0)
    return table
