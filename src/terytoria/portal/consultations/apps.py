"""The application."""

from __future__ import annotations

from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    """Consultations: drafts shown to the public, remarks, positions, the report."""

    name = "terytoria.portal.consultations"
    label = "consultations"
    verbose_name = "Konsultacje"

    def ready(self) -> None:
        """Tell the dashboard what waits in consultations."""
        from terytoria.portal.consultations.domain.waiting import waiting  # noqa: PLC0415
        from terytoria.portal.partnerships.domain.waiting import register  # noqa: PLC0415

        register(waiting)
