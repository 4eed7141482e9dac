"""What every page says in the demonstration."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from terytoria.portal.demonstration.entrance import open_accounts


def demonstration(request: HttpRequest) -> dict[str, Any]:
    """Whether this is the demonstration, and its accounts, read only where they are shown."""
    if not settings.DEMONSTRATION:
        return {}
    return {"demonstration": True, "demonstration_accounts": open_accounts}
