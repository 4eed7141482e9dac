"""Where nodes of the picture stand: layers side by side, or one column for a phone.

The order inside layers follows Sugiyama, Tagawa and Toda (*Methods for visual understanding of
hierarchical system structures*, 1981): sweeps that sort each layer by the mean place of its
neighbours, keeping the order with the fewest crossings. Heights are then settled by isotonic
regression: each block as near to its neighbours as the blocks above and below it allow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

SWEEPS = 12
ROUNDS = 6


def ordered(sizes: Sequence[int], links: Sequence[np.ndarray]) -> list[np.ndarray]:
    """Order of the nodes of each layer: rows of the layers from the top down.

    ``links[k]`` is a boolean array, nodes of layer k x nodes of layer k + 1. Ties keep the order
    given, so the same chain gives the same picture.

    >>> cross = np.array([[False, True], [True, False]])
    >>> [order.tolist() for order in ordered([2, 2], [cross])]
    [[0, 1], [1, 0]]
    """
    orders = [np.arange(size) for size in sizes]
    best, fewest = [order.copy() for order in orders], crossings(orders, links)
    for sweep in range(SWEEPS):
        forward = sweep % 2 == 0
        steps = range(1, len(sizes)) if forward else range(len(sizes) - 2, -1, -1)
        for layer in steps:
            beside = layer - 1 if forward else layer + 1
            link = links[layer - 1].T if forward else links[layer]
            orders[layer] = _by_neighbours(orders[layer], link, orders[beside])
        found = crossings(orders, links)
        if found < fewest:
            best, fewest = [order.copy() for order in orders], found
    return best


def _by_neighbours(order: np.ndarray, link: np.ndarray, beside: np.ndarray) -> np.ndarray:
    """A layer sorted by the mean place of its neighbours; those without keep their place."""
    place = np.empty(len(beside))
    place[beside] = (np.arange(len(beside)) + 0.5) / max(len(beside), 1)
    own = np.empty(len(order))
    own[order] = (np.arange(len(order)) + 0.5) / max(len(order), 1)
    degree = link.sum(axis=1)
    mean = np.divide(link @ place, degree, out=own.copy(), where=degree > 0)
    found: np.ndarray = order[np.argsort(mean[order], kind="stable")]
    return found


def crossings(orders: Sequence[np.ndarray], links: Sequence[np.ndarray]) -> int:
    """How many pairs of lines cross between neighbouring layers.

    >>> crossings([np.arange(2), np.arange(2)], [np.array([[False, True], [True, False]])])
    1
    """
    total = 0
    for upper, lower, link in zip(orders, orders[1:], links, strict=False):
        sources, targets = np.nonzero(link[np.ix_(upper, lower)])
        before = sources[:, None] < sources
        total += int((before & (targets[:, None] > targets)).sum())
    return total


def settled(wanted: np.ndarray, heights: np.ndarray, gap: float) -> np.ndarray:
    """Tops of blocks in their order, as near to the wanted tops as gaps between them allow.

    The least sum of squares: with the heights above taken away, tops must not fall, which pooling
    adjacent violators gives (Ayer et al., *An empirical distribution function for sampling with
    incomplete information*, 1955).

    >>> settled(np.array([10.0, 0.0]), np.array([4.0, 4.0]), 2.0).tolist()
    [2.0, 8.0]
    """
    if not len(wanted):
        return wanted
    above = np.concatenate([[0.0], np.cumsum(heights[:-1] + gap)])
    pools: list[tuple[float, int]] = []
    for value in wanted - above:
        mean, count = float(value), 1
        while pools and pools[-1][0] > mean:
            before, size = pools.pop()
            mean = (mean * count + before * size) / (count + size)
            count += size
        pools.append((mean, count))
    level = np.concatenate([np.full(count, mean) for mean, count in pools])
    found: np.ndarray = level + above
    return found


@dataclass(frozen=True)
class Layer:
    """Blocks of a layer in their order from the top: heights, and where lines meet them."""

    heights: np.ndarray
    anchors: np.ndarray


def tops(layers: Sequence[Layer], links: Sequence[np.ndarray], gap: float) -> list[np.ndarray]:
    """Tops of the blocks of each layer, the highest at 0; ``links`` in the order of the layers."""
    found = [settled(np.zeros(len(one.heights)), one.heights, gap) for one in layers]
    tallest = max((top[-1] + one.heights[-1] for top, one in zip(found, layers, strict=True)
                   if len(top)), default=0.0)  # fmt: skip
    for at, one in enumerate(layers):
        if len(found[at]):
            found[at] = found[at] + (tallest - found[at][-1] - one.heights[-1]) / 2
    for sweep in range(ROUNDS):
        forward = sweep % 2 == 0
        steps = range(1, len(layers)) if forward else range(len(layers) - 2, -1, -1)
        for at in steps:
            beside = at - 1 if forward else at + 1
            link = links[at - 1].T if forward else links[at]
            degree = link.sum(axis=1)
            there = found[beside] + layers[beside].anchors
            own = found[at] + layers[at].anchors
            mean = np.divide(link @ there, degree, out=own.copy(), where=degree > 0)
            found[at] = settled(mean - layers[at].anchors, layers[at].heights, gap)
    highest = min((top[0] for top in found if len(top)), default=0.0)
    return [top - highest for top in found]


def lanes(spans: Sequence[tuple[float, float]]) -> list[int]:
    """A lane for each span so that spans of one lane never overlap; the fewest lanes.

    >>> lanes([(0, 5), (1, 2), (3, 8), (6, 9)])
    [0, 1, 1, 0]
    """
    ends: list[float] = []
    given = [0] * len(spans)
    for at in sorted(range(len(spans)), key=lambda one: (spans[one], one)):
        start, end = spans[at]
        free = next((lane for lane, last in enumerate(ends) if last < start), len(ends))
        if free == len(ends):
            ends.append(end)
        ends[free] = end
        given[at] = free
    return given
