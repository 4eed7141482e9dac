"""Every verb for every role; no page of a workshop for those of another partnership."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.audit.phrasebook import phrasebook
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import AnyRole, ForbiddenError, may
from terytoria.portal.workshops.domain.chain import take_challenge, take_goal
from terytoria.portal.workshops.domain.planning import (
    close_workshop,
    edit,
    open_workshop,
    plan,
    remove,
)
from terytoria.portal.workshops.domain.sorting import Change, add_note, change, hide, merge, split
from terytoria.portal.workshops.models import Workshop
from terytoria.portal.workshops.rules import ACTIONS, RUN, VIEW
from terytoria.portal.workshops.urls import urlpatterns

pytestmark = pytest.mark.django_db
EVERYBODY: tuple[AnyRole | None, ...] = (*Role, *ProgrammeRole, None)
RUNNERS = frozenset({Role.COORDINATOR, Role.EXPERT, Role.WORKING_GROUP})
TABLE = {VIEW: frozenset({*Role, *ProgrammeRole}), RUN: RUNNERS}


def reword(actor: User, room: Any) -> object:
    note = room["trunk"]
    return change(actor, room.workshop, [Change(note.pk, "text", note.text, "Inaczej")])


def split_one(actor: User, room: Any) -> object:
    merge(room.ola, room["loose"], room["cause"].pk)
    return split(actor, room["loose"])


def show(actor: User, room: Any) -> object:
    hide(room.ola, room["loose"], hidden=True)
    return hide(actor, room["loose"], hidden=False)


def to_challenge(actor: User, room: Any) -> object:
    room.close()
    return take_challenge(actor, room["trunk"])


def to_goal(actor: User, room: Any) -> object:
    room.goal("trunk", "Młodzi zostają")
    room.close()
    take_challenge(room.ola, room["trunk"])
    return take_goal(actor, room["trunk"])


def planned(verb: Callable[..., object]) -> Callable[..., object]:
    """A verb on a workshop that is not open yet."""

    def done(actor: User, room: Any) -> object:
        Workshop.objects.filter(pk=room.workshop.pk).update(state="planned", code=None)
        return verb(actor, room.workshop)

    return done


VERBS: dict[str, tuple[str, Callable[[User, Any], object]]] = {
    "close": ("workshop.close", lambda a, r: close_workshop(a, r.workshop)),
    "open": ("workshop.open", planned(open_workshop)),
    "remove": ("workshop.remove", planned(remove)),
    "write": ("note.add", lambda a, r: add_note(a, r.workshop, "Nowa")),
    "reword": ("note.edit", reword),
    "merge": ("note.merge", lambda a, r: merge(a, r["loose"], r["cause"].pk)),
    "split": ("note.split", split_one),
    "hide": ("note.hide", lambda a, r: hide(a, r["loose"], hidden=True)),
    "show": ("note.show", show),
    "challenge": ("note.take", to_challenge),
    "goal": ("note.take", to_goal),
}


@pytest.mark.parametrize("name", VERBS)
@pytest.mark.parametrize("role", EVERYBODY, ids=str)
def test_a_verb_is_for_those_it_is_for(
    name: str, role: AnyRole | None, room: Any, person: Any
) -> None:
    logged, verb = VERBS[name]
    actor = person(role)
    if role in RUNNERS:
        verb(actor, room)
        entry = Entry.objects.filter(verb=logged, actor=actor.pk).latest("pk")
        assert entry.partnership == "dolina"
        assert logged in phrasebook().verbs
        return
    with pytest.raises(ForbiddenError):
        verb(actor, room)
    assert not Entry.objects.filter(actor=actor.pk).exists()


@pytest.mark.parametrize("role", EVERYBODY, ids=str)
def test_planning_is_for_those_who_run(
    role: AnyRole | None, make: Any, asked: Any, dolina: Partnership, person: Any
) -> None:
    workshop, actor = make(), person(role)
    if role in RUNNERS:
        plan(actor, dolina, asked())
        edit(actor, workshop, asked(title="Inny"), workshop.version)
        return
    with pytest.raises(ForbiddenError):
        plan(actor, dolina, asked())
    with pytest.raises(ForbiddenError):
        edit(actor, workshop, asked(title="Inny"), workshop.version)


@pytest.mark.parametrize("name", VERBS)
def test_nothing_is_done_in_a_closed_partnership(name: str, room: Any, person: Any) -> None:
    actor = person(Role.EXPERT)
    Partnership.objects.update(stage=Stage.CLOSED)
    with pytest.raises(ForbiddenError, match="Nie możesz"):
        VERBS[name][1](actor, room)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda one: one.name)
@pytest.mark.parametrize("role", EVERYBODY, ids=str)
def test_every_action_for_every_role(
    action: Any, role: AnyRole | None, dolina: Partnership, person: Any
) -> None:
    assert may(person(role), action, dolina, today()) == (role in TABLE[action])
    assert set(TABLE) == set(ACTIONS)


def address_of(pattern: URLPattern, slug: str, room: Any) -> str:
    known: dict[str, Any] = {"record": room.workshop.pk, "number": room["trunk"].pk}
    given = {name: value for name, value in known.items() if f":{name}>" in str(pattern.pattern)}
    return reverse(f"workshops:{pattern.name}", kwargs={"slug": slug, **given})


READ = {"listing", "workshop", "minutes", "minutes_csv", "projector", "wall"}


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda one: one.name)
def test_pages_are_for_those_they_are_for(
    pattern: URLPattern, room: Any, person: Any, signed: Any
) -> None:
    address = address_of(pattern, "dolina", room)
    for role in EVERYBODY:
        status = signed(person(role)).get(address).status_code
        if role is None:
            assert status in {404, 405}
        elif pattern.name in READ:
            assert status == 200
        else:
            assert status in ({200, 405} if role in RUNNERS else {403, 405})


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda one: one.name)
def test_a_foreign_partnership_is_not_there(
    pattern: URLPattern, room: Any, person: Any, gora: Partnership, signed: Any
) -> None:
    client = signed(person(Role.COORDINATOR, gora))
    before = Entry.objects.count()
    address = address_of(pattern, "dolina", room)
    absent = address.replace("/dolina/", "/nie-ma/")
    for here, there in ((address, absent),):
        seen = [client.get(here), client.post(here, {})]
        assert {page.status_code for page in seen} <= {404, 405}
        assert [page.status_code for page in seen] == [
            client.get(there).status_code, client.post(there, {}).status_code,
        ]  # fmt: skip
    if "record" in str(pattern.pattern):
        own = address_of(pattern, "gora", room)
        assert {client.get(own).status_code, client.post(own, {}).status_code} <= {404, 405}
    assert Entry.objects.count() == before
    assert Client(HTTP_HOST="127.0.0.1").get(address).status_code in {302, 405}


def test_a_note_of_another_workshop_is_not_reached_through_ones_own(
    room: Any, make: Any, ola: User, signed: Any
) -> None:
    other = make("open")
    given = {"slug": "dolina", "record": other.pk, "number": room["trunk"].pk}
    assert signed(ola).post(reverse("workshops:hide", kwargs=given)).status_code == 404
    assert not room["trunk"].hidden
