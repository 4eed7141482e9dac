"""A start in production refuses what is unsafe, in words and without a trace of the program."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from terytoria.portal.accounts.production import UnsafeProductionError, guard, problems

GOOD = "Wq3v-9sKdLx0_TzB7nRfYcMhPj2EuGa5oQi8XwNtVbSlZk4H6r"
SAFE = {
    "TERYTORIA_PRODUCTION": "1",
    "TERYTORIA_SECRET_KEY": GOOD,
    "TERYTORIA_HOSTS": "portal.example",
}


def settings(**changes: Any) -> SimpleNamespace:
    made: dict[str, Any] = {
        "SECRET_KEY": GOOD,
        "ALLOWED_HOSTS": ["portal.example"],
        "DEBUG": False,
        "SESSION_COOKIE_SECURE": True,
        "CSRF_COOKIE_SECURE": True,
        "SESSION_COOKIE_HTTPONLY": True,
    }
    return SimpleNamespace(**{**made, **changes})


def test_safe_one_starts() -> None:
    assert problems(settings(), SAFE) == []
    guard(settings(), SAFE)


def test_only_production_is_held_to_it() -> None:
    assert problems(settings(DEBUG=True, ALLOWED_HOSTS=["*"]), {}) == []


@pytest.mark.parametrize("flag", ["1", "yes", "tak"])
def test_a_demonstration_is_refused(flag: str) -> None:
    (said,) = problems(settings(), {**SAFE, "TERYTORIA_DEMONSTRATION": flag})
    assert said.startswith("TERYTORIA_DEMONSTRATION: usuń")


@pytest.mark.parametrize("flag", ["", "0"])
def test_a_flag_that_is_off_is_no_demonstration(flag: str) -> None:
    assert problems(settings(), {**SAFE, "TERYTORIA_DEMONSTRATION": flag}) == []


def test_a_drawn_key_is_good() -> None:
    for _ in range(50):
        key = secrets.token_urlsafe(50)
        assert problems(settings(SECRET_KEY=key), {**SAFE, "TERYTORIA_SECRET_KEY": key}) == []


@pytest.mark.parametrize(
    "key",
    [
        "",
        "mój klucz",
        "a" * 80,
        "ab" * 40,
        "django-insecure-" + GOOD,
        "change-me-" + GOOD,
        GOOD[:49],
    ],
)
def test_missing_short_or_default_key(key: str) -> None:
    found = problems(settings(SECRET_KEY=key or GOOD), {**SAFE, "TERYTORIA_SECRET_KEY": key})
    assert len(found) == 1
    assert found[0].startswith("TERYTORIA_SECRET_KEY: ")
    assert "token_urlsafe" in found[0]
    assert not key or key not in found[0]


def test_another_key_than_the_one_given() -> None:
    assert problems(settings(SECRET_KEY="x" * 60), SAFE)[0].startswith("TERYTORIA_SECRET_KEY")


@pytest.mark.parametrize("hosts", ["", "  "])
def test_no_hosts(hosts: str) -> None:
    (found,) = problems(settings(), {**SAFE, "TERYTORIA_HOSTS": hosts})
    assert found.startswith("TERYTORIA_HOSTS: ")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", True),
        ("SESSION_COOKIE_SECURE", False),
        ("CSRF_COOKIE_SECURE", False),
        ("SESSION_COOKIE_HTTPONLY", False),
    ],
)
def test_unsafe_setting_is_named(name: str, value: bool) -> None:
    (found,) = problems(settings(**{name: value}), SAFE)
    assert found.startswith((f"{name}: włącz", f"{name}: wyłącz"))


def test_any_host() -> None:
    (found,) = problems(settings(ALLOWED_HOSTS=["*"]), {**SAFE, "TERYTORIA_HOSTS": "*"})
    assert "gwiazdka" in found


def test_all_are_said_at_once() -> None:
    with pytest.raises(UnsafeProductionError) as problem:
        guard(settings(DEBUG=True), {"TERYTORIA_PRODUCTION": "1"})
    said = str(problem.value)
    assert said.startswith("Portal nie wystartuje w trybie produkcyjnym:\n")
    assert [name in said for name in ("SECRET_KEY", "HOSTS", "DEBUG")] == [True] * 3


def started(tmp_path: Path, program: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program],
        env={
            "PATH": os.environ["PATH"],
            "TERYTORIA_HOME": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "terytoria.portal.settings",
            **environment,
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )


def test_the_program_ends_with_words_alone(tmp_path: Path) -> None:
    ended = started(tmp_path, "import terytoria.portal.wsgi", TERYTORIA_PRODUCTION="1")
    assert ended.returncode == 1
    assert "TERYTORIA_SECRET_KEY: brakuje klucza" in ended.stderr
    assert "TERYTORIA_HOSTS" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_cookies_and_transport_are_safe_in_production(tmp_path: Path) -> None:
    program = (
        "import django; django.setup(); from django.conf import settings as s; "
        "print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS, "
        "s.SECURE_PROXY_SSL_HEADER[0], s.ALLOWED_HOSTS, s.DEBUG)"
    )
    ended = started(tmp_path, program, **SAFE)
    assert ended.stderr == ""
    expected = "True True 31536000 HTTP_X_FORWARDED_PROTO ['portal.example'] False"
    assert ended.stdout.strip() == expected
