"""Full addresses of pages, for what is read outside the portal: letters and calendars."""

from __future__ import annotations

import os

from django.conf import settings
from django.urls import reverse

VARIABLE = "TERYTORIA_ADDRESS"
"""The variable that names the portal's address when it is not ``https://`` and its first host."""


def portal_address() -> str:
    """Where the portal is, without a slash at the end."""
    named = os.environ.get(VARIABLE, "").rstrip("/")
    scheme = "https" if settings.PRODUCTION else "http"
    return named or f"{scheme}://{settings.ALLOWED_HOSTS[0]}"


def page_address(name: str, *arguments: object) -> str:
    """The full address of a page."""
    return portal_address() + reverse(name, args=arguments)
