"""The application."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """People and their roles in the programme."""

    name = "terytoria.portal.accounts"
    label = "accounts"
    verbose_name = "Konta"
