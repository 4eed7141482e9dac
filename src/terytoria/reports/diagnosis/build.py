"""The diagnostic report as a Document."""

from __future__ import annotations

from datetime import date

from terytoria.diagnosis import Diagnosis
from terytoria.documents.figures.locator import Locator, draw_locator
from terytoria.documents.model import Block, Contents, CoverInfo, CoverPicture, Document
from terytoria.language.dates import date_pl
from terytoria.reports.card import Card
from terytoria.reports.diagnosis.chapters.annexes import annexes
from terytoria.reports.diagnosis.chapters.card import card
from terytoria.reports.diagnosis.chapters.challenges import challenges_chapter
from terytoria.reports.diagnosis.chapters.dimension import dimension
from terytoria.reports.diagnosis.chapters.members import members_chapter
from terytoria.reports.diagnosis.chapters.method import method
from terytoria.reports.diagnosis.chapters.outlook import outlook_chapter
from terytoria.reports.diagnosis.chapters.position import position
from terytoria.reports.diagnosis.chapters.summary import summary
from terytoria.reports.diagnosis.context import Context
from terytoria.statistics.measures import Measures

DIMENSIONS = (
    (
        "spoleczny",
        "Wymiar społeczny",
        "Ilu nas jest, jak szybko się to zmienia i czy usługi są tam, gdzie mieszkańcy.",
    ),
    (
        "gospodarczy",
        "Wymiar gospodarczy i finanse gmin",
        "Czy jest praca, z czego żyją mieszkańcy i na co stać budżety gmin.",
    ),
    (
        "srodowiskowy",
        "Środowisko, przestrzeń, infrastruktura",
        "Jak mieszkamy, do czego jesteśmy podłączeni i jak daleko mamy do usług.",
    ),
)


def build_report(diagnosis: Diagnosis, measures: Measures, card_: Card | None = None) -> Document:
    """The report of a diagnosis; the same diagnosis and card give the same document."""
    ctx = Context(diagnosis, measures, card_)
    snapshot = measures.snapshot
    day = date.fromisoformat(snapshot.vintage)
    return Document(
        title="Raport diagnostyczny",
        subtitle=ctx.title,
        authors=(card_.leader,) if card_ and card_.leader else (),
        publisher=card_.leader if card_ else "",
        date=day,
        keywords=("diagnoza", "partnerstwo gmin", diagnosis.area.name),
        summary=f"Diagnoza obszaru: {diagnosis.area.name}.",
        synthetic=snapshot.synthetic,
        front=CoverInfo(
            "Portret partnerstwa",
            (
                ("Obszar", diagnosis.area.name),
                ("Dane", f"{snapshot.name}, stan na {date_pl(day)}"),
            ),
            _cover(ctx),
        ),
        blocks=tuple(_blocks(ctx)),
        notes=(
            (
                "Raport powstał automatycznie z danych statystyki publicznej; źródła podano przy "
                "każdym rysunku i każdej tabeli. Ustalenia są propozycją do debaty."
            ),
        ),
    )


def _blocks(ctx: Context) -> list[Block]:
    blocks: list[Block] = [Contents()]
    blocks += card(ctx)
    blocks += summary(ctx)
    blocks += method(ctx)
    blocks += position(ctx)
    for dimension_id, heading, lead in DIMENSIONS:
        blocks += dimension(ctx, dimension_id, heading, lead)
    blocks += members_chapter(ctx)
    blocks += outlook_chapter(ctx)
    blocks += challenges_chapter(ctx)
    return [*blocks, *annexes(ctx)]


def _cover(ctx: Context) -> CoverPicture:
    picture = draw_locator(Locator("Położenie", ctx.regions(), ctx.provinces, ctx.surroundings))
    return CoverPicture(picture.svg, f"Mapa: {ctx.title} w kraju i jego gminy.")
