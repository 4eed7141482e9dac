"""Times in words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.language.durations import about
from terytoria.language.numbers import NBSP

UNITS = {"s": 1, "min": 60, "godz.": 3600, "d": 86_400}


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "1 s"),
        (1.2, "2 s"),
        (60, "1 min"),
        (60.5, "2 min"),
        (3540, "59 min"),
        (3541, "1 godz."),
        (3600, "1 godz."),
        (7199, "2 godz."),
        (86_340, "23 godz. 59 min"),
        (86_341, "1 d"),
        (90_000, "1 d 1 godz."),
        (604_800, "7 d"),
    ],
)
def test_words(seconds: float, words: str) -> None:
    assert about(seconds).replace(NBSP, " ") == words


@given(st.floats(0, 1e8))
def test_it_never_promises_less_and_never_an_hour_more(seconds: float) -> None:
    parts = re.findall(rf"(\d+){NBSP}(\S+)", about(seconds))
    told = sum(int(count) * UNITS[unit] for count, unit in parts)
    assert seconds <= told + 1e-6
    assert told - seconds <= max(1, min(3600, 60 if seconds < 80_000 else 3600))
