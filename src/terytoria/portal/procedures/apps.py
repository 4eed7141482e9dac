"""The application."""

from __future__ import annotations

from django.apps import AppConfig


class ProceduresConfig(AppConfig):
    """The way to an adopted strategy: plan, facts, clocks, letters."""

    name = "terytoria.portal.procedures"
    label = "procedures"
    verbose_name = "Procedura"
