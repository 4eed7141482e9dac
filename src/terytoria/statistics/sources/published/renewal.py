"""A newer register of units, and everything else of a snapshot moved to its codes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl
import shapely

from terytoria.statistics.carry import Carried, register_tables
from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.snapshot import Snapshot
from terytoria.statistics.sources.imported import Imported
from terytoria.statistics.sources.problems import Problem
from terytoria.statistics.sources.published.terc import read_terc
from terytoria.territory import Register
from terytoria.territory.changes import Correspondence, changes_between, known_changes

_LONG_AGO = date.min
_PLACES = ("schools", "demand", "places", "localities")


def import_terc(path: Path, base: Snapshot, areas: Mapping[str, float] | None = None) -> Imported:
    """The register of a TERC file with all tables of ``base`` in its codes.

    Observations are carried by the rules of :func:`~terytoria.statistics.carry.carried`. A unit
    whose whole territory went to one unit takes its boundary, neighbours, flows, schools and
    places along; those of a divided one stay with what is left of it, and a gmina that is no more
    without a known heir loses them: both are told. What became of units is read from the changes
    of ``base`` (the TERC list of changes), from the packaged ones unless the country is invented,
    and from comparing the registers.
    """
    read = read_terc(path, base, areas)
    units = read.tables["units"]
    new = Register.from_frame(units)
    known = _correspondence(base, new, max(units["valid_from"].drop_nulls()))
    kinds = {name: series.kind for name, series in Catalogue.load().series.items()}
    tables, account = register_tables(base, units, known, kinds)
    heirs = _heirs(base.register, new, known)
    moved = {
        "neighbours": _neighbours(base.table("neighbours"), heirs),
        "boundaries": _boundaries(base.table("boundaries"), heirs),
        "flows": _flows(base.table("flows"), heirs),
        **{name: _places(base.table(name), heirs) for name in _PLACES},
    }
    told = _told(base, heirs, account) if heirs else []
    return Imported({**tables, **moved}, (*read.messages, *told), read.source)


def _correspondence(base: Snapshot, new: Register, day: date) -> Correspondence:
    """Changes known of, and those that only the comparison of the registers tells."""
    known = Correspondence.from_table(base.table("changes"))
    if not base.synthetic:
        known = known.together_with(known_changes())
    told = {link.old for change in known for link in change.links if link.old not in new}
    seen = changes_between(base.register, new, day).correspondence
    fresh = tuple(one for one in seen if not told.intersection(one.gone))
    return known.together_with(Correspondence(fresh)).leading_to({unit.code for unit in new.units})


def _heirs(old: Register, new: Register, known: Correspondence) -> dict[str, str | None]:
    """The one unit that holds all of a gmina that is no more, or ``None`` where there is none."""
    heirs: dict[str, str | None] = {}
    for code in old.gminas:
        if code not in new:
            parts = known.successors(code, _LONG_AGO)
            whole = len(parts) == 1 and parts[0].code in new
            heirs[code] = parts[0].code if whole else None
    return heirs


def _recoded(frame: pl.DataFrame, column: str, heirs: Mapping[str, str | None]) -> pl.DataFrame:
    """Codes replaced by those of the heirs; rows of gminas without one are left out."""
    codes = pl.col(column).replace_strict(heirs, default=pl.col(column), return_dtype=pl.String)
    lost = [code for code, heir in heirs.items() if heir is None]
    return frame.filter(~pl.col(column).is_in(lost)).with_columns(codes.alias(column))


def _neighbours(pairs: pl.DataFrame, heirs: Mapping[str, str | None]) -> pl.DataFrame:
    moved = _recoded(_recoded(pairs, "a", heirs), "b", heirs)
    ordered = moved.select(a=pl.min_horizontal("a", "b"), b=pl.max_horizontal("a", "b"))
    return ordered.filter(pl.col("a") != pl.col("b")).unique().sort("a", "b")


def _boundaries(shapes: pl.DataFrame, heirs: Mapping[str, str | None]) -> pl.DataFrame:
    moved = _recoded(shapes, "code", heirs).sort("code")
    joined = moved.filter(pl.col("code").is_duplicated())
    rows = [
        {"code": code, "level": level, "wkb": _union(group["wkb"].to_list())}
        for (code, level), group in joined.group_by("code", "level", maintain_order=True)
    ]
    united = pl.DataFrame(rows, schema=shapes.schema)
    return pl.concat([moved.filter(~pl.col("code").is_duplicated()), united]).sort("code")


def _union(shapes: list[bytes]) -> bytes:
    content: bytes = shapely.to_wkb(shapely.union_all(shapely.from_wkb(shapes)))
    return content


def _flows(flows: pl.DataFrame, heirs: Mapping[str, str | None]) -> pl.DataFrame:
    """Flows between what are now parts of one unit are flows within it and are left out."""
    inside = flows.filter(pl.col("origin") == pl.col("dest"))
    across = flows.filter(pl.col("origin") != pl.col("dest"))
    moved = _recoded(_recoded(across, "origin", heirs), "dest", heirs)
    both = pl.concat(
        [moved.filter(pl.col("origin") != pl.col("dest")), _recoded(inside, "origin", heirs)
         .with_columns(dest="origin")]
    )  # fmt: skip
    summed = both.group_by("origin", "dest", "year").agg(pl.col("persons").sum())
    return summed.select(flows.columns).cast(flows.schema).sort("origin", "dest")


def _places(places: pl.DataFrame, heirs: Mapping[str, str | None]) -> pl.DataFrame:
    return _recoded(places, "unit", heirs)


def _told(base: Snapshot, heirs: Mapping[str, str | None], account: Carried) -> list[Problem]:
    told = [Problem(0, "", account.explain(), "")]
    for code, heir in heirs.items():
        if heir is None:
            what = f"Nie wiadomo, która gmina przejęła całą gminę {base.register.unit(code).name}"
            remedy = "Dodaj wykaz zmian (terc-changes) przed rejestrem TERC i nowe granice po nim."
            told.append(
                Problem(0, "", f"{what} ({code}); jej granice i miejsca pominięto.", remedy)
            )
    return told
