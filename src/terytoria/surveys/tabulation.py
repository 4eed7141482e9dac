"""Results: weighted shares with margins of error; small groups are not shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from terytoria.statistics.intervals import wilson
from terytoria.surveys.questionnaire import Kind, Question
from terytoria.surveys.rules import rule

Indicators = tuple[tuple[str, ...], np.ndarray]

ALL = ""
"""The group of everybody."""


@dataclass(frozen=True)
class Share:
    """The share of an option in a group, in percent, with its 95 % limits."""

    option: str
    percent: float
    low: float
    high: float


@dataclass(frozen=True)
class Result:
    """Answers of one group to one question.

    ``answered`` is how many answered, ``None`` with ``hidden``: the group is too small to be shown
    or would give a hidden one away. ``mean`` is there for scales and numbers.
    """

    question: str
    group: str
    answered: int | None
    hidden: bool
    shares: tuple[Share, ...] = ()
    mean: float | None = None


def tabulate(
    question: Question,
    answers: Sequence[object],
    weights: np.ndarray,
    groups: Mapping[str, np.ndarray] | None = None,
) -> tuple[Result, ...]:
    """Results of everybody and of each group (name to a mask, bool (n,)); groups do not overlap.

    ``answers`` hold ``None`` for who did not answer or was not asked. The limits are Wilson's with
    the effective number of answers (Kish): they tell the error of chance only, not that of who
    chose to answer. Groups below ``least_group`` are hidden; when one group alone is hidden, the
    next smallest is hidden too, because the rest would tell it. Open answers give counts only.
    """
    return tabulated(read_column(question, answers), weights, groups or {})


@dataclass(frozen=True, eq=False)
class AnswerColumn:
    """Answers to one question as arrays: who told (n,), options chosen (n, options), numbers."""

    question: Question
    told: np.ndarray
    indicators: Indicators
    numbers: np.ndarray | None


def read_column(question: Question, answers: Sequence[object]) -> AnswerColumn:
    """Answers as arrays, to be tabulated by several breakdowns."""
    told = np.array([answer is not None for answer in answers], dtype=bool)
    return AnswerColumn(question, told, _indicators(question, answers), _numbers(question, answers))


def tabulated(
    column: AnswerColumn, weights: np.ndarray, groups: Mapping[str, np.ndarray]
) -> tuple[Result, ...]:
    """As :func:`tabulate`, of answers read already."""
    question = column.question
    masks = {ALL: np.ones(len(column.told), dtype=bool), **groups}
    inside = np.stack(list(masks.values())) & column.told
    sizes = {name: int(size) for name, size in zip(masks, inside.sum(axis=1), strict=True)}
    hidden = _hidden(sizes)
    weighted = inside * weights
    shares = _shares(column.indicators, weighted)
    means = _means(column.numbers, weighted)
    return tuple(
        Result(question.id, name, None, hidden=True)
        if name in hidden
        else Result(question.id, name, sizes[name], False, shares[at], means[at])
        for at, name in enumerate(masks)
    )


def table(results: Sequence[Result]) -> pl.DataFrame:
    """A row a share; a hidden group keeps its row with everything missing."""
    schema = {"question": pl.String, "group": pl.String, "answered": pl.Int64, "option": pl.String,
              "percent": pl.Float64, "low": pl.Float64, "high": pl.Float64}  # fmt: skip
    rows: list[tuple[object, ...]] = []
    for one in results:
        if not one.shares:
            rows.append((one.question, one.group, one.answered, None, None, None, None))
        for share in one.shares:
            values = (share.option, share.percent, share.low, share.high)
            rows.append((one.question, one.group, one.answered, *values))
    return pl.DataFrame(rows, schema=schema, orient="row")


def _hidden(sizes: Mapping[str, int]) -> frozenset[str]:
    least = rule("least_group")
    parts = {name: size for name, size in sizes.items() if name != ALL}
    small = {name for name, size in parts.items() if size < least}
    if sizes[ALL] < least:
        return frozenset(sizes)
    given_away = sum(parts[name] for name in small)
    rest = sorted(
        (name for name in parts if name not in small), key=lambda name: (parts[name], name)
    )
    while small and 0 < given_away < least and rest:
        name = rest.pop(0)
        small.add(name)
        given_away += parts[name]
    return frozenset(small)


def _indicators(question: Question, answers: Sequence[object]) -> Indicators:
    """Who chose which option: the options, and a matrix (answers, options) of zeros and ones."""
    if question.kind is Kind.SCALE:
        options: list[object] = list(range(question.low, question.high + 1))
    else:
        options = [option.id for option in question.options]
    place = {option: at for at, option in enumerate(options)}
    if not options:
        return (), np.zeros((len(answers), 0))
    if question.kind is not Kind.MULTIPLE:
        chosen = np.array([place.get(a, -1) for a in answers], dtype=np.int64)
        return tuple(map(str, options)), (chosen[:, None] == np.arange(len(options))).astype(float)
    lists = [a if isinstance(a, list) else [a] for a in answers]
    rows = np.repeat(np.arange(len(lists)), [len(one) for one in lists])
    columns = np.array([place.get(choice, -1) for one in lists for choice in one], dtype=np.int64)
    matrix = np.zeros((len(lists), len(options)))
    matrix[rows[columns >= 0], columns[columns >= 0]] = 1.0
    return tuple(str(option) for option in options), matrix


def _numbers(question: Question, answers: Sequence[object]) -> np.ndarray | None:
    if question.kind not in (Kind.SCALE, Kind.NUMBER):
        return None
    return np.array([a if isinstance(a, int | float) else np.nan for a in answers], dtype=float)


def _means(numbers: np.ndarray | None, weighted: np.ndarray) -> list[float | None]:
    """The mean of each group (rows of ``weighted``)."""
    totals = weighted.sum(axis=1)
    if numbers is None:
        return [None] * len(totals)
    sums = weighted @ np.nan_to_num(numbers)
    return [float(s / t) if t > 0 else None for s, t in zip(sums, totals, strict=True)]


def _shares(chosen: Indicators, weighted: np.ndarray) -> list[tuple[Share, ...]]:
    """Shares of every option in each group (rows of ``weighted``)."""
    options, matrix = chosen
    totals = weighted.sum(axis=1, keepdims=True)
    filled = np.where(totals > 0, totals, 1.0)
    squares = (weighted**2).sum(axis=1, keepdims=True)
    effective = filled**2 / np.where(squares > 0, squares, 1.0)
    part = np.clip(weighted @ matrix / filled, 0.0, 1.0)
    low, high = wilson(part * effective, effective)
    columns = (100 * values for values in (part, low, high))
    rows = zip(*(values.tolist() for values in columns), strict=True)
    return [
        tuple(Share(option, *values) for option, *values in zip(options, *row, strict=True))
        for row in rows
    ]
