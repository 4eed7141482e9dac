"""People of invented names and browsers in which they sign in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import ProgrammeAssignment, User

WORDS = "zielony parasol nad doliną"
YESTERDAY = date.today() - timedelta(days=1)  # noqa: DTZ011 - a day before any time zone's today


@pytest.fixture(autouse=True)
def _quick_and_forgetful(settings: Any) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    # Attempts are counted anew, and not in the database, which not every test may use.
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    settings.CACHES = {**settings.CACHES, "default": memory}
    cache.clear()


@pytest.fixture
def person() -> Callable[..., User]:
    """Makes a person: ``person("ewa")``."""
    return lambda name, password=WORDS, **fields: User.objects.create_user(
        f"{name}@dolina.example", password, name=f"{name.title()} Przykładowa", **fields
    )


@pytest.fixture
def ewa(person: Callable[..., User]) -> User:
    """A person without roles."""
    return person("ewa")


@pytest.fixture
def officer(person: Callable[..., User]) -> User:
    """A national officer since yesterday."""
    user = person("olga")
    ProgrammeAssignment.objects.create(
        user=user, role=ProgrammeRole.NATIONAL_OFFICER, since=YESTERDAY
    )
    return user


@pytest.fixture
def browser_of() -> Callable[[User], Client]:
    """A browser in which a person has signed in with the password, by the form."""

    def signed_in(user: User, password: str = WORDS) -> Client:
        client = Client(HTTP_HOST="localhost")
        response = client.post("/konto/wejscie/", {"login": user.email, "password": password})
        assert response.status_code == 302, response.content.decode()
        return client

    return signed_in
