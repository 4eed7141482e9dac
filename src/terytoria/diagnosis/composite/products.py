"""Matrix products in blocks of one shape."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


class Blocks:
    """A matrix units × indicators cut into equal blocks for products with many weights.

    A large product would be split between threads of the linear algebra library, and its last
    digits could follow the number of threads. Blocks this small are never split, and rows that
    are equal give results that are equal to the last bit.

    >>> Blocks(np.array([[1.0, 2.0], [3.0, 4.0]])).times(np.array([[0.5, 0.5]])).tolist()
    [[1.5, 3.5]]
    """

    EDGE = 64

    def __init__(self, matrix: Floats) -> None:
        self.units, width = matrix.shape
        count = -(-self.units // self.EDGE)
        padded = np.zeros((count * self.EDGE, width))
        padded[: self.units] = matrix
        blocks = padded.reshape(count, self.EDGE, width).transpose(0, 2, 1)
        self.blocks = np.ascontiguousarray(blocks)

    def times(self, weights: Floats) -> Floats:
        """Weighted sums (runs × units) for ``weights`` of shape runs × indicators."""
        runs, width = weights.shape
        count = -(-runs // self.EDGE)
        padded = np.zeros((count * self.EDGE, width))
        padded[:runs] = weights
        rows = padded.reshape(count, 1, self.EDGE, width)
        sums = np.matmul(rows, self.blocks[None]).transpose(0, 2, 1, 3)
        answer: Floats = sums.reshape(count * self.EDGE, -1)[:runs, : self.units]
        return answer
