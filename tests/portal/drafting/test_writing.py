"""Chapters and blocks: added, changed by several people, moved, deleted, brought back."""

from __future__ import annotations

from typing import Any

import pytest

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.drafting.domain.history import history_of
from terytoria.portal.drafting.domain.ordering import move_block, move_chapter
from terytoria.portal.drafting.domain.presence import arrive, leave
from terytoria.portal.drafting.domain.queries import draft_of
from terytoria.portal.drafting.domain.removing import loss, remove, restore
from terytoria.portal.drafting.domain.writing import (
    DeletedMeanwhileError,
    EditedMeanwhileError,
    add_block,
    add_chapter,
    change_block,
    change_chapter,
)
from terytoria.portal.drafting.models import Block, BlockRevision, Chapter, Presence, Text
from terytoria.portal.partnerships.domain.acting import RefusedError

pytestmark = pytest.mark.django_db
BASE = "Ubyło osób. Szkoły są puste. Trzeba działać."


def told(text: Text) -> list[list[str]]:
    """Texts of the paragraphs by chapter."""
    return [[one.text for one in each.blocks] for each in draft_of(text).chapters]  # type: ignore[union-attr]


def test_what_is_written_is_the_draft(text: Text, chapter: Chapter, write: Any, ola: User) -> None:
    first = write("Pierwszy.")
    third = write("Trzeci.", first)
    write("Drugi.", first)
    write("Zerowy.")
    add_block(ola, chapter, "table", {"caption": "Gminy", "table": "a | b\n1 | 2\n3"}, third)
    add_block(ola, chapter, "inserted", {"what": "goals"}, third)
    draft = draft_of(text)
    assert [type(one).__name__ for _chapter, one in draft.blocks()] == [
        *["Paragraph"] * 4,
        "Inserted",
        "Table",
    ]
    texts = [getattr(one, "text", "") for _chapter, one in draft.blocks()]
    assert texts[:4] == ["Zerowy.", "Pierwszy.", "Drugi.", "Trzeci."]
    assert draft.chapters[0].blocks[-1].rows == (("1", "2"), ("3", ""))  # type: ignore[union-attr]
    assert (draft.title, draft.horizon) == ("Strategia Doliny", 2030)
    assert draft.chapters[0].elements == {"C1"}


def test_edits_of_different_sentences_are_both_kept(block: Block, ola: User, jan: User) -> None:
    change_block(ola, block, 1, BASE.replace("Ubyło osób", "Ubyło młodych"))
    saved = change_block(jan, block, 1, BASE.replace("działać", "działać razem"))
    assert saved.merged == ("Treść",)
    block.refresh_from_db()
    assert block.content["text"] == "Ubyło młodych. Szkoły są puste. Trzeba działać razem."
    assert block.version == 3


def test_edits_of_the_same_sentence_show_both_and_write_nothing(
    block: Block, ola: User, jan: User
) -> None:
    change_block(ola, block, 1, BASE.replace("osób", "młodych"))
    with pytest.raises(EditedMeanwhileError, match="nie zginął") as clash:
        change_block(jan, block, 1, BASE.replace("osób", "dzieci"))
    assert "młodych" in clash.value.theirs["text"]
    assert "dzieci" in clash.value.values["text"]
    block.refresh_from_db()
    assert (block.version, "młodych" in block.content["text"]) == (2, True)
    change_block(jan, block, clash.value.version, BASE.replace("osób", "młodych i dzieci"))
    assert BlockRevision.objects.filter(key=block.key).count() == 3


def test_sound_edits_whose_marks_do_not_fit_together_are_a_conflict(
    write: Any, ola: User, jan: User
) -> None:
    block = write("**Raz**. Dwa. Trzy.")
    change_block(ola, block, 1, "**Raz. Dwa. Trzy**.")
    with pytest.raises(EditedMeanwhileError):
        change_block(jan, block, 1, "**Raz**. Dwa. Cztery.")


def test_a_save_without_a_change_leaves_no_trace(block: Block, ola: User) -> None:
    assert not change_block(ola, block, 1, BASE).changed
    assert BlockRevision.objects.filter(key=block.key).count() == 1


