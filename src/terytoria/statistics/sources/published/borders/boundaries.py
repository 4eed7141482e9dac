"""Boundaries of gminas from the State Register of Borders (PRG) as tables of a snapshot.

The register gives every gmina as one object (layer ``A03_Granice_gmin``) with its TERYT code in
``JPT_KOD_JE``, in the coordinates of PL-1992 (EPSG:2180), as GML, SHP or GPKG. Powiats and
voivodeships are made of the simplified gminas, so that their lines are the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl
import shapely

from terytoria.language.numbers import number
from terytoria.statistics.snapshot import Snapshot
from terytoria.statistics.sources.imported import Imported
from terytoria.statistics.sources.problems import SHOWN, Problem, RefusedFileError
from terytoria.statistics.sources.published.borders import coverage, placement, seam
from terytoria.statistics.sources.published.borders.geodata import read_gminas
from terytoria.statistics.sources.published.borders.polygons import read_polygons
from terytoria.statistics.sources.published.borders.simplification import dissolve, simplify
from terytoria.statistics.sources.published.borders.unit_codes import other_names, read_codes
from terytoria.territory import Register

Shapes = npt.NDArray[np.object_]
Pairs = list[tuple[str, str]]

_NAMED = 10


@dataclass(frozen=True)
class BoundaryOptions:
    """How far lines may be simplified and how wide a crack between gminas is still repaired.

    ``tolerance_m``: points are left out whose triangle with their neighbours is smaller than its
    square; 300 m makes the country about as large as 30 points a gmina. ``max_area_change``: the
    share by which a gmina's area may change; one that would change more keeps finer lines.
    ``crack_m``: overlaps and gaps up to this width are closed and told, wider ones refuse the file.
    """

    tolerance_m: float = 300.0
    max_area_change: float = 0.005
    crack_m: float = 5.0

    def __post_init__(self) -> None:
        if not (0 <= self.tolerance_m <= 5_000 and 0 <= self.crack_m <= 100):
            raise ValueError("tolerance_m must be 0 to 5000 and crack_m 0 to 100 metres")
        if not 0 < self.max_area_change <= 0.1:
            raise ValueError("max_area_change must be a share above 0, at most 0.1")


def import_boundaries(
    path: Path,
    register: Register,
    *,
    base: Snapshot | None = None,
    options: BoundaryOptions | None = None,
) -> Imported:
    """Tables ``boundaries`` and ``neighbours`` of a file of the State Register of Borders.

    Neighbours share a border in the lines before simplification. A file of some voivodeships is
    fitted into ``base``, whose boundaries and pairs across the edge stay. Raises
    :class:`RefusedFileError` in Polish when codes are missing, unknown or repeated, shapes are no
    areas or lie elsewhere than the register says, or gminas overlap or leave gaps.
    """
    chosen = options or BoundaryOptions()
    layer = read_gminas(path)
    codes, repaired, problems = read_codes(layer, register)
    _refuse(path, problems)
    raw, mended, problems = read_polygons(layer.shapes, codes)
    _refuse(path, problems)
    placed, moved = placement.in_metres(raw, codes, layer.crs, register)
    _refuse(path, placement.strays(placed, codes, register))
    missing = _missing(path, codes, register, base)
    order = np.argsort(np.array(codes))
    names = tuple(codes[at] for at in order)
    whole, closed = _one_coverage(path, placed[order], names, chosen.crack_m)
    tables, told = _tables(whole, names, base, chosen)
    messages = [
        *layer.messages,
        *repaired,
        *mended,
        *moved,
        *other_names(layer, codes, register),
        *missing,
        *closed,
        *placement.other_areas(whole, names, register),
        *told,
    ]
    source = f"Państwowy Rejestr Granic, plik {path.name}"
    return Imported(tables, tuple(messages[:SHOWN]), source)


def _refuse(path: Path, problems: list[Problem]) -> None:
    if problems:
        summary = f"Plik {path.name} nie został przyjęty; błędów: {len(problems)}."
        raise RefusedFileError(summary, problems[:SHOWN])


def _missing(
    path: Path, codes: tuple[str, ...], register: Register, base: Snapshot | None
) -> list[Problem]:
    """Gminas of the file's voivodeships without a boundary; other voivodeships need a base."""
    inside = {code[:2] for code in codes}
    outside = sorted({code[:2] for code in register.gminas} - inside)
    if outside and base is None:
        raise RefusedFileError(
            f"Plik {path.name} nie obejmuje województw: {', '.join(outside)}. Wskaż plik całego "
            "kraju albo migawkę, którą uzupełnić."
        )
    absent = [code for code in register.gminas if code[:2] in inside and code not in set(codes)]
    if not absent:
        return []
    named = [f"{register.unit(code).name} ({code})" for code in absent[:_NAMED]]
    more = f" i {len(absent) - _NAMED} innych" if len(absent) > _NAMED else ""
    what = f"W pliku nie ma granic gmin: {', '.join(named)}{more}."
    return [Problem(0, "", what, "Wczytaj granice z tego samego roku co rejestr.")]


