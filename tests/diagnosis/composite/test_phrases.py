from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terytoria.diagnosis.composite.phrases import listed, number, percent, signed


@pytest.mark.parametrize(
    ("value", "plain", "with_sign"),
    [
        (3.14159, "3,1", "+3,1"),
        (-2.0, "−2,0", "−2,0"),
        (0.0, "0,0", "+0,0"),
        (-0.01, "0,0", "+0,0"),
    ],
)
def test_numbers_are_polish(value: float, plain: str, with_sign: str) -> None:
    assert number(value) == plain
    assert signed(value) == with_sign


@given(st.floats(-1e6, 1e6), st.integers(0, 4))
@settings(deadline=None)
def test_numbers_can_be_read_back(value: float, digits: int) -> None:
    text = number(value, digits).replace(",", ".").replace("−", "-")
    assert float(text) == pytest.approx(value, abs=0.51 * 10**-digits)
    assert not text.startswith("-0") or float(text) != 0


def test_lists_and_shares() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a i b"
    assert listed(["a", "b", "c"]) == "a, b i c"
    assert percent(0.5) == "50%"
