"""Values as JSON: plain, rounded, sorted."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.diagnosis.serialise_values import plain, to_bytes


class Colour(StrEnum):
    RED = "red"


@dataclass(frozen=True)
class Box:
    size: float
    codes: tuple[str, ...]


VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(-1e300, 1e300)
    | st.just(math.nan)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1 / 3, 0.3333333333),
        (123456789.123456, 123456789.1),
        (-0.0, 0.0),
        (float("nan"), None),
        (Colour.RED, "red"),
        (date(2026, 1, 1), "2026-01-01"),
        (np.array([[1.0, np.nan]]), [[1.0, None]]),
        (np.int64(3), 3),
        (Box(2.0, ("a",)), {"size": 2.0, "codes": ["a"]}),
        (pl.DataFrame({"a": [1, None], "b": [0.5, float("nan")]}),
         [{"a": 1, "b": 0.5}, {"a": None, "b": None}]),
    ],
)  # fmt: skip
def test_values_become_plain(value, expected):
    assert plain(value) == expected


def test_minus_zero_loses_its_sign():
    assert math.copysign(1, plain(-0.0)) == 1


def test_what_has_no_form_is_refused():
    with pytest.raises(TypeError, match="object has no form in JSON"):
        plain(object())


@given(VALUES)
def test_plain_values_survive_json_and_are_plain_already(value):
    once = plain(value)
    assert plain(once) == once
    assert json.loads(to_bytes({"value": once})) == {"value": once}


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e300, max_value=1e300))
def test_ten_digits_are_kept(value):
    assert plain(value) == pytest.approx(value, rel=1e-9, abs=1e-300)
    assert len(f"{abs(plain(value)):.17e}".partition("e")[0].rstrip("0")) <= 19


@given(st.dictionaries(st.text(), st.integers(), min_size=2))
def test_the_order_of_keys_does_not_matter(body):
    assert to_bytes(body) == to_bytes(dict(reversed(body.items())))


def test_an_infinite_number_is_refused():
    with pytest.raises(ValueError, match="not JSON compliant"):
        to_bytes({"x": float("inf")})
