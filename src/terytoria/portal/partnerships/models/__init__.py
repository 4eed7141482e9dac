"""Tables of partnerships."""

from terytoria.portal.partnerships.models.assignment import Assignment
from terytoria.portal.partnerships.models.document import Document, DocumentVersion
from terytoria.portal.partnerships.models.external import ExternalPartner
from terytoria.portal.partnerships.models.invitation import Invitation
from terytoria.portal.partnerships.models.membership import Membership
from terytoria.portal.partnerships.models.partnership import Partnership

__all__ = [
    "Assignment",
    "Document",
    "DocumentVersion",
    "ExternalPartner",
    "Invitation",
    "Membership",
    "Partnership",
]
