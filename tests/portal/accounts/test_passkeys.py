"""Passkeys over HTTP, with an authenticator made of software."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import Client
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry

WORDS = "zielony parasol nad doliną"
ROOM = "/konto/drugi-skladnik"
ORIGIN = "https://portal.example"
pytestmark = pytest.mark.django_db
NONSENSE = (
    *("{}", "[]", "null", "7", "nie json", '"tekst"', '{"id": 1}', '{"id": "a", "rawId": "a"}'),
    '{"id": "a", "rawId": "a", "type": "public-key", "response": {}}',
    '{"id": "ą", "rawId": "ą", "type": "public-key", "response": []}',
)
FLAGS = AuthenticatorData.FLAG


class Key:
    """A key in software: makes one credential and signs challenges with it (ES256)."""

    def __init__(self, origin: str = ORIGIN) -> None:
        self.origin = origin
        self.identifier = b"klucz-z-testu"
        self.private = ec.generate_private_key(ec.SECP256R1())
        self.uses = 0

    def create(self, options: dict[str, Any]) -> dict[str, Any]:
        """The answer of a browser to ``navigator.credentials.create``."""
        public = options["publicKey"]
        client = self._client("webauthn.create", public["challenge"])
        credential = AttestedCredentialData.create(
            Aaguid.NONE, self.identifier, ES256.from_cryptography_key(self.private.public_key())
        )
        data = AuthenticatorData.create(
            sha256(public["rp"]["id"].encode()).digest(),
            FLAGS.UP | FLAGS.UV | FLAGS.AT,
            0,
            credential,
        )
        attestation = AttestationObject.create("none", data, {})
        return self._answer(
            {
                "clientDataJSON": websafe_encode(client),
                "attestationObject": websafe_encode(bytes(attestation)),
            }
        )

    def get(self, options: dict[str, Any]) -> dict[str, Any]:
        """The answer of a browser to ``navigator.credentials.get``."""
        public = options["publicKey"]
        self.uses += 1
        client = self._client("webauthn.get", public["challenge"])
        data = AuthenticatorData.create(
            sha256(public["rpId"].encode()).digest(), FLAGS.UP | FLAGS.UV, self.uses
        )
        signed = self.private.sign(bytes(data) + sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": websafe_encode(client),
                "authenticatorData": websafe_encode(bytes(data)),
                "signature": websafe_encode(signed),
                "userHandle": None,
            }
        )

    def _client(self, kind: str, challenge: str) -> bytes:
        made = CollectedClientData.create(
            type=kind, challenge=websafe_decode(challenge), origin=self.origin
        )
        return bytes(made)

    def _answer(self, response: dict[str, Any]) -> dict[str, Any]:
        identifier = websafe_encode(self.identifier)
        return {
            "id": identifier,
            "rawId": identifier,
            "type": "public-key",
            "clientExtensionResults": {},
            "authenticatorAttachment": "platform",
            "response": response,
        }


@pytest.fixture(autouse=True)
def _host(settings: Any) -> None:
    settings.ALLOWED_HOSTS = ["portal.example"]


def entered(user: User) -> tuple[Client, Any]:
    """A browser at ``https://portal.example`` after the password, and what it was answered."""
    browser = Client(HTTP_HOST="portal.example", headers={"x-forwarded-proto": "https"})
    browser.defaults["wsgi.url_scheme"] = "https"
    response = browser.post("/konto/wejscie/", {"login": user.email, "password": WORDS})
    return browser, response


def confirmed(user: User) -> Client:
    """A browser whose owner has given the password again, to change how the account is kept."""
    browser, _ = entered(user)
    assert browser.post("/konto/potwierdzenie/", {"password": WORDS}).status_code == 302
    return browser


def options(page: Any) -> dict[str, Any]:
    """What the page hands to its script."""
    found = re.search(r'<script id="passkey-options"[^>]*>(.*?)</script>', page.content.decode())
    assert found
    read: dict[str, Any] = json.loads(found[1])
    return read


def add(browser: Client, key: Key) -> Any:
    page = browser.get(f"{ROOM}/klucze/dodanie/")
    answer = key.create(options(page)["creation_options"])
    return browser.post(
        f"{ROOM}/klucze/dodanie/", {"name": "Telefon", "credential": json.dumps(answer)}
    )


@pytest.fixture
def kept(ewa: User) -> Key:
    """A key that Ewa has added."""
    key = Key()
    response = add(confirmed(ewa), key)
    assert response.status_code == 302, response.content.decode()
    return key


