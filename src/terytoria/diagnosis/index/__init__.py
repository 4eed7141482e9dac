"""The composite index of gminas and of areas, over the catalogue's indicators."""

from terytoria.diagnosis.index.analysis import (
    DevelopmentIndex,
    IndexOptions,
    Ranking,
    development_index,
)

__all__ = ["DevelopmentIndex", "IndexOptions", "Ranking", "development_index"]