def _one_coverage(
    path: Path, shapes: Shapes, codes: tuple[str, ...], crack: float
) -> tuple[Shapes, list[Problem]]:
    """Shapes that neither overlap nor leave gaps; wide ones refuse the file."""
    if coverage.covers_once(shapes, crack):
        return shapes, []
    problems = [
        Problem(
            0,
            "",
            f"Gminy {codes[o.left]} i {codes[o.right]} nakładają się na {_km2(o.area)}.",
            "Pobierz granice jeszcze raz.",
        )
        for o in coverage.overlaps(shapes, crack)
    ]
    _refuse(path, problems)
    closed = coverage.closed_up(shapes, crack)
    problems = [
        Problem(
            0,
            "",
            f"Między gminami {', '.join(codes[at] for at in gap.around[:_NAMED])} jest luka "
            f"{_km2(gap.area)}.",
            "Pobierz granice jeszcze raz albo sprawdź, czy nie brakuje gminy.",
        )
        for gap in coverage.gaps(closed)
    ]
    _refuse(path, problems)
    changed = ~shapely.equals_exact(shapely.normalize(shapes), shapely.normalize(closed), 1e-6)
    what = (
        f"Zamknięto szczeliny i nakładki węższe niż {number(crack)} m albo uzgodniono punkty "
        f"wspólnych granic; gmin: {int(changed.sum())}."
    )
    return closed, [Problem(0, "", what, "")]


def _km2(area: float) -> str:
    return f"{number(area / 1e6, 4 if area < 1e5 else 1)} km²"


def _tables(
    shapes: Shapes, codes: tuple[str, ...], base: Snapshot | None, options: BoundaryOptions
) -> tuple[dict[str, pl.DataFrame], list[Problem]]:
    pairs = [(codes[a], codes[b]) for a, b in coverage.shared_borders(shapes)[0]]
    simple = simplify(shapes, options.tolerance_m, options.max_area_change)
    told = [_told_of_lines(shapes, simple.shapes, int(simple.finer.sum()))]
    lines, names = simple.shapes, codes
    inside = {code[:2] for code in codes}
    if base is not None and any(code[:2] not in inside for code in base.boundaries.codes):
        lines, names, fitted = seam.fit(lines, codes, base)
        pairs += seam.pairs_across(codes, base)
        told += fitted
    return {"boundaries": _boundaries(lines, names), "neighbours": _neighbours(pairs)}, told


def _told_of_lines(before: Shapes, after: Shapes, finer: int) -> Problem:
    counts = [int(shapely.get_num_coordinates(shapes).sum()) for shapes in (before, after)]
    what = f"Uproszczono granice z {number(counts[0])} do {number(counts[1])} punktów"
    more = f"; gmin z dokładniejszą linią: {finer}" if finer else ""
    return Problem(0, "", f"{what}{more}.", "")


def _boundaries(shapes: Shapes, codes: tuple[str, ...]) -> pl.DataFrame:
    """All levels as WKB in WGS 84, checked to be a coverage after the last change."""
    degrees = placement.moved(shapes, placement.PL_1992, placement.WGS_84)
    if not coverage.covers_once(degrees):
        # A wedge thinner than the bend of a straight line between two systems may fold over.
        degrees = np.asarray(shapely.coverage_clean(degrees), dtype=object)
    if not coverage.covers_once(degrees) or shapely.is_empty(degrees).any():
        raise RefusedFileError(
            "Po uproszczeniu granice gmin nie przylegają. Zmniejsz tolerancję uproszczenia."
        )
    levels = {"gmina": dict(zip(codes, degrees, strict=True))}
    for level, digits in (("powiat", 4), ("voivodeship", 2)):
        levels[level] = dissolve(degrees, np.array([code[:digits] for code in codes]))
    rows = [
        (code, level, shapely.to_wkb(shape))
        for level, units in levels.items()
        for code, shape in units.items()
    ]
    schema = {"code": pl.String, "level": pl.String, "wkb": pl.Binary}
    return pl.DataFrame(rows, schema=schema, orient="row").sort("code")


def _neighbours(pairs: Pairs) -> pl.DataFrame:
    sorted_pairs = sorted({(min(pair), max(pair)) for pair in pairs})
    return pl.DataFrame(sorted_pairs, schema={"a": pl.String, "b": pl.String}, orient="row")
