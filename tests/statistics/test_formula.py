"""Formulas: what they read, what they refuse, and that writing them back loses nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.statistics.catalogue import Expression, Factor, FormulaError, Term, parse

NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,12}", fullmatch=True)
FACTORS = st.builds(
    Factor, NAMES, shift=st.integers(0, 9), window=st.integers(1, 9), divides=st.booleans()
)
COEFFICIENTS = st.sampled_from([1.0, -1.0, 2.0, -0.5, 0.001, 100.0])
TERMS = st.builds(Term, COEFFICIENTS, st.lists(FACTORS, min_size=1, max_size=3).map(tuple))
EXPRESSIONS = st.builds(Expression, st.lists(TERMS, min_size=1, max_size=4).map(tuple))


@given(EXPRESSIONS)
def test_a_written_formula_reads_back_as_itself(expression: Expression) -> None:
    assert parse(str(expression)) == expression


@given(st.text(max_size=40))
def test_any_text_is_a_formula_or_a_formula_error(text: str) -> None:
    try:
        found = parse(text)
    except FormulaError:
        return
    assert found.terms


@given(st.text("ab1~@-+*/ .", max_size=25))
def test_nearly_formulas_are_read_or_refused(text: str) -> None:
    try:
        found = parse(text)
    except FormulaError:
        return
    assert parse(str(found)) == found


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "ends where"),
        ("   ", "ends where"),
        ("a +", "ends where"),
        ("a b", "no operator"),
        ("a 2", "no operator"),
        ("+ a", "operator where"),
        ("a + - b", "operator where"),
        ("a * * b", "operator where"),
        ("(a + b) / c", "character 1"),
        ("a ^ 2", "character 2"),
        ("Pop", "character 1"),
        ("a~0", "sums over no year"),
        ("a@2", "character 2"),
        ("a@+2", "character 2"),
        ("0 * a", "zero"),
        ("a / 0", "zero"),
        ("__import__('os')", "character 1"),
        ("1e9 * a", "character 1"),
    ],
)
def test_what_is_no_formula_is_refused_with_the_place(text: str, problem: str) -> None:
    with pytest.raises(FormulaError, match=problem.replace("(", r"\(")):
        parse(text)


def test_terms_keep_signs_shifts_and_windows() -> None:
    expression = parse("-a@-2~3 + 0.5 * b / c - 4")
    assert expression.terms == (
        Term(-1.0, (Factor("a", 2, 3),)),
        Term(0.5, (Factor("b"), Factor("c", divides=True))),
        Term(-4.0, ()),
    )


@pytest.mark.parametrize(
    ("factor", "reach"),
    [(Factor("a"), (0,)), (Factor("a", 4), (4,)), (Factor("a", 1, 3), (1, 2, 3))],
)
def test_a_factor_tells_the_years_it_reaches(factor: Factor, reach: tuple[int, ...]) -> None:
    assert factor.reach == reach
