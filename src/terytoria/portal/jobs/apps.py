"""The application."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """Work done in the background, queued in the database."""

    name = "terytoria.portal.jobs"
    label = "jobs"
    verbose_name = "Zadania"

    def ready(self) -> None:
        """Let every application register what it does in the background (its ``tasks``)."""
        autodiscover_modules("tasks")
