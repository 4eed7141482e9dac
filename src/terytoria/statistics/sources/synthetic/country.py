"""The units of the example country: where they lie, what they are, their codes and names."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from terytoria.statistics.sources.synthetic.division import divide, join_strays
from terytoria.statistics.sources.synthetic.mosaic import Mosaic, build_mosaic
from terytoria.statistics.sources.synthetic.names import PlaceName, draw_names
from terytoria.statistics.sources.synthetic.plane import Points, scatter_sites
from terytoria.statistics.sources.synthetic.streams import stream

Rows = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Texts = npt.NDArray[np.object_]

URBAN, RURAL, URBAN_RURAL = 1, 2, 3
KINDS = {URBAN: "urban", RURAL: "rural", URBAN_RURAL: "urban-rural"}

MAX_UNITS = 100_000
# Shares of Poland's 2 479 gminas (TERC, 2025): 66 cities with powiat rights, 236 other towns.
CITY_SHARE, TOWN_SHARE, URBAN_RURAL_SHARE = 0.027, 0.095, 0.33
GMINAS_PER_VOIVODESHIP, GMINAS_PER_POWIAT = 155, 12
FIRST_CITY_POWIAT, MAX_LAND_POWIATS = 61, 60


@dataclass(frozen=True)
class Country:
    """Gminas in the order of their codes, each with its row in the ``mosaic``.

    ``mosaic_row`` maps a gmina to the mosaic, ``powiat`` and ``voivodeship`` to rows of
    ``powiat_codes`` and ``voivodeship_codes``; ``twin`` is the row of the rural ring of a town
    (or the town of a ring), else -1.
    """

    seed: int
    mosaic: Mosaic
    mosaic_row: Rows
    codes: Texts
    names: Texts
    kind: Rows
    city: npt.NDArray[np.bool_]
    twin: Rows
    powiat: Rows
    voivodeship: Rows
    powiat_codes: Texts
    powiat_names: Texts
    powiat_city: npt.NDArray[np.bool_]
    voivodeship_codes: Texts
    voivodeship_names: Texts

    @property
    def size(self) -> int:
        """Number of gminas."""
        return len(self.codes)

    @cached_property
    def position(self) -> Points:
        """Centre of each gmina on the plane (km); a town and its ring share it."""
        return self.mosaic.centres[self.mosaic.cell_of[self.mosaic_row]]

    @cached_property
    def neighbours(self) -> Rows:
        """Pairs of rows that touch, the smaller first, sorted."""
        row = np.empty(self.size, dtype=np.int64)
        row[self.mosaic_row] = np.arange(self.size)
        pairs = np.sort(row[self.mosaic.pairs], axis=1)
        return np.asarray(pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))])


def found_country(units: int, seed: int) -> Country:
    """Country of exactly ``units`` gminas, the same for the same seed.

    Raises :class:`ValueError` when ``units`` is not between 1 and 100 000.
    """
    if not 1 <= units <= MAX_UNITS:
        raise ValueError(f"units must be between 1 and {MAX_UNITS}, got {units}")
    draft = _Draft.of(units, seed)
    return draft.register()


@dataclass(frozen=True)
class _Draft:
    """Mosaic rows with their kinds and regions, before codes and names are given."""

    seed: int
    mosaic: Mosaic
    kind: Rows
    city: npt.NDArray[np.bool_]
    voivodeship: Rows
    group: Rows  # land powiats; -1 for cities

    @classmethod
    def of(cls, units: int, seed: int) -> _Draft:
        towns = round(TOWN_SHARE * units)
        cells = units - towns
        sites = scatter_sites(cells, stream(seed, "sites"))
        rng = stream(seed, "kinds")
        city = _cities(sites.points[:cells], round(CITY_SHARE * units), rng)
        hosts = np.sort(rng.choice(np.flatnonzero(~city), towns, replace=False))
        mosaic = build_mosaic(sites, hosts, stream(seed, "borders"))
        kind = np.where(rng.random(cells) < URBAN_RURAL_SHARE, URBAN_RURAL, RURAL)
        kind[hosts] = RURAL
        kind[city] = URBAN
        voivodeship, group = _regions(mosaic, city, stream(seed, "regions"))
        at = mosaic.cell_of
        return cls(
            seed,
            mosaic,
            np.concatenate([kind, np.full(towns, URBAN)]),
            np.concatenate([city, np.zeros(towns, dtype=bool)]),
            voivodeship[at],
            group[at],
        )

    def register(self) -> Country:
        """Give names and codes: in a powiat towns come first, then the rest by the alphabet."""
        rng = stream(self.seed, "names")
        cells = self.mosaic.cells
        places = draw_names(cells, rng)
        places += [places[host] for host in self.mosaic.hosts]
        powiat, seats = self._powiats(places)
        names = np.array([place.name for place in places], dtype=object)
        order = np.lexsort((names.astype(str), self.kind != URBAN, powiat))
        number = np.arange(len(order)) - np.searchsorted(powiat[order], powiat[order]) + 1
        prefix, cities = self._powiat_codes(powiat)
        codes = [
            f"{prefix[p]}{n:02d}{k}"
            for p, n, k in zip(powiat[order], number, self.kind[order], strict=True)
        ]
        return Country(
            seed=self.seed,
            mosaic=self.mosaic,
            mosaic_row=order,
            codes=np.array(codes, dtype=object),
            names=names[order],
            kind=self.kind[order],
            city=self.city[order],
            twin=self._twins(order),
            powiat=powiat[order],
            voivodeship=self.voivodeship[order],
            powiat_codes=prefix,
            powiat_names=_powiat_names(places, seats, cities),
            powiat_city=cities,
            voivodeship_codes=np.array(region_codes(int(self.voivodeship.max()) + 1), dtype=object),
            voivodeship_names=self._voivodeship_names(places, powiat, seats, cities),
        )

    def _powiats(self, places: list[PlaceName]) -> tuple[Rows, Rows]:
        """Powiat of each row, numbered in the order of codes, and the row of each one's seat."""
        own = np.where(self.city, np.arange(len(self.city)), self.group)
        keys = np.column_stack([self.voivodeship, self.city, own])
        powiat = np.unique(keys, axis=0, return_inverse=True)[1].ravel()
        # A town is the seat; where there is none, an urban-rural gmina, else the first rural one.
        order = np.lexsort((np.arange(len(powiat)), _seat_order(self.kind), powiat))
        bounds = np.searchsorted(powiat[order], np.arange(powiat.max() + 2))
        return powiat, _seats(places, order, bounds)

    def _powiat_codes(self, powiat: Rows) -> tuple[Texts, npt.NDArray[np.bool_]]:
        where = np.unique(powiat, return_index=True)[1]
        region, city = self.voivodeship[where], self.city[where]
        key = region * 2 + city
        number = np.arange(len(where)) - np.searchsorted(key, key)
        number += np.where(city, FIRST_CITY_POWIAT, 1)
        regions = region_codes(int(self.voivodeship.max()) + 1)
        codes = [f"{regions[r]}{n:02d}" for r, n in zip(region, number, strict=True)]
        return np.array(codes, dtype=object), city

    def _twins(self, order: Rows) -> Rows:
        row = np.empty(len(order), dtype=np.int64)
        row[order] = np.arange(len(order))
        twin = np.full(len(order), -1)
        town, ring = row[self.mosaic.cells :], row[self.mosaic.hosts]
        twin[town], twin[ring] = ring, town
        return twin

    def _voivodeship_names(
        self, places: list[PlaceName], powiat: Rows, seats: Rows, cities: npt.NDArray[np.bool_]
    ) -> Texts:
        """Named after the first city of each, or its first powiat seat."""
        region = self.voivodeship[seats]
        order = np.lexsort((np.arange(len(seats)), ~cities, region))
        first = order[np.searchsorted(region[order], np.unique(region))]
        return np.array([places[seats[k]].adjective + "e" for k in first], dtype=object)


