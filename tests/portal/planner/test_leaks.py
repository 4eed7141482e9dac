"""No page of a partnership's tasks opens for those who are not of it."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, reverse

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.planner.models import Task
from terytoria.portal.planner.urls import urlpatterns

pytestmark = pytest.mark.django_db
OF_A_PARTNERSHIP = [one for one in urlpatterns if "slug:" in str(one.pattern)]
OF_A_PERSON = [one for one in urlpatterns if str(one.pattern).startswith("~moje")]
POSTED = {"finish", "reopen", "make_address", "revoke_address"}
READ = {"tasks", "own", "closed", "task", "calendar"}


def address_of(pattern: URLPattern, slug: str, task: Task) -> str:
    given: dict[str, Any] = {"slug": slug}
    if "record" in str(pattern.pattern):
        given["record"] = task.pk
    return reverse(f"planner:{pattern.name}", kwargs=given)


@pytest.fixture
def one(task: Any) -> Task:
    return task("Tajne zadanie")  # type: ignore[no-any-return]


@pytest.fixture
def foreigner(sign_in: Any, person: Any, other: Partnership) -> Client:
    """The browser of the coordinator of another partnership."""
    return sign_in(person("obca", Role.COORDINATOR, at=other))  # type: ignore[no-any-return]


def test_the_tables_of_addresses_are_not_empty() -> None:
    assert len(OF_A_PARTNERSHIP) >= 12
    assert len(OF_A_PERSON) >= 4


@pytest.mark.parametrize("pattern", OF_A_PARTNERSHIP, ids=lambda one: one.name)
def test_a_foreign_partnership_is_not_there(
    foreigner: Client, one: Task, pattern: URLPattern
) -> None:
    address = address_of(pattern, "dolina", one)
    asks = [foreigner.post] if pattern.name in POSTED else [foreigner.get]
    for ask in (*asks, *([] if pattern.name in READ | POSTED else [foreigner.post])):
        foreign, absent = ask(address), ask(address.replace("dolina", "nie-ma-takiej"))
        assert (foreign.status_code, absent.status_code) == (404, 404)
        assert foreign.content == absent.content.replace(b"nie-ma-takiej", b"dolina")


@pytest.mark.parametrize(
    "pattern",
    [each for each in OF_A_PARTNERSHIP if "record" in str(each.pattern)],
    ids=lambda one: one.name,
)
def test_tasks_of_another_partnership_are_not_in_one_s_own(
    foreigner: Client, one: Task, pattern: URLPattern
) -> None:
    ask = foreigner.post if pattern.name in POSTED else foreigner.get
    answer = ask(address_of(pattern, "gora", one))
    assert answer.status_code == 404
    assert b"Tajne" not in answer.content


@pytest.mark.parametrize("pattern", [*OF_A_PARTNERSHIP, *OF_A_PERSON], ids=lambda one: one.name)
def test_nobody_sees_anything_without_signing_in(
    client: Client, one: Task, pattern: URLPattern
) -> None:
    personal = pattern in OF_A_PERSON
    where = reverse(f"planner:{pattern.name}") if personal else address_of(pattern, "dolina", one)
    answer = client.post(where) if pattern.name in POSTED else client.get(where)
    assert answer.status_code == 302
    assert "next=" in answer["Location"]


@pytest.mark.parametrize("pattern", OF_A_PARTNERSHIP, ids=lambda one: one.name)
def test_a_coordinator_opens_every_page_and_no_cache_keeps_it(
    sign_in: Any, coordinator: User, one: Task, pattern: URLPattern
) -> None:
    client = sign_in(coordinator)
    answer = client.get(address_of(pattern, "dolina", one))
    assert answer.status_code == (405 if pattern.name in POSTED else 200)
    if answer.status_code == 200:
        assert answer["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("pattern", OF_A_PARTNERSHIP, ids=lambda one: one.name)
def test_an_observer_reads_and_changes_nothing(
    sign_in: Any, person: Any, one: Task, pattern: URLPattern
) -> None:
    client = sign_in(person("obserwatorka", Role.OBSERVER))
    address = address_of(pattern, "dolina", one)
    if pattern.name in READ:
        assert client.get(address).status_code == 200
    else:
        assert client.post(address, {}).status_code == 403


def test_what_is_personal_can_be_no_partnership_s_address() -> None:
    with pytest.raises(Exception, match="Reverse for"):
        reverse("partnerships:dashboard", args=["~moje-sprawy"])
    assert all(
        "<slug:slug>/" in str(each.pattern) or str(each.pattern)[0] == "~" for each in urlpatterns
    )
