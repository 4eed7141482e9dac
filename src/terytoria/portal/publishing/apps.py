"""The application's name."""

from __future__ import annotations

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """What councils released, and the public pages that show it."""

    name = "terytoria.portal.publishing"
    label = "publishing"
    verbose_name = "Publikacja"

    def ready(self) -> None:
        """Tell the dashboard of a partnership what waits here."""
        from terytoria.portal.partnerships.domain.waiting import register  # noqa: PLC0415
        from terytoria.portal.publishing.domain.waiting import waiting  # noqa: PLC0415 - has models

        register(waiting)
