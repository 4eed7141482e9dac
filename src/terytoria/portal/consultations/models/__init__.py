"""Tables of consultations."""

from terytoria.portal.consultations.models.consultation import Consultation
from terytoria.portal.consultations.models.knock import Knock, Salt
from terytoria.portal.consultations.models.personal import Contact, Original, Scan
from terytoria.portal.consultations.models.remark import Group, Remark
from terytoria.portal.consultations.models.report import Report
from terytoria.portal.consultations.models.verdict import Verdict

__all__ = [
    "Consultation",
    "Contact",
    "Group",
    "Knock",
    "Original",
    "Remark",
    "Report",
    "Salt",
    "Scan",
    "Verdict",
]
