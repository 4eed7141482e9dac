"""A change of an account and its entry in the log: both are kept, or neither."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from terytoria.portal.accounts import session_log
from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry

from .conftest import WORDS
from .test_factors import ROOM, totp

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def full(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From now on the log cannot be written."""

    def refuse(*_: Any, **__: Any) -> None:
        raise OSError("no room for the log")

    return lambda: monkeypatch.setattr(session_log, "record", refuse)


@pytest.fixture
def browser(browser_of: Callable[[User], Client], ewa: User) -> Client:
    """Signed in and confirmed a moment ago; a fault answers as it would for a visitor."""
    made = browser_of(ewa)
    made.raise_request_exception = False
    made.post("/konto/potwierdzenie/", {"password": WORDS})
    return made


def switched_on(browser: Client) -> int:
    """The answer to switching an application with codes on."""
    page = browser.get(f"{ROOM}/aplikacja/wlaczenie/").content.decode()
    found = re.search(r"<code>([A-Z2-7]+)</code>", page)
    assert found
    return browser.post(f"{ROOM}/aplikacja/wlaczenie/", {"code": totp(found[1])}).status_code


def test_a_factor_that_is_not_logged_is_not_set(browser: Client, full: Callable[[], None]) -> None:
    full()
    assert switched_on(browser) == 500
    assert not Authenticator.objects.exists()


def test_a_factor_that_is_not_logged_is_not_removed(
    browser: Client, full: Callable[[], None]
) -> None:
    assert switched_on(browser) == 302
    full()
    assert browser.post(f"{ROOM}/aplikacja/wylaczenie/").status_code == 500
    assert set(Authenticator.objects.values_list("type", flat=True)) == {"totp", "recovery_codes"}


def test_codes_that_are_not_logged_stay_the_old_ones(
    browser: Client, full: Callable[[], None]
) -> None:
    assert switched_on(browser) == 302
    before = Authenticator.objects.get(type="recovery_codes")
    full()
    assert browser.post(f"{ROOM}/kody/nowe/").status_code == 500
    after = Authenticator.objects.get(type="recovery_codes")
    assert (after.pk, after.data) == (before.pk, before.data)


def test_a_password_that_is_not_logged_is_not_changed(
    browser: Client, ewa: User, full: Callable[[], None]
) -> None:
    full()
    new = "błękitny rower pod lasem"
    form = {"oldpassword": WORDS, "password1": new, "password2": new}
    assert browser.post("/konto/haslo/zmiana/", form).status_code == 500
    ewa.refresh_from_db()
    assert ewa.check_password(WORDS)


def test_what_is_logged_is_kept_with_its_change(browser: Client, ewa: User) -> None:
    assert switched_on(browser) == 302
    kept = Entry.objects.filter(verb="factor.set", actor=ewa.pk).order_by("id")
    assert [one.after["type"] for one in kept] == ["totp", "recovery_codes"]
