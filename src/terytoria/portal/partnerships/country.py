"""The country the portal knows: units, neighbours, boundaries, lists and changes of units."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

import polars as pl

from terytoria.statistics.snapshot import Snapshot, Store
from terytoria.statistics.sources.default import VARIABLE, default_snapshot
from terytoria.territory import Boundaries, Kind, Level, Neighbours, Register
from terytoria.territory.changes import Correspondence, known_changes

_KEY = tuple[str, str, str]


@dataclass(frozen=True)
class AreaList:
    """A published list of gminas, such as areas threatened with marginalisation, of a vintage."""

    name: str
    vintage: str
    gminas: frozenset[str]
    source: str = ""


@dataclass(frozen=True, eq=False)
class Country:
    """What compositions are checked against, all of one snapshot (``name``); equal to itself."""

    register: Register
    neighbours: Neighbours
    lists: tuple[AreaList, ...] = ()
    changes: Correspondence = field(default_factory=lambda: Correspondence(()))
    boundaries: Boundaries | None = None
    name: str = ""

    @classmethod
    def of(cls, snapshot: Snapshot) -> Country:
        """The country of a snapshot."""
        changes = Correspondence.from_table(snapshot.table("changes"))
        if not snapshot.synthetic:
            changes = changes.together_with(known_changes())
        return cls(
            snapshot.register,
            snapshot.neighbours,
            read_lists(snapshot.table("lists")),
            changes.leading_to(snapshot.register),
            snapshot.boundaries,
            snapshot.name,
        )

    def label(self, code: str) -> str:
        """What a unit is called, told apart from its namesakes; an unknown code stays a code."""
        if code not in self.register:
            return code
        unit = self.register.unit(code)
        if unit.level is Level.POWIAT:
            return f"powiat {unit.name}"
        kind = f" ({unit.kind.name_pl})" if self.register.has_twin(code) else ""
        return f"{unit.name}{kind}"

    def may_belong(self, code: str) -> bool:
        """Whether a code is that of a gmina or of a powiat that is no city."""
        if code not in self.register:
            return False
        unit = self.register.unit(code)
        city = unit.kind is Kind.CITY_WITH_POWIAT_RIGHTS and unit.level is Level.POWIAT
        return unit.level in (Level.GMINA, Level.POWIAT) and not city

    @cached_property
    def voivodeships(self) -> tuple[tuple[str, str], ...]:
        """Code and name of every voivodeship, by name."""
        units = [self.register.unit(code) for code in self.register.of_level(Level.VOIVODESHIP)]
        return tuple((unit.code, unit.name) for unit in sorted(units, key=lambda u: u.name))


def read_lists(table: pl.DataFrame) -> tuple[AreaList, ...]:
    """Lists of the snapshot's table ``lists``, by name and vintage."""
    keys = ["list_id", "vintage"]
    return tuple(
        AreaList(str(name), str(vintage), frozenset(rows["unit"]), rows["source_url"][0] or "")
        for (name, vintage), rows in table.sort(keys).group_by(keys, maintain_order=True)
    )


class _Loaded:
    """The country in use, loaded again when another snapshot is chosen."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._key: _KEY | None = None
        self._country: Country | None = None

    def get(self) -> Country:
        store = Store.default()
        key = (str(store.folder), store.chosen() or "", os.environ.get(VARIABLE, ""))
        with self._lock:
            if self._country is None or key != self._key:
                self._country, self._key = Country.of(default_snapshot(store)), key
            return self._country


_loaded = _Loaded()


def current() -> Country:
    """The country of the default snapshot; read once, and again when the choice changes."""
    return _loaded.get()


def labels(country: Country, codes: Iterable[str]) -> list[str]:
    """Names of units, in the order of the codes."""
    return [country.label(code) for code in codes]
