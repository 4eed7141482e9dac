"""Tables of evidence."""

from terytoria.portal.evidence.models.finding import Finding
from terytoria.portal.evidence.models.own_evidence import OwnEvidence
from terytoria.portal.evidence.models.verdict import Verdict
from terytoria.portal.evidence.models.version import DiagnosisVersion

__all__ = ["DiagnosisVersion", "Finding", "OwnEvidence", "Verdict"]
