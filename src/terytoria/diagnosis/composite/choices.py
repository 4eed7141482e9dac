"""What is uncertain about a composite, and the runs that explore it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from terytoria.diagnosis.composite.aggregation import AGGREGATIONS
from terytoria.diagnosis.composite.errors import CompositeError
from terytoria.diagnosis.composite.imputation import IMPUTATIONS
from terytoria.diagnosis.composite.normalisation import NORMALISATIONS
from terytoria.diagnosis.composite.options import CompositeOptions, check_choice
from terytoria.diagnosis.composite.outliers import OUTLIERS

Floats = NDArray[np.float64]
METHODS = 4  # imputation, outliers, normalisation, aggregation


@dataclass(frozen=True)
class Choices:
    """The alternatives tried for each step, the jitter of weights, and data error or not.

    An empty tuple means the choice of the nominal construction alone. Weights vary uniformly
    within ± ``jitter`` of their nominal value. ``data_error`` uses the standard errors of the
    data where they are given.

    >>> Choices(normalisations=("minmax", "rank"), jitter=0.1).jitter
    0.1
    """

    imputations: tuple[str, ...] = ("group_mean", "group_median")
    outliers: tuple[str, ...] = ("reference", "none")
    normalisations: tuple[str, ...] = ("minmax", "zscore", "rank")
    aggregations: tuple[str, ...] = ("arithmetic", "geometric")
    jitter: float = 0.25
    data_error: bool = True

    def __post_init__(self) -> None:
        for what, values, registry in (
            ("imputations", self.imputations, tuple(IMPUTATIONS)),
            ("outliers", self.outliers, tuple(OUTLIERS)),
            ("normalisations", self.normalisations, tuple(NORMALISATIONS)),
            ("aggregations", self.aggregations, tuple(AGGREGATIONS)),
        ):
            for value in values:
                check_choice(what, value, registry)
        if not 0 <= self.jitter < 1:
            raise CompositeError(f"jitter={self.jitter}; use a share from 0 to below 1")

    @classmethod
    def nothing(cls) -> Choices:
        """No uncertainty at all: every run is the nominal one."""
        return cls((), (), (), (), 0.0, data_error=False)

    def methods(self, nominal: CompositeOptions) -> tuple[tuple[str, ...], ...]:
        """Alternatives for the four steps, the nominal one always first."""
        steps = (
            (nominal.imputation, self.imputations),
            (nominal.outliers, self.outliers),
            (nominal.normalisation, self.normalisations),
            (nominal.aggregation, self.aggregations),
        )
        return tuple(tuple(dict.fromkeys((first, *others))) for first, others in steps)


@dataclass(frozen=True, eq=False)
class Runs:
    """Runs of the construction.

    ``methods`` (runs × 4) are places in the alternatives, ``weights`` (nodes × runs) are on any
    scale, ``noise`` (runs) numbers the draw of data error: runs of one number share the draw.
    """

    methods: NDArray[np.int64]
    weights: Floats
    noise: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.methods)


def runs_at(
    points: Floats, methods: Sequence[Sequence[str]], weights: Floats, jitter: float
) -> Runs:
    """Runs at points of the unit cube: 4 coordinates choose methods, the rest move weights.

    >>> runs = runs_at(np.array([[0.9, 0, 0, 0, 0.5]]), (("a", "b"), ("c",), ("d",), ("e",)),
    ...                np.array([2.0]), 0.25)
    >>> runs.methods.tolist(), runs.weights.tolist()
    ([[1, 0, 0, 0]], [[2.0]])
    """
    sizes = np.array([len(alternatives) for alternatives in methods])
    chosen = np.minimum((points[:, :METHODS] * sizes).astype(np.int64), sizes - 1)
    moves = 1.0 + jitter * (2.0 * points[:, METHODS:].T - 1.0)
    return Runs(chosen, weights[:, None] * moves, np.arange(len(points)))


def low_discrepancy(count: int, dimensions: int, seed: int) -> Floats:
    """The first ``count`` points of a scrambled Sobol sequence (count × dimensions).

    >>> low_discrepancy(3, 2, seed=1).shape
    (3, 2)
    """
    from scipy.stats import qmc  # noqa: PLC0415 - takes a second to import, and only runs need it

    if dimensions > qmc.Sobol.MAXDIM:
        raise CompositeError(f"{dimensions} uncertain inputs; at most {qmc.Sobol.MAXDIM} can vary")
    sequence = qmc.Sobol(dimensions, scramble=True, rng=np.random.default_rng(seed))
    points: Floats = sequence.random_base2(math.ceil(math.log2(max(count, 2))))
    return points[:count]
