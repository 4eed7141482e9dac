"""The application."""

from __future__ import annotations

from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    """Partnerships of local governments."""

    name = "terytoria.portal.partnerships"
    label = "partnerships"
    verbose_name = "Partnerstwa"

    def ready(self) -> None:
        """Delete a person's invitations with the rest of what is kept of them."""
        from terytoria.portal.accounts.domain import also_erases  # noqa: PLC0415 - has models
        from terytoria.portal.partnerships.domain.invitations import (  # noqa: PLC0415
            erase_invitations,
        )

        also_erases(erase_invitations)
