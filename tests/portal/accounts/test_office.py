"""An office's own identity provider, played by a test: whom it lets in, whom it does not."""

from __future__ import annotations

import doctest
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from terytoria.portal import headers
from terytoria.portal.accounts import office
from terytoria.portal.accounts.models import User
from terytoria.portal.accounts.office import OfficeSettingsError, office_sign_in
from terytoria.portal.accounts.session_log import hashed
from terytoria.portal.audit.models import Entry

SERVER = "https://logowanie.example/urzad"
GIVEN = {
    "TERYTORIA_OIDC_SERVER": SERVER,
    "TERYTORIA_OIDC_CLIENT": "portal",
    "TERYTORIA_OIDC_SECRET": "tajemnica-urzedu",
}


class TestSettings:
    def test_off_by_default(self) -> None:
        assert office_sign_in({}) == {}

    def test_on(self) -> None:
        (app,) = office_sign_in(GIVEN)["openid_connect"]["APPS"]
        assert app["settings"] == {"server_url": SERVER, "trust_email": False}
        assert app["name"] == "System logowania urzędu"

    @pytest.mark.parametrize("missing", list(GIVEN))
    def test_incomplete_ends_the_start(self, missing: str) -> None:
        with pytest.raises(OfficeSettingsError, match=missing):
            office_sign_in({name: value for name, value in GIVEN.items() if name != missing})

    @pytest.mark.parametrize("server", ["http://logowanie.example", "logowanie.example", "ftp://x"])
    def test_only_enciphered_servers(self, server: str) -> None:
        with pytest.raises(OfficeSettingsError, match="https://"):
            office_sign_in({**GIVEN, "TERYTORIA_OIDC_SERVER": server})

    @pytest.mark.parametrize("documented", [office, headers])
    def test_examples(self, documented: Any) -> None:
        assert doctest.testmod(documented).failed == 0


class Answer:
    """What a provider answers over HTTP."""

    status_code = 200
    headers: dict[str, str] = {"content-type": "application/json"}  # noqa: RUF012 - read only

    def __init__(self, content: dict[str, Any]) -> None:
        self.content = content

    def json(self) -> dict[str, Any]:
        """The answer read."""
        return self.content

    def raise_for_status(self) -> None:
        """All is well."""


class Provider:
    """A provider: its configuration, a token for any code, and who the person is."""

    def __init__(self) -> None:
        self.person: dict[str, Any] = {}

    def __enter__(self) -> Provider:
        return self

    def __exit__(self, *_: object) -> None:
        return None

    def get(self, url: str, **_: Any) -> Answer:
        """Configuration or the person."""
        if url.endswith("/openid-configuration"):
            return Answer(
                {
                    "issuer": SERVER,
                    "authorization_endpoint": f"{SERVER}/wejscie",
                    "token_endpoint": f"{SERVER}/token",
                    "userinfo_endpoint": f"{SERVER}/osoba",
                    "jwks_uri": f"{SERVER}/klucze",
                }
            )
        return Answer(self.person)

    def request(self, method: str, url: str, **_: Any) -> Answer:
        """A token."""
        return Answer({"access_token": "t", "token_type": "bearer"})


@pytest.fixture
def provider(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Provider]:
    """A provider that is set up."""
    settings.SOCIALACCOUNT_PROVIDERS = office_sign_in(GIVEN)
    made = Provider()
    monkeypatch.setattr(DefaultSocialAccountAdapter, "get_requests_session", lambda _: made)
    return made


def sign_in(client: Client, provider: Provider, **person: Any) -> Any:
    """Go to the provider and come back as a person."""
    provider.person = {"sub": "77", "name": "Ewa", **person}
    away = client.post("/konto/urzad/urzad/")
    assert away.status_code == 302, away.content.decode()
    state = parse_qs(urlsplit(away["Location"]).query)["state"][0]
    return client.get("/konto/urzad/urzad/powrot/", {"code": "k", "state": state})


