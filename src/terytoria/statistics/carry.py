"""Observations in codes of older registers, carried into those of a newer one by stated rules.

| change | count, amount | rate, share, class |
|---|---|---|
| new name, kind or powiat | as it is | as it is |
| merge | sum of all the units, if each is known | missing: never averaged |
| split with documented shares | value × share, an estimate | as published, under its own code |
| split without | as published, under its own code; what ended is dropped | the same |

Only years before the change are made anew. A unit that lives on keeps what was published for it
where nothing of the other units is there to add: the break of :mod:`terytoria.territory.changes`
tells that such values do not compare.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

import polars as pl

from terytoria.statistics.catalogue import SeriesKind
from terytoria.statistics.snapshot import Snapshot
from terytoria.statistics.snapshot.snapshot import OPTIONAL
from terytoria.territory import Register
from terytoria.territory.changes import Change, Correspondence, Link, What

ADDITIVE = frozenset({SeriesKind.COUNT, SeriesKind.AMOUNT})
AS_IS, SUM, SHARE = "as-is", "sum", "share"
ESTIMATE = "szacunek: część wartości jednostki sprzed podziału"
UNKNOWN_UNIT = "jednostki nie ma w rejestrze"
ENDED = "rok, w którym jednostka już nie istniała"
TAKEN = "nowy kod ma już wartość"
NOT_ADDITIVE = "wskaźników i udziałów nie sumuje się ani nie uśrednia"
NO_SHARE = "nie wiadomo, jaka część przypada której jednostce"
INCOMPLETE = "brak wartości innej z łączonych jednostek"

_KEY = ["level", "series", "unit", "year"]
_ROW: dict[str, Any] = {
    "level": pl.String,
    "series": pl.String,
    "unit": pl.String,
    "year": pl.Int16,
}
_CAST: Any = {**_ROW, "value": pl.Float64}
_RULES: dict[str, Any] = {"day": pl.Date, "rule": pl.String, "old": pl.String, "new": pl.String}
_SERIES: dict[str, Any] = {"level": pl.String, "series": pl.String, "values": pl.Int64}

Cells = dict[str, float]


@dataclass(frozen=True, eq=False)
class Carried:
    """Observations in the codes of a register, and the account of how they came there.

    ``frame``: level, series, unit, year, value, one row each, sorted. ``rules``: day, rule
    (``as-is``, ``sum``, ``share``), old (units, joined by " + "), new, level, series, values (how
    many). ``dropped``: level, series, unit, year, value, reason (Polish). ``footnotes``: marks of
    the estimates, a table for a snapshot.
    """

    frame: pl.DataFrame
    rules: pl.DataFrame
    dropped: pl.DataFrame
    footnotes: pl.DataFrame

    def explain(self) -> str:
        """What was carried and what was not, in Polish."""
        counted = dict(self.rules.group_by("rule").agg(pl.col("values").sum()).iter_rows())
        parts = [
            f"bez zmian pod nowym kodem: {counted.get(AS_IS, 0)}",
            f"zsumowane: {counted.get(SUM, 0)}",
            f"oszacowane z udziału: {counted.get(SHARE, 0)}",
            f"pominięte: {self.dropped.height}",
        ]
        return f"Wartości przeniesione na obecny podział – {', '.join(parts)}."


def carried(
    observations: pl.DataFrame,
    series_kinds: Mapping[str, SeriesKind],
    correspondence: Correspondence,
    register: Register,
) -> Carried:
    """Carry observations (level, series, unit, year, value; one row each) into a register's codes.

    A series of unknown kind is taken for a rate: it is never added up. Carrying what was carried
    changes nothing, and neither does the order of rows or changes.

    >>> from datetime import date
    >>> from terytoria.territory import Kind, Unit
    >>> town = Unit("0862011", "Zielona Góra", Level.GMINA, Kind.URBAN, "0862", 278.0)
    >>> rows = pl.DataFrame({"level": ["gmina"] * 2, "series": ["deaths"] * 2,
    ...                      "unit": ["0809102", "0862011"], "year": [2014, 2014],
    ...                      "value": [150.0, 1200.0]})
    >>> merge = Change(date(2015, 1, 1), What.MERGE, (Link("0809102", "0862011"),
    ...                                              Link("0862011", "0862011")))
    >>> found = carried(rows, {"deaths": SeriesKind.COUNT}, Correspondence((merge,)),
    ...                 Register([town]))
    >>> found.frame.rows()
    [('gmina', 'deaths', '0862011', 2014, 1350.0)]
    """
    known = frozenset(unit.code for unit in register.units)
    led = correspondence.leading_to(known)
    frame = observations.select(*_KEY, "value").cast(_CAST)
    touched = frame.filter(pl.col("unit").is_in(sorted(led.codes)))
    rest = frame.filter(~pl.col("unit").is_in(sorted(led.codes)))
    book = _Book(series_kinds)
    for level, series, unit, year, value in touched.drop_nans().drop_nulls().iter_rows():
        book.cells[level, series][year][unit] = value
    for _, changes in groupby(led, key=lambda one: one.day):
        for change in changes:
            book.apply(change)
    moved = book.frame()
    both = pl.concat([rest, moved])
    outside = both.filter(~pl.col("unit").is_in(sorted(known)))
    dropped = [*book.dropped, *((*row, UNKNOWN_UNIT) for row in outside.iter_rows())]
    schema = {**_ROW, "value": pl.Float64, "reason": pl.String}
    return Carried(
        both.filter(pl.col("unit").is_in(sorted(known))).sort(_KEY),
        book.rules(),
        pl.DataFrame(sorted(dropped), schema=schema, orient="row"),
        book.footnotes(known),
    )


@dataclass
class _Book:
    """Values of the units that changed: series -> year -> unit, and what was done to them."""

    kinds: Mapping[str, SeriesKind]
    cells: dict[tuple[str, str], dict[int, Cells]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(dict))
    )
    done: dict[tuple[object, ...], int] = field(default_factory=lambda: defaultdict(int))
    dropped: list[tuple[str, str, str, int, float, str]] = field(default_factory=list)
    estimates: set[tuple[str, str, str, int]] = field(default_factory=set)

    def apply(self, change: Change) -> None:
        """Carry every series of the change's level over it."""
        if change.what is What.RENAME:
            return
        for key in [key for key in self.cells if key[0] == change.level.value]:
            if change.breaks_series:
                self._over_break(change, key)
            else:
                self._as_is(change, key)

    def _as_is(self, change: Change, key: tuple[str, str]) -> None:
        (link,) = change.links
        for year, cells in self.cells[key].items():
            if link.old not in cells:
                continue
            if cells.get(link.new, cells[link.old]) != cells[link.old]:
                self._drop(key, year, [link.old], TAKEN)
                continue
            cells[link.new] = cells.pop(link.old)
            self._note(change, AS_IS, key, (link.old,), link.new)
            if (*key, link.old, year) in self.estimates:
                self.estimates.add((*key, link.new, year))

    def _over_break(self, change: Change, key: tuple[str, str]) -> None:
        for year in [year for year in self.cells[key] if year >= change.day.year]:
            self._drop(key, year, change.gone, ENDED)
        before = {y: c for y, c in self.cells[key].items() if y < change.day.year}
        reason = self._obstacle(change, key, before.values())
        for year, cells in before.items():
            if reason is None:
                self._made_anew(change, key, year)
            elif reason:
                lost = change.old if change.what is What.MERGE else change.gone
                self._drop(key, year, [code for code in lost if code in cells], reason)

    def _obstacle(
        self, change: Change, key: tuple[str, str], before: Iterable[Cells]
    ) -> str | None:
        """Why a series is not made anew: a reason to drop values, or "" to leave them alone."""
        seen = {code for cells in before for code in cells}
        shared = all(link.share is not None for link in change.links)
        additive = self.kinds.get(key[1]) in ADDITIVE
        if change.gone:
            if not seen & set(change.gone):
                return ""
            if not additive:
                return NOT_ADDITIVE
            return None if shared else NO_SHARE
        return None if shared and additive and not seen & set(change.born) else ""

    def _made_anew(self, change: Change, key: tuple[str, str], year: int) -> None:
        cells = self.cells[key][year]
        if not any(code in cells for code in change.old):
            return
        made: Cells = {}
        for new in change.new:
            links = [link for link in change.links if link.new == new]
            if all(link.old in cells for link in links):
                made[new] = sum(cells[link.old] * (link.share or 0.0) for link in links)
                self._account(change, key, year, links)
        used = {link.old for link in change.links if link.new in made}
        self._drop(key, year, [c for c in change.old if c in cells and c not in used], INCOMPLETE)
        for code in change.old:
            cells.pop(code, None)
        cells.update(made)

    def _account(
        self, change: Change, key: tuple[str, str], year: int, links: Collection[Link]
    ) -> None:
        whole = all(link.share == 1.0 for link in links)
        olds = tuple(link.old for link in links)
        new = next(iter(links)).new
        if whole and olds == (new,):
            return
        self._note(change, SUM if whole else SHARE, key, olds, new)
        if not whole or any((*key, old, year) in self.estimates for old in olds):
            self.estimates.add((*key, new, year))

    def _note(
        self, change: Change, rule: str, key: tuple[str, str], olds: tuple[str, ...], new: str
    ) -> None:
        self.done[change.day, rule, " + ".join(olds), new, *key] += 1

    def _drop(self, key: tuple[str, str], year: int, codes: Collection[str], reason: str) -> None:
        cells = self.cells[key][year]
        for code in codes:
            if code in cells:
                self.dropped.append((*key, code, year, cells.pop(code), reason))

    def frame(self) -> pl.DataFrame:
        """The values as rows."""
        rows = [
            (level, series, unit, year, value)
            for (level, series), years in self.cells.items()
            for year, cells in years.items()
            for unit, value in cells.items()
        ]
        return pl.DataFrame(rows, schema=_ROW | {"value": pl.Float64}, orient="row")

    def rules(self) -> pl.DataFrame:
        """How many values each rule carried, by change and series."""
        rows = [(*what, count) for what, count in self.done.items()]
        frame = pl.DataFrame(rows, schema={**_RULES, **_SERIES}, orient="row")
        return frame.sort(list(frame.columns))

    def footnotes(self, known: Collection[str]) -> pl.DataFrame:
        """Marks of the estimates that are still there."""
        rows = [
            (level, series, unit, year, ESTIMATE)
            for level, series, unit, year in sorted(self.estimates)
            if unit in known and unit in self.cells[level, series][year]
        ]
        return pl.DataFrame(rows, schema=OPTIONAL["footnotes"], orient="row")


