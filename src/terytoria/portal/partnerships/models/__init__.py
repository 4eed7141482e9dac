"""Tables of partnerships."""

from terytoria.portal.partnerships.models.assignment import Assignment
from terytoria.portal.partnerships.models.membership import Membership
from terytoria.portal.partnerships.models.partnership import Partnership

__all__ = ["Assignment", "Membership", "Partnership"]
