"""Tables of publishing."""

from terytoria.portal.publishing.models.release import Release

__all__ = ["Release"]
