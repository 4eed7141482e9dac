"""The application."""

from __future__ import annotations

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Diagnoses of partnerships as kept versions, and what experts make of them."""

    name = "terytoria.portal.evidence"
    label = "evidence"
    verbose_name = "Ustalenia"

    def ready(self) -> None:
        """Tell the dashboard of a partnership what waits here."""
        from terytoria.portal.evidence.domain.waiting import waiting  # noqa: PLC0415 - has models
        from terytoria.portal.partnerships.domain.waiting import register  # noqa: PLC0415

        register(waiting)
