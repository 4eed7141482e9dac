"""Which clocks are kept, broken or running, from what has really happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from terytoria.language.dates import date_pl
from terytoria.language.plural import counted
from terytoria.strategy.procedure.days import is_working_day, next_working_day
from terytoria.strategy.procedure.steps import Clock, Kind, Step, clocks, steps

SOON = 7
"""Days before the last one from which a running clock warns."""


class FactError(ValueError):
    """A fact that cannot be: a step that ends before it begins, or told twice."""


class State(StrEnum):
    """How a clock stands."""

    KEPT = "kept"
    BROKEN = "broken"
    URGENT = "urgent"
    RUNNING = "running"
    WAITING = "waiting"


@dataclass(frozen=True)
class Fact:
    """What happened: the days on which a step began and ended; ``None``: not yet."""

    step: str
    begin: date | None = None
    end: date | None = None

    def __post_init__(self) -> None:
        if self.begin and self.end and self.end < self.begin:
            raise FactError(f"step {self.step!r} ends {self.end} before it begins {self.begin}")


@dataclass(frozen=True)
class Ruling:
    """A clock with its state, the last (or first) day it allows, and a Polish explanation."""

    clock: Clock
    state: State
    limit: date | None
    text: str


Facts = Mapping[str, Fact]


def check(profile: str, facts: Iterable[Fact], today: date) -> tuple[Ruling, ...]:
    """Every clock of a profile as it stands on a day, the broken ones first.

    Raises :class:`FactError` for a step told twice or unknown to the profile.

    >>> notice = Fact("consultation", date(2025, 10, 10), date(2025, 11, 3))
    >>> ruling = check("supralocal_10g", [notice], date(2025, 11, 4))[0]
    >>> ruling.clock.id, ruling.state.value
    ('consultation_length', 'broken')
    """
    told = _told(profile, facts)
    found = [_ruling(clock, told, today) for clock in clocks(profile)]
    order = list(_ORDER)
    return tuple(sorted(found, key=lambda one: order.index(one.state)))


_ORDER = (State.BROKEN, State.URGENT, State.RUNNING, State.WAITING, State.KEPT)


def refusals(
    profile: str,
    facts: Iterable[Fact],
    proposed: Fact,
    today: date,
    *,
    taken: frozenset[str] = frozenset(),
) -> tuple[str, ...]:
    """Why a proposed fact may not be entered: Polish sentences with the legal basis.

    Only clocks whose end is told and that the proposed step touches count, and those broken
    already not again. A step whose predecessors have not ended, or ended after it began, is
    refused as well; optional steps count among them when they are ``taken``. A proposed fact
    without days takes the step back.

    >>> day = date(2026, 5, 4)
    >>> refusals("supralocal_10g", [], Fact("adoption", end=day), day)[0]
    'Najpierw: Projekt strategii, tekst i grafika.'
    """
    before = list(facts)
    known = {one.clock.id for one in check(profile, before, today) if one.state == State.BROKEN}
    told = {one.step: one for one in before}
    after = [*(one for one in before if one.step != proposed.step), proposed]
    new = {one.step: one for one in after}
    broken = [
        f"{one.text} Podstawa: {one.clock.basis}."
        for one in check(profile, after, today)
        if one.state == State.BROKEN
        and proposed.step in (one.clock.since[0], one.clock.until[0])
        and _until(one.clock, new) is not None
        and one.clock.id not in known
    ]
    return (*_not_reached(profile, told, proposed, taken), *broken)


def _not_reached(
    profile: str, told: Facts, proposed: Fact, taken: frozenset[str]
) -> tuple[str, ...]:
    """Steps that must have ended before; those with clocks of their own speak through them."""
    first = proposed.begin or proposed.end
    if first is None:
        return ()
    known = {step.id: step for step in steps(profile)}
    clocked = {clock.since[0] for clock in clocks(profile) if clock.until[0] == proposed.step}
    wanted = [
        known[name]
        for name in known[proposed.step].after
        if name in known and name not in clocked and (not known[name].optional or name in taken)
    ]
    missing = tuple(f"Najpierw: {step.name}." for step in wanted if not _ended(step, told))
    late = ((step, told[step.id].end) for step in wanted if _ended(step, told))
    return (
        *missing,
        *(
            f"Najpierw: {step.name}; ten krok skończył się dopiero {date_pl(end)}"
            for step, end in late
            if end is not None and end > first
        ),
    )


def _ended(step: Step, told: Facts) -> bool:
    fact = told.get(step.id)
    return fact is not None and fact.end is not None


def _told(profile: str, facts: Iterable[Fact]) -> dict[str, Fact]:
    known = {step.id for step in steps(profile)}
    told: dict[str, Fact] = {}
    for fact in facts:
        if fact.step not in known:
            raise FactError(f"no step {fact.step!r} in {profile!r}; steps: {', '.join(known)}")
        if fact.step in told:
            raise FactError(f"step {fact.step!r} is told twice")
        told[fact.step] = fact
    return told


def _moment(moment: tuple[str, str], told: Facts) -> date | None:
    fact = told.get(moment[0])
    if fact is None:
        return None
    return fact.begin if moment[1] == "begin" else fact.end


def _until(clock: Clock, told: Facts) -> date | None:
    """The later moment; of a step that ended, its end when its beginning was not told."""
    found = _moment(clock.until, told)
    return found or _moment((clock.until[0], "end"), told)


def _ruling(clock: Clock, told: Facts, today: date) -> Ruling:
    since, until = _moment(clock.since, told), _until(clock, told)
    if clock.kind == Kind.HEARD:
        return _heard(clock, told.get(clock.since[0]), until, today)
    if since is None:
        return _unstarted(clock, until)
    limit = since + timedelta(days=clock.days)
    if clock.kind == Kind.AT_MOST:
        return _at_most(clock, limit, until, today)
    return _at_least(clock, since, limit, until)


def _unstarted(clock: Clock, until: date | None) -> Ruling:
    """The earlier moment has not come; the later one must not have come either."""
    if until is None:
        return Ruling(clock, State.WAITING, None, clock.text)
    return Ruling(clock, State.BROKEN, None, f"{clock.text} Wcześniejszego kroku nie odnotowano.")


def _at_least(clock: Clock, since: date, limit: date, until: date | None) -> Ruling:
    if until is None:
        text = f"{clock.text} Najwcześniejszy dzień: {date_pl(limit)}"
        return Ruling(clock, State.RUNNING, limit, text)
    if until >= limit:
        return Ruling(clock, State.KEPT, limit, clock.text)
    was = counted((until - since).days, "dzień", "dni", "dni")
    text = f"{clock.text} Odnotowano: {was}. Najwcześniejszy dzień: {date_pl(limit)}"
    return Ruling(clock, State.BROKEN, limit, text)


def _at_most(clock: Clock, limit: date, until: date | None, today: date) -> Ruling:
    late = until is not None and until > limit
    if late or (until is None and today > limit):
        text = f"{clock.text} Termin minął {date_pl(limit)}"
        return Ruling(clock, State.BROKEN, limit, text)
    if until is not None:
        return Ruling(clock, State.KEPT, limit, clock.text)
    left = counted((limit - today).days, "dzień", "dni", "dni")
    text = f"{clock.text} Ostatni dzień: {date_pl(limit)} (zostało: {left}).{_day_off(limit)}"
    urgent = (limit - today).days <= SOON
    return Ruling(clock, State.URGENT if urgent else State.RUNNING, limit, text)


def _day_off(limit: date) -> str:
    if is_working_day(limit):
        return ""
    following = date_pl(next_working_day(limit))
    return f" To dzień wolny od pracy; następny roboczy: {following}"


def _heard(clock: Clock, asked: Fact | None, until: date | None, today: date) -> Ruling:
    """Somebody was asked: they have answered, or their silence has lasted long enough."""
    silence = asked.begin + timedelta(days=clock.days) if asked and asked.begin else None
    open_since = asked.end if asked and asked.end else silence and silence + timedelta(days=1)
    if until is None:
        if open_since is None:
            return Ruling(clock, State.WAITING, None, clock.text)
        if today >= open_since:
            return Ruling(clock, State.KEPT, open_since, clock.text)
        text = f"{clock.text} Najwcześniejszy dzień: {date_pl(open_since)}"
        return Ruling(clock, State.RUNNING, open_since, text)
    if open_since is not None and until >= open_since:
        return Ruling(clock, State.KEPT, open_since, clock.text)
    return Ruling(clock, State.BROKEN, open_since, clock.text)
