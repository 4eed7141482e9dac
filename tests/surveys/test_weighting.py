"""Weights: post-stratification and raking against a slow definition."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.surveys import Respondents, Strata, weigh

BANDS = ((20, 39), (40, None))


def strata(persons: list[float] | np.ndarray, gminas: int = 2) -> Strata:
    """Strata of so many gminas with two bands."""
    codes = tuple(f"010101{n}" for n in range(gminas))
    return Strata(codes, BANDS, 2020, np.array(persons, dtype=float).reshape(gminas, 2, 2))


def respondents(rows: list[tuple[int, int, int]]) -> Respondents:
    """Respondents by gmina, sex, band."""
    columns = np.array(rows, dtype=int).reshape(-1, 3).T
    return Respondents(*columns)


ROWS = st.lists(
    st.tuples(st.integers(-1, 1), st.integers(-1, 1), st.integers(-1, 1)), min_size=1, max_size=60
)
PERSONS = st.lists(st.floats(0, 5000), min_size=8, max_size=8).filter(lambda p: sum(p) > 1)


def test_every_cell_with_answers_enough_gets_its_share() -> None:
    cells = [(g, s, b) for g in (0, 1) for s in (0, 1) for b in (0, 1)]
    rows = [cell for cell in cells for _ in range(5 + cell[0] * 3 + cell[1])]
    people = strata([100, 200, 300, 400, 100, 200, 300, 250])
    found = weigh(respondents(rows), people)
    assert found.crossed
    assert found.uncovered == 0
    for cell in cells:
        mine = [at for at, row in enumerate(rows) if row == cell]
        share = found.values[mine].sum() / found.values.sum()
        assert share == pytest.approx(people.persons[cell] / people.total)


def slow_raking(rows: list[tuple[int, int, int]], persons: np.ndarray) -> list[float]:
    """Raking by its definition: margins in turn, one respondent after another."""
    weights = [1.0] * len(rows)
    margins = [
        ([r[0] for r in rows], persons.sum(axis=(1, 2))),
        ([r[1] * 2 + r[2] for r in rows], persons.sum(axis=0).ravel()),
    ]
    for _ in range(2000):
        for names, totals in margins:
            total = sum(weights)
            known = sum(totals[name] for name in set(names))
            sums = {name: sum(w for w, n in zip(weights, names, strict=True) if n == name)
                    for name in set(names)}  # fmt: skip
            weights = [
                w * (totals[n] / known * total / sums[n])
                for w, n in zip(weights, names, strict=True)
            ]
    mean = sum(weights) / len(weights)
    return [weight / mean for weight in weights]


def test_raking_is_that_of_deming_and_stephan() -> None:
    rows = [(0, 0, 0)] * 4 + [(0, 1, 1)] * 7 + [(1, 0, 1)] * 6 + [(1, 1, 0)] * 9 + [(0, 0, 1)] * 5
    people = strata([60, 90, 70, 80, 100, 70, 110, 90])
    found = weigh(respondents(rows), people)
    assert not found.crossed
    assert found.values == pytest.approx(slow_raking(rows, people.persons), abs=1e-6)


@given(ROWS, PERSONS)
def test_weights_are_positive_bounded_and_of_mean_one(
    rows: list[tuple[int, int, int]], persons: list[float]
) -> None:
    found = weigh(respondents(rows), strata(persons))
    assert np.isfinite(found.values).all()
    assert (found.values >= 0).all()
    assert (found.values <= 5 * (1 + 1e-9)).all()
    assert found.values.mean() == pytest.approx(1)
    assert 0 <= found.uncovered <= 1
    assert found.design_effect >= 1 - 1e-9


@given(ROWS, PERSONS, st.randoms())
def test_the_order_of_answers_does_not_matter(
    rows: list[tuple[int, int, int]], persons: list[float], random: st.DataObject
) -> None:
    order = list(range(len(rows)))
    random.shuffle(order)  # type: ignore[attr-defined]
    one = weigh(respondents(rows), strata(persons)).values[order]
    two = weigh(respondents([rows[at] for at in order]), strata(persons)).values
    assert one == pytest.approx(two, abs=1e-6)


def test_people_nobody_answers_for_are_told_and_not_made_up() -> None:
    found = weigh(respondents([(0, 0, 0), (0, 1, 1)] * 8), strata([10, 10, 10, 10, 40, 40, 40, 40]))
    assert found.uncovered == pytest.approx(0.8)
    assert found.values == pytest.approx(np.ones(16))


def test_who_did_not_say_stays_as_they_are() -> None:
    rows = [(0, 0, 0)] * 6 + [(1, 0, 0)] * 6 + [(-1, -1, -1)] * 4
    found = weigh(respondents(rows), strata([300, 0, 0, 0, 100, 0, 0, 0]))
    assert found.values[12:] == pytest.approx(np.ones(4))
    assert found.values[0] / found.values[6] == pytest.approx(3)


def test_no_weight_grows_beyond_the_cap() -> None:
    found = weigh(respondents([(0, 0, 0)] * 99 + [(1, 0, 0)]), strata([1, 0, 0, 0, 999, 0, 0, 0]))
    assert found.values[-1] == pytest.approx(5)
    assert found.values.mean() == pytest.approx(1)
    assert found.design_effect > 1


def test_nobody_answered() -> None:
    found = weigh(respondents([]), strata([1, 1, 1, 1, 1, 1, 1, 1]))
    assert found.values.size == 0
    assert found.uncovered == 1
    assert found.design_effect == 1
