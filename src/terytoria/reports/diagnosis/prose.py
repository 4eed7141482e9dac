"""Blocks the chapters share: findings as boxes, conclusions, sentences with markup."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from terytoria.diagnosis import Finding
from terytoria.documents import model
from terytoria.documents.inline import inline
from terytoria.documents.model import Block, BulletList, Conclusions, Paragraph
from terytoria.language.numbers import number
from terytoria.language.text import initial_upper
from terytoria.reports.diagnosis.context import WHOLE, Context
from terytoria.reports.sources import short_names
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
        evidence_lines(ctx, finding)[:EVIDENCE_SHOWN],
    )


def told(ctx: Context, finding: Finding) -> str:
    """The text of a finding where its comparison group and its unit are named already."""
    group = ctx.diagnosis.groups.get(finding.unit)
    text = finding.text.pl
    if group is not None:
        text = text.replace(f" ({group.label_pl})", "")
    if finding.unit != ctx.unit:
        text = text.removeprefix(f"{initial_upper(ctx.named(finding.unit))}: ")
    return initial_upper(text)


def evidence_lines(ctx: Context, finding: Finding) -> tuple[str, ...]:
    """The proofs of a finding: what, when and by whom, with the values it rests on.

    Values of one indicator share a line; how each is computed stands in the first annex.
    """
    told: dict[tuple[str, str], list[str]] = {}
    for one in finding.evidence:
        values = told.setdefault((_what(ctx, one), _offices(one)), [])
        value = _value(ctx, one)
        if value and value not in values:
            values.append(value)
    return tuple(
        f"{what}{': ' + ', '.join(values) if values else ''}; źródło: {offices}"
        for (what, offices), values in told.items()
    )


def _what(ctx: Context, evidence: Evidence) -> str:
    years = sorted(evidence.years)
    when = f"{years[0]}–{years[-1]}" if len(years) > 1 else f"{years[0]} r." if years else ""
    when = when or f"stan na {ctx.day}"
    what = evidence.indicator
    if what not in ctx.measures.catalogue.indicators:
        return f"{evidence.formula}, {when}"
    return f"{what} {ctx.indicator(what).name_pl}, {when}"


def _offices(evidence: Evidence) -> str:
    return ", ".join(short_names(evidence.source.split("; ")))


def _value(ctx: Context, evidence: Evidence) -> str:
    if evidence.value is None or not math.isfinite(evidence.value):
        return ""
    if evidence.indicator not in ctx.measures.catalogue.indicators:
        return number(round(evidence.value))
    who = WHOLE if len(evidence.units) != 1 else ctx.label(evidence.units[0])
    return f"{who} {ctx.write(evidence.value, ctx.indicator(evidence.indicator))}"


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
