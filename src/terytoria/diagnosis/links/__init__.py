"""Functional links: who commutes where, and whether an area hangs together."""

from terytoria.diagnosis.links.analysis import Links, LinksOptions, functional_links
from terytoria.diagnosis.links.matrix import FlowMatrix, flow_matrix
from terytoria.diagnosis.links.regions import DominantFlows, dominant_flows
from terytoria.diagnosis.links.supralocal import Supralocal, Verdict

__all__ = [
    "DominantFlows",
    "FlowMatrix",
    "Links",
    "LinksOptions",
    "Supralocal",
    "Verdict",
    "dominant_flows",
    "flow_matrix",
    "functional_links",
]
