"""The application."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """The programming interface below ``/api/``."""

    name = "terytoria.portal.api"
    label = "api"
    verbose_name = "API"
