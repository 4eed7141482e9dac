"""The application."""

from __future__ import annotations

from django.apps import AppConfig


class StrategiesConfig(AppConfig):
    """The chain of a partnership: challenges, goals, directions, projects, targets."""

    name = "terytoria.portal.strategies"
    label = "strategies"
    verbose_name = "Strategia"

    def ready(self) -> None:
        """Tell the dashboard of a partnership what waits here."""
        from terytoria.portal.partnerships.domain.waiting import register  # noqa: PLC0415
        from terytoria.portal.strategies.domain.waiting import waiting  # noqa: PLC0415 - has models

        register(waiting)
