"""Pauses between tries, and what a server asks for."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.statistics.sources.bdl.pause import Pauses, asked_for


@given(st.integers(1, 60), st.integers())
def test_pauses_grow_up_to_five_minutes(tries: int, seed: int) -> None:
    found = list(Pauses(tries, random.Random(seed)))
    assert [left for left, _ in found] == list(range(tries - 1, -1, -1))
    for number, (_, pause) in enumerate(found):
        longest = min(3.0**number, 300.0)
        assert longest / 2 <= pause <= longest


def test_pauses_begin_anew_for_each_question() -> None:
    pauses = Pauses(3, random.Random(0))
    assert [len(list(pauses)) for _ in range(2)] == [3, 3]


def test_at_least_one_try() -> None:
    with pytest.raises(ValueError, match="one try"):
        Pauses(0, random.Random(0))


@pytest.mark.parametrize(
    ("text", "wait"),
    [
        ("30", 30.0),
        ("0.5", 0.5),
        ("2027-01-15T08:01:30Z", 90.0),
        ("2027-01-15T08:01:30.0000000Z", 90.0),
        ("2027-01-15T08:01:30", 90.0),
        ("2027-01-15T09:01:30+01:00", 90.0),
        ("1800000090", 90.0),
        ("604800", 604_800.0),
    ],
)
def test_what_the_server_asks_for(text: str, wait: float) -> None:
    now = 1_800_000_000.0
    assert asked_for({"X-Rate-Limit-Reset": text}, now) == pytest.approx(wait)
    assert asked_for({"Retry-After": text}, now) == pytest.approx(wait)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "-1",
        "soon",
        "nan",
        "inf",
        "1e300",
        "604801",
        "1799999999",
        "2027-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00+14:00",
        "2027-13-01",
    ],
)
def test_nonsense_is_not_believed(text: str) -> None:
    assert asked_for({"X-Rate-Limit-Reset": text}, 1_800_000_000.0) is None


@given(st.text(), st.floats(0, 1e11))
def test_any_text_is_a_bounded_wait_or_none(text: str, now: float) -> None:
    wait = asked_for({"X-Rate-Limit-Reset": text}, now)
    assert wait is None or 0 < wait <= 7 * 86_400
