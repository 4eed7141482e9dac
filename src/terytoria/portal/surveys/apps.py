"""The application."""

from __future__ import annotations

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """Surveys: questions, anonymous answers, results."""

    name = "terytoria.portal.surveys"
    label = "surveys"
    verbose_name = "Ankiety"
