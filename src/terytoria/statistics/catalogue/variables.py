"""Variables of the Local Data Bank: what the office calls them and which series they become."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from terytoria.statistics.catalogue.entries import Entry, Text
from terytoria.statistics.catalogue.errors import nearest
from terytoria.statistics.catalogue.indicator import Series


@dataclass(frozen=True)
class VariableSeries:
    """A series that values of a variable become, from ``first`` to ``last`` year (inclusive)."""

    id: str
    first: int | None = None
    last: int | None = None

    def holds(self, year: int) -> bool:
        """Whether a value of a year belongs to the series.

        >>> VariableSeries("pop_total", first=2020).holds(2019)
        False
        """
        return (self.first or year) <= year <= (self.last or year)


@dataclass(frozen=True)
class Variable:
    """One variable of the office; ``id`` is digits as text.

    ``name`` and ``unit`` are what the office is expected to answer; ``verified_on`` is the day
    that was compared, ``None`` if never; ``source`` says where the id was read. A variable without
    ``series`` is only compared, never downloaded.
    """

    id: str
    name: Text
    unit: str
    series: tuple[VariableSeries, ...]
    source: str
    verified_on: date | None


def read_variables(root: Entry, known: Mapping[str, Series]) -> dict[str, Variable]:
    """All variables of ``variables.yaml`` by id; a mistake is a ``CatalogueError``."""
    return {key: _variable(key, entry, known) for key, entry in root.free_mapping().items()}


def _variable(key: str, entry: Entry, known: Mapping[str, Series]) -> Variable:
    if not (key.isascii() and key.isdigit()):
        raise entry.fail(f"{key!r} is no variable id", "write its digits")
    fields = entry.mapping({"name", "unit", "series", "source", "verified_on"})
    series = tuple(_series(item, known) for item in fields["series"].items())
    _check_apart(entry, series)
    return Variable(
        key,
        fields["name"].translated(),
        fields["unit"].text(),
        series,
        fields["source"].text(),
        _day(fields["verified_on"]),
    )


def _series(entry: Entry, known: Mapping[str, Series]) -> VariableSeries:
    fields = entry.mapping({"id"}, {"first", "last"})
    name = fields["id"].text()
    if name not in known:
        remedy = f"{nearest(name, known)} or add it to series.yaml"
        raise fields["id"].fail(f"unknown series {name!r}", remedy)
    years = [fields[key].integer() if key in fields else None for key in ("first", "last")]
    return VariableSeries(name, *years)


def _check_apart(entry: Entry, series: tuple[VariableSeries, ...]) -> None:
    """No year of a variable may become two series."""
    ends = [(each.first or 0, each.last or 9999) for each in series]
    if any(start > end for start, end in ends):
        raise entry.fail("a series ends before it starts", "correct its years")
    ordered = sorted(ends)
    if any(after[0] <= before[1] for before, after in pairwise(ordered)):
        raise entry.fail("two series take the same year", "set 'first' and 'last' apart")


def _day(entry: Entry) -> date | None:
    if entry.is_null():
        return None
    try:
        return date.fromisoformat(entry.text())
    except ValueError:
        raise entry.fail(f"{entry.text()!r} is not a day", "write YYYY-MM-DD or null") from None
