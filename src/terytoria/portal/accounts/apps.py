"""The application."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People and their roles in the programme."""

    name = "terytoria.portal.accounts"
    label = "accounts"
    verbose_name = "Konta"

    def ready(self) -> None:
        """Refuse an unsafe production; start logging what happens to sessions and factors."""
        from django.conf import settings  # noqa: PLC0415 - settings are ready only now

        from terytoria.portal.accounts import session_log  # noqa: PLC0415 - models are ready now
        from terytoria.portal.accounts.production import guard  # noqa: PLC0415

        guard(settings)
        session_log.connect()