def register_tables(
    base: Snapshot,
    units: pl.DataFrame,
    correspondence: Correspondence,
    series_kinds: Mapping[str, SeriesKind],
) -> tuple[dict[str, pl.DataFrame], Carried]:
    """Tables for :func:`~terytoria.statistics.snapshot.derive.derive` with a newer register.

    ``units`` replaces the register of ``base``; observations and footnotes are carried into its
    codes, and the changes join those the base knows. The account tells what was not carried.
    """
    known = Correspondence.from_table(base.table("changes"))
    joined = correspondence.together_with(known)
    register = Register.from_frame(units)
    account = carried(base.table("observations"), series_kinds, joined, register)
    tables = {
        "units": units,
        "observations": account.frame,
        "changes": pl.DataFrame(list(joined.rows()), schema=OPTIONAL["changes"], orient="row"),
        "footnotes": _footnotes(base, joined, register, account),
    }
    return tables, account


def _footnotes(
    base: Snapshot, correspondence: Correspondence, register: Register, account: Carried
) -> pl.DataFrame:
    """Footnotes of the base under the codes of the register, and those of the estimates."""
    known = [unit.code for unit in register.units]
    kept = base.footnotes
    for change in correspondence.leading_to(set(known)):
        if not change.breaks_series:
            kept = kept.with_columns(pl.col("unit").replace(change.old[0], change.new[0]))
    both = pl.concat([kept, account.footnotes]).filter(pl.col("unit").is_in(known))
    return both.unique(maintain_order=True)
