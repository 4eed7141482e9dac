"""Sign-in with an office's own identity provider (OpenID Connect), off by default."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

PROVIDER = "openid_connect"
IDENTIFIER = "urzad"
_WANTED = ("TERYTORIA_OIDC_SERVER", "TERYTORIA_OIDC_CLIENT", "TERYTORIA_OIDC_SECRET")


class OfficeSettingsError(SystemExit):
    """Settings of the provider that are incomplete; the message says which to set."""


def office_sign_in(environment: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Settings of the provider named by ``TERYTORIA_OIDC_*``; none when nothing is set.

    ``TERYTORIA_OIDC_SERVER`` is the https address of the provider, ``…_CLIENT`` and ``…_SECRET``
    what it gave the portal, ``…_NAME`` the words on the button. ``…_TRUST_EMAIL=1`` takes the
    provider's word for addresses it does not mark as verified. Ends the start with a message
    when only some of them are set.

    >>> office_sign_in({})
    {}
    """
    given = [environment.get(name, "") for name in _WANTED]
    if not any(given):
        return {}
    missing = [name for name, value in zip(_WANTED, given, strict=True) if not value]
    if missing:
        raise OfficeSettingsError(
            f"Logowanie przez system urzędu (OIDC): brakuje {', '.join(missing)}. "
            "Ustaw wszystkie trzy zmienne albo żadnej."
        )
    server, client, secret = given
    if urlsplit(server).scheme != "https":
        raise OfficeSettingsError("TERYTORIA_OIDC_SERVER: podaj adres, który zaczyna się https://")
    trusted = environment.get("TERYTORIA_OIDC_TRUST_EMAIL") == "1"
    app = {
        "provider_id": IDENTIFIER,
        "name": environment.get("TERYTORIA_OIDC_NAME") or "System logowania urzędu",
        "client_id": client,
        "secret": secret,
        "settings": {"server_url": server, "trust_email": trusted},
    }
    return {PROVIDER: {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}}


def offices(providers: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The providers that are set up, as :func:`office_sign_in` gave them."""
    return list(providers.get(PROVIDER, {}).get("APPS", []))


def origin(app: Mapping[str, Any]) -> str:
    """Where a provider's pages are: scheme and host.

    >>> origin({"settings": {"server_url": "https://logowanie.example/realm"}})
    'https://logowanie.example'
    """
    found = urlsplit(str(app["settings"]["server_url"]))
    return f"{found.scheme}://{found.netloc}"
