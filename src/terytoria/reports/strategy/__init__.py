"""The text of a strategy as a Document."""

from terytoria.reports.strategy.build import build_strategy
from terytoria.reports.strategy.record import (
    CitedSource,
    CitedValue,
    Evaluated,
    Imprint,
    Materials,
    cited_source,
)

__all__ = [
    "CitedSource",
    "CitedValue",
    "Evaluated",
    "Imprint",
    "Materials",
    "build_strategy",
    "cited_source",
]
