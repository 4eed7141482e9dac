"""The application."""

from __future__ import annotations

from django.apps import AppConfig


class PlannerConfig(AppConfig):
    """Tasks with owner and date, the calendar, reminders."""

    name = "terytoria.portal.planner"
    label = "planner"
    verbose_name = "Zadania"
