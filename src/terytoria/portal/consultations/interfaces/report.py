"""The report in its three formats."""

from __future__ import annotations

from terytoria.documents.writers.docx import write_docx
from terytoria.documents.writers.html import write_html
from terytoria.documents.writers.pdf import write_pdf
from terytoria.portal.consultations.domain.reporting import Files, account_of
from terytoria.portal.consultations.models import Consultation
from terytoria.reports.consultation import build_consultation


def write_report(consultation: Consultation) -> Files:
    """The report of a register as it is now."""
    made = build_consultation(account_of(consultation))
    return Files(write_html(made), write_pdf(made), write_docx(made), consultation.version)
