"""The application."""

from __future__ import annotations

from django.apps import AppConfig


class DraftingConfig(AppConfig):
    """The text of a strategy, written by several people at once."""

    name = "terytoria.portal.drafting"
    label = "drafting"
    verbose_name = "Pisanie strategii"
