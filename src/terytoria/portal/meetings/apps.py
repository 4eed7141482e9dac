"""The application."""

from __future__ import annotations

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    """Meetings of the council and the working group, their votes and decisions."""

    name = "terytoria.portal.meetings"
    label = "meetings"
    verbose_name = "Spotkania"
