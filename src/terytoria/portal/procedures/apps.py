"""The application."""

from __future__ import annotations

from django.apps import AppConfig

from terytoria.portal.partnerships.phrases import VERBS
from terytoria.portal.procedures import phrases


class ProceduresConfig(AppConfig):
    """The way to an adopted strategy: plan, facts, clocks, letters."""

    name = "terytoria.portal.procedures"
    label = "procedures"
    verbose_name = "Procedura"

    def ready(self) -> None:
        """Tell the log how the verbs of procedures are called."""
        VERBS.update(phrases.VERBS)
