"""The application."""

from __future__ import annotations

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """The look of the working pages: templates, components, styles."""

    name = "terytoria.portal.design"
    label = "design"
    verbose_name = "Wygląd"
