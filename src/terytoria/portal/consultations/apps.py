"""The application."""

from __future__ import annotations

from django.apps import AppConfig


class ConsultationsConfig(AppConfig):
    """Consultations: drafts shown to the public, remarks, positions, the report."""

    name = "terytoria.portal.consultations"
    label = "consultations"
    verbose_name = "Konsultacje"
