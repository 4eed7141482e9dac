"""A plan of the steps from a start date: the earliest days, the slack, the critical path."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import polars as pl

from terytoria.language.dates import date_pl
from terytoria.strategy.procedure.checking import Fact
from terytoria.strategy.procedure.days import is_working_day, next_working_day
from terytoria.strategy.procedure.steps import Step, steps

_DAY = timedelta(days=1)
_LONGEST = 3660  # days; longer than any preparation of a strategy


class PlanError(ValueError):
    """Days that make no plan."""


@dataclass(frozen=True)
class Planned:
    """A step in a plan: its first and last day (inclusive) and how long it may slip.

    What is over has its real days, no slack, and is on no critical path.

    ``slack`` is the number of calendar days by which the step may grow before the adoption moves
    (weekends take up a day or two also on the critical path); ``None`` where nothing depends on it.
    ``critical`` tells that the adoption hangs on the step: each step of the path is the last of
    those that the next one waits for. ``warning`` is a Polish sentence or empty.
    """

    step: Step
    begin: date
    end: date
    slack: int | None
    critical: bool
    warning: str


@dataclass(frozen=True)
class Plan:
    """Steps of a profile in order, with the earliest day of adoption."""

    profile: str
    start: date
    steps: tuple[Planned, ...]

    @property
    def adoption(self) -> date:
        """The earliest day on which the strategy can be adopted."""
        return next(one.end for one in self.steps if one.step.id == "adoption")

    @property
    def critical_path(self) -> tuple[str, ...]:
        """Ids of the steps on which the day of adoption hangs."""
        return tuple(one.step.id for one in self.steps if one.critical)

    def table(self) -> pl.DataFrame:
        """A row a step: id, name, actor, begin, end, slack, basis, confirmed."""
        return pl.DataFrame(
            [
                {
                    "id": one.step.id,
                    "name": one.step.name,
                    "actor": one.step.actor,
                    "begin": one.begin,
                    "end": one.end,
                    "slack": one.slack,
                    "basis": one.step.basis,
                    "confirmed": one.step.confirmed,
                }
                for one in self.steps
            ]
        )

    def explain(self) -> str:
        """The plan in two Polish sentences; in one when the strategy is adopted."""
        names = {one.step.id: one.step.name for one in self.steps}
        path = " → ".join(names[name] for name in self.critical_path)
        if not path:
            return f"Strategię przyjęto {date_pl(self.adoption)}"
        return (
            f"Przy starcie {date_pl(self.start)} strategię można przyjąć najwcześniej "
            f"{date_pl(self.adoption)} Termin zależy od kroków: {path}."
        )


@dataclass(frozen=True)
class _Course:
    """What a plan is computed from: steps, their lengths, the start, what has happened."""

    wanted: tuple[Step, ...]
    lengths: Mapping[str, int]
    start: date
    told: Mapping[str, Fact] = field(default_factory=dict)
    today: date = date.min

    def longer(self, step: Step, days: int) -> _Course:
        """The same with a step that takes more days."""
        lengths = {**self.lengths, step.id: self.lengths[step.id] + days}
        return replace(self, lengths=lengths)

    def ended(self, step: Step) -> bool:
        """Whether a step is over."""
        fact = self.told.get(step.id)
        return fact is not None and fact.end is not None


@dataclass(frozen=True)
class _Span:
    """First day of a step, the last one by count, and that day or the next working one."""

    begin: date
    last: date
    end: date


def plan(
    profile: str,
    start: date,
    *,
    days: Mapping[str, int] | None = None,
    without: frozenset[str] = frozenset(),
    facts: Iterable[Fact] = (),
    today: date | None = None,
) -> Plan:
    """The earliest plan of a profile from ``start``.

    A step begins the working day after the last of those it waits for; one that ends on a day
    off ends on the next working day. ``days`` replaces the calendar days of steps; a step whose
    days are set by law is never planned shorter. Optional steps may be left out by ``without``.
    ``facts`` put what has happened in place of what was planned, and with ``today`` nothing
    still ahead begins or ends before it. Raises :class:`PlanError` for unknown steps, days
    below 1, and a shorter step of the law.

    >>> plan("cwd", date(2026, 1, 5)).critical_path
    ('form', 'diagnosis', 'draft', 'adoption')
    >>> told = [Fact("form", date(2026, 1, 5), date(2026, 1, 16))]
    >>> plan("cwd", date(2026, 1, 5), facts=told, today=date(2026, 1, 20)).steps[1].begin
    datetime.date(2026, 1, 20)
    """
    wanted = tuple(step for step in steps(profile) if step.id not in without)
    lengths = _lengths(wanted, dict(days or {}), without, profile)
    told = {one.step: one for one in facts if one.begin or one.end}
    course = _Course(wanted, lengths, start, told, today or date.min)
    ends = _ends(course)
    path = _critical(course, ends)
    found = []
    for step in wanted:
        span, over = ends[step.id], course.ended(step)
        slack = None if over else _slack(course, step)
        warning = "" if over else _warning(span.last)
        found.append(Planned(step, span.begin, span.end, slack, step.id in path, warning))
    return Plan(profile, start, tuple(found))


def _lengths(
    wanted: tuple[Step, ...], days: dict[str, int], without: frozenset[str], profile: str
) -> dict[str, int]:
    known = {step.id: step for step in steps(profile)}
    for name in sorted(without):
        if name not in known or not known[name].optional:
            raise PlanError(f"step {name!r} cannot be left out of {profile!r}")
    for name, count in days.items():
        if name not in known:
            raise PlanError(f"no step {name!r} in {profile!r}; take one of: {', '.join(known)}")
        least = known[name].days if known[name].by_law else 1
        if not least <= count <= _LONGEST:
            raise PlanError(f"step {name!r}: {count} days; take {least} to {_LONGEST}")
    return {step.id: days.get(step.id, step.days) for step in wanted}


def _ends(course: _Course) -> dict[str, _Span]:
    """Days of the steps; each stands after those it waits for in the data."""
    found: dict[str, _Span] = {}
    for step in course.wanted:
        before = [found[name].end for name in step.after if name in found]
        earliest = max(before) + _DAY if before else course.start
        found[step.id] = _span(course, step, earliest)
    return found


def _span(course: _Course, step: Step, earliest: date) -> _Span:
    fact, length = course.told.get(step.id), course.lengths[step.id] * _DAY
    if fact is not None and fact.end is not None:
        return _Span(fact.begin or fact.end, fact.end, fact.end)
    if fact is not None and fact.begin is not None:
        last = max(fact.begin + length, course.today)
        return _Span(fact.begin, last, next_working_day(last))
    begin = next_working_day(max(earliest, course.today))
    return _Span(begin, begin + length, next_working_day(begin + length))


def _critical(course: _Course, ends: Mapping[str, _Span]) -> frozenset[str]:
    """Steps still ahead from which the last days lead without a gap to the adoption."""
    known = {step.id: step for step in course.wanted if not course.ended(step)}
    path, edge = {"adoption"} & set(known), ["adoption"] if "adoption" in known else []
    while edge:
        before = [name for name in known[edge.pop()].after if name in ends]
        last = max((ends[name].end for name in before), default=None)
        deciding = [
            name for name in before if ends[name].end == last and name not in path and name in known
        ]
        path.update(deciding)
        edge.extend(deciding)
    return frozenset(path)


def _slack(course: _Course, step: Step) -> int | None:
    """Days by which a step may grow while the adoption stays, found by bisection.

    The day of adoption never moves back when a step grows, so bisection finds the edge.
    """
    adoption = _ends(course)["adoption"].end

    def harmless(more: int) -> bool:
        return _ends(course.longer(step, more))["adoption"].end == adoption

    if harmless(_LONGEST):
        return None
    low, high = 0, _LONGEST
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if harmless(middle) else (low, middle)
    return low


def _warning(last: date) -> str:
    if is_working_day(last):
        return ""
    return f"Ostatni dzień ({date_pl(last)}) jest wolny od pracy; plan przyjmuje następny roboczy."
