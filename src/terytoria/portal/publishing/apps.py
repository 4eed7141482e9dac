"""The application's name."""

from __future__ import annotations

from django.apps import AppConfig


class PublishingConfig(AppConfig):
    """Public pages of partnerships."""

    name = "terytoria.portal.publishing"
    label = "publishing"