@pytest.mark.parametrize("version", [0, 2, 99])
def test_an_unknown_version_is_refused(version: int, block: Block, ola: User) -> None:
    with pytest.raises(RefusedError, match="Otwórz tę stronę"):
        change_block(ola, block, version, "Inny.")


@pytest.mark.parametrize(
    ("kind", "content", "field"),
    [
        ("paragraph", {"text": " \n"}, "text"),
        ("paragraph", {"text": "a **b"}, "text"),
        ("paragraph", {"text": "[x](javascript:alert)"}, "text"),
        ("paragraph", {"text": "a" * 20001}, "text"),
        ("table", {"caption": "T", "table": ""}, "table"),
        ("table", {"caption": "", "table": "a"}, "caption"),
        ("table", {"caption": "T", "table": "a | b\n1 | 2 | 3"}, "table"),
        ("table", {"caption": "T", "table": "a\n**b"}, "table"),
        ("figure", {"figure": "", "caption": "x"}, "figure"),
        ("inserted", {"what": "nothing"}, "what"),
    ],
)
def test_what_cannot_be_read_is_refused_by_its_field(
    kind: str, content: dict[str, str], field: str, chapter: Chapter, ola: User
) -> None:
    with pytest.raises(RefusedError) as refusal:
        add_block(ola, chapter, kind, content)
    assert refusal.value.field == field
    assert not Block.objects.exists()


def test_control_characters_never_enter(write: Any) -> None:
    assert write("a\x00b\x0bc").content == {"text": "abc"}


def test_a_bar_inside_a_cell_stays_in_it(chapter: Chapter, ola: User) -> None:
    given = {"caption": "T", "table": "a | b\n1 \\| 2 | 3"}
    block = add_block(ola, chapter, "table", given)
    assert block.content["rows"] == [["1 \\| 2", "3"]]
    assert not change_block(ola, block, 1, given).changed


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "a" * 201}, "title"),
        ({"level": 4}, "level"),
        ({"elements": ["G7"]}, "elements"),
    ],
)
def test_a_chapter_is_refused_by_its_field(
    given: dict[str, Any], field: str, text: Text, ola: User
) -> None:
    with pytest.raises(RefusedError) as refusal:
        add_chapter(ola, text, {"title": "T", "level": 1, "elements": [], **given})
    assert refusal.value.field == field


def test_two_people_name_a_chapter_and_its_elements(chapter: Chapter, ola: User, jan: User) -> None:
    change_chapter(ola, chapter, 1, {"title": "Nowy", "level": 1, "elements": ["C1"]})
    change_chapter(jan, chapter, 1, {"title": "Wnioski", "level": 1, "elements": ["C1", "C2"]})
    chapter.refresh_from_db()
    assert (chapter.title, chapter.elements, chapter.version) == ("Nowy", ["C1", "C2"], 3)


def test_history_tells_every_change_and_the_log_too(block: Block, ola: User) -> None:
    change_block(ola, block, 1, BASE.replace("osób", "dzieci"))
    past = history_of(block)
    assert [(one.revision.deed, one.revision.by) for one in past] == [
        ("edit", ola),
        ("create", ola),
    ]
    assert past[0].changes[0].label == "Treść"
    assert "osób" in past[0].changes[0].old
    assert Entry.objects.filter(verb="block.edit").count() == 1


def test_deleting_asks_and_restoring_brings_all_back(
    block: Block, chapter: Chapter, text: Text, ola: User, write: Any
) -> None:
    told_loss = loss(chapter)
    assert (told_loss.blocks, told_loss.comments) == (1, 0)
    write("Nowy, nieznany temu, kto usuwa.")
    with pytest.raises(RefusedError, match="Coś się zmieniło"):
        remove(ola, chapter, told_loss.shown)
    remove(ola, chapter, loss(chapter).shown)
    assert draft_of(text).chapters == ()
    with pytest.raises(RefusedError, match="już usunięte"):
        remove(ola, chapter, loss(chapter).shown)
    with pytest.raises(DeletedMeanwhileError, match="przywróć"):
        change_block(ola, block, 1, "Inny.")
    with pytest.raises(DeletedMeanwhileError):
        add_block(ola, chapter, "paragraph", {"text": "x"})
    restore(ola, chapter)
    assert told(text) == [["Nowy, nieznany temu, kto usuwa.", BASE]]
    with pytest.raises(RefusedError, match="nie jest usunięte"):
        restore(ola, chapter)


