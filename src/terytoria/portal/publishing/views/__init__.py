"""Public pages, files and feeds, and the working page of publication."""

from terytoria.portal.publishing.views.pages import CUTS, font

__all__ = ["CUTS", "font"]
