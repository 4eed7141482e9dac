"""Starting, checking, commenting, evaluating, freezing, comparing, printing."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest

from terytoria.documents import model
from terytoria.documents.validation import validate
from terytoria.portal.accounts.models import User
from terytoria.portal.drafting.domain import printing
from terytoria.portal.drafting.domain.checking import check
from terytoria.portal.drafting.domain.commenting import accept, comment, decline, resolve
from terytoria.portal.drafting.domain.comparison import compare
from terytoria.portal.drafting.domain.drawing import figure_of, figure_values, keep_figures
from terytoria.portal.drafting.domain.evaluating import age_of, begin_again, judge, sign
from terytoria.portal.drafting.domain.freezing import FaultyTextError, freeze_text
from terytoria.portal.drafting.domain.ordering import move_block
from terytoria.portal.drafting.domain.prefilling import cited_text
from terytoria.portal.drafting.domain.queries import draft_of, evaluation_of, frozen
from terytoria.portal.drafting.domain.removing import loss, remove
from terytoria.portal.drafting.domain.starting import create_text
from terytoria.portal.drafting.domain.templates import every_chapter, template_of
from terytoria.portal.drafting.domain.waiving import waive
from terytoria.portal.drafting.domain.writing import (
    EditedMeanwhileError,
    add_block,
    add_chapter,
    change_block,
)
from terytoria.portal.drafting.models import Block, Chapter, DraftFile, DraftVersion, Text
from terytoria.portal.evidence.enums import Choice
from terytoria.portal.evidence.models import OwnEvidence, Verdict
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.models.sealed import DamagedError
from terytoria.portal.strategies.chain import Cited
from terytoria.strategy.draft import Gravity, Paragraph
from terytoria.strategy.elements import profiles

pytestmark = pytest.mark.django_db
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><rect width="4" height="2"/></svg>'
DATA = model.Table("x", "Dane", (model.Column("Gmina"),), (("Leśniów",),), highlight=(0,))
PICTURE = model.Figure("ludnosc", SVG, "Prostokąt.", "Ludność", "GUS", DATA)
SAID = dict.fromkeys(("relevance", "effectiveness", "efficiency"), "Ocena.")


def test_the_templates_cover_every_element_of_every_profile() -> None:
    for one in profiles():
        covered = {element for chapter in template_of([one.id]) for element in chapter.elements}
        assert covered == {element.id for element in one.elements}, one.id
    everything = template_of([one.id for one in profiles()])
    assert [one.title for one in everything] == [one.title for one in every_chapter()]


def test_a_new_text_says_what_the_chain_says_and_agrees_with_its_sources(
    made: Any, dolina: Partnership, ola: User, accepted: Any
) -> None:
    made.challenge.text = "Wyjeżdża ich *dużo*."
    made.challenge.save()
    frame = {"title": "S", "profiles": [one.id for one in profiles()], "horizon": 2030}
    text = create_text(ola, dolina, frame)
    checked = check(text)
    assert checked.errors == ()
    said = " ".join(b.text for _c, b in checked.draft.blocks() if isinstance(b, Paragraph))
    assert f"& więcej. ([dowód](dowod:finding:{accepted.pk}))" in said
    assert "Wyjeżdża ich \\*dużo\\*." in said
    assert "Szkolenia" in said
    assert set(checked.sources) == {f"finding:{accepted.pk}"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Ubyło **4,8%** osób.", "Ubyło [4,8%](dowod:own:1) osób."),
        ("Od **2020** ubyło **4,8%**.", "Od **2020** ubyło [4,8%](dowod:own:1)."),
        ("Ubyło **9,9%**.", "Ubyło **9,9%**. ([dowód](dowod:own:1))"),
        ("Bez liczb.", "Bez liczb. ([dowód](dowod:own:1))"),
    ],
)
def test_a_citation_stands_on_a_number_that_its_source_holds(text: str, found: str) -> None:
    values = ({"value": -4.83, "interval": None, "years": []},)
    assert cited_text(Cited("own:1", "Ankieta", text, values=values)) == found


@pytest.mark.parametrize(
    "wrong", [{"title": ""}, {"profiles": []}, {"profiles": ["inny"]}, {"horizon": 1990}]
)
def test_a_text_is_refused_by_its_field(
    wrong: dict[str, Any], dolina: Partnership, ola: User
) -> None:
    given = {"title": "S", "profiles": ["cwd"], "horizon": 2030, **wrong}
    with pytest.raises(RefusedError) as refusal:
        create_text(ola, dolina, given)
    assert refusal.value.field in wrong
    assert not Text.objects.exists()


def test_the_checks_tell_what_became_of_a_source(
    write: Any, cited: str, accepted: Any, own: OwnEvidence, keep: Any
) -> None:
    block = write(f"Jest {cited} i [ankieta](dowod:own:{own.pk}).")
    text = block.chapter.text
    assert check(text).of(block.key) == ()
    keep("2026-02-01", p1=2.0)
    (stale,) = check(text).of(block.key)
    assert (stale.gravity, "mówi co innego" in stale.text) == (Gravity.WARNING, True)
    own.withdrawn_at = own.at
    own.save()
    assert [one.gravity for one in check(text).of(block.key)] == [Gravity.ERROR, Gravity.WARNING]
    Verdict.objects.create(finding=accepted, choice=Choice.REJECTED, reason="Powód.")
    keep("2026-03-01", p1=1.0)
    assert "odrzucone" in check(text).of(block.key)[0].text


def test_preconditions_come_from_the_newest_diagnosis(
    text: Text, dolina: Partnership, ola: User, keep: Any
) -> None:
    joint = create_text(
        ola, dolina, {"title": "S", "profiles": ["supralocal_10g"], "horizon": 2030}
    )
    assert check(joint).matrix.preconditions == ()
    keep(p1=1.0)
    found = {one.condition.id: one.kept for one in check(joint).matrix.preconditions}
    assert found == {"contiguous": True, "linked": False, "powiat": True}
    assert check(text).matrix.preconditions == ()


def test_a_figure_that_no_diagnosis_has_is_an_error(
    text: Text, chapter: Chapter, ola: User, accepted: Any
) -> None:
    figure = {"figure": "ludnosc", "caption": "Ubywa", "pinned": ""}
    block = add_block(ola, chapter, "figure", figure)
    assert check(text).of(block.key) == ()  # nobody drew the figures yet
    keep_figures(accepted.version.pk, (PICTURE,))
    assert check(text).of(block.key) == ()
    change_block(ola, block, 1, {**figure, "figure": "inny"})
    assert "nie ma rysunku" in check(text).of(block.key)[0].text
    change_block(ola, block, 2, {**figure, "pinned": "nieznana"})
    assert "nie ma rysunku" in check(text).of(block.key)[0].text


def test_a_drawn_figure_comes_back_as_it_was() -> None:
    kept = json.loads(json.dumps(figure_values(PICTURE)))
    again = figure_of(kept)
    assert (again.svg, again.alt, again.source) == (PICTURE.svg, PICTURE.alt, PICTURE.source)
    assert again.table is not None
    assert (again.table.columns, again.table.rows) == (DATA.columns, DATA.rows)


def test_a_suggestion_is_merged_with_what_was_written_since(block: Block, jan: User) -> None:
    base = block.content["text"]
    one = comment(jan, block, "", base.replace("puste", "małe"), 1)
    change_block(jan, block, 1, base.replace("osób", "dzieci"))
    accept(jan, one)
    block.refresh_from_db()
    assert block.content["text"] == "Ubyło dzieci. Szkoły są małe. Trzeba działać."
    with pytest.raises(RefusedError, match="już zamknięty"):
        decline(jan, one, "x")


def test_a_suggestion_for_sentences_changed_since_stays_open(block: Block, jan: User) -> None:
    base = block.content["text"]
    one = comment(jan, block, "", base.replace("puste", "małe"), 1)
    change_block(jan, block, 1, base.replace("puste", "zamykane"))
    with pytest.raises(EditedMeanwhileError):
        accept(jan, one)
    one.refresh_from_db()
    assert (one.outcome, one.resolved_at) == ("open", None)


def test_comments_are_refused_by_their_field(block: Block, chapter: Chapter, jan: User) -> None:
    for part, body, suggestion, field in (
        (block, "", "", "body"),
        (block, "", block.content["text"], "body"),
        (block, "a" * 4001, "", "body"),
        (block, "", "**otwarte", "suggestion"),
        (chapter, "", "Tekst.", "suggestion"),
    ):
        with pytest.raises(RefusedError) as refusal:
            comment(jan, part, body, suggestion, 1)
        assert refusal.value.field == field
    plain = comment(jan, chapter, "Uwaga.")
    with pytest.raises(RefusedError, match="nie proponuje"):
        accept(jan, plain)
    resolve(jan, plain)
    remove(jan, block, loss(block).shown)
    block.refresh_from_db()
    with pytest.raises(RefusedError, match="już nie ma"):
        comment(jan, block, "Za późno.")


def test_only_an_optional_element_is_waived(dolina: Partnership, ola: User) -> None:
    text = create_text(ola, dolina, {"title": "S", "profiles": ["gmina_10e"], "horizon": 2030})
    for element, reason in (("G1", "x"), ("C1", "x"), ("G7", "x" * 401)):
        with pytest.raises(RefusedError):
            waive(ola, text, element, reason)
    waive(ola, text, "G7", "Nie ma takich obszarów.")
    assert text.waivers.get().reason == "Nie ma takich obszarów."
    waive(ola, text, "G7", "")
    assert not text.waivers.exists()


def test_a_signed_evaluation_keeps_its_facts_and_tells_when_it_grows_old(
    text: Text, block: Block, made: Any, jan: User
) -> None:
    judge(jan, text, 0, {"relevance": "Trafne."})
    with pytest.raises(RefusedError, match="brakuje oceny"):
        sign(jan, text, 1)
    judge(jan, text, 1, SAID)
    with pytest.raises(RefusedError, match="Ktoś zapisał"):
        judge(jan, text, 1, {**SAID, "relevance": "Inna."})
    signed = sign(jan, text, 2)
    assert any("Młodzi wyjeżdżają" in fact for fact in signed.facts["relevance"])
    assert age_of(signed).told == ""
    with pytest.raises(RefusedError, match="podpisana"):
        judge(jan, text, 3, SAID)
    change_block(jan, block, 1, "Inny tekst.")
    assert age_of(signed).told.startswith("Od podpisania zmienił się: tekst strategii")
    made.target.target_value = 100.0
    made.target.save()
    assert "zmieniły się" in age_of(signed).told
    again = begin_again(jan, text)
    assert (again.number, again.relevance, again.signed_at) == (2, "Ocena.", None)
    assert evaluation_of(text) == again
    with pytest.raises(RefusedError, match="nie jest podpisana"):
        begin_again(jan, text)


@pytest.fixture
def sound(chapter: Chapter, write: Any, cited: str, made: Any, ola: User) -> Text:
    """A text without errors, with a figure."""
    del made
    text = chapter.text
    block = write(f"Jest {cited} osób.")
    add_block(ola, chapter, "inserted", {"what": "goals"}, block)
    add_block(
        ola, chapter, "figure", {"figure": "ludnosc", "caption": "Ubywa", "pinned": ""}, block
    )
    return text


def test_a_version_keeps_everything_as_it_was(sound: Text, ola: User, jan: User, made: Any) -> None:
    judge(jan, sound, 0, SAID)
    sign(jan, sound, 1)
    first = freeze_text(ola, sound, "do konsultacji")
    assert freeze_text(ola, sound) == first
    values = DraftVersion.objects.get().values()
    assert values["evaluation"]["relevance"] == "Ocena."
    (source,) = values["sources"].values()
    assert source["values"][0]["value"] == 1.0
    assert first.draft() == draft_of(sound)
    made.goal.title = "Inny cel"
    made.goal.save()
    second = freeze_text(ola, sound)
    assert (second.number, second.strategy.number) == (2, 2)
    assert first.strategy.chain().goals[0].title == "Praca na miejscu"
    assert [one.number for one in frozen(sound)] == [2, 1]


def test_a_faulty_or_empty_text_is_not_frozen(text: Text, chapter: Chapter, ola: User) -> None:
    with pytest.raises(RefusedError, match="pusty"):
        freeze_text(ola, text)
    add_block(ola, chapter, "paragraph", {"text": "[7](dowod:finding:9)"})
    with pytest.raises(FaultyTextError, match="Nie ma źródła") as refusal:
        freeze_text(ola, text)
    assert len(refusal.value.problems) == 1
    with pytest.raises(RefusedError, match="Skróć"):
        freeze_text(ola, text, "a" * 401)
    assert not DraftVersion.objects.exists()


def test_bytes_that_were_changed_are_refused(sound: Text, ola: User) -> None:
    version = freeze_text(ola, sound)
    for content in (b"nic", DraftVersion.objects.get().content[:-3]):
        version.content = content
        with pytest.raises(DamagedError):
            version.values()


def test_versions_are_compared_as_people_read_them(
    text: Text, chapter: Chapter, write: Any, ola: User
) -> None:
    first = write("Pierwszy.")
    second = write("Drugi.", first)
    third = write("Trzeci.", second)
    other = add_chapter(ola, text, {"title": "Cele", "level": 1, "elements": ["C2"]})
    before = draft_of(text)
    assert compare(before, before) == ()
    change_block(ola, first, 1, "Pierwszy, poprawiony.")
    move_block(ola, third, up=False)
    remove(ola, second, loss(second).shown)
    write("Nowy.")
    found = compare(before, draft_of(text))
    assert [one.what for one in found] == ["added", "changed", "moved", "removed"]
    assert (found[1].changes[0].old, found[1].changes[0].new) == (
        "Pierwszy.",
        "Pierwszy, poprawiony.",
    )
    assert (found[2].changes[0].old, found[2].changes[0].new) == (chapter.title, other.title)


def test_files_of_a_version_are_written_once_and_say_what_it_said(
    sound: Text, ola: User, accepted: Any, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    keep_figures(accepted.version.pk, (PICTURE,))
    version = freeze_text(ola, sound)
    document = printing.document_of(version)
    validate(document)
    assert document.synthetic
    (figure,) = model.figures_of(document)
    assert (figure.caption, figure.svg) == ("Ubywa", SVG)
    assert document.date == version.created_at.date() >= date(2026, 1, 1)
    for _ in range(2):
        printing.keep_files(version.pk, printing.written(version, lambda text: None))
    kept = {}
    for one in DraftFile.objects.all():
        with one.file.open("rb") as opened:
            kept[one.ending] = opened.read()
    assert sorted(kept) == ["docx", "html", "pdf"]
    assert kept["pdf"].startswith(b"%PDF")
    assert "Cel 1. Praca na miejscu" in kept["html"].decode()
    assert len(list(tmp_path.rglob("*.pdf"))) == 1
