"""The application."""

from __future__ import annotations

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Meetings of the council and the working group, their votes and decisions."""

    name = "terytoria.portal.meetings"
    label = "meetings"
    verbose_name = "Spotkania"

    def ready(self) -> None:
        """Tell the dashboard what waits in meetings."""
        from terytoria.portal.meetings.domain.waiting import waiting  # noqa: PLC0415 - has models
        from terytoria.portal.partnerships.domain.waiting import register  # noqa: PLC0415

        register(waiting)
