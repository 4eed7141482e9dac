"""Analyses of a partnership, each with one entry and a frozen result that explains itself."""

from terytoria.diagnosis.diagnosis import Diagnosis, DiagnosisOptions, diagnose
from terytoria.diagnosis.findings import Challenge, Finding, FindingKind

__all__ = [
    "Challenge",
    "Diagnosis",
    "DiagnosisOptions",
    "Finding",
    "FindingKind",
    "diagnose",
]