class TestAdding:
    def test_key_is_kept_logged_and_recovery_codes_shown(self, ewa: User) -> None:
        browser = confirmed(ewa)
        response = add(browser, Key())
        assert response["Location"] == f"{ROOM}/kody/"
        assert Authenticator.objects.filter(user=ewa, type="webauthn").count() == 1
        assert Entry.objects.filter(verb="factor.set", after__type="webauthn").count() == 1
        assert "Telefon" in browser.get(f"{ROOM}/klucze/").content.decode()

    @pytest.mark.parametrize("wrong", NONSENSE)
    def test_nonsense_is_refused(self, ewa: User, wrong: str) -> None:
        browser = confirmed(ewa)
        browser.get(f"{ROOM}/klucze/dodanie/")
        response = browser.post(f"{ROOM}/klucze/dodanie/", {"credential": wrong})
        assert response.status_code == 200
        assert not Authenticator.objects.exists()

    def test_key_of_another_site_is_refused(self, ewa: User) -> None:
        response = add(confirmed(ewa), Key("https://podrobka.example"))
        assert response.status_code == 200
        assert not Authenticator.objects.exists()

    def test_challenge_is_good_once(self, ewa: User) -> None:
        browser = confirmed(ewa)
        answer = Key().create(options(browser.get(f"{ROOM}/klucze/dodanie/"))["creation_options"])
        browser.get(f"{ROOM}/klucze/dodanie/")
        response = browser.post(f"{ROOM}/klucze/dodanie/", {"credential": json.dumps(answer)})
        assert response.status_code == 200
        assert not Authenticator.objects.exists()


class TestSignIn:
    def test_key_opens(self, ewa: User, kept: Key) -> None:
        browser, response = entered(ewa)
        assert response["Location"].startswith(f"{ROOM}/wejscie/")
        assert browser.get("/konto/").status_code == 302
        asked = options(browser.get(f"{ROOM}/wejscie/"))["request_options"]
        response = browser.post(f"{ROOM}/wejscie/", {"credential": json.dumps(kept.get(asked))})
        assert response["Location"] == "/konto/"
        assert browser.get("/konto/").status_code == 200

    def test_another_key_does_not(self, ewa: User, kept: Key) -> None:
        browser, _ = entered(ewa)
        asked = options(browser.get(f"{ROOM}/wejscie/"))["request_options"]
        with pytest.raises(AssertionError):
            self.opened(browser, Key().get(asked))

    def test_signature_of_an_old_challenge_does_not(self, ewa: User, kept: Key) -> None:
        old, _ = entered(ewa)
        asked = options(old.get(f"{ROOM}/wejscie/"))["request_options"]
        browser, _ = entered(ewa)
        browser.get(f"{ROOM}/wejscie/")
        with pytest.raises(AssertionError):
            self.opened(browser, kept.get(asked))

    @pytest.mark.parametrize("wrong", NONSENSE)
    def test_nonsense_does_not(self, ewa: User, kept: Key, wrong: str) -> None:
        browser, _ = entered(ewa)
        browser.get(f"{ROOM}/wejscie/")
        response = browser.post(f"{ROOM}/wejscie/", {"credential": wrong})
        assert response.status_code == 200
        assert "_auth_user_id" not in browser.session

    def opened(self, browser: Client, answer: dict[str, Any]) -> None:
        response = browser.post(f"{ROOM}/wejscie/", {"credential": json.dumps(answer)})
        assert response.status_code == 302
        assert "_auth_user_id" in browser.session


class TestKeeping:
    def test_renamed_and_removed(self, ewa: User) -> None:
        browser = confirmed(ewa)
        add(browser, Key())
        number = Authenticator.objects.get(type="webauthn").pk
        browser.post(f"{ROOM}/klucze/{number}/nazwa/", {"name": "Klucz USB"})
        assert "Klucz USB" in browser.get(f"{ROOM}/klucze/").content.decode()
        page = browser.get(f"{ROOM}/klucze/{number}/usuniecie/")
        assert "nie będzie już można" in page.content.decode()
        browser.post(f"{ROOM}/klucze/{number}/usuniecie/")
        assert not Authenticator.objects.exists()
        assert Entry.objects.filter(verb="factor.remove", after__type="webauthn").exists()

    def test_of_somebody_else_is_not_there(
        self, ewa: User, kept: Key, person: Callable[..., User]
    ) -> None:
        number = Authenticator.objects.get(type="webauthn").pk
        browser = confirmed(person("adam"))
        for address in ("usuniecie", "nazwa"):
            assert browser.get(f"{ROOM}/klucze/{number}/{address}/").status_code == 404


class TestScript:
    def test_one_file_only_where_needed(self, ewa: User) -> None:
        browser = confirmed(ewa)
        page = browser.get(f"{ROOM}/klucze/dodanie/")
        assert "script-src 'self'" in page["Content-Security-Policy"]
        assert "unsafe" not in page["Content-Security-Policy"]
        scripts = re.findall(r"<script[^>]*>", page.content.decode())
        assert [each for each in scripts if "application/json" not in each] == [
            '<script src="/static/accounts/passkey.js" defer>'
        ]
        for address in ("/konto/", f"{ROOM}/", "/konto/haslo/zmiana/", "/konto/wyjscie/"):
            policy = browser.get(address)["Content-Security-Policy"]
            assert "script-src" not in policy
            assert "form-action 'self';" in policy

    def test_no_key_no_script_at_sign_in(self, ewa: User) -> None:
        page = entered(ewa)[0].get("/konto/").content.decode()
        assert "<script" not in page
