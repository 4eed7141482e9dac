"""The report in its three formats."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from terytoria.documents.writers.docx import write_docx
from terytoria.documents.writers.html import write_html
from terytoria.documents.writers.pdf import write_pdf
from terytoria.portal.consultations.domain.reporting import Files, account_of
from terytoria.portal.consultations.models import Consultation
from terytoria.reports.consultation import build_consultation


def write_report(consultation: Consultation) -> Files:
    """The report of a register as it is now.

    The typesetter of the PDF works beside the two other writers: it holds no Python lock.
    """
    made = build_consultation(account_of(consultation))
    with ThreadPoolExecutor(1) as beside:
        pdf = beside.submit(write_pdf, made)
        html, docx = write_html(made), write_docx(made)
    return Files(html, pdf.result(), docx, consultation.version)
