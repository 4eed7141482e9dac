"""From the board into the strategy: challenges and goals that say where they came from."""

from __future__ import annotations

from typing import Any

import pytest

from terytoria.portal.accounts.models import User
from terytoria.portal.evidence.domain.own import withdraw_own_evidence
from terytoria.portal.evidence.models import OwnEvidence
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.strategies.domain.queries import chain_of
from terytoria.portal.strategies.domain.removing import citing, fingerprint, remove
from terytoria.portal.strategies.models import Challenge, Goal, Revision
from terytoria.portal.workshops.domain.chain import take_challenge, take_goal
from terytoria.portal.workshops.domain.sorting import Change, change, hide, merge

pytestmark = pytest.mark.django_db
MINUTES = "https://example.org/protokol/"


def gone(actor: User, item: Any) -> None:
    """Delete an item of the strategy, whoever cites it."""
    item.refresh_from_db()
    remove(actor, item, fingerprint(item, citing(item)))


@pytest.fixture
def ended(room: Any) -> Any:
    """The room after the end, its challenge reworded as a goal."""
    room.goal("trunk", "Młodzi zostają")
    room.goal("cause", "Autobus jeździ do liceum")
    room.close()
    return room


def test_a_challenge_carries_its_causes_votes_and_the_workshop(ended: Any, ola: User) -> None:
    made = take_challenge(ola, ended["trunk"], MINUTES)
    assert made.title == "Młodzi wyjeżdżają"
    for said in ("„Jak się żyje”", "Kropek: 3.", "– Nie ma autobusu do liceum", "Zamyka się"):
        assert said in made.text
    own = OwnEvidence.objects.get()
    assert (own.title, own.url) == ("Warsztat „Jak się żyje”", MINUTES)
    assert "Uczestników: 4, karteczek: 5, kropek: 4." in own.note
    assert [one.key for one in made.citations.all()] == [f"own:{own.pk}"]
    assert ended["trunk"].challenge == made
    (told,) = chain_of(ended.workshop.partnership).challenges
    assert told.cites[0].title == own.title
    assert Revision.objects.filter(kind="challenge", item=made.pk, by=ola).exists()


def test_its_goal_answers_it(ended: Any, ola: User) -> None:
    challenge = take_challenge(ola, ended["trunk"])
    goal = take_goal(ola, ended["trunk"])
    assert goal.title == "Młodzi zostają"
    assert list(goal.answers.all()) == [challenge]
    assert "Co zrobić:\n– Autobus jeździ do liceum" in goal.text
    assert "Co to da" not in goal.text  # not reworded yet
    assert ended["trunk"].aim == goal


def test_a_second_challenge_cites_the_same_workshop(ended: Any, ola: User) -> None:
    ended.move("loose", "loose", "challenge")
    take_challenge(ola, ended["trunk"])
    take_challenge(ola, ended["loose"])
    assert OwnEvidence.objects.count() == 1
    assert Challenge.objects.count() == 2


def test_withdrawn_evidence_is_not_cited_again(ended: Any, ola: User) -> None:
    take_challenge(ola, ended["trunk"])
    withdraw_own_evidence(ola, OwnEvidence.objects.get(), "pomyłka")
    ended.move("loose", "loose", "challenge")
    made = take_challenge(ola, ended["loose"])
    assert OwnEvidence.objects.count() == 2
    assert made.citations.get().own.withdrawn_at is None


def test_nothing_is_taken_twice_unless_it_was_deleted(ended: Any, ola: User) -> None:
    first = take_challenge(ola, ended["trunk"])
    with pytest.raises(RefusedError, match="już w strategii"):
        take_challenge(ola, ended["trunk"])
    take_goal(ola, ended["trunk"])
    with pytest.raises(RefusedError, match="już w strategii"):
        take_goal(ola, ended["trunk"])
    gone(ola, Goal.objects.get())
    gone(ola, first)
    with pytest.raises(RefusedError, match="najpierw wyzwanie"):
        take_goal(ola, ended["trunk"])
    assert take_challenge(ola, ended["trunk"]) != first
    assert take_goal(ola, ended["trunk"]).answers.count() == 1


def test_what_is_in_the_strategy_stays_on_the_board(ended: Any, ola: User) -> None:
    for name in ("cause", "effect"):
        ended.move(name, ended[name].spot, "loose")
    take_challenge(ola, ended["trunk"])
    for verb in (
        lambda: ended.move("trunk", "challenge", "loose"),
        lambda: hide(ola, ended["trunk"], hidden=True),
        lambda: merge(ola, ended["trunk"], ended["cause"].pk),
    ):
        with pytest.raises(RefusedError, match="w strategii"):
            verb()
    words = Change(ended["trunk"].pk, "text", "Młodzi wyjeżdżają", "Młodzi uciekają")
    assert change(ola, ended.workshop, [words]) == 1


@pytest.mark.parametrize("name", ["cause", "loose"])
def test_only_a_challenge_of_the_board_is_one_of_the_strategy(
    name: str, ended: Any, ola: User
) -> None:
    for verb in (take_challenge, take_goal):
        with pytest.raises(RefusedError, match="nie jest już wyzwaniem"):
            verb(ola, ended[name])
    assert not Challenge.objects.exists()
    assert not OwnEvidence.objects.exists()


def test_votes_are_final_first(room: Any, ola: User) -> None:
    with pytest.raises(RefusedError):
        take_challenge(ola, room["trunk"])
    assert not Challenge.objects.exists()


def test_a_goal_needs_its_words(room: Any, ola: User) -> None:
    room.close()
    take_challenge(ola, room["trunk"])
    with pytest.raises(RefusedError, match="Zapisz najpierw"):
        take_goal(ola, room["trunk"])
    assert not Goal.objects.exists()
