"""Taking part: votes never above what is allowed and none lost, whatever is pressed at once."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Assignment, Membership, Partnership
from terytoria.portal.workshops.domain import joining as module
from terytoria.portal.workshops.domain.joining import (
    EndedError,
    ballot_of,
    put_dot,
    take_dot,
    write_note,
)
from terytoria.portal.workshops.domain.planning import Plan, close_workshop, open_workshop, plan
from terytoria.portal.workshops.domain.queries import board_of
from terytoria.portal.workshops.domain.sorting import hide, merge, split
from terytoria.portal.workshops.models import Ballot, Dot, Note, Workshop

database = pytest.mark.django_db
PEOPLE, NOTES, DOTS = 3, 4, 2
press = st.tuples(
    st.sampled_from(["put", "put", "put", "take", "hide", "show", "merge", "split"]),
    st.integers(0, PEOPLE - 1),
    st.integers(0, NOTES - 1),
)


@database
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(presses=st.lists(press, max_size=40))
def test_whatever_is_pressed_votes_are_counted_right(
    presses: list[tuple[str, int, int]], make: Any, ola: User
) -> None:
    """Never more than allowed for anybody; every vote that was taken counts until taken back."""
    with transaction.atomic():
        workshop = make("open", dots=DOTS)
        notes = [write_note(workshop, "pierwszy", f"Karteczka {at}") for at in range(NOTES)]
        expected = Counter[int]()
        for name, person, at in presses:
            token, pk = f"telefon {person}", notes[at].pk
            try:
                if name == "put":
                    put_dot(workshop, token, pk)
                    expected[person] += 1
                elif name == "take":
                    take_dot(workshop, token, pk)
                    expected[person] -= 1
                elif name in {"hide", "show"}:
                    hide(ola, Note.objects.get(pk=pk), hidden=name == "hide")
                elif name == "merge":
                    merge(ola, Note.objects.get(pk=pk), notes[person].pk)
                else:
                    split(ola, Note.objects.get(pk=pk))
            except RefusedError:
                continue
            for each in range(PEOPLE):
                ballot = ballot_of(workshop, f"telefon {each}")
                held = ballot.dots.count() if ballot else 0
                assert held == expected[each] <= DOTS
        board = board_of(workshop)
        shown = board.dots + sum(one.dots for one in board.hidden)
        assert shown == Dot.objects.filter(note__workshop=workshop).count()
        assert shown == sum(expected.values())
        transaction.set_rollback(True)


@database
def test_a_note_is_written_without_a_name(make: Any) -> None:
    workshop = make("open")
    note = write_note(workshop, "telefon", "  Ciemno \n na drodze ")
    assert note.text == "Ciemno na drodze"
    assert Ballot.objects.get().digest != "telefon"
    fields = {one.name for one in Note._meta.get_fields()}
    assert not fields & {"author", "by", "user", "at", "created_at", "address"}


@database
def test_the_same_words_sent_twice_are_one_note_of_one_person(make: Any) -> None:
    workshop = make("open")
    for token in ("a", "a", "b"):
        write_note(workshop, token, "Ciemno")
    assert Note.objects.count() == 2


@database
def test_notes_and_people_have_their_bounds(make: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_NOTES", 2)
    monkeypatch.setattr(module, "MOST_BALLOTS", 2)
    workshop = make("open")
    for text in ("Jeden", "Dwa"):
        write_note(workshop, "a", text)
    with pytest.raises(RefusedError, match="Zostaw miejsce"):
        write_note(workshop, "a", "Trzy")
    write_note(workshop, "b", "Trzy")
    with pytest.raises(RefusedError, match="najwięcej osób"):
        write_note(workshop, "c", "Cztery")
    assert Ballot.objects.count() == 2


@database
def test_what_is_refused_leaves_no_trace(make: Any) -> None:
    workshop = make("open")
    for verb in (put_dot, take_dot):
        with pytest.raises(RefusedError):
            verb(workshop, "a", 12345)
    with pytest.raises(RefusedError, match="pusta"):
        write_note(workshop, "a", " ")
    assert not Ballot.objects.exists()


@database
def test_dots_are_limited_and_can_be_moved(make: Any) -> None:
    workshop = make("open", dots=2)
    first, second = (write_note(workshop, "x", text) for text in ("Jeden", "Dwa"))
    put_dot(workshop, "a", first.pk)
    put_dot(workshop, "a", first.pk)
    with pytest.raises(RefusedError, match="Nie masz już kropek"):
        put_dot(workshop, "a", second.pk)
    take_dot(workshop, "a", first.pk)
    put_dot(workshop, "a", second.pk)
    with pytest.raises(RefusedError, match="nie ma Twojej kropki"):
        take_dot(workshop, "b", first.pk)
    own = {one.note.pk: one.own for one in board_of(workshop, ballot_of(workshop, "a")).cards}
    assert own == {first.pk: 1, second.pk: 1}


@database
def test_a_dot_for_a_note_merged_meanwhile_counts_and_comes_back(room: Any, ola: User) -> None:
    merge(ola, room["loose"], room["cause"].pk)
    put_dot(room.workshop, "ktoś", room["loose"].pk)
    (tree,) = board_of(room.workshop).trees
    assert tree.causes[0].dots == 3
    take_dot(room.workshop, "ktoś", room["cause"].pk)
    (tree,) = board_of(room.workshop).trees
    assert tree.causes[0].dots == 2


@database
def test_nobody_votes_for_what_is_hidden_but_may_take_the_dot_back(room: Any, ola: User) -> None:
    hide(ola, room["loose"], hidden=True)
    with pytest.raises(RefusedError, match="nie ma już na tablicy"):
        put_dot(room.workshop, "ktoś", room["loose"].pk)
    take_dot(room.workshop, "telefon 3", room["loose"].pk)
    assert not room["loose"].dots.exists()


@database
def test_a_note_of_another_workshop_takes_no_dot(room: Any, make: Any) -> None:
    with pytest.raises(RefusedError):
        put_dot(make("open"), "ktoś", room["loose"].pk)


@database
def test_after_the_end_nothing_is_taken_and_browsers_are_forgotten(room: Any) -> None:
    votes = board_of(room.workshop).dots
    room.close()
    for sent in (
        lambda: write_note(room.workshop, "a", "Po czasie"),
        lambda: put_dot(room.workshop, "a", room["loose"].pk),
        lambda: take_dot(room.workshop, "telefon 3", room["loose"].pk),
    ):
        with pytest.raises(EndedError):
            sent()
    assert not Ballot.objects.exists()
    assert board_of(room.workshop).dots == votes
    assert not Dot.objects.filter(ballot__isnull=False).exists()
    assert not Note.objects.filter(ballot__isnull=False).exists()


@database
def test_a_forgotten_workshop_takes_nothing_after_a_day(room: Any) -> None:
    Workshop.objects.update(opened_at=timezone.now() - timedelta(hours=25))
    with pytest.raises(EndedError):
        write_note(room.workshop, "a", "Po czasie")


CROWD, AT_ONCE = 40, 10


@pytest.mark.django_db(transaction=True)
def test_a_crowd_pressing_at_once_loses_no_vote_and_gets_none_more(shared_database: None) -> None:
    """Each of forty people presses five times at once; three dots are theirs."""
    made = Partnership.objects.create(
        slug="tlum", name="Tłum", short_name="Tłum", leader="3217011", stage=Stage.ACTIVE
    )
    day = timezone.localdate().replace(year=2024, day=1)
    Membership.objects.create(partnership=made, unit="3217011", since=day)
    lead = User.objects.create_user("lead@example.org", name="Koordynatorka pokazowa")
    Assignment.objects.create(partnership=made, user=lead, role=Role.COORDINATOR, since=day)
    asked = Plan("Tłum", "Co?", "", timezone.now(), (), 3)
    workshop = open_workshop(lead, plan(lead, made, asked))
    notes = [write_note(workshop, "x", f"Karteczka {at}").pk for at in range(4)]

    def one_press(at: int) -> int:
        try:
            put_dot(workshop, f"telefon {at % CROWD}", notes[at % 4])
        except RefusedError:
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(AT_ONCE) as crowd:
        taken = list(crowd.map(one_press, range(CROWD * 5)))
    assert sum(taken) == CROWD * 3
    assert board_of(workshop).dots == CROWD * 3
    held = Counter(Dot.objects.values_list("ballot", flat=True))
    assert set(held.values()) == {3}
    close_workshop(lead, workshop)
    assert board_of(workshop).dots == CROWD * 3
