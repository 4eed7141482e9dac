"""The application."""

from __future__ import annotations

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """Adopted strategies followed year after year."""

    name = "terytoria.portal.monitoring"
    label = "monitoring"
    verbose_name = "Monitorowanie"
