"""Classes of level x dynamics, and their Polish words."""

from __future__ import annotations

from enum import StrEnum

from terytoria.diagnosis.standing import Verdict

NO_CLASS = "brak oceny"


class Course(StrEnum):
    """Where a series goes."""

    IMPROVING = "improving"
    WORSENING = "worsening"
    RISING = "rising"
    FALLING = "falling"
    UNCLEAR = "unclear"


_LEVELS = {
    Verdict.BETTER: ("dobry", 1),
    Verdict.WORSE: ("słaby", -1),
    Verdict.HIGHER: ("wysoki", 1),
    Verdict.LOWER: ("niski", -1),
    Verdict.SIMILAR: ("przeciętny", 0),
}
_COURSES = {
    Course.IMPROVING: ("się poprawia", 1),
    Course.WORSENING: ("się pogarsza", -1),
    Course.RISING: ("rośnie", 1),
    Course.FALLING: ("spada", -1),
}


def course(direction: float, sign: int) -> Course | None:
    """The course of a trend (1 up, -1 down, 0 unclear, NaN none) of an indicator.

    ``sign`` is 1 where more is better, -1 where less is, 0 for neutral indicators.

    >>> course(-1, -1), course(1, 0), course(0, 1)
    (<Course.IMPROVING: 'improving'>, <Course.RISING: 'rising'>, <Course.UNCLEAR: 'unclear'>)
    """
    if direction != direction:  # noqa: PLR0124  NaN: no trend
        return None
    if direction == 0:
        return Course.UNCLEAR
    if sign == 0:
        return Course.RISING if direction > 0 else Course.FALLING
    return Course.IMPROVING if direction * sign > 0 else Course.WORSENING


def class_label(level: Verdict | None, going: Course | None) -> str:
    """Level and course in words that follow "stan": "dobry, ale się pogarsza".

    "brak oceny" where either is unknown.

    >>> class_label(Verdict.WORSE, Course.IMPROVING), class_label(Verdict.SIMILAR, Course.UNCLEAR)
    ('słaby, ale się poprawia', 'przeciętny, bez wyraźnego trendu')
    """
    if level is None or going is None:
        return NO_CLASS
    adjective, high = _LEVELS[level]
    if going is Course.UNCLEAR:
        return f"{adjective}, bez wyraźnego trendu"
    verb, up = _COURSES[going]
    return f"{adjective}, ale {verb}" if high * up < 0 else f"{adjective} i {verb}"
