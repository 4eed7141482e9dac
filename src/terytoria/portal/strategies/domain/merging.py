"""Two edits of one item put together, field by field."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from terytoria.portal.strategies.domain.content import Field, Shape


@dataclass(frozen=True)
class Merge:
    """What two edits give together.

    ``values`` hold everything: what only one of them changed, and in ``conflicts`` (fields both
    changed, to different values) what is mine. ``theirs`` are fields that only they changed.
    """

    values: dict[str, Any]
    conflicts: tuple[str, ...]
    theirs: tuple[str, ...]


def merge(
    fields: Iterable[Field],
    base: Mapping[str, Any],
    mine: Mapping[str, Any],
    theirs: Mapping[str, Any],
) -> Merge:
    """Put together ``mine`` and ``theirs``, both made from ``base``.

    Sets are merged element by element and never conflict: whatever either added is in, whatever
    either took away is out.
    """
    values, conflicts, taken = {}, [], []
    for field in fields:
        name = field.name
        was, my, their = base[name], mine[name], theirs[name]
        values[name] = _together(was, my, their) if field.shape is Shape.SET else my
        if their in (was, my):
            continue
        if field.shape is Shape.SET or my == was:
            taken.append(name)
            values[name] = values[name] if field.shape is Shape.SET else their
        else:
            conflicts.append(name)
    return Merge(values, tuple(conflicts), tuple(taken))


def _together(was: Iterable[Any], my: Iterable[Any], their: Iterable[Any]) -> list[Any]:
    before, mine, theirs = set(was), set(my), set(their)
    return sorted((theirs | (mine - before)) - (before - mine))
