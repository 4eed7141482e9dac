"""Deleting what is kept of a person: everything with a name goes, what was done stays."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from terytoria.portal.accounts.domain import deactivate_user, erase_user, export_of
from terytoria.portal.accounts.models import User
from terytoria.portal.accounts.rules import NotOfficerError
from terytoria.portal.audit.forgetting import forget
from terytoria.portal.audit.models import Entry
from terytoria.portal.audit.record import record

from .conftest import WORDS

pytestmark = pytest.mark.django_db
NAME, ADDRESS = "Ewa Przykładowa", "ewa@dolina.example"


def anywhere(*words: str) -> list[str]:
    """Columns of the whole database in which any of the words is found."""
    found = []
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField | models.JSONField):
                for value in model._default_manager.values_list(field.attname, flat=True):
                    told = json.dumps(value, ensure_ascii=False, default=str)
                    if any(word in told for word in words):
                        found.append(f"{model._meta.label}.{field.name}: {told}")
    return found


@pytest.fixture
def known(ewa: User) -> User:
    """A person who did something and was written about."""
    Authenticator.objects.create(user=ewa, type=Authenticator.Type.TOTP, data={"secret": "x"})
    with transaction.atomic():
        record("task.add", ewa, actor=ewa, after={"owner": NAME, "people": [{"email": ADDRESS}]})
        record("role.assign", None, actor=None, before={"text": f"prosi {ADDRESS} o opis"})
    return ewa


def test_nothing_in_the_database_names_the_person(known: User) -> None:
    assert anywhere(NAME, ADDRESS) != []
    assert erase_user(known, actor=known) > 0
    assert anywhere(NAME, ADDRESS) == []
    assert not Authenticator.objects.exists()
    assert not known.is_active
    assert not known.has_usable_password()


def test_what_was_done_stays_under_a_number(known: User) -> None:
    before = list(Entry.objects.order_by("pk").values_list("verb", "at", "actor", "subject_id"))
    erase_user(known, actor=known)
    after = list(Entry.objects.order_by("pk").values_list("verb", "at", "actor", "subject_id"))
    assert after[: len(before)] == before
    assert after[-1][0] == "user.erase"
    told = Entry.objects.get(verb="task.add")
    assert told.actor_label == f"osoba nr {known.pk} (dane usunięte)"
    assert told.after["owner"] == told.actor_label
    assert told.after["people"] == [{"email": f"osoba-{known.pk}@usunieta.invalid"}]


def test_another_of_the_same_name_keeps_it(known: User, person: Callable[..., User]) -> None:
    other = person("iza")
    User.objects.filter(pk=other.pk).update(name=NAME)
    other.refresh_from_db()
    with transaction.atomic():
        record("task.add", other, actor=other)
    erase_user(known, actor=known)
    assert Entry.objects.get(actor=other.pk).actor_label == NAME
    assert not Entry.objects.filter(actor=known.pk, actor_label=NAME).exists()


def test_only_oneself_or_a_national_officer(known: User, person: Callable[..., User]) -> None:
    with pytest.raises(NotOfficerError, match="usuwać danych innych osób"):
        erase_user(known, actor=person("igor"))
    known.refresh_from_db()
    assert known.email == ADDRESS


def test_an_officer_erases_a_closed_account(known: User, officer: User) -> None:
    deactivate_user(known, actor=officer)
    erase_user(known, actor=officer)
    assert Entry.objects.get(verb="user.erase").actor == officer.pk
    with pytest.raises(ValidationError, match="już usunięte"):
        erase_user(known, actor=officer)


def test_the_last_national_officer_stays(officer: User) -> None:
    with pytest.raises(ValidationError, match="ostatni urzędnik"):
        erase_user(officer, actor=officer)
    officer.refresh_from_db()
    assert officer.is_active


def test_two_people_are_erased_to_different_addresses(
    known: User, person: Callable[..., User]
) -> None:
    for one in (known, person("iza")):
        erase_user(one, actor=one)
    assert User.objects.values("email").distinct().count() == 2


def test_the_export_of_an_erased_person_has_no_name(known: User, officer: User) -> None:
    erase_user(known, actor=officer)
    told = json.dumps(export_of(known, actor=officer), ensure_ascii=False)
    assert NAME not in told
    assert ADDRESS not in told


class TestPage:
    def test_who_it_is_is_asked_once_more(self, client: Client, known: User) -> None:
        assert client.get("/konto/usuniecie/").status_code == 302
        client.force_login(known)
        answer = client.get("/konto/usuniecie/")
        assert answer.status_code == 302
        assert "potwierdzenie" in answer["Location"]

    def test_the_deed_signs_out(self, ewa: User, browser_of: Callable[[User], Client]) -> None:
        browser = browser_of(ewa)
        assert "/konto/usuniecie/" in browser.get("/konto/").content.decode()
        asked = browser.get("/konto/usuniecie/")["Location"]
        browser.post(asked, {"password": WORDS})
        shown = browser.get("/konto/usuniecie/")
        assert "Tego nie da się cofnąć." in shown.content.decode()
        done: Any = browser.post("/konto/usuniecie/", follow=True)
        assert "Konto i dane zostały usunięte." in done.content.decode()
        assert browser.get("/konto/").status_code == 302
        ewa.refresh_from_db()
        assert ewa.name.startswith("osoba nr ")

    def test_an_account_of_the_demonstration_stays(self, client: Client, ewa: User) -> None:
        User.objects.filter(pk=ewa.pk).update(demonstration=True)
        ewa.refresh_from_db()
        client.force_login(ewa)
        assert "usuniecie" not in client.get("/konto/").content.decode()


@given(
    st.lists(st.sampled_from(["Ala Przykładowa", "x", "ala@x.example", "żółw"]), max_size=4),
    st.sampled_from(["before", "after"]),
)
def test_words_go_wherever_they_stand(words: list[str], side: str) -> None:
    with transaction.atomic():
        made = record("x.y", None, actor=None, **{side: {"a": [*words, {"b": " ".join(words)}]}})
        forget({"Ala Przykładowa": "N1", "ala@x.example": "N2"}, 0, "N1")
        kept = json.dumps(getattr(Entry.objects.get(pk=made.pk), side), ensure_ascii=False)
        transaction.set_rollback(True)
    assert "Ala" not in kept
    assert "ala@" not in kept
    assert kept.count("żółw") == 2 * words.count("żółw")
