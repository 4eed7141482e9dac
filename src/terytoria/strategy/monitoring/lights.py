"""Traffic lights that respect intervals."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

import yaml

from terytoria.strategy.targets.target import Wanted


class Light(StrEnum):
    """What can be said of a target now."""

    REACHED = "reached"
    ON_COURSE = "on_course"
    UNSURE = "unsure"
    OFF_COURSE = "off_course"
    UNKNOWN = "unknown"

    @property
    def name_pl(self) -> str:
        """The light in Polish words, so that colour is never alone."""
        return _NAMES[self]


_NAMES = {
    Light.REACHED: "osiągnięty",
    Light.ON_COURSE: "na dobrej drodze",
    Light.UNSURE: "nie wiadomo: różnica mieści się w niepewności",
    Light.OFF_COURSE: "z opóźnieniem",
    Light.UNKNOWN: "brak danych do oceny",
}


@dataclass(frozen=True)
class Reading:
    """A value of a year with its interval; both limits are ``None`` for an exact value."""

    year: int
    value: float
    low: float | None = None
    high: float | None = None


@cache
def near_share() -> float:
    """The share of the planned change that an exact value may lack, from the data."""
    text = files("terytoria.strategy.monitoring").joinpath("data/lights.yaml")
    return float(yaml.safe_load(text.read_text(encoding="utf-8"))["near"]["value"])


def shine(
    reading: Reading, expected: float, goal: float | None, margin: float, wanted: Wanted
) -> Light:
    """The light of a reading against the value ``expected`` by now and the ``goal``.

    Reached and on course only when the whole interval is, off course only when none of it is: what
    lies between is not known. An exact value is unsure when it lacks no more than ``margin``
    (in the unit of the indicator, never negative). Without a ``goal`` nothing is reached yet: who
    wants to lose less than before stands above the goal until its year comes.

    >>> shine(Reading(2026, 58.0, 55.0, 61.0), 57.0, 50.0, 0.3, Wanted.FALL).value
    'unsure'
    """
    exact = reading.low is None or reading.high is None
    ends = [reading.value] if exact else [reading.low or 0.0, reading.high or 0.0]
    gains = sorted(wanted.sign * end for end in ends)
    worst, best = gains[0], gains[-1]
    due = wanted.sign * expected
    if goal is not None and worst >= wanted.sign * goal:
        return Light.REACHED
    if worst >= due:
        return Light.ON_COURSE
    return Light.UNSURE if best >= due - (margin if exact else 0.0) else Light.OFF_COURSE
