"""What stops the start of a portal in production: secrets and settings that protect nobody."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

SHORTEST_KEY = 50
FEWEST_CHARACTERS = 10
_PLACEHOLDERS = ("change", "zmien", "insecure", "default", "example", "secret-key", "przyklad")


class UnsafeProductionError(SystemExit):
    """A start in production that was refused; the message says what to set."""


def problems(settings: Any, environment: Mapping[str, str] = os.environ) -> list[str]:
    """What is unsafe in the settings of a production, in Polish; empty when nothing is.

    Outside production (no ``TERYTORIA_PRODUCTION=1``) everything is allowed.
    """
    if environment.get("TERYTORIA_PRODUCTION") != "1":
        return []
    found = [_key(environment.get("TERYTORIA_SECRET_KEY", ""), settings.SECRET_KEY)]
    if not environment.get("TERYTORIA_HOSTS", "").strip():
        found.append("TERYTORIA_HOSTS: podaj nazwy, pod którymi portal odpowiada, po przecinku.")
    elif "*" in settings.ALLOWED_HOSTS:
        found.append("TERYTORIA_HOSTS: gwiazdka wpuszcza każdą nazwę. Podaj nazwy portalu.")
    if settings.DEBUG:
        found.append("DEBUG: wyłącz; pokazuje każdemu wnętrze portalu.")
    if environment.get("TERYTORIA_DEMONSTRATION", "") not in ("", "0"):
        found.append("TERYTORIA_DEMONSTRATION: usuń; konta pokazowe wpuszczają bez hasła.")
    found += [
        f"{name}: włącz; bez tego ciasteczko wycieka poza szyfrowane połączenie."
        for name in ("SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE")
        if not getattr(settings, name)
    ]
    if not settings.SESSION_COOKIE_HTTPONLY:
        found.append("SESSION_COOKIE_HTTPONLY: włącz; skrypt nie może czytać sesji.")
    return [each for each in found if each]


def _key(given: str, used: str) -> str:
    advice = "Wylosuj go: python -c 'import secrets; print(secrets.token_urlsafe(50))'"
    if not given:
        return f"TERYTORIA_SECRET_KEY: brakuje klucza. {advice}"
    for key in (given, used):
        if len(key) < SHORTEST_KEY or len(set(key)) < FEWEST_CHARACTERS:
            return f"TERYTORIA_SECRET_KEY: klucz jest za krótki lub za prosty. {advice}"
        if any(word in key.lower() for word in _PLACEHOLDERS):
            return f"TERYTORIA_SECRET_KEY: to klucz z przykładu. {advice}"
    return ""


def guard(settings: Any, environment: Mapping[str, str] = os.environ) -> None:
    """End the start with :class:`UnsafeProductionError` when something is unsafe."""
    found = problems(settings, environment)
    if found:
        lines = "\n".join(f"  - {each}" for each in found)
        raise UnsafeProductionError(f"Portal nie wystartuje w trybie produkcyjnym:\n{lines}")
