"""The whole analysis of a survey: every question for everybody and by gmina, sex and age."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from terytoria.surveys.population import Strata
from terytoria.surveys.questionnaire import Question
from terytoria.surveys.tabulation import Result, read_column, tabulated
from terytoria.surveys.weighting import Respondents, Weights, weigh

SEXES = ("m", "k")
"""Men, women: the order of strata."""

UNTOLD = "?"
"""The group of those who did not tell; it is told apart so that no subtraction tells it."""


@dataclass(frozen=True)
class Response:
    """Answers of one person and what they told of themselves; ``""`` where they did not."""

    answers: Mapping[str, Any]
    gmina: str = ""
    sex: str = ""
    band: str = ""


@dataclass(frozen=True)
class Analysis:
    """Results by breakdown (``gmina``, ``sex``, ``band``); each holds everybody too.

    ``weighted`` is whether answers were weighted to the population of ``year``; ``uncovered`` the
    share of the population that nobody speaks for; ``design_effect`` that of weighting.
    """

    people: int
    weighted: bool
    crossed: bool
    uncovered: float
    design_effect: float
    year: int | None
    results: Mapping[str, tuple[Result, ...]]

    def to_json(self) -> dict[str, Any]:
        """Plain values to be kept when the answers are deleted; hidden groups carry nothing."""
        facts = {
            name: getattr(self, name)
            for name in ("people", "weighted", "crossed", "uncovered", "design_effect", "year")
        }
        results = {by: [_told(one) for one in found] for by, found in self.results.items()}
        return {**facts, "results": results}


def analyse(
    questions: Sequence[Question],
    responses: Sequence[Response],
    places: Mapping[str, Sequence[str]],
    strata: Strata | None,
) -> Analysis:
    """Analyse answers; ``places`` gives the gminas and the bands, in the order of ``strata``.

    Without ``strata`` answers count as equal. A question about codes of open answers is asked like
    any other: as a multiple choice.
    """
    columns = {
        "gmina": _rows([one.gmina for one in responses], places["gmina"]),
        "sex": _rows([one.sex for one in responses], SEXES),
        "band": _rows([one.band for one in responses], places["band"]),
    }
    weights = _weights(columns, strata, len(responses))
    names = {"gmina": places["gmina"], "sex": SEXES, "band": places["band"]}
    groups = {by: _masks(columns[by], names[by]) for by in columns}
    results: dict[str, list[Result]] = {by: [] for by in groups}
    for question in questions:
        told = read_column(question, [one.answers.get(question.id) for one in responses])
        for by, masks in groups.items():
            results[by] += tabulated(told, weights.values, masks)
    return Analysis(
        people=len(responses),
        weighted=strata is not None,
        crossed=weights.crossed,
        uncovered=weights.uncovered,
        design_effect=weights.design_effect,
        year=strata.year if strata else None,
        results={by: tuple(found) for by, found in results.items()},
    )


def _rows(told: Sequence[str], names: Sequence[str]) -> np.ndarray:
    place = {name: at for at, name in enumerate(names)}
    return np.array([place.get(one, -1) for one in told], dtype=np.int64)


def _masks(rows: np.ndarray, names: Sequence[str]) -> dict[str, np.ndarray]:
    masks = {name: rows == at for at, name in enumerate(names)}
    return masks if (rows >= 0).all() else {**masks, UNTOLD: rows < 0}


def _weights(columns: Mapping[str, np.ndarray], strata: Strata | None, people: int) -> Weights:
    if strata is None:
        return Weights(np.ones(people), crossed=False, uncovered=0.0)
    return weigh(Respondents(columns["gmina"], columns["sex"], columns["band"]), strata)


def _told(one: Result) -> dict[str, Any]:
    told: dict[str, Any] = {"question": one.question, "group": one.group, "hidden": one.hidden}
    if one.hidden:
        return told
    shares = [[s.option, s.percent, s.low, s.high] for s in one.shares]
    return {**told, "answered": one.answered, "mean": one.mean, "shares": shares}
