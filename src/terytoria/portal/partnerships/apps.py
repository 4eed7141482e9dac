"""The application."""

from __future__ import annotations

from django.apps import AppConfig


class PartnershipsConfig(AppConfig):
    """Partnerships of local governments."""

    name = "terytoria.portal.partnerships"
    label = "partnerships"
    verbose_name = "Partnerstwa"
