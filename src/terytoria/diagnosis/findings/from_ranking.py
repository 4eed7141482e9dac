"""Findings from the composite index: said only when nearly all runs agree."""

from __future__ import annotations

from collections.abc import Iterator

from terytoria.diagnosis.findings.finding import Finding
from terytoria.diagnosis.findings.sources import FindingSources
from terytoria.diagnosis.findings.templates import count_text, limit, made
from terytoria.statistics.catalogue.entries import Text
from terytoria.statistics.evidence import Evidence


def index_findings(sources: FindingSources) -> Iterator[Finding]:
    """The whole 90 % rank band in the lower, or in the upper, half of the powiats."""
    row = sources.index.areas.row(sources.unit)
    ranked = int(row["ranked"])
    best, worst = int(row["rank_low"]) / ranked, int(row["rank_high"]) / ranked
    places: dict[str, Text | str] = {
        "count": str(len(sources.index.areas.composite.hierarchy.indicators)),
        "rank": str(row["rank"]),
        "ranked": count_text(ranked),
        "among": _among(sources),
        "low": str(row["rank_low"]),
        "high": str(row["rank_high"]),
    }
    evidence = (_evidence(sources, float(row["score"])),)
    if best > limit(sources, "index.low", "share"):
        yield made(sources, "index.low", 2, evidence, places)
    if worst <= limit(sources, "index.high", "share"):
        yield made(sources, "index.high", 2, evidence, places)


def _among(sources: FindingSources) -> Text:
    if sources.unit in sources.measures.snapshot.register.powiats:
        return Text("powiaty ziemskie", "land powiats")
    return Text("powiaty ziemskie i to partnerstwo", "land powiats and this partnership")


def _evidence(sources: FindingSources, score: float) -> Evidence:
    snapshot = sources.measures.snapshot
    years = sorted({year for _, year in sources.index.indicators})
    return Evidence(
        "index.overall",
        sources.area.gminas,
        tuple(years),
        score,
        None,
        snapshot.name,
        snapshot.vintage,
        "docs/methods/composite.md",
    )