@pytest.mark.django_db
class TestSignIn:
    def test_no_button_and_no_address_without_it(self, client: Client) -> None:
        page = client.get("/konto/wejscie/")
        assert "Wejdź przez" not in page.content.decode()
        assert "form-action 'self';" in page["Content-Security-Policy"]
        assert client.post("/konto/urzad/urzad/").status_code == 404

    def test_button_may_lead_to_the_provider_alone(
        self, client: Client, provider: Provider
    ) -> None:
        page = client.get("/konto/wejscie/")
        assert "Wejdź przez: System logowania urzędu" in page.content.decode()
        allowed = "form-action 'self' https://logowanie.example;"
        assert allowed in page["Content-Security-Policy"]

    def test_leads_to_the_provider_with_proof_keys(
        self, client: Client, provider: Provider
    ) -> None:
        away = client.post("/konto/urzad/urzad/")["Location"]
        asked = parse_qs(urlsplit(away).query)
        assert away.startswith(f"{SERVER}/wejscie?")
        assert asked["code_challenge_method"] == ["S256"]
        assert "tajemnica" not in away

    def test_a_link_alone_does_not_start_it(self, client: Client, provider: Provider) -> None:
        page = client.get("/konto/urzad/urzad/")
        assert page.status_code == 200
        assert "System logowania urzędu" in page.content.decode()

    def test_known_and_verified_address_opens(
        self, client: Client, provider: Provider, ewa: User
    ) -> None:
        back = sign_in(client, provider, email="EWA@dolina.example", email_verified=True)
        assert back["Location"] == "/konto/"
        assert "Ewa Przykładowa" in client.get("/konto/").content.decode()
        assert SocialAccount.objects.get().user == ewa
        entry = Entry.objects.get(verb="session.open")
        assert entry.after == {"way": "urzad"}

    def test_second_time_by_the_same_account(
        self, client: Client, provider: Provider, ewa: User
    ) -> None:
        sign_in(client, provider, email=ewa.email, email_verified=True)
        other = Client(HTTP_HOST="localhost")
        assert sign_in(other, provider, email="inny@dolina.example")["Location"] == "/konto/"

    @pytest.mark.parametrize(
        "told",
        [
            {"email": "nikt@dolina.example", "email_verified": True},
            {"email": "ewa@dolina.example", "email_verified": False},
            {"email": "ewa@dolina.example", "email_verified": "false"},
            {"email": "ewa@dolina.example"},
            {},
        ],
    )
    def test_others_are_refused_politely(
        self, client: Client, provider: Provider, ewa: User, told: dict[str, Any]
    ) -> None:
        back = sign_in(client, provider, **told)
        assert back.status_code == 403
        assert "Potrzebne zaproszenie" in back.content.decode()
        assert "_auth_user_id" not in client.session
        assert User.objects.count() == 1
        assert not SocialAccount.objects.exists()
        assert Entry.objects.filter(verb="session.refuse").count() == 1

    def test_refusal_is_logged_by_mark(self, client: Client, provider: Provider) -> None:
        sign_in(client, provider, email="nikt@dolina.example", email_verified=True)
        assert Entry.objects.get().after == {"address": hashed("nikt@dolina.example")}

    def test_a_provider_taken_at_its_word(
        self, client: Client, provider: Provider, ewa: User, settings: Any
    ) -> None:
        settings.SOCIALACCOUNT_PROVIDERS = office_sign_in(
            {**GIVEN, "TERYTORIA_OIDC_TRUST_EMAIL": "1"}
        )
        assert sign_in(client, provider, email=ewa.email)["Location"] == "/konto/"

    def test_a_closed_account_stays_closed(
        self, client: Client, provider: Provider, ewa: User
    ) -> None:
        User.objects.filter(pk=ewa.pk).update(is_active=False)
        sign_in(client, provider, email=ewa.email, email_verified=True)
        assert "_auth_user_id" not in client.session

    def test_a_made_up_return_is_refused(self, client: Client, provider: Provider) -> None:
        page = client.get("/konto/urzad/urzad/powrot/", {"code": "k", "state": "zmyślony"})
        assert "Nie udało się wejść" in page.content.decode()
        assert "_auth_user_id" not in client.session
