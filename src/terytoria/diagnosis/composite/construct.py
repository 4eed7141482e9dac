"""Building a composite indicator: from raw values to scores of every node of the tree."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from terytoria.diagnosis.composite.aggregation import AGGREGATIONS, Mean, aggregate
from terytoria.diagnosis.composite.data import LARGEST, CompositeData
from terytoria.diagnosis.composite.errors import CompositeError
from terytoria.diagnosis.composite.hierarchy import Hierarchy
from terytoria.diagnosis.composite.imputation import IMPUTATIONS
from terytoria.diagnosis.composite.normalisation import NORMALISATIONS, positive
from terytoria.diagnosis.composite.options import CompositeOptions
from terytoria.diagnosis.composite.outliers import OUTLIERS, Treated
from terytoria.diagnosis.composite.ranking import rank_rows
from terytoria.diagnosis.composite.result import Composite, Dropped, Treatment
from terytoria.diagnosis.composite.weighting import WEIGHTINGS

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Prepared:
    """Denominated values of the units kept, sorted by code; columns follow the hierarchy.

    ``errors`` are standard errors on the same scale (zero where unknown).
    """

    units: tuple[str, ...]
    names: tuple[str, ...]
    values: Floats
    errors: Floats | None
    labels: NDArray[np.int64]
    dropped: tuple[Dropped, ...]


def compose(
    data: CompositeData, hierarchy: Hierarchy, options: CompositeOptions | None = None
) -> Composite:
    """Scores and ranks of all units in all nodes.

    Raises :class:`CompositeError` when an indicator has no column or no values, a denominator
    or group is unknown, or screening keeps no unit.

    >>> from terytoria.diagnosis.composite import Node
    >>> tree = Hierarchy.build([Node("x", 1, "t"), Node("y", 1, "t", direction=-1),
    ...                         Node("t", 2, None, name="Total")])
    >>> table = np.array([[1.0, 3.0], [2.0, 1.0], [3.0, 2.0]])
    >>> result = compose(CompositeData(("A", "B", "C"), ("x", "y"), table), tree)
    >>> result.of("t").tolist(), result.rank_of("t").tolist()
    ([0.0, 75.0, 75.0], [3, 1, 2])
    """
    options = options or CompositeOptions()
    prepared = prepare(data, hierarchy, options)
    filled = impute(prepared, options.imputation)
    treated = OUTLIERS[options.outliers](filled, options.limits)
    mean = AGGREGATIONS[options.aggregation]
    scaled = normalise(treated.values, hierarchy, options.normalisation, mean)
    weights = WEIGHTINGS[options.weights](hierarchy)
    scores = mean.inverse(aggregate(mean.forward(scaled), hierarchy, weights))
    scores[:, : scaled.shape[1]] = scaled  # indicators need no journey there and back
    ranks = rank_rows(np.ascontiguousarray(scores.T)).T
    return Composite(
        hierarchy=hierarchy,
        options=options,
        units=prepared.units,
        names=prepared.names,
        scores=scores,
        ranks=np.where(np.isnan(scores), 0, ranks),
        weights=weights,
        imputed=np.isnan(prepared.values) & ~np.isnan(filled),
        treatments=_treatments(
            filled, treated, hierarchy, np.all(np.isnan(scaled), axis=0, keepdims=True)[0]
        ),
        dropped=prepared.dropped,
    )


def prepare(data: CompositeData, hierarchy: Hierarchy, options: CompositeOptions) -> Prepared:
    """Choose columns, divide by denominators, screen units, and sort them by code."""
    place = {code: column for column, code in enumerate(data.indicators)}
    for node in hierarchy.indicators:
        if node.code not in place:
            raise CompositeError(f"indicator {node.code!r} has no column in the data: add it")
    columns = [place[node.code] for node in hierarchy.indicators]
    values = data.values[:, columns]
    errors = None if data.errors is None else np.nan_to_num(data.errors[:, columns])
    if options.denominate:
        divisors = _divisors(data, hierarchy)
        with np.errstate(over="ignore"):  # an overflow is refused by name just below
            values = values / divisors
            errors = None if errors is None else np.nan_to_num(errors / np.abs(divisors))
        _check_ratios(values, hierarchy)
    labels = _labels(data, options.group)
    share = _availability(values, labels, options)
    kept = np.array(sorted(np.flatnonzero(share >= options.screening), key=data.units.__getitem__))
    if not len(kept):
        raise CompositeError(
            f"no unit has {options.screening:.0%} of its values: lower the screening threshold"
        )
    _check_columns(values[kept], hierarchy)
    return Prepared(
        tuple(data.units[row] for row in kept),
        tuple(data.names[row] for row in kept),
        values[kept],
        None if errors is None else errors[kept],
        labels[kept],
        tuple(
            Dropped(data.units[row], float(share[row]))
            for row in np.flatnonzero(share < options.screening)
        ),
    )


def impute(prepared: Prepared, imputation: str) -> Floats:
    """Values with missing cells filled by the named imputation (units × indicators)."""
    return IMPUTATIONS[imputation](prepared.values, prepared.labels)


def normalise(values: Floats, hierarchy: Hierarchy, normalisation: str, mean: Mean) -> Floats:
    """Directed values on one scale; rescaled to 1–100 when the mean needs positive numbers."""
    scaled = NORMALISATIONS[normalisation](values * hierarchy.directions)
    return positive(scaled) if mean.needs_positive else scaled


def _divisors(data: CompositeData, hierarchy: Hierarchy) -> Floats:
    """Denominator of every indicator (1 where it has none, NaN where it is zero)."""
    divisors = np.ones((len(data.units), len(hierarchy.indicators)))
    for column, node in enumerate(hierarchy.indicators):
        if node.denominator is None:
            continue
        if node.denominator not in data.denominators:
            raise CompositeError(
                f"{node.code}: denominator {node.denominator!r} has no column in the data: add it"
            )
        by = data.denominators[node.denominator]
        divisors[:, column] = np.where(by == 0, np.nan, by)
    return divisors


def _check_ratios(values: Floats, hierarchy: Hierarchy) -> None:
    wrong = (np.abs(values) > LARGEST).any(axis=0)
    if wrong.any():
        node = hierarchy.indicators[int(np.argmax(wrong))]
        raise CompositeError(f"{node.code}: divided by {node.denominator} it is beyond {LARGEST:g}")


def _labels(data: CompositeData, group: str | None) -> NDArray[np.int64]:
    """The units' groups as numbers, -1 for none; the default grouping is the last one."""
    if group is None:
        group = list(data.groups)[-1] if data.groups else None
    elif group not in data.groups:
        known = ", ".join(data.groups) or "none"
        raise CompositeError(f"no grouping {group!r} in the data; groupings are: {known}")
    if group is None:
        return np.full(len(data.units), -1, dtype=np.int64)
    number = {label: place for place, label in enumerate(sorted(filter(None, data.groups[group])))}
    return np.array([number.get(label or "", -1) for label in data.groups[group]], dtype=np.int64)


