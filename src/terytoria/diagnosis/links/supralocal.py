"""Evidence that art. 10g of the gmina act asks of a supra-local strategy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from terytoria.territory import Area, Contiguity, Neighbours, Register


class Verdict(StrEnum):
    """What the data say of the two preconditions."""

    CONFIRMED = "confirmed"
    BORDERS_UNKNOWN = "borders_unknown"
    NOT_CONTIGUOUS = "not_contiguous"
    PARTLY_LINKED = "partly_linked"
    NO_LINKS_SEEN = "no_links_seen"
    SINGLE = "single"


@dataclass(frozen=True)
class Supralocal:
    """Contiguity, links between members and the part of the powiats.

    ``networks`` are groups of members joined by observed flows, largest first; a member that no
    flow joins to another is a network of one. ``unmapped`` are members whose borders the data lack
    (new gminas): they touch nothing there. ``must_join`` are powiats all of whose gminas are
    members, ``may_join`` those with only some.
    """

    contiguity: Contiguity
    networks: tuple[tuple[str, ...], ...]
    unmapped: tuple[str, ...]
    persons_between: int
    must_join: tuple[str, ...]
    may_join: tuple[str, ...]

    @property
    def unlinked(self) -> tuple[str, ...]:
        """Members outside the largest network of flows."""
        return tuple(sorted(code for network in self.networks[1:] for code in network))

    @property
    def verdict(self) -> Verdict:
        """The verdict; the act sets no threshold, so any observed flow counts as a link."""
        members = sum(len(network) for network in self.networks)
        if members == 1:
            return Verdict.SINGLE
        if len(self.contiguity.parts) - len(self.unmapped) > 1:
            return Verdict.NOT_CONTIGUOUS
        if self.unmapped:
            return Verdict.BORDERS_UNKNOWN
        if len(self.networks) == 1:
            return Verdict.CONFIRMED
        return Verdict.NO_LINKS_SEEN if len(self.networks) == members else Verdict.PARTLY_LINKED


def assess(
    register: Register,
    neighbours: Neighbours,
    area: Area,
    flows: Iterable[tuple[str, str, float]],
) -> Supralocal:
    """Evidence for an area from the flows between its members (origin, dest, persons)."""
    between = [(origin, dest, persons) for origin, dest, persons in flows if origin != dest]
    graph = Neighbours((origin, dest) for origin, dest, _ in between)
    whole = area.whole_powiats(register)
    return Supralocal(
        contiguity=neighbours.contiguity(area.gminas),
        networks=graph.contiguity(area.gminas).parts,
        unmapped=tuple(code for code in area.gminas if not neighbours.of(code)),
        persons_between=int(sum(persons for *_, persons in between)),
        must_join=tuple(code for code in whole if not _is_city(register, code)),
        may_join=tuple(code for code in area.powiats() if code not in whole),
    )


def _is_city(register: Register, powiat: str) -> bool:
    """A city with powiat rights is its own gmina: there is no separate powiat to join."""
    return len(register.gminas_of(powiat)) == 1


@cache
def criteria() -> dict[str, Any]:
    """The criteria with their legal basis, as stored with the package."""
    text = files("terytoria.diagnosis.links").joinpath("data/supralocal_10g.yaml")
    content: dict[str, Any] = yaml.safe_load(text.read_text(encoding="utf-8"))
    return content
