"""The application."""

from __future__ import annotations

from django.apps import AppConfig


class StrategiesConfig(AppConfig):
    """The chain of a partnership: challenges, goals, directions, projects, targets."""

    name = "terytoria.portal.strategies"
    label = "strategies"
    verbose_name = "Strategia"
