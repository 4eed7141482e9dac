"""Signing in and out with a password, over HTTP."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from terytoria.portal.accounts.models import User
from terytoria.portal.accounts.session_log import hashed
from terytoria.portal.audit.models import Entry

WORDS = "zielony parasol nad doliną"
ENTRANCE = "/konto/wejscie/"
pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]


def text(response: Any) -> str:
    return str(response.content.decode())


def without_marks(page: str) -> str:
    """A page without what differs each time."""
    return re.sub(r'value="[^"]*"', "", page)


class TestSignIn:
    def test_leads_to_the_account(self, browser_of: Browser, ewa: User) -> None:
        page = text(browser_of(ewa).get("/konto/"))
        assert "Ewa Przykładowa" in page
        assert "ewa@dolina.example" in page

    def test_address_in_any_case(self, client: Client, ewa: User) -> None:
        given = {"login": "EWA@Dolina.Example", "password": WORDS}
        assert client.post(ENTRANCE, given).status_code == 302

    def test_form_is_labelled_and_polish(self, client: Client) -> None:
        page = text(client.get(ENTRANCE))
        assert '<html lang="pl">' in page
        assert '<label for="id_login">' in page
        assert 'autocomplete="current-password"' in page
        assert page.count("/konto/haslo/przypomnienie/") == 1
        assert "<script" not in page

    @pytest.mark.parametrize("login", ["ewa@dolina.example", "nikt@dolina.example"])
    def test_refused(self, client: Client, ewa: User, login: str) -> None:
        page = text(client.post(ENTRANCE, {"login": login, "password": "inny parasol"}))
        assert "niepoprawne" in page
        assert "inny parasol" not in page
        assert "_auth_user_id" not in client.session

    def test_known_and_unknown_addresses_are_answered_alike(
        self, client: Client, ewa: User
    ) -> None:
        answers = [
            without_marks(text(client.post(ENTRANCE, {"login": login, "password": "zła"})))
            for login in (ewa.email, "nikt@dolina.example")
        ]
        assert answers[0] == answers[1]

    def test_closed_account(self, client: Client, person: Callable[..., User]) -> None:
        user = person("adam", is_active=False)
        response: Any = client.post(ENTRANCE, {"login": user.email, "password": WORDS}, follow=True)
        assert "zamknięte" in text(response)
        assert "_auth_user_id" not in client.session

    def test_closing_an_account_ends_its_sessions(self, browser_of: Browser, ewa: User) -> None:
        browser = browser_of(ewa)
        User.objects.filter(pk=ewa.pk).update(is_active=False)
        assert browser.get("/konto/")["Location"].startswith(ENTRANCE)

    def test_too_many_attempts(self, client: Client, ewa: User) -> None:
        given = {"login": ewa.email, "password": "zła"}
        for _ in range(6):
            client.post(ENTRANCE, given)
        page = text(client.post(ENTRANCE, {"login": ewa.email, "password": WORDS}))
        assert "Zbyt wiele" in page

    def test_too_many_requests_from_one_place(self, client: Client, settings: Any) -> None:
        settings.ACCOUNT_RATE_LIMITS = {"login": "2/m/ip"}
        answers = [client.post(ENTRANCE, {}) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert "Odczekaj kilka minut" in text(answers[-1])


class TestSession:
    def test_lasts_twelve_hours_and_is_kept_from_scripts(self, client: Client, ewa: User) -> None:
        response = client.post(ENTRANCE, {"login": ewa.email, "password": WORDS})
        cookie = response.cookies["sessionid"]
        assert cookie["max-age"] == 12 * 3600
        assert cookie["httponly"]
        assert cookie["samesite"] == "Lax"

    def test_a_session_planted_before_is_not_the_one_after(self, client: Client, ewa: User) -> None:
        planted = client.session
        planted["planted"] = "x"
        planted.save()
        client.cookies["sessionid"] = planted.session_key or ""
        client.post(ENTRANCE, {"login": ewa.email, "password": WORDS})
        assert client.cookies["sessionid"].value != planted.session_key
        stranger = Client(HTTP_HOST="localhost")
        stranger.cookies["sessionid"] = planted.session_key or ""
        assert stranger.get("/konto/").status_code == 302

    def test_signing_out_needs_a_form(self, browser_of: Browser, ewa: User) -> None:
        browser = browser_of(ewa)
        assert "Po wyjściu" in text(browser.get("/konto/wyjscie/"))
        assert browser.get("/konto/").status_code == 200
        assert browser.post("/konto/wyjscie/")["Location"] == ENTRANCE
        assert browser.get("/konto/").status_code == 302

    def test_a_form_without_its_mark_is_refused(self, ewa: User) -> None:
        strict = Client(enforce_csrf_checks=True, HTTP_HOST="localhost")
        response = strict.post(ENTRANCE, {"login": ewa.email, "password": WORDS})
        assert response.status_code == 403
        assert "Formularz stracił ważność" in text(response)
        assert "_auth_user_id" not in strict.session

    def test_a_form_with_its_mark_is_taken(self, ewa: User) -> None:
        strict = Client(enforce_csrf_checks=True, HTTP_HOST="localhost")
        page = text(strict.get(ENTRANCE))
        mark = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert mark
        given = {"login": ewa.email, "password": WORDS, "csrfmiddlewaretoken": mark[1]}
        assert strict.post(ENTRANCE, given).status_code == 302


class TestRedirects:
    @pytest.mark.parametrize(
        "target", ["https://obcy.example/", "//obcy.example", "javascript:alert(1)", "/\\obcy"]
    )
    def test_never_elsewhere(self, client: Client, ewa: User, target: str) -> None:
        given = {"login": ewa.email, "password": WORDS, "next": target}
        assert client.post(ENTRANCE, given)["Location"] == "/konto/"

    def test_to_the_page_that_was_asked_for(self, client: Client, ewa: User) -> None:
        asked = client.get("/konto/drugi-skladnik/")["Location"]
        assert asked == f"{ENTRANCE}?next=/konto/drugi-skladnik/"
        response = client.post(asked, {"login": ewa.email, "password": WORDS})
        assert response["Location"] == "/konto/drugi-skladnik/"

    @pytest.mark.parametrize("target", ["https://obcy.example/", "//obcy.example"])
    def test_signing_out_never_elsewhere(self, browser_of: Browser, ewa: User, target: str) -> None:
        assert browser_of(ewa).post("/konto/wyjscie/", {"next": target})["Location"] == ENTRANCE


class TestNoOpenSignUp:
    def test_page_says_an_invitation_is_needed(self, client: Client) -> None:
        assert "Potrzebne zaproszenie" in text(client.get("/konto/zaproszenie/"))

    def test_a_sent_form_makes_nobody(self, client: Client) -> None:
        given = {"email": "nowa@dolina.example", "password1": WORDS}
        assert "Potrzebne zaproszenie" in text(client.post("/konto/zaproszenie/", given))
        assert not User.objects.exists()


class TestPassword:
    @pytest.mark.django_db(transaction=True)
    def test_changed(self, browser_of: Browser, ewa: User) -> None:
        browser, other = browser_of(ewa), browser_of(ewa)
        new = "błękitny rower pod lasem"
        given = {"oldpassword": WORDS, "password1": new, "password2": new}
        assert browser.post("/konto/haslo/zmiana/", given).status_code == 302
        assert browser.get("/konto/").status_code == 200
        assert other.get("/konto/").status_code == 302
        assert browser_of(ewa, new)
        assert Entry.objects.get(verb="password.change").actor == ewa.pk
        assert "hasło do Twojego konta zostało zmienione" in mail.outbox[-1].body

    @pytest.mark.parametrize("new", ["krótkie", "123456789012345", "ewa@dolina.example"])
    def test_weak_one_is_refused(self, browser_of: Browser, ewa: User, new: str) -> None:
        given = {"oldpassword": WORDS, "password1": new, "password2": new}
        response = browser_of(ewa).post("/konto/haslo/zmiana/", given)
        assert response.status_code == 200
        assert 'class="error"' in text(response)
        assert User.objects.get(pk=ewa.pk).check_password(WORDS)

    def test_forgotten(self, client: Client, browser_of: Browser, ewa: User) -> None:
        client.post("/konto/haslo/przypomnienie/", {"email": ewa.email})
        link = re.search(r"http://\S+(/konto/haslo/nowe/\S+/)", mail.outbox[0].body)
        assert link
        opened = client.get(link[1])
        new = "błękitny rower pod lasem"
        response = client.post(opened["Location"], {"password1": new, "password2": new})
        assert response["Location"] == "/konto/haslo/nowe/gotowe/"
        assert browser_of(ewa, new)
        assert Entry.objects.filter(verb="password.reset", actor=ewa.pk).exists()
        again = client.get(link[1], follow=True)
        assert "już nie działa" in text(again)

    def test_forgotten_is_answered_alike_for_unknown_addresses(
        self, client: Client, ewa: User
    ) -> None:
        answers = []
        for address in (ewa.email, "nikt@dolina.example"):
            response: Any = client.post(
                "/konto/haslo/przypomnienie/", {"email": address}, follow=True
            )
            answers.append((response.redirect_chain, without_marks(text(response))))
        assert answers[0] == answers[1]
        assert "/konto/haslo/nowe/" not in mail.outbox[1].body
        assert "takiego konta nie ma" in mail.outbox[1].body

    def test_mail_that_is_down_does_not_undo_a_change(
        self, browser_of: Browser, ewa: User, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def down(*_: Any, **__: Any) -> None:
            raise OSError("no route")

        monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", down)
        new = "błękitny rower pod lasem"
        given = {"oldpassword": WORDS, "password1": new, "password2": new}
        assert browser_of(ewa).post("/konto/haslo/zmiana/", given).status_code == 302
        assert User.objects.get(pk=ewa.pk).check_password(new)


class TestLog:
    def test_entry_and_exit(self, browser_of: Browser, ewa: User) -> None:
        browser_of(ewa).post("/konto/wyjscie/")
        entries = Entry.objects.order_by("id")
        assert [(entry.verb, entry.actor) for entry in entries] == [
            ("session.open", ewa.pk),
            ("session.close", ewa.pk),
        ]

    def test_refusal_keeps_neither_address_nor_password(self, client: Client, ewa: User) -> None:
        for login in (ewa.email, "nikt@dolina.example"):
            client.post(ENTRANCE, {"login": login, "password": "tajemnica"})
        entries = list(Entry.objects.filter(verb="session.refuse").order_by("id"))
        assert [entry.after for entry in entries] == [
            {"address": hashed(ewa.email)},
            {"address": hashed("nikt@dolina.example")},
        ]
        for entry in entries:
            kept = str(vars(entry))
            assert "dolina.example" not in kept
            assert "tajemnica" not in kept
            assert (entry.actor, entry.subject_id) == (None, "")

    def test_mark_of_an_address(self) -> None:
        assert hashed(" Ewa@Dolina.example ") == hashed("ewa@dolina.example")
        assert hashed("ewa@dolina.example") != hashed("iwa@dolina.example")
        assert re.fullmatch("[0-9a-f]{32}", hashed("x"))


@pytest.mark.usefixtures("dolina")
class TestPublicPages:
    @pytest.mark.parametrize("address", ["/partnerstwo/dolina/", "/en/", "/nic"])
    def test_visitor_gets_no_cookie(self, client: Client, address: str) -> None:
        response = client.get(address)
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")

    def test_neither_does_somebody_signed_in(self, browser_of: Browser, ewa: User) -> None:
        assert not browser_of(ewa).get("/partnerstwo/dolina/").cookies
