"""Notes on the board: placed, reworded, merged, hidden; two people at once."""

from __future__ import annotations

import doctest
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.workshops.domain import sorting as module
from terytoria.portal.workshops.domain.queries import board_of
from terytoria.portal.workshops.domain.sorting import (
    Change,
    EditedMeanwhileError,
    add_note,
    change,
    hide,
    merge,
    split,
    tidy,
)
from terytoria.portal.workshops.models import Note

database = pytest.mark.django_db


def test_examples() -> None:
    assert doctest.testmod(module).failed == 0


@given(st.text())
def test_a_note_is_one_line_of_bounded_length_or_refused(text: str) -> None:
    try:
        found = tidy(text)
    except RefusedError:
        assert not text.replace("\x00", "").split() or len(text) > 200
        return
    assert 0 < len(found) <= 200
    assert "\x00" not in found
    assert tidy(found) == found


@database
def test_a_tree_has_its_causes_and_effects(room: Any) -> None:
    board = board_of(room.workshop)
    (tree,) = board.trees
    assert tree.trunk.note == room["trunk"]
    assert [one.note for one in tree.causes] == [room["cause"]]
    assert [one.note for one in tree.effects] == [room["effect"]]
    assert (tree.dots, tree.trunk.dots, board.dots) == (3, 2, 4)
    assert room["loose"] in [one.note for one in board.loose]


@database
def test_trees_and_cards_stand_by_votes(room: Any) -> None:
    second = add_note(room.ola, room.workshop, "Drugie")
    change(room.ola, room.workshop, [Change(second.pk, "spot", "loose", "challenge")])
    board = board_of(room.workshop)
    assert [one.dots for one in board.trees] == [3, 0]
    dots = [one.dots for one in board.by_dots]
    assert dots == sorted(dots, reverse=True)
    assert [one.note.pk for one in board.newest] == sorted(
        (one.note.pk for one in board.cards), reverse=True
    )


@database
@pytest.mark.parametrize("spot", ["cause:999999", "effect:x", "cause", "korzeń", "", "cause:²"])
def test_no_note_stands_where_there_is_no_place(room: Any, spot: str) -> None:
    with pytest.raises(RefusedError, match="Odśwież"):
        room.move("loose", "loose", spot)
    assert room["loose"].spot == "loose"


@database
def test_no_note_is_its_own_cause_or_that_of_a_loose_one(room: Any) -> None:
    for name, on in (("trunk", "trunk"), ("cause", "loose")):
        with pytest.raises(RefusedError):
            room.move(name, room[name].spot, f"cause:{room[on].pk}")


@database
def test_a_challenge_with_causes_stays_one(room: Any) -> None:
    with pytest.raises(RefusedError, match="Przenieś je najpierw"):
        room.move("trunk", "challenge", "loose")
    room.move("cause", room["cause"].spot, "loose")
    room.move("effect", room["effect"].spot, "loose")
    assert room.move("trunk", "challenge", "loose") == 1


@database
def test_what_two_people_change_in_different_notes_or_fields_is_kept(room: Any) -> None:
    """Both opened the page with the same board."""
    room.move("loose", "loose", "challenge")
    room.goal("loose", "Jasno na drodze")
    change(
        room.ola, room.workshop, [Change(room["loose"].pk, "text", "Ciemno na drodze", "Ciemno")]
    )
    note = room["loose"]
    assert (note.spot, note.goal, note.text) == ("challenge", "Jasno na drodze", "Ciemno")


@database
def test_of_two_changes_of_one_field_the_second_sees_the_first(room: Any) -> None:
    pk = room["trunk"].pk
    room.goal("trunk", "Pierwszy cel")
    other = Change(room["loose"].pk, "goal", "", "Jasno")
    with pytest.raises(EditedMeanwhileError) as clash:
        change(room.ola, room.workshop, [other, Change(pk, "goal", "", "Drugi cel")])
    (one,) = clash.value.clashes
    assert (one.note, one.field, one.theirs) == (pk, "goal", "Pierwszy cel")
    assert room["trunk"].goal == "Pierwszy cel"
    assert room["loose"].goal == ""  # all or none
    assert change(room.ola, room.workshop, [Change(pk, "goal", "Pierwszy cel", "Wspólny")]) == 1


