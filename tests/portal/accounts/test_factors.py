"""Second factors over HTTP: an application with codes, recovery codes, who needs one."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import struct
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from terytoria.portal import urls
from terytoria.portal.accounts.adapters import FactorAdapter
from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import ProgrammeAssignment, User
from terytoria.portal.accounts.second_factor import needs
from terytoria.portal.audit.models import Entry
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Assignment, Partnership

WORDS = "zielony parasol nad doliną"
YESTERDAY = date.today() - timedelta(days=1)  # noqa: DTZ011 - a day before any time zone's today
ROOM = "/konto/drugi-skladnik"
pytestmark = pytest.mark.django_db
WithTotp = Callable[[User], tuple[Client, str]]


def text(response: Any) -> str:
    return str(response.content.decode())


def totp(secret: str, at: float | None = None, step: int = 0) -> str:
    """The code of RFC 6238 that an application on a telephone would show."""
    counter = int((time.time() if at is None else at) // 30) + step
    digest = hmac.new(base64.b32decode(secret), struct.pack(">Q", counter), hashlib.sha1).digest()
    start = digest[-1] & 15
    number = struct.unpack(">I", digest[start : start + 4])[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


@pytest.fixture
def with_totp(browser_of: Callable[[User], Client]) -> Callable[[User], tuple[Client, str]]:
    """Sets up an application with codes by the form; the browser and the secret."""

    def done(user: User) -> tuple[Client, str]:
        client = browser_of(user)
        assert client.post("/konto/potwierdzenie/", {"password": WORDS}).status_code == 302
        page = client.get("/konto/drugi-skladnik/aplikacja/wlaczenie/").content.decode()
        found = re.search(r"<code>([A-Z2-7]+)</code>", page)
        assert found
        secret = found[1]
        response = client.post(
            "/konto/drugi-skladnik/aplikacja/wlaczenie/", {"code": totp(secret, step=-1)}
        )
        assert response.status_code == 302, response.content.decode()
        return client, secret

    return done


def half_way(user: User) -> Client:
    """A browser after the password, before the second factor."""
    client = Client(HTTP_HOST="localhost")
    response = client.post("/konto/wejscie/", {"login": user.email, "password": WORDS})
    assert response["Location"].startswith(f"{ROOM}/wejscie/")
    return client


class TestCodes:
    def test_of_the_standard(self) -> None:
        # RFC 6238, appendix B: the last six digits of its eight.
        assert totp("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 59) == "287082"
        assert totp("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", 1111111109) == "081804"

    def test_password_alone_no_longer_opens(self, with_totp: WithTotp, ewa: User) -> None:
        with_totp(ewa)
        browser = half_way(ewa)
        assert browser.get("/konto/").status_code == 302
        assert "_auth_user_id" not in browser.session

    def test_code_opens(self, with_totp: WithTotp, ewa: User) -> None:
        _, secret = with_totp(ewa)
        browser = half_way(ewa)
        response = browser.post(f"{ROOM}/wejscie/", {"code": totp(secret)})
        assert response["Location"] == "/konto/"
        assert browser.get("/konto/").status_code == 200

    def test_code_opens_once(self, with_totp: WithTotp, ewa: User) -> None:
        _, secret = with_totp(ewa)
        code = totp(secret)
        half_way(ewa).post(f"{ROOM}/wejscie/", {"code": code})
        again = half_way(ewa).post(f"{ROOM}/wejscie/", {"code": code})
        assert "Błędny kod" in text(again)

    @pytest.mark.parametrize("code", ["000000", "", "abc", "1234567890" * 9])
    def test_wrong_code_is_refused_and_logged(
        self, with_totp: WithTotp, ewa: User, code: str
    ) -> None:
        with_totp(ewa)
        browser = half_way(ewa)
        assert 'class="error"' in text(browser.post(f"{ROOM}/wejscie/", {"code": code}))
        assert "_auth_user_id" not in browser.session
        refusals = Entry.objects.filter(verb="factor.refuse", subject_id=str(ewa.pk))
        assert refusals.count() == (1 if code else 0)

    def test_an_old_code_is_refused(self, with_totp: WithTotp, ewa: User) -> None:
        _, secret = with_totp(ewa)
        old = totp(secret, time.time() - 120)
        assert "Błędny kod" in text(half_way(ewa).post(f"{ROOM}/wejscie/", {"code": old}))

    def test_guessing_is_stopped(self, with_totp: WithTotp, ewa: User) -> None:
        _, secret = with_totp(ewa)
        browser = half_way(ewa)
        for guess in range(6):
            browser.post(f"{ROOM}/wejscie/", {"code": f"00000{guess}"})
        page = text(browser.post(f"{ROOM}/wejscie/", {"code": totp(secret)}))
        assert "Zbyt wiele" in page

    def test_session_changes_at_the_second_step(self, with_totp: WithTotp, ewa: User) -> None:
        _, secret = with_totp(ewa)
        browser = half_way(ewa)
        before = browser.cookies["sessionid"].value
        browser.post(f"{ROOM}/wejscie/", {"code": totp(secret)})
        assert browser.cookies["sessionid"].value != before

    @pytest.mark.django_db(transaction=True)
    def test_set_and_removed_are_logged_and_told(self, with_totp: WithTotp, ewa: User) -> None:
        browser, _ = with_totp(ewa)
        assert "dodano aplikację z kodami" in mail.outbox[0].body
        assert browser.post(f"{ROOM}/aplikacja/wylaczenie/").status_code == 302
        kept = Entry.objects.filter(verb__startswith="factor.").order_by("id")
        assert [(entry.verb, entry.after["type"]) for entry in kept] == [
            ("factor.set", "totp"),
            ("factor.set", "recovery_codes"),
            ("factor.remove", "totp"),
            ("factor.remove", "recovery_codes"),
        ]
        assert {entry.actor for entry in kept} == {ewa.pk}
        assert browser.get(f"{ROOM}/").status_code == 200

    def test_page_shows_a_picture_without_anything_inline(
        self, browser_of: Callable[..., Client], ewa: User
    ) -> None:
        browser = browser_of(ewa)
        browser.post("/konto/potwierdzenie/", {"password": WORDS})
        page = text(browser.get(f"{ROOM}/aplikacja/wlaczenie/"))
        assert "<svg" in page
        assert "style=" not in page
        assert "data:" not in page

    def test_changing_factors_asks_for_the_password(
        self, browser_of: Callable[..., Client], ewa: User
    ) -> None:
        browser = browser_of(ewa)
        response: Any = browser.get(f"{ROOM}/aplikacja/wlaczenie/", follow=True)
        assert "Potwierdź, że to Ty" in text(response)
        target = response.redirect_chain[-1][0]
        assert browser.post(target, {"password": "zła"}).status_code == 200
        answer = browser.post(target, {"password": WORDS})
        assert answer["Location"] == f"{ROOM}/aplikacja/wlaczenie/"

    def test_other_ways_to_confirm_are_offered(self, with_totp: WithTotp, ewa: User) -> None:
        browser, secret = with_totp(ewa)
        page = text(browser.get("/konto/potwierdzenie/"))
        assert ">kodem z aplikacji</a>" in page
        assert ">hasłem</a>" in text(browser.get(f"{ROOM}/potwierdzenie/"))
        answer = browser.post(f"{ROOM}/potwierdzenie/?next={ROOM}/", {"code": totp(secret)})
        assert answer["Location"] == f"{ROOM}/"


class TestRecoveryCodes:
    def test_each_opens_once(self, with_totp: WithTotp, ewa: User) -> None:
        browser, _ = with_totp(ewa)
        page = text(browser.get(f"{ROOM}/kody/"))
        codes = re.findall(r"<li><code>(\d+)</code>", page)
        assert len(codes) == 10
        assert "10 z 10" in page
        first = half_way(ewa)
        assert first.post(f"{ROOM}/wejscie/", {"code": codes[0]})["Location"] == "/konto/"
        assert "Błędny kod" in text(half_way(ewa).post(f"{ROOM}/wejscie/", {"code": codes[0]}))

    def test_as_a_file(self, with_totp: WithTotp, ewa: User) -> None:
        browser, _ = with_totp(ewa)
        response = browser.get(f"{ROOM}/kody/plik/")
        assert "attachment" in response["Content-Disposition"]
        assert len(re.findall(r"^\d{8}$", text(response), re.MULTILINE)) == 10

    @pytest.mark.django_db(transaction=True)
    def test_new_ones_replace_the_old(self, with_totp: WithTotp, ewa: User) -> None:
        browser, _ = with_totp(ewa)
        old = text(browser.get(f"{ROOM}/kody/plik/"))
        assert "przestaną działać" in text(browser.get(f"{ROOM}/kody/nowe/"))
        browser.post(f"{ROOM}/kody/nowe/")
        assert text(browser.get(f"{ROOM}/kody/plik/")) != old
        assert Entry.objects.filter(verb="factor.renew", actor=ewa.pk).exists()

    def test_none_without_a_factor(self, browser_of: Callable[..., Client], ewa: User) -> None:
        assert browser_of(ewa).get(f"{ROOM}/kody/").status_code == 404


class TestSecrets:
    def test_enciphered_at_rest(self, with_totp: WithTotp, ewa: User, settings: Any) -> None:
        settings.LASTING_KEY = True
        _, secret = with_totp(ewa)
        kept = Authenticator.objects.get(type="totp").data["secret"]
        assert kept.startswith("fernet:")
        assert secret not in kept
        assert half_way(ewa).post(f"{ROOM}/wejscie/", {"code": totp(secret)}).status_code == 302

    def test_an_older_key_still_reads(self, settings: Any) -> None:
        settings.LASTING_KEY = True
        kept = FactorAdapter().encrypt("JBSWY3DP")
        settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
        settings.SECRET_KEY = "b" * 50
        assert FactorAdapter().decrypt(kept) == "JBSWY3DP"

    def test_a_lost_key_lets_nobody_in(self, settings: Any) -> None:
        settings.LASTING_KEY = True
        kept = FactorAdapter().encrypt("JBSWY3DP")
        settings.SECRET_KEY = "c" * 50
        found = {FactorAdapter().decrypt(kept) for _ in range(2)}
        assert len(found) == 2
        assert "JBSWY3DP" not in found

    def test_plain_while_keys_do_not_outlive_the_process(self, settings: Any) -> None:
        settings.LASTING_KEY = False
        assert FactorAdapter().encrypt("JBSWY3DP") == "JBSWY3DP"
        assert FactorAdapter().decrypt("JBSWY3DP") == "JBSWY3DP"


def work(request: HttpRequest) -> HttpResponse:
    """A working page of another room."""
    return HttpResponse("praca")


@pytest.fixture
def working_page(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[str]:
    """An address that a working page answers."""
    import types

    module = types.ModuleType("urls_with_work")
    module.urlpatterns = [path("praca/", work), *urls.urlpatterns]  # type: ignore[attr-defined]
    for name in ("handler400", "handler403", "handler404", "handler500"):
        setattr(module, name, getattr(urls, name))
    monkeypatch.setitem(__import__("sys").modules, "urls_with_work", module)
    settings.ROOT_URLCONF = "urls_with_work"
    return "/praca/"


@pytest.fixture
def partnership() -> Partnership:
    """An invented partnership."""
    return Partnership.objects.create(
        slug="dolina", name="Partnerstwo Doliny", short_name="Dolina", leader="9917"
    )


class TestWhoNeedsOne:
    @pytest.mark.parametrize("role", list(Role))
    def test_roles_in_a_partnership(self, ewa: User, partnership: Partnership, role: Role) -> None:
        unit = "9917033" if role is Role.REPRESENTATIVE else ""
        Assignment.objects.create(
            partnership=partnership, user=ewa, role=role, unit=unit, since=YESTERDAY
        )
        assert needs(ewa) is (role in {Role.COORDINATOR, Role.CHAIR})

    @pytest.mark.parametrize("role", list(ProgrammeRole))
    def test_every_role_in_the_programme(self, ewa: User, role: ProgrammeRole) -> None:
        region = "32" if role is ProgrammeRole.REGIONAL_OFFICER else ""
        ProgrammeAssignment.objects.create(user=ewa, role=role, voivodeship=region, since=YESTERDAY)
        assert needs(ewa)

    @pytest.mark.parametrize(("since", "until"), [(-9, -2), (2, None)])
    def test_not_for_a_role_past_or_to_come(self, ewa: User, since: int, until: int | None) -> None:
        today = YESTERDAY + timedelta(days=1)
        ProgrammeAssignment.objects.create(
            user=ewa,
            role=ProgrammeRole.LEAD_ADVISER,
            since=today + timedelta(days=since),
            until=None if until is None else today + timedelta(days=until),
        )
        assert not needs(ewa)

    def test_working_page_explains_why_and_how(
        self, browser_of: Callable[..., Client], officer: User, working_page: str
    ) -> None:
        response: Any = browser_of(officer).get(f"{working_page}?strona=2", follow=True)
        assert response.redirect_chain == [
            (f"{ROOM}/potrzebny/?next=%2Fpraca%2F%3Fstrona%3D2", 302)
        ]
        page = text(response)
        assert "Samo hasło można podpatrzeć" in page
        assert f"{ROOM}/aplikacja/wlaczenie/" in page
        assert 'href="/praca/?strona=2"' in page

    def test_a_form_is_not_taken(
        self, browser_of: Callable[..., Client], officer: User, working_page: str
    ) -> None:
        response = browser_of(officer).post(working_page, {"x": "y"})
        assert response["Location"] == f"{ROOM}/potrzebny/"

    def test_opens_once_it_is_set(
        self, with_totp: WithTotp, officer: User, working_page: str
    ) -> None:
        browser, _ = with_totp(officer)
        assert text(browser.get(working_page)) == "praca"
        assert "Wszystko gotowe" in text(browser.get(f"{ROOM}/potrzebny/?next=/praca/"))

    def test_opens_for_others(
        self, browser_of: Callable[..., Client], ewa: User, working_page: str
    ) -> None:
        assert text(browser_of(ewa).get(working_page)) == "praca"
        assert text(Client(HTTP_HOST="localhost").get(working_page)) == "praca"

    @pytest.mark.parametrize("target", ["https://obcy.example/", "//obcy.example/", "javascript:x"])
    def test_leads_nowhere_else(
        self, browser_of: Callable[..., Client], officer: User, target: str
    ) -> None:
        page = text(browser_of(officer).get(f"{ROOM}/potrzebny/", {"next": target}))
        assert "obcy" not in page
        assert "javascript" not in page

    @pytest.mark.usefixtures("dolina")
    def test_public_pages_and_the_account_stay_open(
        self, browser_of: Callable[..., Client], officer: User
    ) -> None:
        browser = browser_of(officer)
        assert browser.get("/partnerstwo/dolina/").status_code == 200
        assert "Twoja rola wymaga drugiego składnika" in text(browser.get("/konto/"))
