"""Agreement of two coders, against the definition and known numbers."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.surveys import agreement

CODED = st.dictionaries(
    st.sampled_from([str(n) for n in range(12)]), st.sets(st.sampled_from("xyz"))
)


def coded(yes: int, no: int, start: int = 0) -> dict[str, set[str]]:
    return {str(start + n): {"x"} if n < yes else set() for n in range(yes + no)}


def test_the_example_of_a_table_two_by_two() -> None:
    # 20 both yes, 5 first only, 10 second only, 15 both no: observed .7, expected .5
    first = {str(n): {"x"} if n < 25 else set() for n in range(50)}
    second = {str(n): {"x"} if n < 20 or 25 <= n < 35 else set() for n in range(50)}
    found = agreement(first, second, ["x"])
    assert found.pooled == pytest.approx(0.4)
    assert found.by_code["x"] == pytest.approx(0.4)
    assert found.answers == 50
    assert "0,40 (umiarkowana)" in found.explain()


@given(CODED, CODED)
def test_kappa_is_symmetric_and_at_most_one(
    first: dict[str, set[str]], second: dict[str, set[str]]
) -> None:
    one, other = agreement(first, second, "xyz"), agreement(second, first, "xyz")
    assert one.answers == other.answers == len(set(first) & set(second))
    assert (one.pooled is None) == (other.pooled is None)
    if one.pooled is not None and other.pooled is not None:
        assert math.isclose(one.pooled, other.pooled, abs_tol=1e-9)
        assert one.pooled <= 1 + 1e-12


@given(CODED)
def test_a_person_agrees_with_themselves(first: dict[str, set[str]]) -> None:
    found = agreement(first, first, "xyz")
    assert found.pooled is None or found.pooled == pytest.approx(1)


def test_what_chance_alone_gives_has_no_kappa() -> None:
    always = coded(5, 0)
    found = agreement(always, always, ["x"])
    assert found.pooled is None
    assert "nie da się" in found.explain()
    assert agreement({}, {}, ["x"]).by_code == {"x": None}
