"""Boundaries of some voivodeships fitted into the boundaries of the whole country."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import shapely

from terytoria.statistics.snapshot import Snapshot
from terytoria.statistics.sources.problems import Problem, RefusedFileError
from terytoria.statistics.sources.published.borders.placement import PL_1992, WGS_84, moved

Shapes = npt.NDArray[np.object_]

SEAM_M = 3_000.0
"""Two simplified lines of one border are less than this apart."""


def fit(
    shapes: Shapes, codes: tuple[str, ...], base: Snapshot
) -> tuple[Shapes, tuple[str, ...], list[Problem]]:
    """Simplified shapes (PL-1992) and those of the other voivodeships of ``base``, one coverage.

    Along the seam, where both drew the same border with other points, the new line is kept:
    overlaps go to the new shapes and slivers to the neighbour with the longer border. Raises
    :class:`RefusedFileError` when the two are too far apart to be one country.
    """
    inside = {code[:2] for code in codes}
    table = base.table("boundaries")
    kept = [
        (code, wkb)
        for code, level, wkb in table.select("code", "level", "wkb").iter_rows()
        if level == "gmina" and code[:2] not in inside
    ]
    others = moved(shapely.from_wkb(np.array([wkb for _, wkb in kept], object)), WGS_84, PL_1992)
    whole = np.concatenate([shapes, others])
    names = (*codes, *(code for code, _ in kept))
    try:
        fitted = shapely.coverage_clean(
            whole, gap_width=SEAM_M, snapping_distance=0.0, merge_strategy="min_index"
        )
    except shapely.errors.GEOSException:
        raise _apart("nakładają się") from None
    changed = np.abs(shapely.area(fitted) / shapely.area(whole) - 1)
    if (changed > 0.5).any():
        raise _apart(f"gmina {names[int(np.argmax(changed))]}")
    kept_of = ", ".join(sorted({code[:2] for code, _ in kept}))
    what = f"Granice województw {kept_of} zachowano z poprzedniej migawki"
    return (
        np.asarray(fitted, dtype=object),
        names,
        [Problem(0, "", f"{what}; linię styku dopasowano.", "")],
    )


def _apart(why: str) -> RefusedFileError:
    return RefusedFileError(
        f"Granice z pliku nie pasują do granic sąsiednich województw ({why}). Wczytaj granice "
        "całego kraju."
    )


def pairs_across(codes: tuple[str, ...], base: Snapshot) -> list[tuple[str, str]]:
    """Contiguous pairs of ``base`` that do not lie within the voivodeships of ``codes``.

    Pairs across the edge are kept where their gmina still exists.
    """
    inside, known = {code[:2] for code in codes}, set(codes)

    def stays(code: str) -> bool:
        return code[:2] not in inside or code in known

    return [
        (a, b)
        for a, b in base.table("neighbours").select("a", "b").iter_rows()
        if not (a[:2] in inside and b[:2] in inside) and stays(a) and stays(b)
    ]
