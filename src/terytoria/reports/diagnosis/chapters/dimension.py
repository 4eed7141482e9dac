"""Chapters 5 to 7: one dimension of the catalogue, topic by topic."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from terytoria.diagnosis import Finding
from terytoria.documents.inline import inline
from terytoria.documents.model import Block, Callout, Figure, FigurePair, Heading
from terytoria.language.text import initial_upper
from terytoria.reports.diagnosis.chapters.topic_tables import topic_tables
from terytoria.reports.diagnosis.context import Context
from terytoria.reports.diagnosis.panels import (
    bars_panel,
    country_panel,
    dots_panel,
    map_panel,
    quadrant_panel,
    trend_panel,
)
from terytoria.reports.diagnosis.panels.pyramid import against_country
from terytoria.reports.diagnosis.panels.reach import (
    access_curves,
    access_map,
    beyond_text,
    points_tables,
)
from terytoria.reports.diagnosis.people import population_sentences
from terytoria.reports.diagnosis.prose import conclusions, finding_box, paragraph, present
from terytoria.statistics.catalogue import CatalogueArea

Draw = Callable[[Context, str, str, str], Figure | None]
BOXES = 4
"""Findings shown as boxes in a topic; the others stand in the annex."""


@dataclass(frozen=True)
class Picture:
    """One figure of a topic: how it is drawn, of which indicator, under which caption."""

    draw: Draw
    indicator: str
    caption: str


PICTURES: dict[str, tuple[Picture, ...]] = {
    "ludnosc": (
        Picture(country_panel, "L-01", "Zmiana liczby ludności w gminach kraju"),
        Picture(map_panel, "L-01", "Zmiana liczby ludności w gminach partnerstwa"),
        Picture(trend_panel, "L-09", "Saldo migracji na pobyt stały na 1000 mieszkańców"),
        Picture(quadrant_panel, "L-09", "Saldo migracji: stan i kierunek zmian"),
        Picture(bars_panel, "L-18", "Osoby w wieku 65 lat i więcej"),
        Picture(bars_panel, "L-21", "Osoby w wieku 20–34 lata"),
    ),
    "edukacja": (
        Picture(bars_panel, "E-04", "Dzieci w przedszkolach"),
        Picture(bars_panel, "E-02", "Dzieci na szkołę podstawową"),
    ),
    "zdrowie": (
        Picture(bars_panel, "Z-01", "Porady podstawowej opieki zdrowotnej"),
        Picture(bars_panel, "Z-10", "Osoby w wieku 80+ na 100 potencjalnych opiekunek"),
    ),
    "kultura": (
        Picture(bars_panel, "K-04", "Czytelnicy bibliotek na 1000 mieszkańców"),
        Picture(bars_panel, "K-08", "Frekwencja w wyborach do Sejmu"),
    ),
    "praca": (
        Picture(country_panel, "R-01", "Bezrobotni na 1000 mieszkańców w gminach kraju"),
        Picture(trend_panel, "R-01", "Bezrobotni na 1000 mieszkańców w czasie"),
        Picture(quadrant_panel, "R-01", "Bezrobocie: stan i kierunek zmian"),
        Picture(trend_panel, "R-10", "Przeciętne wynagrodzenie w powiecie"),
    ),
    "przedsiebiorczosc": (
        Picture(bars_panel, "P-01", "Podmioty w rejestrze REGON"),
        Picture(bars_panel, "P-03", "Osoby prowadzące działalność"),
    ),
    "zamoznosc": (Picture(map_panel, "M-04", "Udziały w PIT na osobę w wieku 15–64 lata"),),
    "finanse": (
        Picture(bars_panel, "F-03", "Dochody własne na mieszkańca"),
        Picture(bars_panel, "F-05", "Wydatki inwestycyjne na mieszkańca"),
        Picture(trend_panel, "F-01", "Dochody budżetów na mieszkańca"),
    ),
    "mieszkalnictwo": (
        Picture(bars_panel, "H-02", "Powierzchnia mieszkań na osobę"),
        Picture(bars_panel, "H-07", "Mieszkania z centralnym ogrzewaniem"),
        Picture(trend_panel, "H-09", "Mieszkania oddane do użytkowania w powiecie"),
    ),
    "infrastruktura": (
        Picture(bars_panel, "T-01", "Korzystający z wodociągu"),
        Picture(bars_panel, "T-02", "Korzystający z kanalizacji"),
    ),
    "dostepnosc": (),
    "srodowisko": (Picture(map_panel, "S-01", "Gęstość zaludnienia"),),
}


def dimension(ctx: Context, dimension_id: str, heading: str, lead: str) -> list[Block]:
    """A chapter: lead, topics, conclusions."""
    found = ctx.measures.catalogue.dimensions[dimension_id]
    topics = [ctx.measures.catalogue.areas[area] for area in found.areas]
    blocks: list[Block] = [
        Heading(1, heading, f"wymiar-{dimension_id}"),
        paragraph(lead, lead=True),
    ]
    for topic in topics:
        blocks += _topic(ctx, topic)
    return [*blocks, conclusions(ctx, [topic.id for topic in topics])]


def _topic(ctx: Context, topic: CatalogueArea) -> list[Block]:
    names = [i.id for i in ctx.measures.catalogue.of_area(topic.id) if ctx.has(i.id)]
    heading = Heading(2, initial_upper(topic.name_pl), f"obszar-{topic.id}")
    gaps = [
        Callout("info", finding.heading.pl, inline(finding.text.pl))
        for finding in ctx.findings(topics=(topic.id,), kinds=("gap",))
    ]
    boxes = [finding_box(ctx, f) for f in _told(ctx, topic)]
    dots = dots_panel(
        ctx,
        names,
        f"rysunek-percentyle-{topic.id}",
        f"{initial_upper(topic.name_pl)}: gminy na tle grup",
    )
    return present(
        heading,
        *_told_first(ctx, topic.id),
        *boxes,
        *_pictures(ctx, topic),
        *_extra(ctx, topic.id),
        dots,
        *topic_tables(ctx, topic, names),
        *gaps,
    )


def _told_first(ctx: Context, topic: str) -> list[Block]:
    """The sentences a topic opens with, beside its findings."""
    return [paragraph(text) for text in population_sentences(ctx)] if topic == "ludnosc" else []


def _told(ctx: Context, topic: CatalogueArea) -> list[Finding]:
    """Findings of the topic told here; those of links and outlook have their own chapters."""
    kinds = ("strength", "weakness", "opportunity", "threat", "contradiction")
    found = ctx.findings(topics=(topic.id,), kinds=kinds)
    own = [f for f in found if not f.id.startswith(("links.", "outlook."))]
    return own[:BOXES]


def _pictures(ctx: Context, topic: CatalogueArea) -> list[Block]:
    """Figures in order; two bar charts in a row stand side by side."""
    shown = [picture for picture in PICTURES[topic.id] if ctx.draws(picture.indicator)]
    found: list[Block] = []
    place = 0
    while place < len(shown):
        pair = shown[place : place + 2]
        if len(pair) == 2 and all(picture.draw is bars_panel for picture in pair):
            left, right = (
                _bars(ctx, topic, place + at, picture) for at, picture in enumerate(pair)
            )
            found.append(FigurePair(left, right))
            place += 2
            continue
        figure_id = f"rysunek-{topic.id}-{place + 1}"
        figure = pair[0].draw(ctx, pair[0].indicator, figure_id, pair[0].caption)
        found += [figure] if figure is not None else []
        place += 1
    return found


def _bars(ctx: Context, topic: CatalogueArea, place: int, picture: Picture) -> Figure:
    figure_id = f"rysunek-{topic.id}-{place + 1}"
    return bars_panel(ctx, picture.indicator, figure_id, picture.caption, half=True)


def _extra(ctx: Context, topic: str) -> Sequence[Block | None]:
    if topic == "ludnosc":
        return [
            against_country(ctx, "rysunek-piramida", "Struktura wieku i płci na tle kraju"),
        ]
    if topic != "dostepnosc":
        return []
    reach = ctx.diagnosis.access
    told = reach.explain()
    for limit in reach.limits:
        told = told.replace(limit, "")
    return [
        paragraph(" ".join(told.split())),
        access_map(ctx, "primary", "rysunek-szkoly", "Odległość do szkoły podstawowej"),
        access_curves(
            ctx, "primary", "rysunek-szkoly-krzywe", "Jak daleko jest do szkoły podstawowej"
        ),
        access_map(ctx, "secondary", "rysunek-srednie", "Odległość do szkoły ponadpodstawowej"),
        paragraph(f"Szkoły ponadpodstawowe: {beyond_text(ctx, 'secondary')}."),
        *points_tables(ctx),
        Callout("info", "Ograniczenia danych", inline(" ".join(reach.limits))),
    ]
