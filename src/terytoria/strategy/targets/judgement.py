"""The verdict on a target: rules over what was found, thresholds from data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from terytoria.strategy.targets.ahead import Ahead, data
from terytoria.strategy.targets.course import Course
from terytoria.strategy.targets.target import Target
from terytoria.strategy.targets.windows import Managed


class Verdict(StrEnum):
    """How realistic a target is, the easiest first; ``UNJUDGED`` stands aside."""

    WITHIN_REACH = "within_reach"
    AMBITIOUS = "ambitious"
    BEYOND_SIMILAR = "beyond_similar"
    AGAINST_OUTLOOK = "against_outlook"
    UNJUDGED = "unjudged"

    @property
    def rank(self) -> int | None:
        """Place from the easiest (0) up, ``None`` where nothing is judged."""
        return None if self is Verdict.UNJUDGED else list(Verdict).index(self)


class Obstacle(StrEnum):
    """Why a target cannot be judged."""

    NO_DATA = "no_data"
    ONLY_POWIATS = "only_powiats"
    NO_BASE = "no_base"
    NEW_BASE = "new_base"
    NEW_TERRITORY = "new_territory"
    FEW_SIMILAR = "few_similar"


@dataclass(frozen=True)
class Thresholds:
    """Where the verdicts part: see ``data/targets.yaml``, which gives the reasons."""

    within_share: float
    within_low: float
    smallest_group: int

    def __post_init__(self) -> None:
        if not 0 <= self.within_low <= self.within_share <= 1:
            raise ValueError("thresholds must hold 0 <= within_low <= within_share <= 1")
        if self.smallest_group < 3:
            raise ValueError(f"smallest_group = {self.smallest_group}: use at least 3")

    @classmethod
    def load(cls) -> Thresholds:
        """The thresholds of the data file."""
        return _packaged()


@cache
def _packaged() -> Thresholds:
    return Thresholds(**{name: row["value"] for name, row in data()["thresholds"].items()})


def judge(
    target: Target,
    managed: Managed | None,
    course: Course | None,
    ahead: Ahead | None,
    thresholds: Thresholds,
) -> Verdict:
    """The verdict on a target; a harder one is never judged easier.

    Similar units give the verdict. A trend that meets the target even at its worse end makes it
    one step easier. Outside the band of the outlook, on the wanted side, is against the outlook;
    without similar units the middle of the band is within reach, the rest of it ambitious.
    """
    if ahead is not None:
        if not target.met_by(ahead.high if target.wanted.sign > 0 else ahead.low):
            return Verdict.AGAINST_OUTLOOK
        if managed is None:
            return Verdict.WITHIN_REACH if target.met_by(ahead.value) else Verdict.AMBITIOUS
    if managed is None:
        return Verdict.UNJUDGED
    step = _by_similar(managed, thresholds)
    if is_met(target, course):
        step = max(step - 1, 0)
    return list(Verdict)[step]


def is_met(target: Target, course: Course | None) -> bool:
    """Whether a trend meets a target even at the worse end of its interval."""
    if course is None or course.low is None or course.high is None:
        return False
    return target.met_by(course.low if target.wanted.sign > 0 else course.high)


def _by_similar(managed: Managed, thresholds: Thresholds) -> int:
    often = managed.share >= thresholds.within_share and managed.low >= thresholds.within_low
    if often:
        return 0
    return 1 if managed.reached else 2
