"""Where the partnership lies."""

from __future__ import annotations

from terytoria.documents.figures.locator import Locator, draw_locator
from terytoria.documents.model import Column, Figure, Table
from terytoria.language.text import join_list
from terytoria.reports.diagnosis.context import Context


def locator(ctx: Context) -> Figure:
    """The members in the country and among their neighbours."""
    title = "Położenie partnerstwa w kraju i wśród sąsiadów"
    picture = draw_locator(Locator(title, ctx.regions(), ctx.provinces, ctx.surroundings))
    names = join_list([ctx.label(code) for code in ctx.members])
    return Figure(
        "rysunek-polozenie",
        picture.svg,
        f"Mapa: {title.lower()}. Po lewej kraj z partnerstwem, po prawej gminy: {names}.",
        "Partnerstwo w kraju i jego gminy",
        source=f"Państwowy Rejestr Granic; stan danych: {ctx.day}",
        table=Table(
            "rysunek-polozenie-tabela",
            "Gminy partnerstwa i ich sąsiedzi",
            (Column("Gmina"), Column("Sąsiednie gminy spoza partnerstwa")),
            tuple(
                (
                    ctx.label(code),
                    ", ".join(
                        ctx.label(other)
                        for other in ctx.measures.snapshot.neighbours.of(code)
                        if other not in ctx.members
                    )
                    or "–",
                )
                for code in ctx.members
            ),
        ),
    )
