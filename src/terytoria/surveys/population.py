"""The people a survey speaks for: gmina × sex × band of ages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from terytoria.diagnosis.outlook.ages import GROUPS, START
from terytoria.diagnosis.outlook.base import read_base
from terytoria.statistics.snapshot import Snapshot

Band = tuple[int, int | None]
"""First and last year of age, both inclusive; without a last one: and older."""

ADULTS: tuple[Band, ...] = ((20, 39), (40, 59), (60, None))
YOUNG: tuple[Band, ...] = ((10, 14), (15, 19))


class StrataError(ValueError):
    """Bands that five-year groups do not make up, or gminas without data."""


@dataclass(frozen=True, eq=False)
class Strata:
    """Persons by gmina, sex (men, women) and band: float64 (gminas, 2, bands) at the end of
    ``year``.
    """

    gminas: tuple[str, ...]
    bands: tuple[Band, ...]
    year: int
    persons: np.ndarray

    @property
    def total(self) -> float:
        """All persons of the bands."""
        return float(self.persons.sum())


def strata_of(snapshot: Snapshot, gminas: Sequence[str], bands: Sequence[Band]) -> Strata:
    """Strata of gminas from the population by age and sex of a snapshot.

    Raises :class:`StrataError` for bands that do not begin and end with five-year groups or
    overlap, and for gminas whose population by age is not known; ``OutlookDataError`` when that of
    none is.
    """
    columns = [_groups(band) for band in bands]
    used = [group for groups in columns for group in groups]
    if len(set(used)) != len(used) or not used:
        raise StrataError("bands overlap or there are none")
    base = read_base(snapshot)
    place = {snapshot.register.gminas[row]: at for at, row in enumerate(base.rows)}
    missing = [code for code in gminas if code not in place]
    if missing:
        raise StrataError(f"no population by age of {', '.join(missing)} in {snapshot.name}")
    people = base.population[[place[code] for code in gminas]]
    persons = np.stack([people[:, :, list(groups)].sum(axis=2) for groups in columns], axis=2)
    return Strata(tuple(gminas), tuple(bands), START, persons)


def _groups(band: Band) -> range:
    first, last = band
    end = GROUPS if last is None else (last + 1) // 5
    if first % 5 or (last is not None and (last + 1) % 5) or not 0 <= first // 5 < end <= GROUPS:
        raise StrataError(f"band {first}-{last or ''} is not made of five-year groups")
    return range(first // 5, end)
