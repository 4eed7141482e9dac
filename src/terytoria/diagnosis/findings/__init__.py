"""Findings: statements made by rules from evidence, and the challenges they point to."""

from terytoria.diagnosis.findings.challenges import Challenge, challenges_of
from terytoria.diagnosis.findings.engine import FindingSources, find_all
from terytoria.diagnosis.findings.finding import Finding, FindingKind
from terytoria.diagnosis.findings.rules import RuleError

__all__ = [
    "Challenge",
    "Finding",
    "FindingKind",
    "FindingSources",
    "RuleError",
    "challenges_of",
    "find_all",
]
