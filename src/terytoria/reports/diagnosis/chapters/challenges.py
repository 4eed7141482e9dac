"""Chapter 10: potentials, barriers and the challenges they point to."""

from __future__ import annotations

from terytoria.diagnosis import Finding
from terytoria.documents.inline import inline
from terytoria.documents.model import Block, Callout, Column, Conclusions, Heading, Table
from terytoria.language.plural import counted, plural
from terytoria.language.text import join_list
from terytoria.reports.diagnosis.context import Context
from terytoria.reports.diagnosis.prose import WEIGHTS, bullets, paragraph, present, told

REASONS = 5
"""Findings of single gminas shown where the area as a whole has none."""
PARTS = (
    ("strength", "Mocne strony"),
    ("weakness", "Słabe strony"),
    ("opportunity", "Szanse"),
    ("threat", "Zagrożenia"),
)


def challenges_chapter(ctx: Context) -> list[Block]:
    """Strengths to threats, contradictions, gaps, and proposed challenges with their evidence."""
    blocks: list[Block] = [
        Heading(1, "Potencjały, bariery, wyzwania", "wyzwania", short="Wyzwania"),
        paragraph(
            "Każde zdanie poniżej wynika z ustalenia, a każde ustalenie – z danych wskazanych w "
            "rozdziałach i załącznikach. To propozycja do debaty, a nie rozstrzygnięcie.",
            lead=True,
        ),
        paragraph(f"Grupa porównawcza partnerstwa: {ctx.diagnosis.groups[ctx.unit].label_pl}."),
        Heading(2, "Mocne i słabe strony, szanse i zagrożenia", "swot"),
    ]
    for kind, title in PARTS:
        found = ctx.findings(kinds=(kind,))
        if found:
            blocks += [
                Heading(3, title, f"swot-{kind}"),
                bullets(f"**{finding.heading.pl}.** {told(ctx, finding)}" for finding in found),
            ]
    return [
        *blocks,
        *_contradictions(ctx),
        *_proposed(ctx),
        *_gaps(ctx),
        Conclusions(tuple(inline(item) for item in _concluded(ctx))),
    ]


def _concluded(ctx: Context) -> list[str]:
    found = ctx.diagnosis.challenges
    if not found:
        return ["Diagnoza nie wskazuje wyzwań wspólnych dla całego partnerstwa."]
    first = join_list([f"„{one.title.pl}”" for one in found[:3]])
    many = counted(len(found), "wyzwanie", "wyzwania", "wyzwań")
    weighty = f"Najwięcej wagi mają: {first}." if len(found) > 1 else f"To {first}."
    items = [f"**Proponujemy {many} do debaty.** {weighty}"]
    gaps = ctx.findings(kinds=("gap",))
    if gaps:
        many = counted(len(gaps), "obszarze", "obszarach", "obszarach")
        items.append(
            f"**Czego nie wiemy.** W {many} danych brakuje albo są dawne; warto je zebrać."
        )
    return items


def _contradictions(ctx: Context) -> list[Block]:
    found = ctx.findings(kinds=("contradiction",))
    return [
        Callout("warning", f"Sprzeczne sygnały: {finding.heading.pl}", inline(finding.text.pl))
        for finding in found
    ]


def _proposed(ctx: Context) -> list[Block]:
    if not ctx.diagnosis.challenges:
        return []
    by_id = {finding.id: finding for finding in ctx.diagnosis.findings}
    blocks: list[Block] = [Heading(2, "Proponowane wyzwania", "proponowane")]
    for challenge in ctx.diagnosis.challenges:
        whole = [by_id[f] for f in challenge.findings if by_id[f].unit == ctx.unit]
        single = len(challenge.findings) - len(whole) if whole else 0
        about = join_list([ctx.label(code) for code in challenge.members])
        blocks += present(
            Heading(3, f"{challenge.rank}. {challenge.title.pl}", f"wyzwanie-{challenge.id}"),
            paragraph(f"**{challenge.question.pl}**"),
            bullets(_reasons(ctx, whole or [by_id[f] for f in challenge.findings[:REASONS]])),
            paragraph(f"Dotyczy: {about}.{_singles(single)}"),
        )
    return blocks


def _reasons(ctx: Context, findings: list[Finding]) -> list[str]:
    """Findings that make a challenge; those of single gminas say whose they are."""
    return [
        finding.heading.pl
        + (f" – {ctx.label(finding.unit)}" if finding.unit != ctx.unit else "")
        + f" ({WEIGHTS[finding.severity]})"
        for finding in findings
    ]


def _singles(count: int) -> str:
    """How many findings on single gminas point to a challenge."""
    if not count:
        return ""
    verb = plural(count, "Wskazuje", "Wskazują", "Wskazuje")
    gminas = "pojedynczej gminie" if count == 1 else "pojedynczych gminach"
    many = counted(count, "ustalenie", "ustalenia", "ustaleń")
    return f" {verb} na nie też {many} o {gminas}."


def _gaps(ctx: Context) -> list[Block]:
    found = ctx.findings(kinds=("gap",))
    if not found:
        return []
    table = Table(
        "tabela-luki",
        "Czego dane nie mówią",
        (Column("Obszar"), Column("Co wiemy i co wypełniłoby lukę")),
        tuple((finding.heading.pl, finding.text.pl) for finding in found),
    )
    return [Heading(2, "Czego dane nie mówią", "luki"), table]
