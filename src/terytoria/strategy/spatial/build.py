"""The model of an area from a snapshot and what the partnership adds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from terytoria.diagnosis.links import functional_links
from terytoria.diagnosis.naming import named
from terytoria.language.cases import Case
from terytoria.statistics.measures import Measures
from terytoria.statistics.snapshot import Snapshot
from terytoria.strategy.spatial.areas import OwnArea, intervention
from terytoria.strategy.spatial.corridors import corridors
from terytoria.strategy.spatial.flows import link_layer
from terytoria.strategy.spatial.model import Feature, SpatialModel
from terytoria.strategy.spatial.natural import natural
from terytoria.strategy.spatial.own import OwnLayer, Use
from terytoria.strategy.spatial.services import services
from terytoria.strategy.spatial.settlements import main_settlements, settlements
from terytoria.territory import Area

RINGS = 3
"""Rings of neighbours kept as the ground of a map."""


@dataclass(frozen=True)
class SpatialOptions:
    """What the partnership adds: own intervention ``areas`` and ``files`` with layers."""

    areas: Sequence[OwnArea] = ()
    files: Sequence[OwnLayer] = ()


def spatial_model(
    measures: Measures, area: Area, options: SpatialOptions | None = None
) -> SpatialModel:
    """The model of the functional and spatial structure of an area (art. 10e of the gmina act).

    Raises :class:`terytoria.territory.UnknownUnitError` for a gmina outside the register and
    :class:`OwnAreaError` for an own area that reaches out of ``area``. Methods:
    docs/methods/spatial-model.md.
    """
    options = options or SpatialOptions()
    snapshot = measures.snapshot
    links = functional_links(snapshot, area)
    shape = ground_of(snapshot, area)
    nature = [one for one in options.files if one.use is Use.NATURAL]
    drawn = [one for one in options.files if one.use is Use.INTERVENTION]
    network = settlements(snapshot, area, links)
    spots = main_settlements(network)
    return SpatialModel(
        area=area,
        layers=(
            network,
            link_layer(snapshot, area, links, spots),
            corridors(snapshot, area, shape, spots),
            natural(nature),
            services(snapshot, area, shape),
            intervention(snapshot, area, options.areas, drawn),
        ),
        members=_members(snapshot, area),
        around=_around(snapshot, area),
        vintage=snapshot.vintage,
        synthetic=snapshot.synthetic,
    )


def ground_of(snapshot: Snapshot, area: Area) -> BaseGeometry | None:
    """The members with a boundary as one shape in degrees; ``None`` when none has."""
    known = [code for code in area.gminas if code in snapshot.boundaries]
    return shapely.union_all(snapshot.boundaries.many(known)) if known else None


def _members(snapshot: Snapshot, area: Area) -> tuple[Feature, ...]:
    known = [code for code in area.gminas if code in snapshot.boundaries]
    shapes = snapshot.boundaries.many(known)
    return tuple(
        Feature(code, named(snapshot.register, code, Case.NOMINATIVE), "member", shape)
        for code, shape in zip(known, shapes, strict=True)
    )


def _around(snapshot: Snapshot, area: Area) -> tuple[BaseGeometry, ...]:
    """Boundaries of the gminas a few steps around."""
    inside = set(area.gminas)
    for _ in range(RINGS):
        inside.update(snapshot.neighbours.around(inside))
    codes = [c for c in sorted(inside - set(area.gminas)) if c in snapshot.boundaries]
    return tuple(snapshot.boundaries.many(codes))
