"""Composite indicators and their uncertainty, for any units and any indicators."""

from terytoria.diagnosis.composite.choices import Choices
from terytoria.diagnosis.composite.construct import compose
from terytoria.diagnosis.composite.data import CompositeData
from terytoria.diagnosis.composite.errors import CompositeError
from terytoria.diagnosis.composite.hierarchy import Hierarchy, Node
from terytoria.diagnosis.composite.options import CompositeOptions
from terytoria.diagnosis.composite.result import Composite
from terytoria.diagnosis.composite.sensitivity import (
    Sensitivity,
    SensitivityOptions,
    assess_sensitivity,
)
from terytoria.diagnosis.composite.uncertainty import (
    Uncertainty,
    UncertaintyOptions,
    assess_uncertainty,
)

__all__ = [
    "Choices",
    "Composite",
    "CompositeData",
    "CompositeError",
    "CompositeOptions",
    "Hierarchy",
    "Node",
    "Sensitivity",
    "SensitivityOptions",
    "Uncertainty",
    "UncertaintyOptions",
    "assess_sensitivity",
    "assess_uncertainty",
    "compose",
]
