"""Weights that make the answers of those who came speak for all."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from terytoria.surveys.population import Strata
from terytoria.surveys.rules import rule

_ROUNDS = 200
_CLOSE = 1e-10


@dataclass(frozen=True, eq=False)
class Respondents:
    """Who answered: int64 (n,) rows of gmina, sex (0 men, 1 women), band; -1 where not told."""

    gmina: np.ndarray
    sex: np.ndarray
    band: np.ndarray

    def __len__(self) -> int:
        return len(self.gmina)


@dataclass(frozen=True, eq=False)
class Weights:
    """A weight a respondent, float64 (n,), with mean 1.

    ``crossed`` says that every cell gmina × sex × band was weighted, otherwise its margins were.
    ``uncovered`` is the share of the population in cells or margins where nobody answered: the
    results do not speak for them.
    """

    values: np.ndarray
    crossed: bool
    uncovered: float

    @property
    def design_effect(self) -> float:
        """How many times the variance grows by weighting (Kish 1965): ``n Σw² / (Σw)²``."""
        total = self.values.sum()
        return float(len(self.values) * (self.values**2).sum() / total**2) if total else 1.0


def weigh(who: Respondents, strata: Strata) -> Weights:
    """Post-stratify respondents to the population of ``strata``.

    Where every inhabited cell has answers enough, each cell gets its share of the population;
    otherwise weights are raked to the margins gmina and sex × band (Deming and Stephan, On a
    least squares adjustment of a sampled frequency table, Annals of Mathematical Statistics 11,
    1940). Who did not tell a margin is left as they are in it. A weight is at most
    ``most_weight`` times the mean.

    >>> people = Strata(("0101011",), ((20, None),), 2020, np.array([[[60.0], [40.0]]]))
    >>> who = Respondents(np.zeros(20, int), np.array([0] * 10 + [1] * 10), np.zeros(20, int))
    >>> weigh(who, people).values[[0, -1]].round(6).tolist()
    [1.2, 0.8]
    """
    gminas, _sexes, bands = strata.persons.shape
    told = (who.sex >= 0) & (who.band >= 0)
    pair = np.where(told, who.sex * bands + who.band, -1)
    whole = np.where((pair >= 0) & (who.gmina >= 0), who.gmina * 2 * bands + pair, -1)
    cells = strata.persons.ravel()
    counts = np.bincount(whole[whole >= 0], minlength=cells.size)
    crossed = bool(len(who)) and bool((counts[cells > 0] >= rule("least_cell")).all())
    by_pair = strata.persons.sum(axis=0).ravel()
    by_gmina = strata.persons.reshape(gminas, -1).sum(axis=1)
    margins = [(whole, cells)] if crossed else [(who.gmina, by_gmina), (pair, by_pair)]
    values = _raked(np.ones(len(who)), margins)
    uncovered = max((_uncovered(*margin) for margin in margins), default=0.0)
    return Weights(values, crossed, uncovered)


Margin = tuple[np.ndarray, np.ndarray]


def _raked(values: np.ndarray, margins: list[Margin]) -> np.ndarray:
    """Weights that agree with every margin as far as answers and the cap allow."""
    if not len(values):
        return values
    for _ in range(_ROUNDS):
        before = values
        for categories, persons in margins:
            values = _fitted(values, categories, persons)
        values = _capped(values / values.mean(), float(rule("most_weight")))
        if np.abs(values - before).max() < _CLOSE:
            break
    return values


def _capped(values: np.ndarray, cap: float) -> np.ndarray:
    """Weights of mean 1 with none above ``cap``; the excess goes to the others in proportion."""
    over = np.zeros(len(values), dtype=bool)
    while (values > cap * (1 + 1e-12)).any():
        over |= values >= cap
        rest = values[~over].sum()
        if rest == 0:
            break
        values = np.where(over, cap, values * ((len(values) - cap * over.sum()) / rest))
    return values


def _fitted(values: np.ndarray, categories: np.ndarray, persons: np.ndarray) -> np.ndarray:
    """Scale the weights of each category to its share among those who told it."""
    told = categories >= 0
    found = np.bincount(categories[told], weights=values[told], minlength=persons.size)
    wanted = np.where(found > 0, persons, 0.0)
    if wanted.sum() == 0:
        return values
    wanted = wanted / wanted.sum() * found.sum()
    factor = np.divide(wanted, found, out=np.ones_like(found), where=found > 0)
    scaled = values.copy()
    scaled[told] *= factor[categories[told]]
    return scaled


def _uncovered(categories: np.ndarray, persons: np.ndarray) -> float:
    found = np.bincount(categories[categories >= 0], minlength=persons.size)
    return float(persons[found == 0].sum() / persons.sum()) if persons.sum() else 0.0