def test_a_block_of_a_deleted_chapter_waits_for_it(
    block: Block, chapter: Chapter, text: Text, ola: User
) -> None:
    remove(ola, block, loss(block).shown)
    remove(ola, chapter, loss(chapter).shown)
    with pytest.raises(RefusedError, match="najpierw rozdział"):
        restore(ola, block)
    restore(ola, chapter)
    restore(ola, block)
    assert told(text) == [[BASE]]


def test_an_edit_after_restoring_knows_its_ancestor(block: Block, ola: User, jan: User) -> None:
    remove(ola, block, loss(block).shown)
    restore(ola, block)
    change_block(ola, block, 3, BASE.replace("osób", "dzieci"))
    change_block(jan, block, 3, BASE.replace("puste", "małe"))
    block.refresh_from_db()
    assert block.content["text"] == "Ubyło dzieci. Szkoły są małe. Trzeba działać."
    with pytest.raises(RefusedError, match="Otwórz tę stronę"):
        change_block(jan, block, 2, "Z czasu, gdy go nie było.")


def test_blocks_move_past_the_border_of_a_chapter(
    text: Text, chapter: Chapter, write: Any, ola: User
) -> None:
    first = write("Raz.")
    write("Dwa.", first)
    add_chapter(ola, text, {"title": "Drugi", "level": 1, "elements": []}, chapter)
    assert move_block(ola, first, up=False)
    assert told(text) == [["Dwa.", "Raz."], []]
    assert move_block(ola, first, up=False)
    assert told(text) == [["Dwa."], ["Raz."]]
    assert not move_block(ola, first, up=False)
    assert move_block(ola, first, up=True)
    assert told(text) == [["Dwa.", "Raz."], []]
    assert move_block(ola, first, up=True)
    assert not move_block(ola, first, up=True)
    assert told(text) == [["Raz.", "Dwa."], []]


def test_a_chapter_moves_with_its_sections(text: Text, ola: User) -> None:
    made = {
        name: add_chapter(ola, text, {"title": name, "level": level, "elements": []})
        for name, level in (("A", 1), ("A1", 2), ("A2", 2), ("B", 1), ("B1", 2))
    }

    def titles() -> str:
        return " ".join(one.title for one in draft_of(text).chapters)

    assert move_chapter(ola, made["A"], up=False)
    assert titles() == "B B1 A A1 A2"
    assert not move_chapter(ola, made["A"], up=False)
    assert move_chapter(ola, made["A2"], up=True)
    assert titles() == "B B1 A A2 A1"
    assert not move_chapter(ola, made["A2"], up=True)
    assert not move_chapter(ola, made["B1"], up=False)
    assert move_chapter(ola, made["A"], up=True)
    assert titles() == "A A2 A1 B B1"


def test_a_deleted_fragment_does_not_move(block: Block, chapter: Chapter, ola: User) -> None:
    remove(ola, block, loss(block).shown)
    with pytest.raises(RefusedError, match="już nie ma"):
        move_block(ola, block, up=True)
    remove(ola, chapter, loss(chapter).shown)
    with pytest.raises(RefusedError, match="już nie ma"):
        move_chapter(ola, chapter, up=True)


def test_people_hear_of_each_other_for_two_minutes(block: Block, ola: User, jan: User) -> None:
    from datetime import timedelta

    assert arrive(ola, block.key) == ()
    assert arrive(jan, block.key) == (str(ola),)
    assert arrive(ola, block.key) == (str(jan),)
    change_block(jan, block, 1, BASE.replace("osób", "dzieci"))
    assert arrive(ola, block.key) == ()
    arrive(jan, block.key)
    row = Presence.objects.get(user=jan)
    row.at -= timedelta(minutes=3)
    row.save()
    assert arrive(ola, block.key) == ()
    assert not Presence.objects.filter(user=jan).exists()
    leave(ola, block.key)
    assert not Presence.objects.exists()