def _availability(values: Floats, labels: NDArray[np.int64], options: CompositeOptions) -> Floats:
    """Share of present values of each unit at the stage the options name."""
    seen = values
    if options.screening_stage == "imputed":
        seen = IMPUTATIONS[options.imputation](values, labels)
    share: Floats = (~np.isnan(seen)).mean(axis=1)
    return share


def _check_columns(values: Floats, hierarchy: Hierarchy) -> None:
    empty = np.isnan(values).all(axis=0)
    if empty.any():
        code = hierarchy.indicators[int(np.argmax(empty))].code
        raise CompositeError(f"indicator {code!r} has no value for any unit: fill it or remove it")


def _treatments(
    filled: Floats, treated: Treated, hierarchy: Hierarchy, constant: NDArray[np.bool_]
) -> tuple[Treatment, ...]:
    """What was done to each indicator that was not left as it came."""
    found = []
    for column, node in enumerate(hierarchy.indicators):
        moved = int((treated.values[:, column] != filled[:, column]).sum())
        if constant[column]:
            found.append(Treatment(node.code, "constant", 0, 0))
        elif treated.logged[column]:
            found.append(Treatment(node.code, "logarithm", 0, len(filled)))
        elif treated.steps[column]:
            found.append(Treatment(node.code, "winsorised", int(treated.steps[column]), moved))
    return tuple(found)
