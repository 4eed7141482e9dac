"""Which comparison group each member of a diagnosis is given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from terytoria.diagnosis.groups.banded import by_kind_and_population, powiats_like
from terytoria.diagnosis.groups.defaults import area_unit
from terytoria.diagnosis.groups.group import ComparisonGroup, GroupError
from terytoria.diagnosis.groups.named import by_list, of_country, of_powiat, of_voivodeship
from terytoria.diagnosis.groups.nearest import by_nearest
from terytoria.statistics.snapshot.snapshot import Snapshot
from terytoria.territory import Area


class Peers(StrEnum):
    """Whom the members are compared with."""

    KIND = "kind"
    NEAREST = "nearest"
    LIST = "list"
    POWIAT = "powiat"
    VOIVODESHIP = "voivodeship"
    COUNTRY = "country"


@dataclass(frozen=True)
class PeersOptions:
    """The rule, how many ``nearest`` gminas it takes, and the ``listed`` ones with their name.

    >>> PeersOptions(Peers.NEAREST, nearest=40).nearest
    40
    """

    rule: Peers = Peers.KIND
    nearest: int = 30
    listed: tuple[str, ...] = ()
    list_name: str = ""

    def __post_init__(self) -> None:
        if self.nearest < 1:
            raise GroupError(f"nearest is {self.nearest}; compare with at least one gmina")
        if (self.rule is Peers.LIST) != bool(self.listed):
            raise GroupError("name the gminas of a list group, and only with the rule 'list'")


def chosen_groups(
    snapshot: Snapshot, area: Area, options: PeersOptions
) -> Mapping[str, ComparisonGroup]:
    """The group of each gmina of an area by the rule; the area itself stands among land powiats."""
    make: dict[Peers, Callable[[str], ComparisonGroup]] = {
        Peers.KIND: lambda code: by_kind_and_population(snapshot, code),
        Peers.NEAREST: lambda code: by_nearest(snapshot, code, options.nearest),
        Peers.LIST: lambda _: by_list(snapshot, options.listed, options.list_name),
        Peers.POWIAT: lambda code: of_powiat(snapshot, code),
        Peers.VOIVODESHIP: lambda code: of_voivodeship(snapshot, code),
        Peers.COUNTRY: lambda _: of_country(snapshot),
    }
    groups = {code: make[options.rule](code) for code in area.gminas}
    return MappingProxyType({**groups, area_unit(area): powiats_like(snapshot, area)})
