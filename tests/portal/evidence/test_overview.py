"""The programme's table of all partnerships: who sees it, what it says, how it sorts."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Membership, Partnership

from .conftest import client_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("snapshot")]


def names(client: Client, sort: str = "") -> list[str]:
    page = client.get(reverse("evidence:overview"), {"sort": sort}).content.decode()
    return re.findall(r"Partnerstwo (\w+)</a>", page)


@pytest.mark.parametrize("role", [*ProgrammeRole, *Role, None])
def test_only_the_programme_sees_it(person: Any, dolina: Partnership, role: Any) -> None:
    answer = client_of(person(role)).get(reverse("evidence:overview"))
    assert answer.status_code == (200 if isinstance(role, ProgrammeRole) else 404)


def test_it_tells_stage_members_diagnosis_and_checks(
    dolina: Partnership, other: Partnership, person: Any, keep: Any
) -> None:
    keep(a=1.0)
    keep(a=2.0, day="2026-06-01")
    client = client_of(person(ProgrammeRole.NATIONAL_OFFICER))
    page = client.get(reverse("evidence:overview")).content.decode()
    assert "wersja 2 z " in page
    assert "nie ma" in page
    assert ">działa<" in page
    assert names(client, "members") == ["Gora", "Dolina"]
    assert names(client, "-members") == ["Dolina", "Gora"]
    assert names(client, "diagnosis") == names(client, "-diagnosis") == ["Dolina", "Gora"]
    home = client.get(reverse("partnerships:home")).content.decode()
    assert reverse("evidence:overview") in home


def test_a_regional_officer_sees_their_voivodeship(
    dolina: Partnership, other: Partnership, person: Any
) -> None:
    other.members.first().delete()
    other.members.update(unit="0401011")
    assert names(client_of(person(ProgrammeRole.REGIONAL_OFFICER))) == ["Dolina"]


def test_it_asks_as_little_for_many(
    dolina: Partnership, person: Any, django_assert_max_num_queries: Any
) -> None:
    for at in range(30):
        made = Partnership.objects.create(slug=f"p{at}", name=f"P{at}", short_name="P", leader="x")
        Membership.objects.create(partnership=made, unit="0201011", since="2020-01-01")
    client = client_of(person(ProgrammeRole.LEAD_ADVISER))
    with django_assert_max_num_queries(20):
        assert client.get(reverse("evidence:overview")).status_code == 200
