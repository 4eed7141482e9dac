"""What is known of every target now, and what changed since the data before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from terytoria.language.numbers import number
from terytoria.portal.monitoring.domain.readings import evidence_of, in_force
from terytoria.portal.monitoring.domain.subjects import (
    Subject,
    adopted_version,
    subjects_of,
    way_of,
)
from terytoria.portal.monitoring.enums import Text
from terytoria.portal.monitoring.models import Followed, Round
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.strategies.models import StrategyVersion
from terytoria.reports.monitoring import Share, TargetState
from terytoria.reports.monitoring.words import reading_of
from terytoria.strategy.monitoring import Light, Measure, Reading, follow_readings
from terytoria.strategy.targets import Target, Wanted

NO_BASE = "Podaj w strategii rok bazowy, wcześniejszy niż docelowy; bez niego nie ma drogi do celu."
NOT_YET = "Jeszcze nie śledzono tego miernika na danych. Zleć śledzenie."
OTHER = "Miernik albo strategia zmieniły się od ostatniego śledzenia. Zleć je ponownie."
_DECIMALS = 6


@dataclass(frozen=True)
class Status:
    """A target with what is known of it; ``problem`` says why nothing is."""

    subject: Subject
    found: Mapping[str, Any] | None
    problem: str = ""
    previous: Mapping[str, Any] | None = None

    @property
    def light(self) -> Light:
        """The light; unknown where nothing was found."""
        return Light(self.found["light"]) if self.found else Light.UNKNOWN

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Comparable readings, the oldest first."""
        return tuple(Reading(**one) for one in self.found["readings"]) if self.found else ()

    @property
    def sources(self) -> tuple[str, ...]:
        """Where the values are from, each once."""
        found = self.found["evidence"] if self.found else ()
        named = (f"{one['source']}, stan danych: {one['vintage']}" for one in found)
        return tuple(dict.fromkeys(named))

    @property
    def change(self) -> str:
        """What is other than in the data before, a sentence; empty where nothing is."""
        if not self.found or not self.previous:
            return ""
        before, now = self.previous, self.found
        if (before["light"], before["readings"]) == (now["light"], now["readings"]):
            return ""
        shown = [
            reading_of(Reading(**one["readings"][-1]), now["unit"], now["decimals"])
            if one["readings"]
            else "brak odczytu"
            for one in (before, now)
        ]
        lights = [Light(one["light"]).name_pl for one in (before, now)]
        read = f"Ostatni odczyt: {shown[0]} → {shown[1]}." if shown[0] != shown[1] else ""
        seen = f"Ocena: {lights[0]} → {lights[1]}." if lights[0] != lights[1] else ""
        return f"{seen} {read}".strip() or "Zmieniły się wcześniejsze odczyty."

    def state(self) -> TargetState:
        """The target as reports and pictures take it."""
        one, found = self.subject.target, self.found or {}
        base = found.get("base", one.base_value)
        return TargetState(
            goal=self.subject.goal,
            name=one.name,
            unit=one.unit,
            decimals=found.get("decimals", _decimals(one.base_value, one.target_value)),
            wanted=one.wanted.label,
            base_year=one.base_year if self.subject.sound else None,
            base=base if self.subject.sound else None,
            target_year=one.target_year,
            target=one.target_value,
            light=self.light,
            text=found.get("text") or self.problem,
            readings=self.readings,
            adopted=self.subject.text is Text.ADOPTED,
            change=self.change,
            parts={part["unit"]: _share(part) for part in found.get("parts", ())},
            sources=self.sources,
        )


@dataclass(frozen=True)
class Standing:
    """Every target of a partnership, with the rounds they are told from."""

    statuses: tuple[Status, ...]
    version: StrategyVersion | None
    latest: Round | None
    previous: Round | None

    def of(self, text: Text) -> tuple[Status, ...]:
        """Targets of one text."""
        return tuple(one for one in self.statuses if one.subject.text is text)


def standing_of(partnership: Partnership) -> Standing:
    """What is known of every target of a partnership."""
    version = adopted_version(partnership)
    rounds = list(Round.objects.filter(partnership=partnership)[:1])
    latest = rounds[0] if rounds else None
    previous = _before(latest) if latest else None
    now, then = _rows(latest), _rows(previous)
    statuses = []
    for one in subjects_of(partnership, version):
        key = (one.target.id, one.text.value)
        statuses.append(_status(one, now.get(key), then.get(key)))
    return Standing(tuple(statuses), version, latest, previous)


def _before(latest: Round) -> Round | None:
    """The newest round on other data than the latest one."""
    earlier = Round.objects.filter(partnership=latest.partnership_id, number__lt=latest.number)
    return earlier.exclude(snapshot=latest.snapshot).first()


def _rows(told: Round | None) -> dict[tuple[int, str], Followed]:
    if told is None:
        return {}
    return {(one.target_id, one.text): one for one in told.followed.all()}


def _status(one: Subject, now: Followed | None, then: Followed | None) -> Status:
    if not one.sound:
        return Status(one, None, NO_BASE)
    if one.own:
        return Status(one, _own(one))
    if now is None:
        return Status(one, None, NOT_YET)
    if now.asked != one.asked():
        return Status(one, None, OTHER)
    same = then is not None and then.asked == now.asked
    return Status(one, now.found, now.problem, then.found if then is not None and same else None)


def _own(one: Subject) -> dict[str, Any]:
    """An own indicator followed on what people entered."""
    said, kept = one.target, in_force(one.target.id)
    asked = {**one.asked(), "wanted": Wanted(way_of(said))}
    values = [said.base_value, said.target_value, *(each.value for each in kept)]
    measure = Measure(said.name, said.unit, _decimals(*values))
    readings = [Reading(each.year, each.value, each.low, each.high) for each in kept]
    target = Target(**asked)
    inside = [each for each in kept if target.base_year < each.year <= target.target_year]
    evidence = [evidence_of(each) for each in inside[-1:]]
    return follow_readings(target, measure, readings, evidence).to_json()


def _decimals(*values: float | None) -> int:
    """As many decimals as the values need.

    >>> _decimals(1.0, 2.25, None)
    2
    """
    written = (f"{one:.{_DECIMALS}f}".rstrip("0") for one in values if one is not None)
    return max((len(one.partition(".")[2]) for one in written), default=0)


def _share(part: Mapping[str, Any]) -> Share:
    base, latest = (Reading(**part[name]) if part[name] else None for name in ("base", "latest"))
    return Share(base, latest, part["broken"])


def shown(value: float | None, decimals: int) -> str:
    """A value for a cell of a table."""
    return number(value, decimals)
