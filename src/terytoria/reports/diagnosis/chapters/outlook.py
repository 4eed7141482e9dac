"""Chapter 9: what is to be expected by 2040."""

from __future__ import annotations

from terytoria.diagnosis.outlook import AREA
from terytoria.documents.inline import inline
from terytoria.documents.model import Block, Callout, Heading
from terytoria.reports.diagnosis.context import Context
from terytoria.reports.diagnosis.panels.future import demand_fan, totals_fan
from terytoria.reports.diagnosis.panels.pyramid import to_the_end
from terytoria.reports.diagnosis.prose import bullets, conclusions, finding_box, paragraph, present

BANDS = ("age_3_6", "age_7_14", "working", "age_75")


def outlook_chapter(ctx: Context) -> list[Block]:
    """Totals, ages, and what services they ask for."""
    ahead = ctx.diagnosis.outlook
    told = ahead.explain()
    for limit in ahead.limits:
        told = told.replace(limit, "")
    known = [code for code in ctx.members if code in ahead.units]
    boxes = [finding_box(ctx, f) for f in ctx.findings() if f.id.startswith("outlook.")]
    return present(
        Heading(1, "Perspektywa do 2040 r.", "perspektywa", short="Perspektywa"),
        paragraph(" ".join(told.split()), lead=True),
        totals_fan(
            ctx, [AREA], "rysunek-perspektywa", "Ludność partnerstwa: wartości znane i projekcja"
        ),
        Heading(2, "Gmina po gminie", "perspektywa-gminy"),
        totals_fan(
            ctx, known, "rysunek-perspektywa-gminy", "Ludność gmin: wartości znane i projekcja"
        ),
        bullets(_short(ahead.explain(code)) for code in known),
        Heading(2, "Kto będzie potrzebował usług", "perspektywa-uslugi"),
        to_the_end(ctx, "rysunek-piramida-2040", "Struktura wieku i płci dziś i w 2040 r."),
        demand_fan(ctx, BANDS, "rysunek-popyt", "Dzieci, pracujący i seniorzy w partnerstwie"),
        *boxes,
        Callout("info", "Jak czytać projekcję", inline(" ".join(ahead.limits))),
        conclusions(ctx, (), prefix="outlook."),
    )


def _short(text: str) -> str:
    """The first sentence about a member: its total. Ages stand in the tables."""
    end = text.find("). ")
    return text if end < 0 else text[: end + 2]
