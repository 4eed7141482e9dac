"""Dividing cells into voivodeships and powiats: compact, contiguous, of similar size."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from terytoria.statistics.sources.synthetic.plane import Points

Rows = npt.NDArray[np.int64]

UNEVEN = 0.06


def divide(points: Points, parts: int, rng: np.random.Generator) -> Rows:
    """Label (0..parts-1) of each point: the plane is cut across its longer side, again and again.

    Every part has at least one point; ``parts`` must not exceed the number of points.

    >>> divide(np.array([[0.0, 0.0], [9.0, 0.0]]), 2, np.random.default_rng(0)).tolist()
    [0, 1]
    """
    if parts > len(points):
        raise ValueError(f"cannot divide {len(points)} points into {parts} parts: ask for fewer")
    labels = np.zeros(len(points), dtype=np.int64)
    waiting = [(np.arange(len(points)), parts, 0)]
    while waiting:
        rows, count, label = waiting.pop()
        if count == 1:
            labels[rows] = label
            continue
        left = count // 2
        share = left / count + rng.uniform(-UNEVEN, UNEVEN) / count
        cut = int(np.clip(round(share * len(rows)), left, len(rows) - (count - left)))
        order = rows[np.argsort(_across(points[rows], rng), kind="stable")]
        waiting.append((order[:cut], left, label))
        waiting.append((order[cut:], count - left, label + left))
    return labels


def _across(points: Points, rng: np.random.Generator) -> npt.NDArray[np.float64]:
    """Position of points along a direction close to their longest extent."""
    centred = points - points.mean(axis=0)
    east, north = (centred**2).sum(axis=0)
    angle = 0.5 * np.arctan2(2 * (centred[:, 0] * centred[:, 1]).sum(), east - north)
    angle += rng.uniform(-0.35, 0.35)
    axis = np.array([np.cos(angle), np.sin(angle)])
    if abs(axis[0]) > abs(axis[1]) and axis[0] < 0:
        axis = -axis
    return np.asarray(centred @ axis)


def join_strays(labels: Rows, pairs: Rows, movable: npt.NDArray[np.bool_]) -> Rows:
    """Labels in which every group is connected: its smaller pieces pass to a group they touch.

    ``pairs`` are rows that touch; only ``movable`` rows change their label or carry connection.
    """
    labels = labels.copy()
    pairs = pairs[movable[pairs].all(axis=1)]
    for _ in range(20):
        stray = _strays(labels, pairs, movable)
        if not stray.any():
            break
        both = np.vstack([pairs, pairs[:, ::-1]])
        offers = both[stray[both[:, 0]] & ~stray[both[:, 1]]]
        if not len(offers):
            break
        taken, where = np.unique(offers[:, 0], return_index=True)
        labels[taken] = labels[offers[where, 1]]
    return labels


def _strays(labels: Rows, pairs: Rows, movable: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    same = pairs[labels[pairs[:, 0]] == labels[pairs[:, 1]]]
    size = len(labels)
    graph = coo_array((np.ones(len(same)), (same[:, 0], same[:, 1])), shape=(size, size))
    piece = connected_components(graph, directed=False)[1]
    members = np.bincount(piece)
    best = np.zeros(labels.max() + 1, dtype=np.int64) - 1
    for row in np.lexsort((-piece, members[piece])):
        if movable[row]:
            best[labels[row]] = piece[row]
    return np.asarray(movable & (piece != best[labels]))
