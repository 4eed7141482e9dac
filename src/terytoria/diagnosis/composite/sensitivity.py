"""Which uncertain choice moves the result, and how much of it is interaction."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from terytoria.diagnosis.composite.choices import METHODS, Choices, Runs, runs_at
from terytoria.diagnosis.composite.data import CompositeData
from terytoria.diagnosis.composite.ensemble import Ensemble
from terytoria.diagnosis.composite.errors import CompositeError
from terytoria.diagnosis.composite.hierarchy import Hierarchy
from terytoria.diagnosis.composite.options import CompositeOptions
from terytoria.diagnosis.composite.phrases import percent
from terytoria.diagnosis.composite.sobol import SobolIndices, estimate, saltelli_points

Floats = NDArray[np.float64]
POLISH = {
    "imputation": "wpływa sposób uzupełniania braków",
    "outliers": "wpływa traktowanie wartości skrajnych",
    "normalisation": "wpływa sposób normalizacji",
    "aggregation": "wpływa sposób agregacji",
    "weights": "wpływają wagi",
    "data_error": "wpływa błąd danych",
}


@dataclass(frozen=True)
class SensitivityOptions:
    """Rows of the design (a power of two), seed, choices, and the output explained.

    ``unit`` None explains the mean absolute rank shift from the nominal ranking; a unit's code
    explains that unit's score.

    >>> SensitivityOptions(base=64).unit is None
    True
    """

    base: int = 512
    seed: int = 1
    choices: Choices = field(default_factory=Choices)
    unit: str | None = None
    threads: int | None = None

    def __post_init__(self) -> None:
        if self.base < 2 or self.base & (self.base - 1) or self.base > 2**18:
            raise CompositeError(f"base={self.base}; use a power of two from 2 to {2**18}")


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """Sobol indices of each uncertain choice on one output of one node."""

    node: str
    factors: tuple[str, ...]
    indices: SobolIndices
    mean_output: float
    runs: int
    options: SensitivityOptions

    def table(self) -> pl.DataFrame:
        """One row per factor: first- and total-order index with 95 % bands."""
        columns = ("first", "first_low", "first_high", "total", "total_low", "total_high")
        return pl.DataFrame(
            {
                "factor": list(self.factors),
                **{column: getattr(self.indices, column) for column in columns},
            }
        )

    def explain(self) -> str:
        """Polish text: what the result depends on most."""
        if self.indices.variance == 0 or not self.factors:
            return "Wynik nie zależy od żadnego z badanych wyborów."
        best = int(np.argmax(self.indices.total))
        text = (
            f"Na wynik najbardziej {POLISH[self.factors[best]]} "
            f"(udział w zmienności: {percent(float(np.clip(self.indices.first[best], 0, 1)))}, "
            f"ze współdziałaniem: {percent(float(np.clip(self.indices.total[best], 0, 1)))})."
        )
        if self.options.unit is None:
            shift = f"{self.mean_output:.1f}".replace(".", ",")
            text += f" Przeciętna zmiana miejsca: {shift}."
        return text


def assess_sensitivity(
    data: CompositeData,
    hierarchy: Hierarchy,
    options: CompositeOptions | None = None,
    sensitivity: SensitivityOptions | None = None,
    node: str | None = None,
) -> Sensitivity:
    """Sobol indices of imputation, outliers, normalisation, aggregation, weights, data error.

    Only choices that really vary are factors. It costs ``base`` × (factors + 2) runs.

    >>> from terytoria.diagnosis.composite import Node
    >>> tree = Hierarchy.build([Node("x", 1, "t"), Node("y", 1, "t"), Node("t", 2, None)])
    >>> table = np.array([[1.0, 2.0], [2.0, 0.0], [5.0, 1.0]])
    >>> found = assess_sensitivity(CompositeData(("A", "B", "C"), ("x", "y"), table), tree)
    >>> found.factors
    ('outliers', 'normalisation', 'aggregation', 'weights')
    """
    options, settings = options or CompositeOptions(), sensitivity or SensitivityOptions()
    node = node or hierarchy.root.code
    ensemble = Ensemble(data, hierarchy, options, settings.choices, node=node, seed=settings.seed)
    unit = _row(ensemble, settings.unit)
    factors = _factors(ensemble, settings.choices)
    runs = _runs(ensemble, factors, settings)
    outputs = np.empty(len(runs))

    def keep(places: NDArray[np.int64], scores: Floats, ranks: NDArray[np.int64]) -> None:
        if unit is None:
            outputs[places] = np.abs(ranks - ensemble.nominal_ranks).mean(axis=1)
        else:
            outputs[places] = scores[:, unit]

    ensemble.evaluate(runs, keep, settings.threads)
    outputs = np.nan_to_num(outputs)
    indices = estimate(outputs.reshape(-1, settings.base), settings.seed)
    mean = float(outputs[: 2 * settings.base].mean())
    return Sensitivity(node, factors, indices, mean, len(runs), settings)


def _row(ensemble: Ensemble, unit: str | None) -> int | None:
    if unit is None:
        return None
    if unit not in ensemble.prepared.units:
        raise CompositeError(f"no unit {unit!r} in the composite (unknown or screened out)")
    return ensemble.prepared.units.index(unit)


def _factors(ensemble: Ensemble, choices: Choices) -> tuple[str, ...]:
    """The choices that vary: several methods, jittered weights, known errors, missing cells."""
    imputed = bool(np.isnan(ensemble.prepared.values).any())
    varied = [len(names) > 1 for names in ensemble.methods]
    varied[0] = varied[0] and imputed
    varied += [choices.jitter > 0, ensemble.has_error]
    return tuple(name for name, varies in zip(POLISH, varied, strict=True) if varies)


def _runs(ensemble: Ensemble, factors: tuple[str, ...], settings: SensitivityOptions) -> Runs:
    """The Saltelli design as runs; data error is a factor by its draw, not by a coordinate."""
    names = list(POLISH)
    sizes = [1] * METHODS + [len(ensemble.weights)]
    points = saltelli_points(sizes, settings.base, settings.seed)
    kept = [0, 1, *(2 + names.index(factor) for factor in factors if factor != "data_error")]
    draws = np.arange(settings.base)
    noise = [draws, draws + settings.base, *([draws] * (len(kept) - 2))]
    blocks = [points[place] for place in kept]
    if "data_error" in factors:
        blocks.append(points[0])
        noise.append(draws + settings.base)
    runs = runs_at(
        np.concatenate(blocks), ensemble.methods, ensemble.weights, settings.choices.jitter
    )
    return Runs(runs.methods, runs.weights, np.concatenate(noise))
