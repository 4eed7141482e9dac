"""The application."""

from __future__ import annotations

from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    """A partnership to be looked at and tried, loaded by ``terytoria demo``."""

    name = "terytoria.portal.demonstration"
    label = "demonstration"
    verbose_name = "Pokaz"
