"""What waits for a person in the strategy."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import resolve

from terytoria.portal.accounts.models import User
from terytoria.portal.evidence.models import Verdict
from terytoria.portal.partnerships.domain.facts import facts_here
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.strategies.domain.editing import edit
from terytoria.portal.strategies.domain.freezing import freeze
from terytoria.portal.strategies.domain.waiting import waiting

pytestmark = pytest.mark.django_db


def told(user: User, partnership: Partnership) -> list[tuple[str, str]]:
    found = waiting(user, facts_here(user, partnership))
    return [(resolve(one.url).url_name, one.text.replace("\xa0", " ")) for one in found]


def test_nothing_waits_before_findings_are_accepted(ola: User, dolina: Partnership) -> None:
    assert told(ola, dolina) == []


def test_accepted_findings_wait_for_a_challenge(ola: User, dolina: Partnership, keep: Any) -> None:
    Verdict.objects.create(
        finding=keep(a={"value": 1.0, "weight": 3}).findings.get(), choice="accepted"
    )
    assert [page for page, _ in told(ola, dolina)] == ["suggestions"]


def test_errors_outdated_evidence_and_an_unfrozen_change_wait(
    made: Any, ola: User, dolina: Partnership, keep: Any, person: Any
) -> None:
    assert told(ola, dolina) == []
    freeze(ola, dolina)
    assert told(ola, dolina) == []
    edit(ola, made.goal, {"text": "Nowy."}, 1)
    assert [page for page, _ in told(ola, dolina)] == ["freeze"]
    assert told(person(Role.WORKING_GROUP), dolina) == []  # it may not freeze
    keep(day="2026-06-01", p1=5.0)
    edit(ola, made.goal, {"answers": []}, 2)
    assert told(ola, dolina) == [
        ("outline", "W strategii do poprawy: 1 błąd."),
        ("outline", "Nowsza diagnoza mówi co innego niż przywołane w strategii: 1 ustalenie."),
    ]
    assert told(person(Role.OBSERVER), dolina) == []
