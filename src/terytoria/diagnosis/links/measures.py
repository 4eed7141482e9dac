"""Measures of the links of an area: per member, for the whole, and across its border."""

from __future__ import annotations

import numpy as np
import polars as pl

from terytoria.diagnosis.links.matrix import FlowMatrix
from terytoria.diagnosis.links.regions import DominantFlows

FORMULAS = {
    "out": "Σ strumieni z gmin obszaru do innych gmin",
    "inside": "Σ strumieni między gminami obszaru",
    "out_outside": "Σ strumieni z gmin obszaru poza obszar",
    "in_outside": "Σ strumieni spoza obszaru do jego gmin",
    "out_far": "Σ strumieni z obszaru dłuższych niż próg odległości",
    "retention": "strumienie między gminami obszaru / wszystkie strumienie z jego gmin",
    "cohesion": "strumienie między gminami obszaru / wszystkie strumienie z nich i do nich",
}


def members(
    flows: FlowMatrix, rows: np.ndarray, regions: DominantFlows, far_km: float
) -> pl.DataFrame:
    """A row per member, in the order of ``rows``.

    ``out``, ``in``: commuters to and from all other gminas; ``_inside``, ``_far``: those to and
    from other members, and over flows longer than ``far_km``. ``net_ratio`` = (in - out) / (in +
    out), from -1 (a dormitory) to 1 (a hub); ``core`` where it is above 0. ``retention`` =
    out_inside / out. ``tie`` = (out_inside + in_inside) / (out + in). ``dominant``, ``persons``:
    the larger centre the member looks to, null for an independent centre; ``region``: the centre
    its chain ends in. ``within``: flows between the town and the country of the same gmina.
    Ratios without any commuter are null.
    """
    size = len(flows.codes)
    inside, far = np.isin(flows.origin, rows) & np.isin(flows.dest, rows), flows.km > far_km
    out, into = flows.out_total[rows], flows.in_total[rows]
    out_in = np.bincount(flows.origin[inside], flows.persons[inside], size)[rows]
    in_in = np.bincount(flows.dest[inside], flows.persons[inside], size)[rows]
    parent = regions.parent[rows]
    return pl.DataFrame(
        {
            "unit": [flows.codes[row] for row in rows],
            "out": _whole(out),
            "out_inside": _whole(out_in),
            "out_far": _whole(np.bincount(flows.origin[far], flows.persons[far], size)[rows]),
            "in": _whole(into),
            "in_inside": _whole(in_in),
            "in_far": _whole(np.bincount(flows.dest[far], flows.persons[far], size)[rows]),
            "net": _whole(into - out),
            "net_ratio": _ratio(into - out, into + out),
            "core": into > out,
            "retention": _ratio(out_in, out),
            "tie": _ratio(out_in + in_in, out + into),
            "dominant": [flows.codes[row] if row >= 0 else None for row in parent],
            "dominant_persons": _whole(regions.persons[rows]),
            "region": [flows.codes[row] for row in regions.root[rows]],
            "within": _whole(flows.within[rows]),
        },
        schema_overrides={"dominant": pl.String},
    ).with_columns(pl.col("net_ratio", "retention", "tie").fill_nan(None))


def summary(
    flows: FlowMatrix, rows: np.ndarray, around: tuple[str, ...], far_km: float
) -> dict[str, float]:
    """Figures of the area as a whole: persons, and the two shares (NaN without commuters).

    ``out`` = ``inside`` + ``out_outside``; ``out_neighbours`` and ``out_far`` are parts of
    ``out_outside`` (a neighbour is never far). ``retention`` = inside / out. ``cohesion`` =
    inside / (inside + out_outside + in_outside).
    """
    starts, ends = np.isin(flows.origin, rows), np.isin(flows.dest, rows)
    nearby = np.isin(flows.dest, [flows.index[code] for code in around if code in flows.index])
    far = (flows.km > far_km) & ~nearby

    def persons(chosen: np.ndarray) -> float:
        return float(flows.persons[chosen].sum())

    inside, leaving, coming = persons(starts & ends), starts & ~ends, ends & ~starts
    out_outside, in_outside = persons(leaving), persons(coming)
    out, all_flows = inside + out_outside, inside + out_outside + in_outside
    return {
        "out": out,
        "inside": inside,
        "out_outside": out_outside,
        "out_neighbours": persons(leaving & nearby),
        "out_far": persons(leaving & far),
        "in_outside": in_outside,
        "in_far": persons(coming & (flows.km > far_km)),
        "retention": inside / out if out else float("nan"),
        "cohesion": inside / all_flows if all_flows else float("nan"),
    }


