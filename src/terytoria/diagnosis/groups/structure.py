"""Arrays over all gminas that groups are chosen by, made once per snapshot."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from weakref import WeakKeyDictionary

import numpy as np

from terytoria.diagnosis.groups.bands import population_series
from terytoria.diagnosis.groups.group import ComparisonGroup, GroupError
from terytoria.statistics.snapshot.snapshot import Snapshot
from terytoria.territory import Kind, Level

_KNOWN: WeakKeyDictionary[Snapshot, Structure] = WeakKeyDictionary()


@dataclass(frozen=True, eq=False)
class Candidates:
    """Units of one kind with their population at the end of a year (NaN: unknown)."""

    kind: str
    codes: tuple[str, ...]
    people: np.ndarray
    year: int

    def inside(self, band: tuple[int, int | None]) -> np.ndarray:
        """Rows within a band; all rows, unknown populations too, for the band of everything."""
        low, high = band
        if low == 0 and high is None:
            return np.arange(len(self.codes))
        upper = np.inf if high is None else high
        return np.flatnonzero((self.people >= low) & (self.people < upper))


class Structure:
    """Kind and population of every gmina and land powiat of a snapshot.

    Arrays over gminas follow ``register.gminas``. Groups that units share are kept in ``shared``,
    so that a sweep over all partnerships makes each once.
    """

    def __init__(self, snapshot: Snapshot) -> None:
        self.register = snapshot.register
        self.observations = snapshot.observations
        self.shared: dict[tuple[object, ...], ComparisonGroup] = {}
        self._candidates: dict[tuple[str, int], Candidates] = {}

    @cached_property
    def kinds(self) -> np.ndarray:
        """Kind of each gmina as text."""
        return np.array([kind.value for kind in self.register.kinds])

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Years whose population is known."""
        return self.observations.panel(population_series()).years

    def population(self, year: int) -> np.ndarray:
        """Population of each gmina at the end of a year; :class:`GroupError` when unknown."""
        if year not in self.years:
            known = ", ".join(str(one) for one in self.years)
            raise GroupError(f"no population of {year}: choose one of {known}")
        return self.observations.panel(population_series()).year(year)

    def population_of(self, codes: tuple[str, ...], year: int) -> float:
        """Population of a set of gminas; NaN when one of them is unknown."""
        rows = [self.register.index[code] for code in codes]
        return float(self.population(year)[rows].sum())

    @cached_property
    def land_powiats(self) -> tuple[str, ...]:
        """Codes of powiats that are no cities with powiat rights, sorted."""
        of = self.register.unit
        return tuple(code for code in self.register.powiats if of(code).kind is Kind.POWIAT)

    def powiat_populations(self, year: int) -> np.ndarray:
        """Population of each land powiat; NaN when unknown.

        The sum of its gminas, or the published total where a gmina has no population yet.
        """
        gminas_of = self.register.gminas_of
        sums = np.array([self.population_of(gminas_of(p), year) for p in self.land_powiats])
        if not self.observations.has(population_series(), Level.POWIAT):
            return sums
        totals = self.observations.panel(population_series(), Level.POWIAT).year(year)
        row = {code: number for number, code in enumerate(self.register.powiats)}
        published = totals[[row[code] for code in self.land_powiats]]
        found: np.ndarray = np.where(np.isnan(sums), published, sums)
        return found

    def gminas_of_kind(self, kind: str, year: int) -> Candidates:
        """All gminas of a kind with their population."""
        if (kind, year) not in self._candidates:
            rows = np.flatnonzero(self.kinds == kind)
            codes = tuple(self.register.gminas[row] for row in rows)
            people = self.population(year)[rows]
            self._candidates[kind, year] = Candidates(kind, codes, people, year)
        return self._candidates[kind, year]

    def powiats(self, year: int) -> Candidates:
        """All land powiats with their population."""
        kind = Kind.POWIAT.value
        if (kind, year) not in self._candidates:
            people = self.powiat_populations(year)
            self._candidates[kind, year] = Candidates(kind, self.land_powiats, people, year)
        return self._candidates[kind, year]


def structure_of(snapshot: Snapshot) -> Structure:
    """The structure of a snapshot, made when first asked for."""
    found = _KNOWN.get(snapshot)
    if found is None:
        found = _KNOWN[snapshot] = Structure(snapshot)
    return found
