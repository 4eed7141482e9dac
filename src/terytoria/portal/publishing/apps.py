"""The application's name."""

from __future__ import annotations

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """What councils released, and the public pages that show it."""

    name = "terytoria.portal.publishing"
    label = "publishing"
    verbose_name = "Publikacja"
