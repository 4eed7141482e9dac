"""The catalogue of indicators: data files, and the code that reads and checks them."""

from terytoria.statistics.catalogue.catalogue import Catalogue
from terytoria.statistics.catalogue.entries import Text
from terytoria.statistics.catalogue.errors import CatalogueError, UnknownIndicatorError
from terytoria.statistics.catalogue.formula import Expression, Factor, FormulaError, Term, parse
from terytoria.statistics.catalogue.indicator import (
    AREA_KM2,
    CatalogueArea,
    Dimension,
    Direction,
    Indicator,
    IntervalKind,
    Segment,
    Series,
    SeriesKind,
)
from terytoria.statistics.catalogue.variables import Variable, VariableSeries

__all__ = [
    "AREA_KM2",
    "Catalogue",
    "CatalogueArea",
    "CatalogueError",
    "Dimension",
    "Direction",
    "Expression",
    "Factor",
    "FormulaError",
    "Indicator",
    "IntervalKind",
    "Segment",
    "Series",
    "SeriesKind",
    "Term",
    "Text",
    "UnknownIndicatorError",
    "Variable",
    "VariableSeries",
    "parse",
]
