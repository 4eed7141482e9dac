"""The application."""

from __future__ import annotations

from django.apps import AppConfig


class DraftingConfig(AppConfig):
    """The text of a strategy, written by several people at once."""

    name = "terytoria.portal.drafting"
    label = "drafting"
    verbose_name = "Pisanie strategii"

    def ready(self) -> None:
        """Tell the dashboard what waits in the text."""
        from terytoria.portal.drafting.domain.waiting import waiting  # noqa: PLC0415
        from terytoria.portal.partnerships.domain.waiting import register  # noqa: PLC0415

        register(waiting)
