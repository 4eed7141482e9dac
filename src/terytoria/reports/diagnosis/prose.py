"""Blocks the chapters share: findings as boxes, conclusions, sentences with markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from terytoria.diagnosis import Finding
from terytoria.documents import model
from terytoria.documents.inline import inline
from terytoria.documents.model import Block, BulletList, Conclusions, Paragraph
from terytoria.reports.diagnosis.context import Context
from terytoria.statistics.evidence import Evidence

WEIGHTS = {1: "warte uwagi", 2: "istotne", 3: "najważniejsze"}
EVIDENCE_SHOWN = 3


def paragraph(text: str, *, lead: bool = False) -> Paragraph:
    """A paragraph of a marked sentence."""
    return Paragraph(inline(text), lead=lead)


def bullets(items: Iterable[str]) -> BulletList:
    """A list of marked sentences."""
    return BulletList(tuple(inline(item) for item in items))


def finding_box(ctx: Context, finding: Finding) -> model.Finding:
    """A finding as a box: statement, consequence, evidence."""
    body = finding.text.pl
    if finding.consequence.pl:
        body += f" **Co z tego wynika.** {finding.consequence.pl}"
    kind = finding.kind.value
    return model.Finding(
        "neutral" if kind == "contradiction" else kind,  # type: ignore[arg-type]
        finding.heading.pl,
        inline(body),
        WEIGHTS[finding.severity],
        tuple(evidence_line(ctx, one) for one in finding.evidence[:EVIDENCE_SHOWN]),
    )


def evidence_line(ctx: Context, evidence: Evidence) -> str:
    """Where a value came from, in one line."""
    years = sorted(evidence.years)
    when = f"{years[0]}" if len(years) == 1 else f"{years[0]}–{years[-1]}" if years else "–"
    what = evidence.indicator
    if what not in ctx.measures.catalogue.indicators:
        return f"{evidence.formula}; lata: {when}; źródło: {evidence.source}"
    name = f"{what} {ctx.indicator(what).name_pl}"
    return f"{name}; lata: {when}; źródło: {evidence.source}; obliczenie: {evidence.formula}"


def conclusions(ctx: Context, topics: Sequence[str], *, prefix: str = "") -> Block:
    """What follows from a chapter: headings and consequences of its heaviest findings.

    ``prefix`` keeps only findings of one analysis ("links.").
    """
    kinds = ("strength", "weakness", "opportunity", "threat")
    found = [f for f in ctx.findings(topics=topics, kinds=kinds) if f.id.startswith(prefix)]
    items = [
        f"**{finding.heading.pl}.** {finding.consequence.pl}"
        for finding in sorted(found, key=lambda one: (-one.severity, one.id))[:5]
    ]
    if not items:
        items.append("Żaden wskaźnik tego rozdziału nie odbiega wyraźnie od grup porównawczych.")
    return Conclusions(tuple(inline(item) for item in items))


def present(*blocks: Block | None) -> list[Block]:
    """Blocks that exist, in order."""
    return [block for block in blocks if block is not None]
