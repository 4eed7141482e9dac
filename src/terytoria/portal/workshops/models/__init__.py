"""Tables of workshops."""

from terytoria.portal.workshops.models.note import Ballot, Dot, Note
from terytoria.portal.workshops.models.workshop import Workshop

__all__ = ["Ballot", "Dot", "Note", "Workshop"]
