"""The country as the start page draws it: its outline, and the shape of each partnership."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from terytoria.portal.partnerships.country import Country
from terytoria.portal.publishing.site import Ground
from terytoria.territory import Level

WIDTH = 640.0
_DETAIL, _COARSE = 0.6, 1.6  # px that a border may stray: of members, of voivodeships


def invented() -> bool:
    """Whether the country in use is made up."""
    from terytoria.statistics.snapshot import Store  # noqa: PLC0415 - brings the data libraries
    from terytoria.statistics.sources.default import default_snapshot  # noqa: PLC0415

    return bool(default_snapshot(Store.default()).synthetic)


def gminas_of(country: Country, units: Iterable[str]) -> tuple[str, ...]:
    """The gminas that units are or consist of; units the register does not know are left out."""
    known = (unit for unit in units if unit in country.register)
    return tuple(sorted({code for unit in known for code in country.register.gminas_of(unit)}))


def draw(country: Country, areas: Mapping[str, Sequence[str]]) -> tuple[Ground, dict[str, str]]:
    """The outline of the country and the path of each area (gminas by name); nothing without
    boundaries."""
    from terytoria.documents.figures.country import prepare_country  # noqa: PLC0415 - the worker

    boundaries = country.boundaries
    codes = [code for code in country.register.gminas if boundaries and code in boundaries]
    if boundaries is None or not codes:
        return Ground(), {}
    regions = [c for c in country.register.of_level(Level.VOIVODESHIP) if c in boundaries]
    shapes = boundaries.many(codes)
    base = prepare_country(shapes, (), WIDTH, _DETAIL)
    coarse = prepare_country(shapes, boundaries.many(regions), WIDTH, _COARSE)
    places = {code: at for at, code in enumerate(codes)}
    paths = {
        name: base.ground.joined([places[code] for code in gminas if code in places])
        for name, gminas in areas.items()
    }
    ground = Ground(math.ceil(base.width), math.ceil(base.height), base.edge, coarse.borders)
    return ground, paths
