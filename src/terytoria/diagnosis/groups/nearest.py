"""The most similar gminas by structural features."""

from __future__ import annotations

from collections.abc import Sequence
from weakref import WeakKeyDictionary

import numpy as np

from terytoria.diagnosis.groups.covariates import all_covariates, values_of
from terytoria.diagnosis.groups.group import ComparisonGroup, GroupError, GroupKind, reasons_frame
from terytoria.diagnosis.labels import counted
from terytoria.diagnosis.measured import Measures
from terytoria.diagnosis.order_statistics import quantile, robust_scale, sorted_rows
from terytoria.language.cases import Case
from terytoria.language.numbers import number
from terytoria.language.places import unit_phrase
from terytoria.statistics.snapshot.snapshot import Snapshot
from terytoria.territory import Level

_FORMS = ("gmina najbardziej podobna", "gminy najbardziej podobne", "gmin najbardziej podobnych")
_STANDARD: WeakKeyDictionary[Snapshot, dict[str, np.ndarray | None]] = WeakKeyDictionary()


def by_nearest(
    snapshot: Snapshot,
    code: str,
    k: int = 30,
    covariates: Sequence[str] = (),
    *,
    measures: Measures | None = None,
    same_kind: bool = False,
) -> ComparisonGroup:
    """The ``k`` gminas nearest to one in standardised structural features.

    Features are the structural ones of the data file (all of them when none is named) or ids of
    catalogue indicators, for which ``measures`` is needed. Each is centred at the median and
    divided by the robust standard deviation over all gminas; the distance is the root mean square
    of the differences over features known for both (at least half of them). Ties are broken by
    code; the gmina itself is no member.
    """
    register = snapshot.register
    if code not in register.index:
        raise GroupError(f"{code} is no gmina: nearest neighbours are found for gminas")
    if k < 1:
        raise GroupError(f"k = {k}: ask for at least one neighbour")
    names, features = _features(snapshot, covariates, measures)
    own = register.index[code]
    apart = np.abs(features - features[own])
    distances = _distances(apart)
    if same_kind:
        kinds = np.array([kind.value for kind in register.kinds])
        distances = np.where(kinds == kinds[own], distances, np.nan)
    distances[own] = np.nan
    order = np.argsort(distances, kind="stable")[: min(k, int((~np.isnan(distances)).sum()))]
    if not len(order):
        raise GroupError(f"{code} has no known features to compare by: choose another group")
    rows = np.sort(order)
    reasons = [_reason(names, apart[row]) for row in rows]
    return _group(snapshot, code, [(int(r), float(distances[r])) for r in rows], reasons, names)


def _distances(apart: np.ndarray) -> np.ndarray:
    known = (~np.isnan(apart)).sum(axis=1)
    squares = np.nansum(apart**2, axis=1) / np.maximum(known, 1)
    enough = 2 * known >= apart.shape[1]
    found: np.ndarray = np.where(enough, np.sqrt(squares), np.nan)
    return found


def _features(
    snapshot: Snapshot, wanted: Sequence[str], measures: Measures | None
) -> tuple[list[str], np.ndarray]:
    """Polish names and standardised values (gminas x features) of the features there are."""
    known = all_covariates()
    names, columns = [], []
    for name in wanted or known:
        column = _standard(snapshot, name, measures)
        if column is not None:
            names.append(known[name].name_pl if name in known else _name(name, measures))
            columns.append(column)
    if not columns:
        raise GroupError("the snapshot has none of the features: compare by kind and population")
    return names, np.stack(columns, axis=1)


def _standard(snapshot: Snapshot, name: str, measures: Measures | None) -> np.ndarray | None:
    kept = _STANDARD.setdefault(snapshot, {})
    known = all_covariates()
    if name not in known:
        return standardised(_indicator(name, measures))
    if name not in kept:
        raw = values_of(snapshot, known[name])
        kept[name] = None if raw is None else standardised(raw)
    return kept[name]


def _indicator(name: str, measures: Measures | None) -> np.ndarray:
    if measures is None or name not in measures.available():
        structural = ", ".join(all_covariates())
        raise GroupError(
            f"unknown feature {name!r}: use {structural} or, with measures, an indicator's id"
        )
    values = measures.of(name).values
    newest = np.flatnonzero((~np.isnan(values)).any(axis=0))[-1]
    column: np.ndarray = values[:, newest]
    return column


def _name(name: str, measures: Measures | None) -> str:
    return measures.of(name).indicator.name_pl if measures is not None else name


def standardised(values: np.ndarray) -> np.ndarray:
    """Robust z-scores, shape (units,): distance from the median in robust standard deviations.

    >>> standardised(np.array([1.0, 2.0, 3.0])).round(3).tolist()
    [-0.674, 0.0, 0.674]
    """
    rows, counts = sorted_rows(values[None, :])
    centre = quantile(rows, counts, 0.5)
    spread = quantile(rows, counts, 0.75) - quantile(rows, counts, 0.25)
    scale = robust_scale(values[None, :], centre, spread)
    found: np.ndarray = (values - centre[0]) / (scale[0] or 1.0)
    return found


def _group(
    snapshot: Snapshot,
    code: str,
    found: list[tuple[int, float]],
    reasons: list[str],
    names: list[str],
) -> ComparisonGroup:
    register = snapshot.register
    members = tuple(register.gminas[row] for row, _ in found)
    unit = register.unit(code)
    twin = register.has_twin(code)
    phrase = unit_phrase(unit.name, unit.kind.value, Case.GENITIVE, ambiguous=twin)
    return ComparisonGroup(
        id=f"nearest-{code}-{len(members)}",
        label_pl=f"{counted(len(members), _FORMS)} do {phrase}",
        label_en=f"{len(members)} gminas most similar to {unit.name}",
        kind=GroupKind.NEAREST,
        level=Level.GMINA,
        members=members,
        reasons=reasons_frame(
            members,
            [register.unit(one).name for one in members],
            reasons,
            [distance for _, distance in found],
        ),
        anchor=code,
        notes=(f"Cechy porównywane: {', '.join(names)}.",),
    )


def _reason(names: list[str], apart: np.ndarray) -> str:
    """The feature nearest to the anchor's and the one farthest from it."""
    known = [(float(gap), name) for gap, name in zip(apart, names, strict=True) if gap >= 0]
    near, far = min(known), max(known)
    return f"najbliżej: {near[1]} ({number(near[0], 2)}), najdalej: {far[1]} ({number(far[0], 2)})"
