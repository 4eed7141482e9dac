"""Commuting flows of the whole country as one sparse matrix, built once per snapshot."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np
import polars as pl
from scipy.sparse import csr_array

from terytoria.diagnosis.links.distance import between
from terytoria.statistics.snapshot import Snapshot


@dataclass(frozen=True, eq=False)
class FlowMatrix:
    """Observed commuters between gminas.

    ``codes`` order the rows; ``origin``, ``dest`` (row numbers), ``persons`` and ``km`` describe
    one flow each, sorted by origin and destination. Flows between the town and the rural part of
    one gmina (origin = dest) are kept apart in ``within`` and never count as inter-gmina flows.
    ``km`` is the great-circle distance between the inner points of both gminas, NaN where one has
    none. ``lower_bound`` is the smallest flow in the data: smaller ones were not published.
    """

    codes: tuple[str, ...]
    origin: np.ndarray
    dest: np.ndarray
    persons: np.ndarray
    km: np.ndarray
    within: np.ndarray
    year: int

    @classmethod
    def build(
        cls,
        codes: Sequence[str],
        flows: pl.DataFrame,
        lon: np.ndarray,
        lat: np.ndarray,
    ) -> FlowMatrix:
        """Matrix from a frame of origin, dest, persons, year; unknown units are left out.

        ``lon`` and ``lat`` are degrees per code.

        >>> flows = pl.DataFrame({"origin": ["a", "b"], "dest": ["b", "b"], "persons": [5, 7],
        ...                       "year": [2016, 2016]})
        >>> m = FlowMatrix.build(("a", "b"), flows, np.array([16.0, 17.0]), np.array([53.0, 53.0]))
        >>> m.out_total.tolist(), m.within.tolist(), round(float(m.km[0]))
        ([5.0, 0.0], [0.0, 7.0], 67)
        """
        rows = {code: row for row, code in enumerate(codes)}
        known = flows.filter(pl.col("origin").is_in(codes) & pl.col("dest").is_in(codes))
        known = known.sort("origin", "dest")
        origin = np.array([rows[code] for code in known["origin"]], dtype=np.int64)
        dest = np.array([rows[code] for code in known["dest"]], dtype=np.int64)
        persons = known["persons"].to_numpy().astype(np.float64)
        inner = origin == dest
        within = np.zeros(len(codes))
        np.add.at(within, origin[inner], persons[inner])
        origin, dest, persons = origin[~inner], dest[~inner], persons[~inner]
        km = between(lon[origin], lat[origin], lon[dest], lat[dest])
        years = known["year"].to_list()
        return cls(tuple(codes), origin, dest, persons, km, within, max(years, default=0))

    @cached_property
    def index(self) -> dict[str, int]:
        """Row of each code."""
        return {code: row for row, code in enumerate(self.codes)}

    @cached_property
    def matrix(self) -> csr_array:
        """Persons as a sparse matrix, origins × destinations, zero diagonal."""
        size = len(self.codes)
        return csr_array((self.persons, (self.origin, self.dest)), shape=(size, size))

    @cached_property
    def out_total(self) -> np.ndarray:
        """Observed out-commuters per gmina."""
        return np.bincount(self.origin, self.persons, len(self.codes))

    @cached_property
    def in_total(self) -> np.ndarray:
        """Observed in-commuters per gmina."""
        return np.bincount(self.dest, self.persons, len(self.codes))

    @cached_property
    def lower_bound(self) -> int:
        """Smallest flow in the data (10 in the Polish matrix); 0 without flows."""
        return int(self.persons.min()) if len(self.persons) else 0

    @cached_property
    def traffic(self) -> np.ndarray:
        """All observed commuters of each gmina, out and in."""
        both: np.ndarray = self.out_total + self.in_total
        return both

    @cached_property
    def _arriving(self) -> tuple[np.ndarray, np.ndarray]:
        """Numbers of the flows in order of destination, and those destinations."""
        order = np.argsort(self.dest, kind="stable")
        return order, self.dest[order]

    def part(self, rows: np.ndarray) -> FlowMatrix:
        """The matrix with only those flows that start or end in the given rows.

        Found by bisection, so an area costs its own flows and not those of the country.
        """
        order, dest = self._arriving
        chosen = np.union1d(_spans(self.origin, rows), order[_spans(dest, rows)])
        return replace(
            self,
            origin=self.origin[chosen],
            dest=self.dest[chosen],
            persons=self.persons[chosen],
            km=self.km[chosen],
        )


def _spans(ordered: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Positions in a sorted array of all values that are among the rows."""
    starts, ends = np.searchsorted(ordered, rows, "left"), np.searchsorted(ordered, rows, "right")
    spans = [np.arange(start, end) for start, end in zip(starts, ends, strict=True)]
    return np.concatenate([np.zeros(0, dtype=np.int64), *spans])


_BUILT: WeakKeyDictionary[Snapshot, FlowMatrix] = WeakKeyDictionary()


def flow_matrix(snapshot: Snapshot) -> FlowMatrix:
    """The matrix of a snapshot, built at the first call and kept as long as the snapshot lives."""
    built = _BUILT.get(snapshot)
    if built is None:
        register = snapshot.register
        units = [register.unit(code) for code in register.gminas]
        lon = np.array([np.nan if unit.lon is None else unit.lon for unit in units])
        lat = np.array([np.nan if unit.lat is None else unit.lat for unit in units])
        built = FlowMatrix.build(register.gminas, snapshot.flows, lon, lat)
        _BUILT[snapshot] = built
    return built
