"""Tables of procedures."""

from terytoria.portal.procedures.models.event import Event
from terytoria.portal.procedures.models.override import Override
from terytoria.portal.procedures.models.procedure import Procedure

__all__ = ["Event", "Override", "Procedure"]
