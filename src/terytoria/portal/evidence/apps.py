"""The application."""

from __future__ import annotations

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Diagnoses of partnerships as kept versions, and what experts make of them."""

    name = "terytoria.portal.evidence"
    label = "evidence"
    verbose_name = "Ustalenia"