def _seats(places: list[PlaceName], order: Rows, bounds: Rows) -> Rows:
    """Seat of each powiat: its best candidate whose adjective no earlier powiat has."""
    used: set[str] = set()
    seats = []
    for start, stop in pairwise(bounds):
        rows = order[start:stop]
        seat = next((row for row in rows if places[row].adjective not in used), rows[0])
        used.add(places[seat].adjective)
        seats.append(seat)
    return np.array(seats, dtype=np.int64)


def _seat_order(kind: Rows) -> Rows:
    return np.select([kind == URBAN, kind == URBAN_RURAL], [0, 1], 2)


def _powiat_names(places: list[PlaceName], seats: Rows, cities: npt.NDArray[np.bool_]) -> Texts:
    named = [
        places[seat].name if city else places[seat].adjective
        for seat, city in zip(seats, cities, strict=True)
    ]
    return np.array(named, dtype=object)


def region_codes(count: int) -> list[str]:
    """Codes of voivodeships, sorted: even numbers as in TERYT, odd ones when those run out.

    >>> region_codes(3), region_codes(50)[:3]
    (['02', '04', '06'], ['01', '02', '04'])
    """
    numbers = [*range(2, 99, 2), *range(1, 99, 2)][:count]
    return [f"{number:02d}" for number in sorted(numbers)]


def _cities(points: Points, count: int, rng: np.random.Generator) -> npt.NDArray[np.bool_]:
    """Cells that are cities with powiat rights: one near the middle of each part of the country."""
    city = np.zeros(len(points), dtype=bool)
    if count:
        part = divide(points, count, rng)
        size = np.bincount(part)
        middle = np.column_stack([np.bincount(part, points[:, k]) / size for k in (0, 1)])
        far = np.hypot(*(points - middle[part]).T) + rng.uniform(0, 15, len(points))
        order = np.lexsort((far, part))
        city[order[np.searchsorted(part[order], np.arange(count))]] = True
    return city


def _regions(
    mosaic: Mosaic, city: npt.NDArray[np.bool_], rng: np.random.Generator
) -> tuple[Rows, Rows]:
    """Voivodeship and land powiat (-1: city) of each cell."""
    units, cells = mosaic.units, mosaic.cells
    pairs = mosaic.pairs[mosaic.pairs[:, 1] < cells]
    count = 1 if units < 40 else max(2, round(units / GMINAS_PER_VOIVODESHIP))
    everyone = np.ones(cells, dtype=bool)
    voivodeship = divide(mosaic.centres, min(count, 98), rng)
    voivodeship = join_strays(voivodeship, pairs, everyone)
    group = np.full(cells, -1)
    start = 0
    weight = np.bincount(mosaic.cell_of, minlength=cells)
    inside = pairs[voivodeship[pairs[:, 0]] == voivodeship[pairs[:, 1]]]
    for region in range(voivodeship.max() + 1):
        land = np.flatnonzero((voivodeship == region) & ~city)
        if not len(land):
            continue
        parts = round(weight[land].sum() / GMINAS_PER_POWIAT)
        parts = min(max(parts, 1), MAX_LAND_POWIATS, len(land))
        group[land] = start + divide(mosaic.centres[land], parts, rng)
        start += parts
    return voivodeship, join_strays(group, inside, ~city)
