"""The group each member and the partnership itself are compared with by default."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from terytoria.diagnosis.groups.banded import by_kind_and_population, powiats_like
from terytoria.diagnosis.groups.group import ComparisonGroup
from terytoria.statistics.snapshot.snapshot import Snapshot
from terytoria.territory import Area

AREA = "area"


def area_unit(area: Area) -> str:
    """The name an area bears in the column ``unit`` of results: its code, else ``area``.

    An area of one gmina is called ``area`` too, so that it is not taken for its member.
    """
    return AREA if not area.code or area.code in area.gminas else area.code


def default_group(snapshot: Snapshot, code: str, year: int | None = None) -> ComparisonGroup:
    """The default group of a gmina: its kind and its band of population."""
    return by_kind_and_population(snapshot, code, year)


def default_groups(
    snapshot: Snapshot, area: Area, year: int | None = None
) -> Mapping[str, ComparisonGroup]:
    """The default group of each gmina of an area, and of the area as a whole (land powiats)."""
    found = {code: default_group(snapshot, code, year) for code in area.gminas}
    found[area_unit(area)] = powiats_like(snapshot, area, year)
    return MappingProxyType(found)
