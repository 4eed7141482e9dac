"""The application."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The log of verbs."""

    name = "terytoria.portal.audit"
    label = "audit"
    verbose_name = "Dziennik działań"
