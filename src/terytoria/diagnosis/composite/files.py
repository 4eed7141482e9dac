"""A pair of CSV files in, a file of scores out.

DATA.csv has a row per unit: ``uCode``, ``uName`` (optional), groupings, denominators and one
column per indicator. META.csv has a row per element: ``iCode``, ``Type`` (Indicator, Aggregate,
Group, Denominator), ``Level``, ``Parent``, ``Direction``, ``Weight``, ``Denominator``, ``iName``.
Missing cells are empty or NA. Columns of DATA.csv that META.csv does not name are left alone.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from terytoria.diagnosis.composite.construct import compose
from terytoria.diagnosis.composite.data import LARGEST, CompositeData
from terytoria.diagnosis.composite.errors import CompositeError
from terytoria.diagnosis.composite.hierarchy import Hierarchy, Node
from terytoria.diagnosis.composite.options import CompositeOptions
from terytoria.diagnosis.composite.result import Composite
from terytoria.diagnosis.composite.sensitivity import (
    Sensitivity,
    SensitivityOptions,
    assess_sensitivity,
)
from terytoria.diagnosis.composite.sheets import Sheet, read_sheet, write_rows
from terytoria.diagnosis.composite.uncertainty import (
    Uncertainty,
    UncertaintyOptions,
    assess_uncertainty,
)

Floats = NDArray[np.float64]
META_COLUMNS = ("iCode", "Type", "Level", "Parent", "Direction", "Weight")
KINDS = ("Indicator", "Aggregate", "Group", "Denominator")


@dataclass(frozen=True)
class Scored:
    """What :func:`score_files` computed, and the files it wrote."""

    composite: Composite
    uncertainty: Uncertainty | None
    sensitivity: Sensitivity | None
    files: tuple[Path, ...]


def score_files(
    data: Path,
    meta: Path,
    out: Path,
    *,
    uncertainty: int | None = None,
    seed: int = 1,
    options: CompositeOptions | None = None,
) -> Scored:
    """Build the composite of a pair of files and write the scores, best unit first.

    ``out`` gets ``uCode``, ``uName``, score and ``…_rank`` of every aggregate from the index
    down, and the normalised indicators. With ``uncertainty`` runs it also gets ``rank_low``,
    ``rank_median``, ``rank_high``, ``score_low``, ``score_median``, ``score_high``,
    ``top_share``, ``bottom_share``, and ``<out>_sensitivity.csv`` appears beside it.

    Raises :class:`CompositeError`; nothing is written then.
    """
    values, hierarchy = read_pair(data, meta)
    composite = compose(values, hierarchy, options)
    table = composite.table().rename({"unit": "uCode", "name": "uName"})
    if not uncertainty:
        write_rows(out, table.columns, table.rows())
        return Scored(composite, None, None, (out,))
    settings = UncertaintyOptions(runs=uncertainty, seed=seed)
    bands = assess_uncertainty(values, hierarchy, options, settings)
    base = 2 ** min(max(6, (uncertainty // 8).bit_length()), 12)
    factors = assess_sensitivity(
        values, hierarchy, options, SensitivityOptions(base=base, seed=seed)
    )
    width = 2 + 2 * len(hierarchy.aggregates)
    extra = bands.table().drop("name", "rank", "score")
    joined = table.join(extra, left_on="uCode", right_on="unit", how="left", maintain_order="left")
    joined = joined.select(*table.columns[:width], *extra.columns[1:], *table.columns[width:])
    beside = out.with_name(f"{out.stem}_sensitivity.csv")
    rows = factors.table()
    write_rows(beside, rows.columns, rows.rows())
    write_rows(out, joined.columns, joined.rows())
    return Scored(composite, bands, factors, (out, beside))


def read_pair(data: Path, meta: Path) -> tuple[CompositeData, Hierarchy]:
    """Read and check both files.

    Raises :class:`CompositeError` with the file, the line and the remedy for a wrong column,
    an unknown parent or type, a cell that is not a number, a duplicated code.
    """
    described = read_sheet(meta)
    kinds = _kinds(described)
    hierarchy = _hierarchy(described, kinds)
    sheet = read_sheet(data)
    codes = _units(sheet)
    names = [text or code for (_, text), code in zip(sheet.cells("uName"), codes, strict=True)]
    indicators = [node.code for node in hierarchy.indicators]
    for node in hierarchy.indicators:
        if node.denominator is not None and kinds.get(node.denominator) != "Denominator":
            raise CompositeError(
                f"{described.path.name}: {node.code} is divided by {node.denominator!r}, "
                "which has no row of type Denominator; add one"
            )
    return (
        CompositeData(
            codes,
            tuple(indicators),
            np.column_stack([_numbers(sheet, code) for code in indicators]),
            tuple(names),
            {code: _numbers(sheet, code) for code, kind in kinds.items() if kind == "Denominator"},
            {code: _texts(sheet, code) for code, kind in kinds.items() if kind == "Group"},
        ),
        hierarchy,
    )


def _kinds(sheet: Sheet) -> dict[str, str]:
    """Type of every element by its code, in the order of the file."""
    for column in META_COLUMNS:
        sheet.place(column)
    kinds: dict[str, str] = {}
    types = sheet.cells("Type")
    for (line, code), (_, kind) in zip(sheet.cells("iCode"), types, strict=True):
        if code is None:
            raise sheet.fail(line, "iCode is empty; give the element a code")
        if code in kinds:
            raise sheet.fail(line, f"iCode {code!r} was used above; make the codes distinct")
        if kind not in KINDS:
            raise sheet.fail(line, f"Type {kind!r}; use one of: {', '.join(KINDS)}")
        kinds[code] = kind
    return kinds


def _hierarchy(sheet: Sheet, kinds: dict[str, str]) -> Hierarchy:
    columns = ("iCode", "Level", "Parent", "iName", "Direction", "Weight", "Denominator")
    cells = zip(*(sheet.cells(column) for column in columns), strict=True)
    nodes = []
    for row in cells:
        line = row[0][0]
        code, level, parent, name, direction, weight, denominator = (text for _, text in row)
        if code is None or kinds[code] not in ("Indicator", "Aggregate"):
            continue
        depth = _whole(sheet, line, "Level", level)
        if (depth == 1) != (kinds[code] == "Indicator"):
            raise sheet.fail(line, f"{code}: Level {depth} and Type {kinds[code]} disagree")
        sign = 1 if direction is None else _whole(sheet, line, "Direction", direction)
        share = 1.0 if weight is None else _number(sheet, line, "Weight", weight)
        try:
            nodes.append(Node(code, depth, parent, name or "", sign, share, denominator))
        except CompositeError as error:
            raise sheet.fail(line, str(error)) from error
    try:
        return Hierarchy.build(nodes)
    except CompositeError as error:
        raise CompositeError(f"{sheet.path.name}: {error}") from error


def _units(sheet: Sheet) -> tuple[str, ...]:
    """Codes of units, each once."""
    seen: dict[str, int] = {}
    for line, code in sheet.cells("uCode") if sheet.place("uCode") >= 0 else ():
        if code is None:
            raise sheet.fail(line, "uCode is empty; give the unit a code")
        if code in seen:
            raise sheet.fail(line, f"uCode {code!r} was used in line {seen[code]}; keep one row")
        seen[code] = line
    return tuple(seen)


def _texts(sheet: Sheet, column: str) -> tuple[str | None, ...]:
    sheet.place(column)
    return tuple(text for _, text in sheet.cells(column))


def _numbers(sheet: Sheet, column: str) -> Floats:
    """A column of numbers, NaN for missing."""
    sheet.place(column)
    return np.array(
        [
            math.nan if text is None else _number(sheet, line, column, text)
            for line, text in sheet.cells(column)
        ]
    )


def _number(sheet: Sheet, line: int, column: str, text: str) -> float:
    try:
        value = float(text) if "_" not in text else math.nan
    except ValueError:
        value = math.nan
    if math.isnan(value):
        raise sheet.fail(
            line, f"{column}: {text[:40]!r} is not a number; use a decimal point, or NA if missing"
        )
    if abs(value) > LARGEST:
        raise sheet.fail(line, f"{column}: {text[:40]} is beyond {LARGEST:g}; correct the value")
    return value


def _whole(sheet: Sheet, line: int, column: str, text: str | None) -> int:
    value = _number(sheet, line, column, text or "")
    if not value.is_integer():
        raise sheet.fail(line, f"{column}: {text} is not a whole number")
    return int(value)