@database
def test_the_same_change_made_twice_is_no_clash(room: Any) -> None:
    before = Entry.objects.count()
    room.goal("trunk", "Cel")
    assert room.goal("trunk", "Cel") == 0
    assert Entry.objects.count() == before + 1


@database
def test_nothing_but_the_fields_of_notes_is_changed(room: Any, ola: User) -> None:
    note = room["trunk"]
    assert change(ola, room.workshop, [Change(note.pk, "hidden", "False", "True")]) == 0
    with pytest.raises(RefusedError, match="Nie ma takiej karteczki"):
        change(ola, room.workshop, [Change(note.pk + 100, "text", "a", "b")])


@database
def test_merged_notes_count_together_and_apart_again(room: Any, ola: User) -> None:
    merge(ola, room["loose"], room["cause"].pk)
    board = board_of(room.workshop)
    (tree,) = board.trees
    assert tree.causes[0].dots == 2
    assert tree.causes[0].same == (room["loose"],)
    assert room["loose"] not in [one.note for one in board.cards]
    assert board.dots == 4
    split(ola, room["loose"])
    board = board_of(room.workshop)
    assert {one.note.text: one.dots for one in board.cards}["Ciemno na drodze"] == 1
    with pytest.raises(RefusedError, match="nie jest już połączona"):
        split(ola, room["loose"])


@database
def test_a_merged_challenge_takes_its_tree_along(room: Any, ola: User) -> None:
    with pytest.raises(RefusedError, match="z innym wyzwaniem"):
        merge(ola, room["trunk"], room["loose"].pk)
    room.move("loose", "loose", "challenge")
    same = add_note(ola, room.workshop, "Wyjeżdżają młodzi")
    merge(ola, same, room["trunk"].pk)
    merge(ola, room["trunk"], room["loose"].pk)
    (tree,) = board_of(room.workshop).trees
    assert tree.trunk.note == room["loose"]
    assert {one.text for one in tree.trunk.same} == {"Młodzi wyjeżdżają", "Wyjeżdżają młodzi"}
    assert [one.note for one in tree.causes] == [room["cause"]]
    assert tree.dots == 4


@database
@pytest.mark.parametrize("case", ["itself", "hidden", "merged"])
def test_some_notes_are_not_merged(case: str, room: Any, ola: User) -> None:
    into = room["cause"]
    if case == "hidden":
        into = add_note(ola, room.workshop, "Obraza")
        hide(ola, into, hidden=True)
    if case == "merged":
        merge(ola, room["loose"], into.pk)
        into = room["loose"]
    note = into if case == "itself" else room["effect"]
    with pytest.raises(RefusedError):
        merge(ola, note, into.pk)


@database
def test_a_hidden_note_is_off_the_board_with_its_dots_and_back(room: Any, ola: User) -> None:
    hide(ola, room["loose"], hidden=True)
    board = board_of(room.workshop)
    assert (board.dots, len(board.hidden)) == (3, 1)
    hide(ola, room["loose"], hidden=False)
    assert board_of(room.workshop).dots == 4
    with pytest.raises(RefusedError, match="przyczyny albo skutki"):
        hide(ola, room["trunk"], hidden=True)
    hide(ola, room["cause"], hidden=True)
    assert room["cause"].spot == "loose"


@database
def test_the_board_has_an_end(room: Any, ola: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ON_BOARD", 5)
    with pytest.raises(RefusedError, match="nie ma już miejsca"):
        add_note(ola, room.workshop, "Szósta")


@database
def test_notes_are_sorted_after_the_end_but_not_before_the_beginning(
    room: Any, make: Any, ola: User
) -> None:
    room.close()
    assert room.goal("trunk", "Cel") == 1
    with pytest.raises(RefusedError):
        add_note(ola, make(), "Za wcześnie")


@database
def test_only_causes_and_effects_are_under_something(room: Any) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.filter(pk=room["loose"].pk).update(under=room["trunk"])
