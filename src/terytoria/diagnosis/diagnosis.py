"""The diagnosis of an area: every analysis, the findings, and one JSON to hold them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from terytoria.diagnosis import serialise, serialise_values
from terytoria.diagnosis.access import Access, AccessOptions, access
from terytoria.diagnosis.borders import Borders
from terytoria.diagnosis.dynamics import Dynamics, DynamicsOptions, assess_dynamics
from terytoria.diagnosis.findings import (
    Challenge,
    Finding,
    FindingSources,
    challenges_of,
    find_all,
)
from terytoria.diagnosis.findings.rules import Rules
from terytoria.diagnosis.groups import ComparisonGroup, PeersOptions, chosen_groups
from terytoria.diagnosis.index import DevelopmentIndex, IndexOptions, development_index
from terytoria.diagnosis.links import Links, LinksOptions, functional_links
from terytoria.diagnosis.outlook import Outlook, OutlookOptions, outlook
from terytoria.diagnosis.standing import StandingOptions, Standings, assess_standing
from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.measures import Measures
from terytoria.statistics.snapshot import Snapshot
from terytoria.territory import Area, Contiguity


@dataclass(frozen=True)
class DiagnosisOptions:
    """Options of every analysis; the defaults are those the methods pages describe."""

    peers: PeersOptions = field(default_factory=PeersOptions)
    standing: StandingOptions = field(default_factory=StandingOptions)
    dynamics: DynamicsOptions = field(default_factory=DynamicsOptions)
    index: IndexOptions = field(default_factory=IndexOptions)
    links: LinksOptions = field(default_factory=LinksOptions)
    outlook: OutlookOptions = field(default_factory=OutlookOptions)
    access: AccessOptions = field(default_factory=AccessOptions)


@dataclass(frozen=True, eq=False)
class Diagnosis:
    """Everything a diagnosis found about an area on one snapshot."""

    area: Area
    snapshot: Snapshot
    catalogue: Catalogue
    options: DiagnosisOptions
    contiguity: Contiguity
    borders: Borders
    standings: Standings
    dynamics: Dynamics
    index: DevelopmentIndex
    links: Links
    outlook: Outlook
    access: Access
    findings: tuple[Finding, ...]
    challenges: tuple[Challenge, ...]

    @property
    def groups(self) -> Mapping[str, ComparisonGroup]:
        """Comparison group of each member and of the area."""
        return self.standings.groups

    def to_json(self) -> dict[str, Any]:
        """Everything as JSON values, in the shape of ``schema.json``."""
        return serialise.to_json(self, self.catalogue)

    def to_bytes(self) -> bytes:
        """The JSON in UTF-8: the same bytes for the same snapshot and options."""
        return serialise_values.to_bytes(self.to_json())


STEPS = {
    "standing": "porównanie z podobnymi gminami",
    "dynamics": "zmiany w czasie",
    "index": "wskaźnik syntetyczny i jego niepewność",
    "links": "powiązania funkcjonalne",
    "outlook": "prognoza ludności do 2040 r.",
    "access": "dostępność szkół",
    "findings": "ustalenia i wyzwania",
}


def diagnose(
    measures: Measures,
    area: Area,
    options: DiagnosisOptions | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Diagnosis:
    """Diagnose an area with every analysis.

    ``progress`` is told the Polish name of each step. Raises the errors of the analyses; an area
    is checked when it is made.
    """
    options = options or DiagnosisOptions()
    snapshot = measures.snapshot
    progress(STEPS["standing"])
    groups = chosen_groups(snapshot, area, options.peers)
    standings = assess_standing(snapshot, measures, area, groups, options.standing)
    progress(STEPS["dynamics"])
    dynamics = assess_dynamics(snapshot, measures, area, standings, options.dynamics)
    progress(STEPS["index"])
    index = development_index(measures, area, options.index)
    progress(STEPS["links"])
    links = functional_links(snapshot, area, options.links)
    progress(STEPS["outlook"])
    ahead = outlook(snapshot, area, options.outlook)
    progress(STEPS["access"])
    reach = access(snapshot, area, options.access)
    progress(STEPS["findings"])
    rules = Rules.load()
    sources = FindingSources(measures, area, standings, dynamics, index, links, ahead, reach, rules)
    found = find_all(sources)
    return Diagnosis(
        area=area,
        snapshot=snapshot,
        catalogue=measures.catalogue,
        options=options,
        contiguity=snapshot.neighbours.contiguity(area.gminas),
        borders=Borders.of(snapshot, area),
        standings=standings,
        dynamics=dynamics,
        index=index,
        links=links,
        outlook=ahead,
        access=reach,
        findings=found,
        challenges=challenges_of(found, rules, standings.area_unit, len(area)),
    )