def outflows(flows: FlowMatrix, rows: np.ndarray, far_km: float) -> pl.DataFrame:
    """Every flow from one of the rows: origin, dest, persons, km, far; by origin, then dest."""
    chosen = np.isin(flows.origin, rows)
    km = flows.km[chosen]
    return pl.DataFrame(
        {
            "origin": pl.Series(
                [flows.codes[row] for row in flows.origin[chosen]], dtype=pl.String
            ),
            "dest": pl.Series([flows.codes[row] for row in flows.dest[chosen]], dtype=pl.String),
            "persons": _whole(flows.persons[chosen]),
            "km": km,
            "far": km > far_km,
        }
    ).with_columns(pl.col("km").fill_nan(None))


def destinations(
    flows: FlowMatrix, rows: np.ndarray, around: tuple[str, ...], far_km: float
) -> pl.DataFrame:
    """Gminas outside that exchange commuters with the area, the largest outflow first.

    Columns: unit, persons_out, persons_in, km (from the nearest member that exchanges with it),
    far, neighbour. Ties are in order of code.
    """
    starts, ends = np.isin(flows.origin, rows), np.isin(flows.dest, rows)
    parts = []
    for chosen, other, out in (
        (starts & ~ends, flows.dest, True),
        (ends & ~starts, flows.origin, False),
    ):
        persons = _whole(flows.persons[chosen])
        zero = np.zeros_like(persons)
        parts.append(
            pl.DataFrame(
                {
                    "row": other[chosen],
                    "persons_out": persons if out else zero,
                    "persons_in": zero if out else persons,
                    "km": flows.km[chosen],
                }
            )
        )
    found = pl.concat(parts).group_by("row").agg(pl.col("^persons.*$").sum(), pl.col("km").min())
    unit = [flows.codes[row] for row in found["row"]]
    return (
        found.select(
            pl.Series("unit", unit, pl.String),
            "persons_out",
            "persons_in",
            pl.col("km").fill_nan(None),
        )
        .with_columns(
            far=(pl.col("km") > far_km).fill_null(value=False),
            neighbour=pl.col("unit").is_in(list(around)),
        )
        .sort(["persons_out", "persons_in", "unit"], descending=[True, True, False])
    )


def fitting(
    flows: FlowMatrix,
    rows: np.ndarray,
    around: tuple[str, ...],
    table: pl.DataFrame,
    traffic: np.ndarray,
) -> pl.DataFrame:
    """Contiguous outside gminas and how closely they are tied to the area, the closest first.

    ``tie`` = flows both ways with the area / all flows of the gmina (``traffic``, by row): the
    same measure as a member's tie to the rest; ``stronger``: it exceeds the smallest tie of a
    member. A single member has no rest to be tied to, so nothing is stronger.
    """
    codes = [code for code in around if code in flows.index]
    outside = np.array([flows.index[code] for code in codes], dtype=np.int64)
    size = len(flows.codes)
    starts, ends = np.isin(flows.origin, rows), np.isin(flows.dest, rows)
    to_area = np.bincount(flows.origin[ends], flows.persons[ends], size)[outside]
    from_area = np.bincount(flows.dest[starts], flows.persons[starts], size)[outside]
    tie = _ratio(to_area + from_area, traffic[outside])
    weakest = table["tie"].min() if len(rows) > 1 else None
    stronger = tie > weakest if isinstance(weakest, float) else np.zeros(len(codes), dtype=bool)
    return (
        pl.DataFrame(
            {
                "unit": pl.Series(codes, dtype=pl.String),
                "persons_to_area": _whole(to_area),
                "persons_from_area": _whole(from_area),
                "tie": tie,
                "stronger": stronger,
            }
        )
        .with_columns(pl.col("tie").fill_nan(None))
        .sort(["tie", "unit"], descending=[True, False], nulls_last=True)
    )


def _whole(values: np.ndarray) -> np.ndarray:
    whole: np.ndarray = np.rint(values).astype(np.int64)
    return whole


def _ratio(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    """Part / whole, NaN where the whole is zero."""
    safe = np.where(whole > 0, whole, 1.0)
    return np.where(whole > 0, part / safe, np.nan)
