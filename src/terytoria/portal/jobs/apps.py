"""The application."""

from __future__ import annotations

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Work done in the background, queued in the database."""

    name = "terytoria.portal.jobs"
    label = "jobs"
    verbose_name = "Zadania"
