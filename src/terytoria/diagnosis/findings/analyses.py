"""Findings from the analyses of the area as a whole: a template for each threshold met."""

from __future__ import annotations

from collections.abc import Iterator

from terytoria.diagnosis.findings.finding import Finding
from terytoria.diagnosis.findings.from_access import access_findings
from terytoria.diagnosis.findings.from_links import link_findings
from terytoria.diagnosis.findings.from_outlook import outlook_findings
from terytoria.diagnosis.findings.from_ranking import index_findings
from terytoria.diagnosis.findings.from_trends import trend_findings
from terytoria.diagnosis.findings.sources import FindingSources


def analysis_findings(sources: FindingSources) -> Iterator[Finding]:
    """Findings of every analysis."""
    yield from link_findings(sources)
    yield from outlook_findings(sources)
    yield from access_findings(sources)
    yield from index_findings(sources)
    yield from trend_findings(sources)
