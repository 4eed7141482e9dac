"""Which targets are followed: those of the adopted strategy, and what differs from it since."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from terytoria.portal.meetings.enums import Outcome
from terytoria.portal.meetings.models import Decision
from terytoria.portal.monitoring.enums import Text
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.strategies.chain import Chain, Target
from terytoria.portal.strategies.domain.queries import chain_of
from terytoria.portal.strategies.enums import Wanted
from terytoria.portal.strategies.models import StrategyVersion
from terytoria.statistics.catalogue import Catalogue, Direction


@dataclass(frozen=True)
class Subject:
    """A target to follow, and whether it is the adopted text of it."""

    target: Target
    text: Text
    goal: str

    @property
    def catalogued(self) -> bool:
        """Whether the data know its indicator and it says from when it counts."""
        return self.target.indicator in Catalogue.load().indicators and self.sound

    @property
    def own(self) -> bool:
        """Whether it is of the partnership's own indicator."""
        return not self.target.indicator

    @property
    def sound(self) -> bool:
        """Whether it has a base year, before the target year."""
        base = self.target.base_year
        return base is not None and base < self.target.target_year

    def asked(self) -> dict[str, Any]:
        """The target as the engine is asked about it."""
        one = self.target
        return {
            "indicator": one.indicator,
            "wanted": way_of(one),
            "base_year": one.base_year,
            "base_value": one.base_value,
            "target_year": one.target_year,
            "target_value": one.target_value,
        }


def way_of(target: Target) -> str:
    """Which way a target wants its indicator; to keep a value is to let it get no worse."""
    if target.wanted != Wanted.KEEP:
        return "rise" if target.wanted == Wanted.UP else "fall"
    known = Catalogue.load().indicators.get(target.indicator)
    less = known is not None and known.direction is Direction.LESS_IS_BETTER
    return "fall" if less else "rise"


def adoption(partnership: Partnership) -> Decision | None:
    """The decision that adopted the strategy in force: its chain alone or its text."""
    made = Decision.objects.filter(
        Q(strategy__isnull=False) | Q(draft__isnull=False),
        partnership=partnership,
        outcome=Outcome.ADOPTED,
    )
    return made.select_related("strategy", "draft__strategy").order_by("-adopted_at", "-pk").first()


def adopted_version(partnership: Partnership) -> StrategyVersion | None:
    """The strategy in force; ``None`` before the first is adopted."""
    decision = adoption(partnership)
    return decision.chain if decision else None


def subjects_of(partnership: Partnership, version: StrategyVersion | None) -> tuple[Subject, ...]:
    """Targets of the adopted version, then those of the live chain that are not the same."""
    now = chain_of(partnership)
    adopted = tuple(_subjects(version.chain(), Text.ADOPTED)) if version else ()
    same = {(one.target.id, *one.asked().values(), one.target.name) for one in adopted}
    drafts = tuple(
        one
        for one in _subjects(now, Text.DRAFT)
        if (one.target.id, *one.asked().values(), one.target.name) not in same
    )
    return (*adopted, *drafts)


def _subjects(chain: Chain, text: Text) -> Iterator[Subject]:
    goals = {one.id: one.title for one in chain.goals}
    for one in chain.targets:
        yield Subject(one, text, goals.get(one.goal or 0, ""))
