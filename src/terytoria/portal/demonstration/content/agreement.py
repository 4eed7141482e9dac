"""The partnership's agreement, made up and saying so."""

from __future__ import annotations

from terytoria.documents.inline import inline
from terytoria.documents.model import Callout, Document, Heading, NumberedList, Paragraph
from terytoria.documents.writers.pdf import write_pdf
from terytoria.portal.demonstration.domain.partnership import Scene
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.domain.documents import Metric, add_document
from terytoria.portal.partnerships.domain.queries import members_on
from terytoria.portal.partnerships.enums import DocumentKind

TITLE = "Porozumienie o współpracy (przykład)"


def add_agreement(scene: Scene) -> None:
    """Store the example of an agreement."""
    if scene.partnership.documents.filter(title=TITLE).exists():
        return
    leader = land.current().label(scene.partnership.leader)
    metric = Metric(TITLE, DocumentKind.AGREEMENT, leader, leader, today(), today())
    content = write_pdf(_agreement(scene))
    add_document(scene.people["koordynator"], scene.partnership, metric, content)


def _agreement(scene: Scene) -> Document:
    members = members_on(scene.partnership, today())
    country = land.current()
    parties = NumberedList(tuple(inline(country.label(unit)) for unit in members))
    return Document(
        title=TITLE,
        subtitle=scene.partnership.name,
        date=today(),
        publisher=country.label(scene.partnership.leader),
        blocks=(
            Callout("warning", "To jest przykład", inline("Nikt tego dokumentu nie podpisał.")),
            Heading(1, "Strony"),
            Paragraph(inline("Porozumienie zawierają:")),
            parties,
            Heading(1, "Cel"),
            Paragraph(inline(scene.partnership.purpose or "Wspólne planowanie rozwoju.")),
        ),
    )
