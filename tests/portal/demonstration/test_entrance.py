"""Entering by a button: only in the demonstration, only its accounts, over when it is."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client

from terytoria.portal.accounts.models import User
from terytoria.portal.accounts.second_factor import needs
from terytoria.portal.audit.models import Entry
from terytoria.portal.demonstration.domain.accounts import set_open
from terytoria.portal.demonstration.domain.partnership import Scene

Enter = Callable[[User], Client]
MARK = "Pokaz – dane przykładowe"


def text(response: Any) -> str:
    return response.content.decode()


class TestButtons:
    def test_one_for_each_account(self, bare: Scene, client: Client) -> None:
        page = text(client.get("/konto/wejscie/"))
        assert "Konta pokazowe" in page
        for user in bare.people.values():
            assert f'name="konto" value="{user.pk}"' in page
            assert user.name in page

    def test_each_opens_the_working_pages_without_a_factor(self, bare: Scene, enter: Enter) -> None:
        for user in bare.people.values():
            browser = enter(user)
            assert needs(user) is False
            page = browser.get(f"/praca/{bare.partnership.slug}/")
            assert page.status_code == 200, user
            assert MARK in text(page)

    def test_entering_is_logged(self, bare: Scene, enter: Enter) -> None:
        enter(bare.people["ekspert"])
        entry = Entry.objects.get(verb="session.open")
        assert (entry.actor, entry.after) == (
            bare.people["ekspert"].pk,
            {"way": "demonstration"},
        )

    def test_one_role_after_another_in_one_browser(self, bare: Scene, enter: Enter) -> None:
        browser = enter(bare.people["ekspert"])
        browser.post("/konto/pokaz/", {"konto": bare.people["obserwator"].pk})
        assert "Obserwatorka" in text(browser.get("/praca/"))

    def test_a_form_of_somebody_else_does_not_open(self, bare: Scene) -> None:
        browser = Client(enforce_csrf_checks=True, HTTP_HOST="localhost")
        answer = browser.post("/konto/pokaz/", {"konto": bare.people["kraj"].pk})
        assert answer.status_code == 403
        assert "_auth_user_id" not in browser.session

    def test_a_link_does_not_open(self, bare: Scene, client: Client) -> None:
        asked = client.get("/konto/pokaz/", {"konto": bare.people["kraj"].pk})
        assert asked.status_code == 405

    @pytest.mark.parametrize("number", ["", "0", "x", "-1", "9" * 30, "²"])
    def test_a_wrong_number_opens_nothing(self, bare: Scene, client: Client, number: str) -> None:
        assert client.post("/konto/pokaz/", {"konto": number}).status_code == 404

    def test_a_real_account_has_no_button(self, bare: Scene, client: Client) -> None:
        real = User.objects.create_user("ola@example.org", name="Osoba prawdziwa")
        assert client.post("/konto/pokaz/", {"konto": real.pk}).status_code == 404
        assert real.name not in text(client.get("/konto/wejscie/"))


class TestElsewhere:
    """Without the flag, or in production whatever the flag says."""

    @pytest.fixture(params=["off", "production"])
    def over(self, request: Any, bare: Scene, settings: Any) -> Scene:
        if request.param == "off":
            settings.DEMONSTRATION = False
            settings.AUTHENTICATION_BACKENDS = settings.AUTHENTICATION_BACKENDS[:1]
        else:
            settings.PRODUCTION = True
        return bare

    def test_no_account_is_entered(self, over: Scene, client: Client) -> None:
        for user in over.people.values():
            assert client.post("/konto/pokaz/", {"konto": user.pk}).status_code == 404
            assert user.name not in text(client.get("/konto/wejscie/"))
        assert "_auth_user_id" not in client.session

    def test_an_open_session_is_over(self, bare: Scene, enter: Enter, settings: Any) -> None:
        browser = enter(bare.people["kraj"])
        settings.DEMONSTRATION = False
        assert browser.get("/praca/").status_code == 302
        settings.AUTHENTICATION_BACKENDS = settings.AUTHENTICATION_BACKENDS[:1]
        assert browser.get("/praca/").status_code == 302

    def test_no_mark(self, bare: Scene, settings: Any, client: Client) -> None:
        settings.DEMONSTRATION = False
        assert MARK not in text(client.get("/konto/wejscie/"))


class TestOtherWays:
    """No password, link or second way opens an account of the demonstration."""

    @pytest.fixture(params=["kraj", "koordynator"])
    def user(self, request: Any, bare: Scene) -> User:
        return bare.people[request.param]

    def test_there_is_no_password(self, user: User, client: Client) -> None:
        assert not user.has_usable_password()
        for password in ("", "pokaz", user.email, user.password):
            client.post("/konto/wejscie/", {"login": user.email, "password": password})
        assert "_auth_user_id" not in client.session

    def test_not_even_one_that_somebody_set(self, user: User, client: Client) -> None:
        user.set_password("zielony parasol nad doliną")
        user.save()
        form = {"login": user.email, "password": "zielony parasol nad doliną"}
        answer = client.post("/konto/wejscie/", form)
        assert answer["Location"] == "/konto/nieczynne/"
        assert "_auth_user_id" not in client.session
        assert Entry.objects.filter(verb="session.refuse").exists()

    def test_not_by_a_forgotten_password(self, user: User, client: Client, settings: Any) -> None:
        settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
        set_open(wanted=False)
        client.post("/konto/przypomnienie/", {"email": user.email})
        assert not any("/konto/haslo/nowe/" in str(one.body) for one in mail.outbox)
