"""The application."""

from __future__ import annotations

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    """The way to an adopted strategy: plan, facts, clocks, letters."""

    name = "terytoria.portal.procedures"
    label = "procedures"
    verbose_name = "Procedura"

    def ready(self) -> None:
        """Tell the dashboard what waits in procedures."""
        from terytoria.portal.partnerships.domain.waiting import register  # noqa: PLC0415
        from terytoria.portal.procedures.domain.waiting import waiting  # noqa: PLC0415

        register(waiting)
