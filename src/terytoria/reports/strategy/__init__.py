"""The text of a strategy as a Document."""

from terytoria.reports.strategy.build import build_strategy
from terytoria.reports.strategy.companions import (
    MOST_PAGES,
    SECTIONS,
    build_easy,
    build_summary,
    pages_of,
)
from terytoria.reports.strategy.record import (
    CitedSource,
    CitedValue,
    Evaluated,
    Imprint,
    Materials,
    cited_source,
)

__all__ = [
    "MOST_PAGES",
    "SECTIONS",
    "CitedSource",
    "CitedValue",
    "Evaluated",
    "Imprint",
    "Materials",
    "build_easy",
    "build_strategy",
    "build_summary",
    "cited_source",
    "pages_of",
]
