"""All findings of a diagnosis, in a fixed order."""

from __future__ import annotations

from collections.abc import Iterator

from terytoria.diagnosis.findings.analyses import analysis_findings
from terytoria.diagnosis.findings.contradictions import contradictions
from terytoria.diagnosis.findings.finding import Finding
from terytoria.diagnosis.findings.gaps import gaps
from terytoria.diagnosis.findings.sources import FindingSources
from terytoria.diagnosis.findings.standing import standing_findings

__all__ = ["FindingSources", "find_all"]


def find_all(sources: FindingSources) -> tuple[Finding, ...]:
    """Findings from every rule that holds: the area's first, the heaviest first, ties by id."""
    found = list(_every(sources))
    return tuple(sorted(found, key=lambda one: (one.unit != sources.unit, -one.severity, one.id)))


def _every(sources: FindingSources) -> Iterator[Finding]:
    yield from standing_findings(sources)
    yield from analysis_findings(sources)
    yield from contradictions(sources)
    yield from gaps(sources)
