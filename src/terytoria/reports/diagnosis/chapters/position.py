"""Chapter 4: where the area lies and what joins it."""

from __future__ import annotations

from terytoria.documents.inline import inline
from terytoria.documents.model import Block, Callout, Heading
from terytoria.reports.diagnosis.context import Context
from terytoria.reports.diagnosis.panels.links import destinations, flow_map, flow_matrix, ties
from terytoria.reports.diagnosis.panels.location import locator
from terytoria.reports.diagnosis.prose import conclusions, finding_box, paragraph, present

TOLD, MATRIX = 10, 16
"""Members told one by one, and those a matrix of flows has room for."""


def position(ctx: Context) -> list[Block]:
    """Commuting, cohesion, and the evidence art. 10g asks for."""
    links = ctx.diagnosis.links
    members = [paragraph(links.explain(code)) for code in _told(ctx)]
    boxes = [
        finding_box(ctx, finding) for finding in ctx.findings() if finding.id.startswith("links.")
    ]
    return present(
        Heading(1, "Położenie i powiązania funkcjonalne", "powiazania", short="Powiązania"),
        paragraph(
            "Obszar, który razem planuje, powinien być obszarem, na którym ludzie naprawdę żyją, "
            "pracują i korzystają z usług. Najlepszym dostępnym śladem tych powiązań są dojazdy "
            "do pracy.",
            lead=True,
        ),
        locator(ctx),
        Heading(2, "Dokąd jeżdżą do pracy mieszkańcy", "dojazdy"),
        flow_map(ctx, "rysunek-przeplywy", "Największe dojazdy do pracy w partnerstwie i obok"),
        *members,
        flow_matrix(ctx, "rysunek-macierz", "Dojazdy do pracy między gminami partnerstwa")
        if len(ctx.members) <= MATRIX
        else None,
        destinations(ctx, "rysunek-kierunki", "Dokąd wyjeżdżają do pracy poza partnerstwo"),
        Heading(2, "Czy granice partnerstwa odpowiadają powiązaniom", "spojnosc"),
        ties(ctx, "rysunek-wiezi", "Jak silnie gminy są związane z partnerstwem"),
        *boxes,
        Heading(2, "Przesłanki strategii ponadlokalnej", "art-10g"),
        paragraph(_verdict(ctx)),
        Callout("info", "Ograniczenia danych", inline(" ".join(links.limits))),
        conclusions(ctx, (), prefix="links."),
    )


def _told(ctx: Context) -> list[str]:
    """Members told one by one: all of a few, of many those most people leave to work."""
    if len(ctx.members) <= TOLD:
        return list(ctx.members)
    leaving = ctx.diagnosis.links.members.sort(["out", "unit"], descending=[True, False])
    most = set(leaving["unit"].head(TOLD).to_list())
    return [code for code in ctx.members if code in most]


def _verdict(ctx: Context) -> str:
    """The evidence for art. 10g, without the limits that stand in their own box."""
    text = ctx.diagnosis.links.explain()
    for limit in ctx.diagnosis.links.limits:
        text = text.replace(limit, "")
    return " ".join(text.split())
