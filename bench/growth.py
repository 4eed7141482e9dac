"""The same work on synthetic countries of 1, 10 and 40 times Poland's number of units.

Time and memory may grow as n log n, within a tolerance for caches that no longer hold. Growth is
judged from the smallest country and from the one before, by seconds of the processor, which a
busy machine does not change; the wall seconds are shown beside them.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.apart import Clock, Found, answer, apart, megabytes
from bench.data import area, land_powiats, scratch, stored
from bench.row import Row
from terytoria.diagnosis import diagnose
from terytoria.statistics.snapshot import Store
from terytoria.statistics.sources.folder import import_folder
from terytoria.statistics.sources.synthetic import write_synthetic

SIZES = (2_500, 25_000, 100_000)
TOLERANCE = 1.25
MEGABYTES = 20_480.0
FURTHER = 8
# Below this the clock and the scheduler, not the work, decide: nothing is judged by it.
LEAST_SECONDS = 0.05


def _generate(folder: str, units: str) -> Found:
    clock = Clock()
    write_synthetic(Path(folder), units=int(units))
    return {"seconds": clock.seconds(), "work": clock.work()}


def _import(folder: str, home: str) -> Found:
    clock = Clock()
    import_folder(Path(folder), Store(Path(home) / "snapshots"))
    return {"seconds": clock.seconds(), "work": clock.work()}


def _diagnose(home: str) -> Found:
    """The first diagnosis of a process from opening the snapshot, and the median of others."""
    clock = Clock()
    measures = stored(home)
    powiats = land_powiats(measures.snapshot.register)
    chosen = powiats[:: max(1, len(powiats) // FURTHER)][: FURTHER + 1]
    diagnose(measures, area(measures, chosen[0]))
    first = {"seconds": clock.seconds(), "work": clock.work(), "megabytes": megabytes()}
    further = []
    for code in chosen[1:]:
        clock = Clock()
        diagnose(measures, area(measures, code))
        further.append((clock.seconds(), clock.work()))
    middle = [statistics.median(each) for each in zip(*further, strict=True)]
    return {**first, "further": middle[0], "further_work": middle[1]}


@dataclass(frozen=True)
class Point:
    """What one stage took at one size."""

    units: int
    seconds: float
    work: float
    megabytes: float


def growth(later: Point, earlier: Point) -> tuple[float, float]:
    """Growth of time and of memory as a multiple of the growth of n log n.

    >>> growth(Point(100, 1, 4.0, 10), Point(10, 1, 0.2, 10))
    (1.0, 0.05)
    """
    n, m = later.units, earlier.units
    allowed = n * math.log(n) / (m * math.log(m))
    time = later.work / max(earlier.work, LEAST_SECONDS) / allowed
    return round(time, 4), round(later.megabytes / earlier.megabytes / allowed, 4)


def stage_rows(stage: str, points: Sequence[Point]) -> list[Row]:
    """Rows of one stage, smallest country first."""
    found = []
    for at, point in enumerate(points):
        figure = (
            f"{point.seconds:.2f} s ({point.work:.2f} s of processor), {point.megabytes:.0f} MB"
        )
        name = f"Growth: {stage}, {point.units:>7} units"
        target = f"<= {TOLERANCE:g}x n log n"
        if at == 0:
            found.append(Row(name, figure, "growth is measured from here", "-", "-", True))
            continue
        compared = [growth(point, points[0]), growth(point, points[at - 1])]
        time, memory = (max(each) for each in zip(*compared, strict=True))
        peer = (
            f"n log n: {_multiple(point, points[0]):.1f}x; here {point.work / points[0].work:.1f}x"
        )
        good = max(time, memory) <= TOLERANCE and point.megabytes <= MEGABYTES
        found.append(Row(name, figure, peer, f"{time:.2f}x, memory {memory:.2f}x", target, good))
    return found


def _multiple(later: Point, earlier: Point) -> float:
    return later.units * math.log(later.units) / (earlier.units * math.log(earlier.units))


def _points(units: int) -> dict[str, Point]:
    folder, home = scratch() / f"country-{units}", scratch() / f"home-{units}"
    made = apart(__name__, "generate", folder, units)
    taken = apart(__name__, "import", folder, home)
    seen = apart(__name__, "diagnose", home)
    return {
        "country made": Point(units, made["seconds"], made["work"], made["megabytes"]),
        "import": Point(units, taken["seconds"], taken["work"], taken["megabytes"]),
        "first diagnosis": Point(units, seen["seconds"], seen["work"], seen["megabytes"]),
        "further diagnosis": Point(units, seen["further"], seen["further_work"], seen["megabytes"]),
    }


def rows(*, quick: bool = False) -> list[Row]:
    """Rows of every stage; ``quick`` leaves out the largest country."""
    sizes = SIZES[:-1] if quick else SIZES
    measured = [_points(units) for units in sizes]
    return [
        row for stage in measured[0] for row in stage_rows(stage, [at[stage] for at in measured])
    ]


if __name__ == "__main__":
    answer({"generate": _generate, "import": _import, "diagnose": _diagnose})
