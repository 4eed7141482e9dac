"""Tokens: made once, shown once, dead when revoked, expired or their owner's account is closed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.test import Client, RequestFactory
from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.api.domain import tokens
from terytoria.portal.api.domain.tokens import LONGEST, MOST, find_token, make_token, revoke_token
from terytoria.portal.api.enums import Scope
from terytoria.portal.api.models import Token
from terytoria.portal.audit.models import Entry
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Assignment

pytestmark = pytest.mark.django_db
LIST, NEW = "/konto/tokeny/", "/konto/tokeny/nowy/"
SENT = {"name": "Arkusz", "scopes": ["read", "evidence"], "days": "30"}


@pytest.fixture
def ola(db: None) -> User:
    """A person."""
    return User.objects.create_user("ola@example.org", name="Osoba pokazowa")


@pytest.fixture
def signed(client: Client, ola: User) -> Client:
    """Her browser."""
    client.force_login(ola)
    return client


def test_only_the_hash_is_kept(ola: User) -> None:
    made = make_token(ola, " Arkusz ", ["read", "read"], 30)
    assert made.secret.startswith(tokens.PREFIX)
    assert len(made.secret) > 45
    stored = Token.objects.get()
    assert made.secret not in str(vars(stored))
    assert (stored.name, stored.scopes) == ("Arkusz", ["read"])
    assert find_token(made.secret) == stored


def test_secrets_do_not_repeat(ola: User) -> None:
    assert len({make_token(ola, "a", ["read"], 1).secret for _ in range(10)}) == 10


def test_making_and_revoking_is_logged_without_the_secret(ola: User) -> None:
    made = make_token(ola, "Arkusz", ["read"], 30)
    revoke_token(ola, made.token.pk)
    assert list(Entry.objects.order_by("id").values_list("verb", "actor")) == [
        ("token.make", ola.pk),
        ("token.revoke", ola.pk),
    ]
    written = str(list(Entry.objects.values()))
    assert made.secret not in written
    assert made.token.secret not in written


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "a" * 81}, "name"),
        ({"name": "a\0"}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["admin"]}, "scopes"),
        ({"scopes": ["read", "admin"]}, "scopes"),
        ({"days": 0}, "days"),
        ({"days": -5}, "days"),
        ({"days": LONGEST + 1}, "days"),
        ({"days": 10**30}, "days"),
    ],
)
def test_a_token_that_should_not_be_is_not(ola: User, change: Any, field: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        make_token(ola, **{"name": "a", "scopes": ["read"], "days": 30, **change})
    assert refusal.value.field == field
    assert not Token.objects.exists()
    assert not Entry.objects.exists()


def test_the_longest_is_a_year(ola: User) -> None:
    token = make_token(ola, "a", ["read"], LONGEST).token
    assert token.expires_at - token.created_at == timedelta(days=365)


def test_a_closed_account_makes_none(ola: User) -> None:
    User.objects.update(is_active=False)
    with pytest.raises(RefusedError):
        make_token(ola, "a", ["read"], 30)


def test_there_is_an_end_to_their_number(ola: User) -> None:
    made = [make_token(ola, f"{at}", ["read"], 30) for at in range(MOST)]
    with pytest.raises(RefusedError, match="Cofnij"):
        make_token(ola, "jeszcze", ["read"], 30)
    revoke_token(ola, made[0].token.pk)
    make_token(ola, "jeszcze", ["read"], 30)


def test_nobody_revokes_for_another(ola: User) -> None:
    other = User.objects.create_user("jan@example.org", name="Inna osoba")
    made = make_token(ola, "a", ["read"], 30)
    with pytest.raises(Token.DoesNotExist):
        revoke_token(other, made.token.pk)
    assert find_token(made.secret)


def test_revoking_twice_is_refused(ola: User) -> None:
    made = make_token(ola, "a", ["read"], 30)
    revoke_token(ola, made.token.pk)
    with pytest.raises(RefusedError, match="już cofnięty"):
        revoke_token(ola, made.token.pk)


@pytest.mark.parametrize("how", ["revoked", "expired", "closed"])
def test_a_dead_token_opens_nothing(ola: User, how: str, program: Any) -> None:
    speaking = program(Role.COORDINATOR)
    assert speaking.get("/token").status_code == 200
    past = timezone.now() - timedelta(seconds=1)
    if how == "revoked":
        revoke_token(speaking.user, Token.objects.get().pk)
    if how == "expired":
        Token.objects.update(created_at=past - timedelta(days=1), expires_at=past)
    if how == "closed":
        User.objects.update(is_active=False)
    answer = speaking.get("/token")
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer["Content-Type"] == "application/problem+json"


def test_a_role_that_ended_ends_what_the_token_sees(program: Any) -> None:
    speaking = program(Role.COORDINATOR)
    assert speaking.get("/my/partnerships/dolina").status_code == 200
    Assignment.objects.update(until=timezone.localdate() - timedelta(days=1))
    assert speaking.get("/my/partnerships/dolina").status_code == 404
    assert speaking.get("/my/partnerships").json()["total"] == 0


@pytest.mark.parametrize(
    "sent",
    ["", "Bearer", "Bearer ", "Basic abc", "Bearer źle", "Bearer " + "a" * 5000, "terytoria_x"],
)
def test_what_is_no_token_opens_nothing(dolina: Any, client: Client, sent: str) -> None:
    answer = client.get(
        "/api/v1/my/partnerships", headers={"authorization": sent.encode().decode("latin-1")}
    )
    assert answer.status_code == 401


def test_the_day_of_use_is_noted_once(program: Any, django_assert_max_num_queries: Any) -> None:
    speaking = program(Role.COORDINATOR)
    assert Token.objects.get().last_used_on is None
    speaking.get("/token")
    assert Token.objects.get().last_used_on == timezone.localdate()
    with django_assert_max_num_queries(2):
        speaking.get("/token")


@pytest.mark.parametrize("scope", Scope)
def test_a_token_does_only_what_it_is_for(program: Any, scope: Scope) -> None:
    speaking = program(Role.COORDINATOR, scope.value)
    body = {"title": "a", "kind": "survey", "source": "s", "vintage": "2024-01-01"}
    reading = speaking.get("/my/partnerships")
    writing = speaking.post("/my/partnerships/dolina/evidence", body)
    assert reading.status_code == (200 if scope is Scope.READ else 403)
    assert writing.status_code == (201 if scope is Scope.EVIDENCE else 403)
    if scope is not Scope.READ:
        assert 'scope="read"' in reading["WWW-Authenticate"]
        assert "„read”" in reading.json()["detail"]


def test_a_browser_that_is_signed_in_is_nobody_here(dolina: Any, client: Client) -> None:
    user = User.objects.create_user("ola@example.org", name="Osoba")
    Assignment.objects.create(
        partnership=dolina.partnership, user=user, role=Role.EXPERT, since="2020-01-01"
    )
    client.force_login(user)
    assert client.get("/api/v1/my/partnerships").status_code == 401
    body = {"title": "a", "kind": "survey", "source": "s", "vintage": "2024-01-01"}
    sent = client.post("/api/v1/my/partnerships/dolina/evidence", body, "application/json")
    assert sent.status_code == 401


def test_who_owes_a_second_factor_has_no_use_of_a_token(
    program: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from terytoria.portal.accounts.second_factor import needs
    from terytoria.portal.api.interfaces import bearer

    monkeypatch.setattr(bearer, "needs", needs)
    refused = program(Role.COORDINATOR).get("/token")
    assert refused.status_code == 403
    assert "drugi-skladnik" in refused.json()["detail"]
    assert program(Role.EXPERT).get("/token").status_code == 200


def test_a_token_expires_after_it_was_made(ola: User) -> None:
    made = make_token(ola, "a", ["read"], 30).token
    with pytest.raises(IntegrityError), transaction.atomic():
        Token.objects.update(expires_at=made.created_at)


def test_states_are_told_in_polish(ola: User) -> None:
    token, now = make_token(ola, "a", ["read", "tasks"], 30).token, timezone.now()
    assert token.state_at(now) == "działa"
    assert token.state_at(now + timedelta(days=31)) == "wygasł"
    token.revoked_at = now
    assert token.state_at(now) == "cofnięty"
    assert str(token) == "a"
    assert len(token.scope_names()) == 2


# Pages


@pytest.mark.parametrize("address", [LIST, NEW, "/konto/tokeny/1/cofniecie/"])
def test_the_pages_are_for_the_signed_in(client: Client, address: str) -> None:
    assert client.get(address).status_code == 302
    assert "next=" in client.get(address)["Location"]


def test_an_empty_list_says_what_to_do(signed: Client) -> None:
    page = signed.get(LIST).content.decode()
    assert "Nie masz jeszcze tokenów" in page
    assert NEW in page


def test_the_secret_is_shown_once(signed: Client) -> None:
    answer = signed.post(NEW, SENT)
    assert answer.status_code == 201
    assert "no-store" in answer["Cache-Control"]
    secret = answer.context["made"].secret
    assert secret in answer.content.decode()
    page = signed.get(LIST).content.decode()
    assert secret not in page
    assert "Arkusz" in page
    assert "read" in page


def test_a_form_with_errors_keeps_what_was_typed(signed: Client) -> None:
    answer = signed.post(NEW, {**SENT, "days": "366"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Błąd: " in page
    assert 'value="Arkusz"' in page
    assert not Token.objects.exists()


@pytest.mark.parametrize("days", ["99999999999999999999999", "-1", "x", ""])
def test_wild_numbers_of_days(signed: Client, days: str) -> None:
    assert signed.post(NEW, {**SENT, "days": days}).status_code == 422


def test_a_name_with_nul_is_refused(signed: Client) -> None:
    assert signed.post(NEW, {**SENT, "name": "a\0b"}).status_code == 422


def test_the_limit_of_tokens_is_told_at_the_form(signed: Client, ola: User) -> None:
    for at in range(MOST):
        make_token(ola, f"{at}", ["read"], 30)
    answer = signed.post(NEW, SENT)
    assert answer.status_code == 422
    assert "Cofnij te" in answer.content.decode()


def test_revoking_asks_first(signed: Client, ola: User) -> None:
    made = make_token(ola, "Arkusz", ["read"], 30)
    address = f"{LIST}{made.token.pk}/cofniecie/"
    assert address in signed.get(LIST).content.decode()
    assert "stracą dostęp" in signed.get(address).content.decode()
    assert find_token(made.secret)
    assert signed.post(address).status_code == 302
    assert find_token(made.secret) is None
    assert "cofnięty" in signed.get(LIST).content.decode()
    assert "już cofnięty" in signed.post(address, follow=True).content.decode()


def test_a_token_of_somebody_else_is_not_there(signed: Client) -> None:
    other = User.objects.create_user("jan@example.org", name="Inna osoba")
    made = make_token(other, "Cudzy", ["read"], 30)
    address = f"{LIST}{made.token.pk}/cofniecie/"
    assert signed.get(address).status_code == 404
    assert signed.post(address).status_code == 404
    assert find_token(made.secret)
    assert "Cudzy" not in signed.get(LIST).content.decode()


@pytest.mark.parametrize("number", ["9" * 30, "0", str(2**63)])
def test_a_number_that_is_no_token(signed: Client, number: str) -> None:
    assert signed.get(f"{LIST}{number}/cofniecie/").status_code == 404


def test_a_session_without_its_second_factor_makes_no_token(signed: Client, ola: User) -> None:
    Authenticator.objects.create(user=ola, type=Authenticator.Type.TOTP, data={"secret": "x"})
    refused = signed.post(NEW, SENT)
    assert refused.status_code == 302
    assert refused["Location"].startswith("/konto/drugi-skladnik/potwierdzenie/")
    assert not Token.objects.exists()
    request = RequestFactory().get(NEW)
    request.session = signed.session
    record_authentication(request, ola, "mfa", type="totp")
    request.session.save()
    assert signed.post(NEW, SENT).status_code == 201


def test_who_owes_a_second_factor_is_led_to_it(signed: Client, ola: User, dolina: Any) -> None:
    Assignment.objects.create(
        partnership=dolina.partnership, user=ola, role=Role.COORDINATOR, since="2020-01-01"
    )
    answer = signed.get(NEW)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/konto/drugi-skladnik/potrzebny/")


def test_what_is_kept_of_a_person_holds_tokens_without_their_hash(ola: User) -> None:
    from terytoria.portal.accounts.domain import export_of

    made = make_token(ola, "Arkusz", ["read"], 30)
    told = str(export_of(ola, actor=ola))
    assert "Arkusz" in told
    assert made.token.secret not in told
