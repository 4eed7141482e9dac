"""The text of the strategy: its template filled from the chain, prose, an evaluation."""

from __future__ import annotations

from terytoria.portal.demonstration.domain.clock import ago, day, has_a_past
from terytoria.portal.demonstration.domain.partnership import Scene
from terytoria.portal.drafting.domain.commenting import comment
from terytoria.portal.drafting.domain.evaluating import judge
from terytoria.portal.drafting.domain.freezing import freeze_text
from terytoria.portal.drafting.domain.queries import blocks_of
from terytoria.portal.drafting.domain.starting import create_text
from terytoria.portal.drafting.domain.writing import add_block
from terytoria.portal.drafting.enums import BlockKind, Criterion
from terytoria.portal.drafting.models import Block, Chapter, Text
from terytoria.portal.strategies.domain.queries import chain_of

BEGUN, WRITTEN, FROZEN = 196, 140, 62
"""Days ago on which the text was begun, written, frozen for consultation."""
TITLE = "Strategia partnerstwa (przykład)"
PROSE = {
    "Wprowadzenie": (
        (
            "To jest przykład do wypróbowania portalu, a nie strategia przyjęta przez kogokolwiek. "
            "Liczby pochodzą z diagnozy, cele i projekty są zmyślone."
        ),
        (
            "Strategię przygotowują gminy, które chcą razem zrobić to, czego żadna nie zrobi "
            "sama: dojazdy, opiekę nad osobami starszymi, mieszkania dla młodych. Prace prowadzi "
            "koordynator z zespołem, a o przyjęciu decyduje rada partnerstwa."
        ),
    ),
    "Cele strategiczne": (
        "Cele odpowiadają na wyzwania z diagnozy. Każdy ma mierniki z wartością bazową i docelową.",
    ),
    "Projekty": (
        (
            "Projekty wybrano wspólnie: każdy służy co najmniej dwóm gminom i jednemu kierunkowi. "
            "Gmina prowadząca odpowiada za przygotowanie, pozostałe za swój udział."
        ),
        "Przystanki i linie na telefon łączą miejscowości z przychodnią, szkołą i stacją kolejową.",
    ),
    "System realizacji": (
        (
            "Realizację prowadzi koordynator. Rada partnerstwa co roku przyjmuje raport, w którym "
            "każdy miernik ma wartość, źródło i ocenę, czy jest na drodze do celu."
        ),
        (
            "Zmiana strategii jest potrzebna, gdy zmienia się skład partnerstwa albo dwa kolejne "
            "raporty pokazują, że celu nie da się osiągnąć."
        ),
    ),
}
_JUDGED = {
    Criterion.RELEVANCE: "Przykład oceny: cele odpowiadają na trzy wyzwania oparte na diagnozie.",
    Criterion.EFFECTIVENESS: "Przykład oceny: mierniki mają bazę, a kierunki prowadzą do celów.",
    Criterion.EFFICIENCY: "Przykład oceny: koszty są znane dla wszystkich projektów.",
}


def add_text(scene: Scene) -> None:
    """Write the text and freeze it, unless there is one or nothing to write it from."""
    known = Text.objects.filter(partnership=scene.partnership).exists()
    if known or not has_a_past(scene.partnership) or not chain_of(scene.partnership).goals:
        return
    coordinator = scene.people["koordynator"]
    with ago(BEGUN):
        asked = {"title": TITLE, "profiles": ["cwd"], "horizon": day(0).year + 9}
        text = create_text(coordinator, scene.partnership, asked)
    with ago(WRITTEN):
        _write(scene, text)
    with ago(FROZEN):
        freeze_text(coordinator, text, "Projekt do konsultacji (przykład)")


def discuss_text(scene: Scene) -> None:
    """What colleagues say of the text now, and an evaluation that waits for a signature."""
    text = Text.objects.filter(partnership=scene.partnership, title=TITLE).first()
    if text is None or text.comments.exists() or text.evaluations.exists():
        return
    said = paragraph(text, "System realizacji")
    body = "Przykład komentarza: czy wystarczy jeden raport w roku?"
    comment(scene.people["przewodniczacy"], said, body)
    other = paragraph(text, "Projekty")
    words = str(other.content["text"]).replace("wspólnie", "na trzech warsztatach")
    comment(scene.people["grupa"], other, "Przykład propozycji.", words, other.version)
    judgements = {one.value: words for one, words in _JUDGED.items()}
    judge(scene.people["ekspert"], text, 0, judgements)


def paragraph(text: Text, chapter: str) -> Block:
    """The first paragraph of a chapter, as it is now."""
    kept = blocks_of(text).filter(chapter__title=chapter, kind=BlockKind.PARAGRAPH)
    return kept.select_related("chapter__text__partnership")[0]


def _write(scene: Scene, text: Text) -> None:
    """Prose at the beginning of chapters; what the chain gave stands after them."""
    group = scene.people["grupa"]
    chapters: dict[str, Chapter] = {one.title: one for one in text.chapters.all()}
    for title, paragraphs in PROSE.items():
        for words in reversed(paragraphs):
            add_block(group, chapters[title], BlockKind.PARAGRAPH, {"text": words})
