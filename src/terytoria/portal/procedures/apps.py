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
        """Tell the log how the verbs of procedures are called; say what waits here."""
        from terytoria.portal.partnerships.domain.waiting import register  # noqa: PLC0415
        from terytoria.portal.procedures.domain.waiting import waiting  # noqa: PLC0415

        VERBS.update(phrases.VERBS)
        register(waiting)
