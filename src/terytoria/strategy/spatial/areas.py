"""Intervention areas: lists that others publish, and areas the partnership draws itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import polars as pl
import shapely

from terytoria.diagnosis.provenance import source_of
from terytoria.language.numbers import number
from terytoria.language.plural import counted
from terytoria.language.text import join_list
from terytoria.statistics.evidence import Evidence
from terytoria.statistics.snapshot import Snapshot
from terytoria.strategy.spatial.model import Feature, Layer
from terytoria.strategy.spatial.own import OwnLayer
from terytoria.strategy.spatial.rules import rule
from terytoria.territory import Area

SCHEMA = {"list_id": str, "vintage": str, "gminas": int, "source_url": str, "file": str}


class OwnAreaError(ValueError):
    """An own intervention area that cannot be taken; the message is Polish."""


@dataclass(frozen=True)
class OwnArea:
    """An own intervention area made of whole gminas (codes of 7 digits).

    >>> OwnArea("Południe", ("3217023",)).gminas
    ('3217023',)
    """

    name: str
    gminas: tuple[str, ...]

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise OwnAreaError("Obszar własny nie ma nazwy. Wpisz ją.")
        if not self.gminas or len(set(self.gminas)) != len(self.gminas):
            said = f"Obszar „{self.name}” nie ma gmin albo wymienia którąś dwa razy."
            raise OwnAreaError(f"{said} Wskaż każdą gminę raz.")


def intervention(
    snapshot: Snapshot, area: Area, areas: Sequence[OwnArea], files: Sequence[OwnLayer]
) -> Layer:
    """The layer of intervention areas: lists of the snapshot, then own areas.

    Raises :class:`OwnAreaError` for an own area that names a gmina outside ``area``.
    """
    own = rule("intervention")
    features = [*_listed(snapshot, area), *_drawn(snapshot, area, areas)]
    features += [
        Feature(f"plik-{at}-{place}", name, "own", shape, {"file": one.file})
        for at, one in enumerate(files, 1)
        for place, (name, shape) in enumerate(one.features, 1)
    ]
    if not features:
        text = f"0 obszarów interwencji: nie wczytano list ani obszarów własnych. {own.needs}"
    else:
        count = counted(len(features), "obszar", "obszary", "obszarów")
        lists = sum(one.kind == "list" for one in features)
        text = (
            f"{count} interwencji, z tego z list ogłoszonych przez inne podmioty: {number(lists)} "
            f"({join_list(one.name for one in features)}). Strategia powinna wskazać działania dla "
            "każdego z nich."
        )
    limits = list(own.limits)
    unmapped = [code for code in area.gminas if code not in snapshot.boundaries]
    if unmapped:
        limits.append(f"Granic gmin {', '.join(unmapped)} nie ma w danych.")
    return Layer("intervention", own, tuple(features), SCHEMA, text, tuple(limits))


def _shape(snapshot: Snapshot, codes: Sequence[str]) -> shapely.Geometry | None:
    known = [code for code in codes if code in snapshot.boundaries]
    return shapely.union_all(snapshot.boundaries.many(known)) if known else None


def _listed(snapshot: Snapshot, area: Area) -> Iterator[Feature]:
    own = rule("intervention")
    known = snapshot.table("lists").filter(pl.col("unit").is_in(area.gminas))
    for (name, vintage), rows in known.sort("list_id", "vintage", "unit").group_by(
        "list_id", "vintage", maintain_order=True
    ):
        codes = tuple(rows["unit"])
        shape = _shape(snapshot, codes)
        if shape is None:
            continue
        title = own.values["lists"].get(str(name), str(name))
        evidence = Evidence(
            f"spatial.list.{name}",
            codes,
            (),
            float(len(codes)),
            None,
            source_of(snapshot, f"lista {name}, rocznik {vintage}"),
            snapshot.vintage,
            "liczba gmin obszaru na liście",
        )
        yield Feature(
            f"lista-{name}-{vintage}",
            f"{title} ({vintage})",
            "list",
            shape,
            {
                "list_id": str(name),
                "vintage": str(vintage),
                "gminas": len(codes),
                "source_url": rows["source_url"][0],
            },
            (evidence,),
        )


def _drawn(snapshot: Snapshot, area: Area, areas: Sequence[OwnArea]) -> Iterator[Feature]:
    for at, one in enumerate(areas, 1):
        outside = [code for code in one.gminas if code not in area]
        if outside:
            said = f"Obszar „{one.name}” ma gminy spoza partnerstwa: {', '.join(outside)}."
            raise OwnAreaError(f"{said} Usuń je z listy.")
        shape = _shape(snapshot, sorted(one.gminas))
        if shape is None:
            raise OwnAreaError(f"Obszar „{one.name}”: granic jego gmin nie ma w danych.")
        yield Feature(f"gminy-{at}", one.name, "own", shape, {"gminas": len(one.gminas)})
