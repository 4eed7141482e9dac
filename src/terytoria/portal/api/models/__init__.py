"""Tables of the programming interface."""

from terytoria.portal.api.models.token import Token

__all__ = ["Token"]
