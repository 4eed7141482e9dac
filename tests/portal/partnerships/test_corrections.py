"""The planned end of a membership is moved or taken back; the past stays."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.domain.members import add_member, correct_end, end_membership
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Membership, Partnership
from terytoria.portal.partnerships.rules import ForbiddenError

pytestmark = pytest.mark.django_db
RURAL = "3217052"
Person = Callable[..., User]


def days(count: int) -> date:
    return localdate() + timedelta(days=count)


@pytest.fixture
def ending(dolina: Partnership, ola: User, person: Person) -> Membership:
    """A membership that ends in ten days, with its representative's role."""
    person("ewa", dolina, Role.REPRESENTATIVE, unit=RURAL)
    one = dolina.members.get(unit=RURAL)
    return end_membership(ola, dolina, one.pk, days(10))


@pytest.mark.parametrize("until", [0, 3, 400])
def test_a_planned_end_is_moved_with_the_roles(
    dolina: Partnership, ola: User, ending: Membership, until: int
) -> None:
    correct_end(ola, dolina, ending.pk, days(until), "Uchwała XII/3")
    ending.refresh_from_db()
    assert (ending.until, ending.note) == (days(until), "Uchwała XII/3")
    assert dolina.people.get(role=Role.REPRESENTATIVE).until == days(until)
    entry = Entry.objects.get(verb="member.correct")
    assert (entry.before["until"], entry.after["until"]) == (str(days(10)), str(days(until)))


def test_a_planned_end_is_taken_back(dolina: Partnership, ola: User, ending: Membership) -> None:
    correct_end(ola, dolina, ending.pk, None)
    ending.refresh_from_db()
    assert ending.until is None
    assert dolina.people.get(role=Role.REPRESENTATIVE).until is None
    assert Entry.objects.filter(verb="role.correct").count() == 1


def test_the_past_is_not_corrected(dolina: Partnership, ola: User, ending: Membership) -> None:
    with pytest.raises(RefusedError, match="już minął"):
        correct_end(ola, dolina, ending.pk, days(-1))
    Membership.objects.filter(pk=ending.pk).update(until=days(-1))
    with pytest.raises(RefusedError, match="nie można już poprawić"):
        correct_end(ola, dolina, ending.pk, days(5))
    assert not Entry.objects.filter(verb="member.correct").exists()


@pytest.mark.parametrize("until", [20, 30, None])
def test_it_never_runs_into_the_next_membership(
    dolina: Partnership, ola: User, ending: Membership, until: int | None
) -> None:
    add_member(ola, dolina, RURAL, days(20))
    with pytest.raises(RefusedError, match="wstępuje ponownie"):
        correct_end(ola, dolina, ending.pk, None if until is None else days(until))
    correct_end(ola, dolina, ending.pk, days(19))


def test_others_may_not(dolina: Partnership, person: Person, ending: Membership) -> None:
    with pytest.raises(ForbiddenError):
        correct_end(person("jan", dolina, Role.EXPERT), dolina, ending.pk, None)


def test_the_page_leads_there_and_back(
    client: Client, dolina: Partnership, ola: User, ending: Membership
) -> None:
    client.force_login(ola)
    members = reverse("partnerships:members", args=["dolina"])
    there = reverse("partnerships:correct", args=["dolina", ending.pk])
    assert f'href="{there}"' in client.get(members).content.decode()
    assert client.post(there, {"until": str(days(-3))}).status_code == 422
    answer = client.post(there, {"until": ""}, follow=True)
    assert "Poprawiono koniec członkostwa." in answer.content.decode()
    assert there not in answer.content.decode()
    assert client.get(there).status_code == 404


ODD = ("a\0b", "9" * 5000, "9999-12-31")


@pytest.mark.parametrize("odd", ODD, ids=repr)
@pytest.mark.parametrize(
    "name",
    ["edit", "stage", "join", "leader", "invite", "role", "add_external", "add_document"],
)
def test_odd_values_in_any_form_break_nothing(
    client: Client, dolina: Partnership, ola: User, odd: str, name: str
) -> None:
    client.force_login(ola)
    names = {
        *("name", "short_name", "purpose", "version", "stage", "unit", "since", "note", "leader"),
        *("email", "role", "user", "title", "kind", "author", "publisher", "created_on"),
    }
    where = reverse(f"partnerships:{name}", args=["dolina"])
    sound = {"name": "N", "short_name": "K", "version": "1", "since": "2026-01-15", "role": "R"}
    one_by_one = ({**sound, one: odd} for one in names) if "\0" in odd else ()
    for sent in (dict.fromkeys(names, odd), *one_by_one):
        assert client.post(where, sent).status_code in (302, 403, 409, 422)
    for query in ("szukaj", "page", "sort", "obszar", "j"):
        answer = client.get(reverse("partnerships:choose"), {query: odd})
        assert answer.status_code == 200
        assert client.get(reverse("partnerships:home"), {query: odd}).status_code == 200


@pytest.mark.parametrize("number", [0, 2**31, 2**63, 10**30])
@pytest.mark.parametrize("name", ["leave", "replace", "correct", "end_role", "revoke", "document"])
def test_numbers_too_large_for_the_database_are_not_found(
    client: Client, dolina: Partnership, ola: User, name: str, number: int
) -> None:
    client.force_login(ola)
    assert client.get(reverse(f"partnerships:{name}", args=["dolina", number])).status_code == 404
