"""The application."""

from __future__ import annotations

from django.apps import AppConfig


class WorkshopsConfig(AppConfig):
    """Workshops with sticky notes, votes and trees of challenges and goals."""

    name = "terytoria.portal.workshops"
    label = "workshops"
    verbose_name = "Warsztaty"
