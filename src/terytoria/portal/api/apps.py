"""The application."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The programming interface below ``/api/``."""

    name = "terytoria.portal.api"
    label = "api"
    verbose_name = "API"

    def ready(self) -> None:
        """Delete a person's tokens with the rest of what is kept of them."""
        from terytoria.portal.accounts.domain import also_erases  # noqa: PLC0415 - has models
        from terytoria.portal.api.domain.tokens import erase_tokens  # noqa: PLC0415

        also_erases(erase_tokens)
