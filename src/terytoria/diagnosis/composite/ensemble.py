"""Thousands of constructions at once.

The normalised matrix is computed once per combination of methods; the runs that share it
differ by weights alone and become one matrix product. Every product has blocks of one fixed
shape, so no result depends on the number of threads.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from terytoria.diagnosis.composite.aggregation import AGGREGATIONS, Mean, aggregate
from terytoria.diagnosis.composite.choices import Choices, Runs
from terytoria.diagnosis.composite.construct import impute, normalise, prepare
from terytoria.diagnosis.composite.data import CompositeData
from terytoria.diagnosis.composite.error_propagation import deviations
from terytoria.diagnosis.composite.hierarchy import Hierarchy
from terytoria.diagnosis.composite.options import CompositeOptions
from terytoria.diagnosis.composite.outliers import OUTLIERS
from terytoria.diagnosis.composite.products import Blocks
from terytoria.diagnosis.composite.ranking import rank_rows
from terytoria.diagnosis.composite.weighting import WEIGHTINGS

Floats = NDArray[np.float64]
Consumer = Callable[[NDArray[np.int64], Floats, NDArray[np.int64]], None]
CELLS = 2**18  # scores per piece of work: a few megabytes, near the processor


@dataclass(frozen=True, eq=False)
class Variant:
    """One combination of methods, ready for any weights.

    ``space`` holds generator values, ``variance`` those of data error (or None); ``complete``
    says that a column is missing for all units or for none. A score is
    ``shift + scale · mean.inverse(...)``: methods on another scale are linked to the nominal
    scale through the mean and deviation of their scores at nominal weights.
    """

    mean: Mean
    space: Floats
    variance: Floats | None
    active: NDArray[np.bool_]
    complete: bool
    shift: float = 0.0
    scale: float = 1.0


class Ensemble:
    """A composite prepared for many runs of one node.

    >>> from terytoria.diagnosis.composite import Node
    >>> tree = Hierarchy.build([Node("x", 1, "t"), Node("t", 2, None)])
    >>> data = CompositeData(("A", "B"), ("x",), np.array([[1.0], [2.0]]))
    >>> Ensemble(data, tree, CompositeOptions(), Choices.nothing(), node="t").methods[0]
    ('group_mean',)
    """

    def __init__(
        self,
        data: CompositeData,
        hierarchy: Hierarchy,
        options: CompositeOptions,
        choices: Choices,
        *,
        node: str,
        seed: int = 0,
    ) -> None:
        self.hierarchy, self.options, self.seed = hierarchy, options, seed
        self.top = hierarchy.find(node)
        self.prepared = prepare(data, hierarchy, options)
        self.methods = choices.methods(options)
        self.weights = WEIGHTINGS[options.weights](hierarchy)
        self.has_error = choices.data_error and self.prepared.errors is not None
        self._treated: dict[tuple[str, str], Floats] = {}
        nominal = self._at_nominal_weights(self._variant((0, 0, 0, 0), linked=False))
        self._level, self._spread = _level_spread(nominal)
        self.nominal_ranks = rank_rows(nominal[None, :])[0]
        self.nominal = nominal

    def evaluate(self, runs: Runs, consume: Consumer, threads: int | None = None) -> None:
        """Compute all runs; ``consume`` gets (places, scores, ranks) of some of them at a time.

        ``scores`` and ``ranks`` are places × units. ``consume`` is called from several threads
        and must only write to the places it is given.
        """
        with ThreadPoolExecutor(threads or min(os.cpu_count() or 1, 8)) as pool:
            waiting: list[Future[None]] = []
            for combination, places in _combinations(runs):
                variant = self._variant(combination)
                for done in waiting:
                    done.result()
                waiting = [
                    pool.submit(self._piece, variant, runs, piece, consume)
                    for piece in self._pieces(places)
                ]
            for done in waiting:
                done.result()

    def _pieces(self, places: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
        step = Blocks.EDGE * max(1, CELLS // (Blocks.EDGE * len(self.prepared.units)))
        return (places[start : start + step] for start in range(0, len(places), step))

    def _piece(
        self, variant: Variant, runs: Runs, places: NDArray[np.int64], consume: Consumer
    ) -> None:
        values, variance = self._aggregate(variant, runs.weights[:, places])
        if variance is not None:
            draws = [self._draw(int(number)) for number in runs.noise[places]]
            values = values + np.sqrt(variance) * np.array(draws)
        scores = variant.shift + variant.scale * variant.mean.inverse(values)
        consume(places, scores, rank_rows(scores))

    def _draw(self, number: int) -> NDArray[np.float32]:
        """Standard normal draw of every unit, the same for the same number."""
        stream = np.random.Generator(np.random.Philox(key=[self.seed, number]))
        return stream.standard_normal(len(self.prepared.units), dtype=np.float32)

    def _aggregate(self, variant: Variant, weights: Floats) -> tuple[Floats, Floats | None]:
        """Generator values of the node and their variances (runs × units)."""
        weights = weights * variant.active[:, None]
        if not variant.complete:
            return _nested(variant, self.hierarchy, weights, self.top)
        shares = self.hierarchy.effective_weights(weights, self.top).T
        values = Blocks(np.nan_to_num(variant.space)).times(shares)
        if variant.variance is None:
            return values, None
        return values, Blocks(variant.variance).times(shares**2)

    def _variant(self, combination: tuple[int, ...], *, linked: bool = True) -> Variant:
        names = [names[place] for names, place in zip(self.methods, combination, strict=True)]
        mean = AGGREGATIONS[names[3]]
        filled, treated = self._values(names[0], names[1])
        space = mean.forward(normalise(treated, self.hierarchy, names[2], mean))
        missing = np.isnan(space)
        variance = None
        if self.has_error and self.prepared.errors is not None:
            variance = deviations(filled, space, self.prepared.errors) ** 2
        variant = Variant(
            mean,
            space,
            variance,
            self._active(np.atleast_1d(~missing.all(axis=0))),
            complete=bool((missing.all(axis=0) == missing.any(axis=0)).all()),
        )
        return variant if not linked or combination[2:] == (0, 0) else self._link(variant)

    def _values(self, imputation: str, outliers: str) -> tuple[Floats, Floats]:
        """Filled values, and filled and treated values; kept, as several variants use them."""
        if (imputation, "") not in self._treated:
            self._treated[imputation, ""] = impute(self.prepared, imputation)
        filled = self._treated[imputation, ""]
        if (imputation, outliers) not in self._treated:
            treated = OUTLIERS[outliers](filled, self.options.limits)
            self._treated[imputation, outliers] = treated.values
        return filled, self._treated[imputation, outliers]

    def _active(self, present: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """Nodes with anything below them that tells units apart and has weight."""
        active = np.append(present, np.zeros(len(self.hierarchy.aggregates), dtype=np.bool_))
        active &= self.weights > 0
        for place in range(len(present), len(active)):
            kids = active[self.hierarchy.children[place]]
            active[place] = kids.any() and (self.weights[place] > 0 or place == self.top)
        return active

    def _at_nominal_weights(self, variant: Variant) -> Floats:
        nodes = aggregate(variant.space, self.hierarchy, self.weights)
        return variant.mean.inverse(nodes[:, self.top])

    def _link(self, variant: Variant) -> Variant:
        level, spread = _level_spread(self._at_nominal_weights(variant))
        scale = self._spread / spread if spread > 0 else 1.0
        return Variant(
            variant.mean,
            variant.space,
            variant.variance,
            variant.active,
            variant.complete,
            self._level - scale * level,
            scale,
        )


def _level_spread(scores: Floats) -> tuple[float, float]:
    """Mean and standard deviation of the scores that exist."""
    known = scores[~np.isnan(scores)]
    return (float(known.mean()), float(known.std())) if len(known) else (0.0, 0.0)


def _combinations(runs: Runs) -> Iterator[tuple[tuple[int, ...], NDArray[np.int64]]]:
    """Each combination of methods that occurs, with the places of its runs."""
    found, which = np.unique(runs.methods, axis=0, return_inverse=True)
    order = np.argsort(which, kind="stable")
    bounds = np.searchsorted(which[order], np.arange(len(found) + 1))
    for number, row in enumerate(found):
        places = order[bounds[number] : bounds[number + 1]]
        yield tuple(int(place) for place in row), places


def _nested(
    variant: Variant, hierarchy: Hierarchy, weights: Floats, top: int
) -> tuple[Floats, Floats | None]:
    """Aggregate level by level where each unit misses other indicators."""
    width = variant.space.shape[1]
    present = ~np.isnan(variant.space)
    space = np.where(present, variant.space, 0.0)
    values: dict[int, Floats] = {}
    spreads: dict[int, Floats] = {}
    known: dict[int, NDArray[np.bool_]] = {}
    for place in range(width, top + 1):
        kids = hierarchy.children[place]
        leaves, inner = kids[kids < width], kids[kids >= width]
        shares = weights[leaves].T
        total = Blocks(present[:, leaves].astype(np.float64)).times(shares)
        summed = Blocks(space[:, leaves]).times(shares)
        noise = np.zeros_like(summed)
        if variant.variance is not None:
            noise = Blocks(np.where(present, variant.variance, 0.0)[:, leaves]).times(shares**2)
        for kid in inner:
            share = weights[kid][:, None] * known[kid]
            total += share
            summed += share * values[kid]
            noise += share**2 * spreads[kid]
        exists = total > 0
        values[place] = np.divide(summed, total, out=np.zeros_like(summed), where=exists)
        spreads[place] = np.divide(noise, total**2, out=np.zeros_like(noise), where=exists)
        known[place] = exists
    answer = np.where(known[top], values[top], np.nan)
    return answer, None if variant.variance is None else spreads[top]
