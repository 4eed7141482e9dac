"""What is wrong with targets, alone and together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from terytoria.portal.strategies.chain import Target
from terytoria.portal.strategies.enums import Kind, Wanted
from terytoria.portal.strategies.problem import Problem

_OPPOSITE = {Wanted.UP: Wanted.DOWN, Wanted.DOWN: Wanted.UP}


def target_problems(item: Target, horizon: int | None) -> Iterator[Problem]:
    """Problems of one target; ``horizon`` is the last year of the strategy, if known."""
    if item.goal is None:
        yield _told(item, "goal_gone")
    if item.base_year is None or item.base_value is None:
        yield _told(item, "no_base")
    if item.base_year is not None and item.target_year <= item.base_year:
        yield _told(item, "year_order", target=item.target_year, base=item.base_year)
    if item.base_value is not None and _against(item.wanted, item.base_value, item.target_value):
        yield _told(item, "against", wanted=item.wanted.label)
    if horizon is not None and item.target_year > horizon:
        yield _told(item, "beyond_horizon", target=item.target_year, horizon=horizon)
    if not item.source:
        yield _told(item, "no_source")


def conflicts(targets: Iterable[Target]) -> dict[int, tuple[Problem, ...]]:
    """Contradictions between targets of one indicator, by id of the target."""
    together: defaultdict[str, list[Target]] = defaultdict(list)
    for one in targets:
        own = " ".join(one.name.casefold().split())
        together[one.indicator or f"own {own}"].append(one)
    return {one.id: tuple(_conflicts(one, same)) for same in together.values() for one in same}


def _conflicts(item: Target, same: list[Target]) -> Iterator[Problem]:
    values = {one.target_value for one in same if one.target_year == item.target_year}
    if len(values) > 1:
        yield _told(item, "two_values", target=item.target_year)
    if any(one.wanted == _OPPOSITE.get(item.wanted) for one in same):
        yield _told(item, "opposite")


def _against(wanted: Wanted, base: float, target: float) -> bool:
    """Whether a target value is not where the change should lead.

    >>> _against(Wanted.UP, 1.0, 1.0), _against(Wanted.DOWN, 2.0, 1.0)
    (True, False)
    """
    return (wanted == Wanted.UP and target <= base) or (wanted == Wanted.DOWN and target >= base)


def _told(item: Target, code: str, **values: object) -> Problem:
    told = tuple((name, str(value)) for name, value in values.items())
    return Problem(code, Kind.TARGET, item.id, item.title, told)
