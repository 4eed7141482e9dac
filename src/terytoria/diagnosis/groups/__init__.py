"""Comparison groups: whom a gmina or a partnership is compared with, and why."""

from terytoria.diagnosis.groups.banded import by_kind_and_population, powiats_like
from terytoria.diagnosis.groups.choice import Peers, PeersOptions, chosen_groups
from terytoria.diagnosis.groups.defaults import AREA, area_unit, default_group, default_groups
from terytoria.diagnosis.groups.group import ComparisonGroup, GroupError, GroupKind
from terytoria.diagnosis.groups.named import by_list, of_country, of_powiat, of_voivodeship
from terytoria.diagnosis.groups.nearest import by_nearest

__all__ = [
    "AREA",
    "ComparisonGroup",
    "GroupError",
    "GroupKind",
    "Peers",
    "PeersOptions",
    "area_unit",
    "by_kind_and_population",
    "by_list",
    "by_nearest",
    "chosen_groups",
    "default_group",
    "default_groups",
    "of_country",
    "of_powiat",
    "of_voivodeship",
    "powiats_like",
]
