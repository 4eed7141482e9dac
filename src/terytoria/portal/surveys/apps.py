"""The application."""

from __future__ import annotations

from django.apps import AppConfig

from terytoria.portal.partnerships.phrases import VERBS
from terytoria.portal.surveys import phrases


class SurveysConfig(AppConfig):
    """Surveys: questions, anonymous answers, results."""

    name = "terytoria.portal.surveys"
    label = "surveys"
    verbose_name = "Ankiety"

    def ready(self) -> None:
        """Tell the log how the verbs of surveys are called."""
        VERBS.update(phrases.VERBS)
