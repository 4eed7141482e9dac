"""The choices behind a composite indicator, checked at the door."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from terytoria.diagnosis.composite.aggregation import AGGREGATIONS
from terytoria.diagnosis.composite.errors import CompositeError
from terytoria.diagnosis.composite.imputation import IMPUTATIONS
from terytoria.diagnosis.composite.normalisation import NORMALISATIONS
from terytoria.diagnosis.composite.outliers import OUTLIERS, OutlierLimits
from terytoria.diagnosis.composite.weighting import WEIGHTINGS

STAGES = ("imputed", "denominated")


def check_choice(what: str, value: str, allowed: Collection[str]) -> None:
    """Refuse a value outside the registry, naming the values that are in it."""
    if value not in allowed:
        raise CompositeError(f"{what}={value!r}; use one of: {', '.join(allowed)}")


@dataclass(frozen=True)
class CompositeOptions:
    """How a composite indicator is built; the defaults are the reference construction.

    ``group`` names the grouping for imputation (default: the last one in the data).
    ``screening`` is the share of present values a unit needs, counted at ``screening_stage``:
    ``imputed`` (after filling, the reference order) or ``denominated`` (before it).

    >>> CompositeOptions(aggregation="geometric").normalisation
    'minmax'
    """

    denominate: bool = True
    imputation: str = "group_mean"
    group: str | None = None
    screening: float = 0.9
    screening_stage: str = "imputed"
    outliers: str = "reference"
    limits: OutlierLimits = field(default_factory=OutlierLimits)
    normalisation: str = "minmax"
    weights: str = "given"
    aggregation: str = "arithmetic"

    def __post_init__(self) -> None:
        check_choice("imputation", self.imputation, IMPUTATIONS)
        check_choice("screening_stage", self.screening_stage, STAGES)
        check_choice("outliers", self.outliers, OUTLIERS)
        check_choice("normalisation", self.normalisation, NORMALISATIONS)
        check_choice("weights", self.weights, WEIGHTINGS)
        check_choice("aggregation", self.aggregation, AGGREGATIONS)
        if not 0 <= self.screening <= 1:
            raise CompositeError(f"screening={self.screening}; use a share from 0 to 1")
