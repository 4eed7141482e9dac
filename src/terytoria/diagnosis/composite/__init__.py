"""Composite indicators and their uncertainty, for any units and any indicators."""

from terytoria.diagnosis.composite.construct import compose
from terytoria.diagnosis.composite.data import CompositeData
from terytoria.diagnosis.composite.errors import CompositeError
from terytoria.diagnosis.composite.hierarchy import Hierarchy, Node
from terytoria.diagnosis.composite.options import CompositeOptions
from terytoria.diagnosis.composite.result import Composite

__all__ = [
    "Composite",
    "CompositeData",
    "CompositeError",
    "CompositeOptions",
    "Hierarchy",
    "Node",
    "compose",
]
