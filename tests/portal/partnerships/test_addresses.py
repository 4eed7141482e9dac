"""Addresses of partnerships: of their own, never a page's, also made at the same instant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import resolve, reverse
from hypothesis import given
from hypothesis import strategies as st

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain import partnership as verbs
from terytoria.portal.partnerships.domain.addresses import free_slug, reserved
from terytoria.portal.partnerships.domain.partnership import Proposal, Texts, create_partnership
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.partnership import dashboard

pytestmark = pytest.mark.django_db
Person = Callable[..., User]
DAY = date(2025, 6, 1)


def proposal(name: str) -> Proposal:
    return Proposal(Texts(name, name), "3217011", ("3217011", "3217052"), DAY)


@pytest.mark.parametrize("word", ["Nowe", "zaproszenie", "MOJE", "Przegląd"])
def test_a_page_s_word_is_not_given_away(word: str) -> None:
    assert free_slug(word) == f"{word.lower().translate(str.maketrans('ąó', 'ao'))}-2"


def test_words_of_pages_in_other_rooms_are_found() -> None:
    assert {"nowe", "zaproszenie", "przeglad"} <= reserved()


@given(st.text(max_size=80))
def test_whatever_the_name_its_address_leads_to_the_partnership(name: str) -> None:
    slug = free_slug(name)
    assert len(slug) <= 80
    assert resolve(reverse("partnerships:dashboard", args=[slug])).func is dashboard


def test_a_name_taken_since_it_was_looked_up_gets_another_address(
    person: Person, country: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    ola = person("ola")
    create_partnership(ola, proposal("Dolina"))
    looked_up = iter(["dolina"])
    monkeypatch.setattr(verbs, "free_slug", lambda name: next(looked_up, None) or free_slug(name))
    assert create_partnership(ola, proposal("Dolina")).slug == "dolina-2"
    assert Partnership.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_namesakes_made_at_the_same_instant_are_both_kept(person: Person, country: object) -> None:
    if connection.vendor == "sqlite":
        pytest.skip("the tests' SQLite is in memory: one connection writes at a time anyway")
    ola, start, slugs = person("ola"), Barrier(4), []

    def make() -> None:
        start.wait()
        slugs.append(create_partnership(ola, proposal("Dolina")).slug)
        connection.close()

    threads = [Thread(target=make) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(slugs) == ["dolina", "dolina-2", "dolina-3", "dolina-4"]


def test_the_list_asks_as_little_for_twenty_as_for_one(
    client: Client,
    ola: User,
    found: Callable[..., Partnership],
    person: Person,
    django_assert_max_num_queries: Any,
) -> None:
    for at in range(18):
        person("ola", found(f"p{at}"), Role.COORDINATOR)
    client.force_login(ola)
    with django_assert_max_num_queries(22):
        page = client.get(reverse("partnerships:home")).content.decode()
    assert "Partnerstwo p17" in page
    assert page.count("Członków: 3. Sprawy składu, osób i dokumentów: ") == 19
