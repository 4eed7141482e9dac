"""The application."""

from __future__ import annotations

from django.apps import AppConfig


class PlannerConfig(AppConfig):
    """Tasks with owner and date, the calendar, reminders."""

    name = "terytoria.portal.planner"
    label = "planner"
    verbose_name = "Zadania"

    def ready(self) -> None:
        """Tell the dashboard what waits in tasks; delete what is a person's own with the rest."""
        from terytoria.portal.accounts.domain import also_erases  # noqa: PLC0415 - has models
        from terytoria.portal.partnerships.domain.waiting import register  # noqa: PLC0415
        from terytoria.portal.planner.domain.erasing import erase_wishes  # noqa: PLC0415
        from terytoria.portal.planner.domain.waiting import waiting  # noqa: PLC0415 - has models

        register(waiting)
        also_erases(erase_wishes)
