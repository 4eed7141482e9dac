"""Every action by every role and stage; another partnership's people see nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate
from tests.portal.people import browser_of

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import AnyRole, ForbiddenError, may
from terytoria.portal.strategies.domain.arranging import move, recite
from terytoria.portal.strategies.domain.editing import create, edit
from terytoria.portal.strategies.domain.freezing import freeze
from terytoria.portal.strategies.domain.removing import citing, fingerprint, remove, restore
from terytoria.portal.strategies.enums import Kind
from terytoria.portal.strategies.models import Revision, StrategyVersion
from terytoria.portal.strategies.rules import ACTIONS, EDIT, FREEZE, VIEW

pytestmark = pytest.mark.django_db

EVERYBODY: tuple[AnyRole | None, ...] = (*Role, *ProgrammeRole, None)
GUIDES = {Role.COORDINATOR, Role.EXPERT, ProgrammeRole.LEAD_ADVISER}
EDITORS = {*GUIDES, Role.WORKING_GROUP}
TABLE: dict[Any, set[Any]] = {
    VIEW: {*Role, *ProgrammeRole},
    EDIT: EDITORS,
    FREEZE: GUIDES,
}


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.name)
@pytest.mark.parametrize("role", EVERYBODY, ids=str)
def test_an_action_is_for_those_it_is_for(
    action: Any, role: AnyRole | None, dolina: Partnership, person: Any
) -> None:
    actor = person(role)
    assert may(actor, action, dolina, localdate()) == (role in TABLE[action])
    dolina.stage = Stage.CLOSED
    closed = role in TABLE[action] and action is VIEW
    assert may(actor, action, dolina, localdate()) == closed


def deletes(actor: User, made: Any) -> None:
    remove(actor, made.goal, fingerprint(made.goal, citing(made.goal)))


VERBS: dict[str, tuple[Callable[[User, Any], object], set[Any]]] = {
    "create": (lambda a, m: create(a, m.partnership, Kind.GOAL, {"title": "x"}), EDITORS),
    "edit": (lambda a, m: edit(a, m.goal, {"title": "x"}, 1), EDITORS),
    "move": (lambda a, m: move(a, m.goal, up=True), EDITORS),
    "remove": (deletes, EDITORS),
    "recite": (lambda a, m: recite(a, m.challenge, m.challenge.citations.get().key), EDITORS),
    "freeze": (lambda a, m: freeze(a, m.partnership), GUIDES),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("role", EVERYBODY, ids=str)
def test_a_verb_is_for_those_it_is_for(
    verb: str, role: AnyRole | None, made: Any, person: Any
) -> None:
    done, roles = VERBS[verb]
    actor = person(role)
    if role in roles:
        done(actor, made)
    else:
        with pytest.raises(ForbiddenError, match="Nie możesz"):
            done(actor, made)
        assert not Revision.objects.exists()
        assert not StrategyVersion.objects.exists()
        assert not Entry.objects.filter(actor=actor.pk).exists()


def test_restoring_is_an_edit(made: Any, ola: User, person: Any) -> None:
    deletes(ola, made)
    with pytest.raises(ForbiddenError):
        restore(person(Role.CHAIR), made.goal)
    restore(person(Role.WORKING_GROUP), made.goal)


def addresses(made: Any, slug: str) -> list[str]:
    """Every page of the strategy of a partnership, about items of ``made``."""
    goal = [slug, "cel", made.goal.pk]
    named = [
        *((name, [slug]) for name in ("outline", "frame_edit", "frame_history", "suggestions")),
        *((name, [slug]) for name in ("deleted", "freeze", "versions", "compare", "tree")),
        ("version", [slug, 1]),
        ("add", [slug, "cel"]),
        *((name, goal) for name in ("edit", "history", "delete", "restore", "move")),
        ("recite", [slug, made.challenge.pk, "finding", 1]),
    ]
    return [reverse(f"strategies:{name}", args=args) for name, args in named]


def test_people_of_another_partnership_find_no_such_page(
    made: Any, ola: User, person: Any, other: Partnership
) -> None:
    freeze(ola, made.partnership)
    stranger = browser_of(person(Role.COORDINATOR, other))
    for address in addresses(made, "dolina"):
        answers = (stranger.get(address), stranger.post(address, {"version": 1}))
        assert {one.status_code for one in answers} - {405} == {404}, address
        assert all("Praca na miejscu" not in one.content.decode() for one in answers)


def test_items_of_another_partnership_are_not_found_under_ones_own(
    made: Any, person: Any, other: Partnership
) -> None:
    stranger = browser_of(person(Role.COORDINATOR, other))
    for name in ("edit", "history", "delete", "restore", "move"):
        address = reverse(f"strategies:{name}", args=["gora", "cel", made.goal.pk])
        method = stranger.post if name in {"restore", "move"} else stranger.get
        assert method(address).status_code == 404, name


def test_nobody_sees_a_strategy_without_signing_in(made: Any) -> None:
    for address in addresses(made, "dolina"):
        client = Client(HTTP_HOST="127.0.0.1")
        answers = {client.get(address).status_code, client.post(address).status_code}
        assert answers - {405} == {302}, address


@pytest.mark.parametrize("role", [Role.OBSERVER, Role.CHAIR, ProgrammeRole.NATIONAL_OFFICER])
def test_viewers_are_told_that_they_may_not_edit(role: AnyRole, made: Any, person: Any) -> None:
    client = browser_of(person(role))
    for name in ("edit", "delete"):
        address = reverse(f"strategies:{name}", args=["dolina", "cel", made.goal.pk])
        for answer in (client.get(address), client.post(address, {})):
            assert answer.status_code == 403
            assert "Nie możesz zmieniać strategii" in answer.content.decode()
    assert client.get(reverse("strategies:freeze", args=["dolina"])).status_code == 403
    for name in ("outline", "versions", "deleted", "compare"):
        assert client.get(reverse(f"strategies:{name}", args=["dolina"])).status_code == 200
