"""A plan of the steps from a start date: the earliest days, the slack, the critical path."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from terytoria.language.dates import date_pl
from terytoria.strategy.procedure.days import is_working_day, next_working_day
from terytoria.strategy.procedure.steps import Step, steps

_DAY = timedelta(days=1)
_LONGEST = 3660  # days; longer than any preparation of a strategy


class PlanError(ValueError):
    """Days that make no plan."""


@dataclass(frozen=True)
class Planned:
    """A step in a plan: its first and last day (inclusive) and how long it may slip.

    ``slack`` is the number of calendar days by which the step may grow before the adoption moves
    (weekends take up a day or two also on the critical path); ``None`` after the adoption.
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
        """The plan in two Polish sentences."""
        names = {one.step.id: one.step.name for one in self.steps}
        path = " → ".join(names[name] for name in self.critical_path)
        return (
            f"Przy starcie {date_pl(self.start)} strategię można przyjąć najwcześniej "
            f"{date_pl(self.adoption)} Termin zależy od kroków: {path}."
        )


def plan(
    profile: str,
    start: date,
    *,
    days: Mapping[str, int] | None = None,
    without: frozenset[str] = frozenset(),
) -> Plan:
    """The earliest plan of a profile from ``start``.

    A step begins the working day after the last of those it waits for; one that ends on a day
    off ends on the next working day. ``days`` replaces the calendar days of steps; a step whose
    days are set by law is never planned shorter. Optional steps may be left out by ``without``.
    Raises :class:`PlanError` for unknown steps, days below 1, and a shorter step of the law.

    >>> plan("cwd", date(2026, 1, 5)).critical_path
    ('form', 'diagnosis', 'draft', 'adoption')
    """
    wanted = tuple(step for step in steps(profile) if step.id not in without)
    lengths = _lengths(wanted, dict(days or {}), without, profile)
    ends = _ends(wanted, start, lengths)
    path = _critical(wanted, ends)
    found = []
    for step in wanted:
        begin, end = ends[step.id]
        slack = _slack(wanted, start, lengths, step)
        warning = _warning(begin + lengths[step.id] * _DAY)
        found.append(Planned(step, begin, end, slack, step.id in path, warning))
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


def _ends(
    wanted: tuple[Step, ...], start: date, lengths: Mapping[str, int]
) -> dict[str, tuple[date, date]]:
    """First and last days; steps stand after those they wait for in the data."""
    found: dict[str, tuple[date, date]] = {}
    for step in wanted:
        before = [found[name][1] for name in step.after if name in found]
        begin = next_working_day(max(before) + _DAY if before else start)
        found[step.id] = begin, next_working_day(begin + lengths[step.id] * _DAY)
    return found


def _critical(wanted: tuple[Step, ...], ends: Mapping[str, tuple[date, date]]) -> frozenset[str]:
    """Steps from which the last days lead without a gap to the adoption."""
    known = {step.id: step for step in wanted}
    path, edge = {"adoption"}, ["adoption"]
    while edge:
        before = [name for name in known[edge.pop()].after if name in known]
        last = max((ends[name][1] for name in before), default=None)
        deciding = [name for name in before if ends[name][1] == last and name not in path]
        path.update(deciding)
        edge.extend(deciding)
    return frozenset(path)


def _slack(
    wanted: tuple[Step, ...], start: date, lengths: Mapping[str, int], step: Step
) -> int | None:
    """Days by which a step may grow while the adoption stays, found by bisection.

    The day of adoption never moves back when a step grows, so bisection finds the edge.
    """
    adoption = _ends(wanted, start, lengths)["adoption"][1]

    def harmless(more: int) -> bool:
        longer = {**lengths, step.id: lengths[step.id] + more}
        return _ends(wanted, start, longer)["adoption"][1] == adoption

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
