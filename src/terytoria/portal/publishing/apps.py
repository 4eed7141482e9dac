"""The application's name."""

from __future__ import annotations

from django.apps import AppConfig

from terytoria.portal.partnerships.phrases import VERBS
from terytoria.portal.publishing import phrases


class PublishingConfig(AppConfig):
    """What councils released, and the public pages that show it."""

    name = "terytoria.portal.publishing"
    label = "publishing"
    verbose_name = "Publikacja"

    def ready(self) -> None:
        """Name what is done here in the log that people read."""
        VERBS.update(phrases.VERBS)
