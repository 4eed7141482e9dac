"""The application."""

from __future__ import annotations

from django.apps import AppConfig

from terytoria.portal.consultations import phrases
from terytoria.portal.partnerships.phrases import VERBS


class ConsultationsConfig(AppConfig):
    """Consultations: drafts shown to the public, remarks, positions, the report."""

    name = "terytoria.portal.consultations"
    label = "consultations"
    verbose_name = "Konsultacje"

    def ready(self) -> None:
        """Tell the log how the verbs of consultations are called."""
        VERBS.update(phrases.VERBS)
