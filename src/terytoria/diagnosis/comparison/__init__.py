"""Two diagnoses of one area compared: which findings and challenges changed, and why."""

from terytoria.diagnosis.comparison.compare import compare
from terytoria.diagnosis.comparison.result import (
    Aspect,
    ChallengePair,
    DiagnosisDifference,
    Figure,
    FindingPair,
    ValuePair,
)

__all__ = [
    "Aspect",
    "ChallengePair",
    "DiagnosisDifference",
    "Figure",
    "FindingPair",
    "ValuePair",
    "compare",
]
