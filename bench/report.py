"""The report in its three formats, beside LibreOffice turning the DOCX into a PDF."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from pathlib import Path

from pypdf import PdfReader

from bench.apart import Clock, Found, answer, apart
from bench.data import area, demonstration, home, scratch, stored
from bench.row import Row
from terytoria.diagnosis import Diagnosis, diagnose
from terytoria.documents.writers.docx import write_docx
from terytoria.documents.writers.html import write_html
from terytoria.documents.writers.pdf import write_pdf
from terytoria.reports.diagnosis import build_report
from terytoria.statistics.measures import Measures

SECONDS, PAGES, FIGURES = 6.0, 40, 25
CAPTION = re.compile(r"Rysunek\s+(\d+)")


def _written(found: Diagnosis, measures: Measures) -> tuple[Found, bytes, bytes]:
    """Seconds of each part, and the PDF and the DOCX."""
    seconds, clock = {}, Clock()
    document = build_report(found, measures)
    seconds["document"] = clock.seconds()
    write_html(document)
    seconds["html"] = clock.seconds() - sum(seconds.values())
    pdf = write_pdf(document)
    seconds["pdf"] = clock.seconds() - sum(seconds.values())
    docx = write_docx(document)
    seconds["docx"] = clock.seconds() - sum(seconds.values())
    return {**seconds, "seconds": clock.seconds()}, pdf, docx


def _measure(folder: str, docx_file: str) -> Found:
    measures = stored(folder)
    found = diagnose(measures, area(measures, demonstration(measures.snapshot.register)))
    first, pdf, docx = _written(found, measures)
    again, _, _ = _written(found, measures)
    Path(docx_file).write_bytes(docx)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]
    figures = {int(number) for text in pages for number in CAPTION.findall(text)}
    counted = {"pages": float(len(pages)), "figures": float(len(figures))}
    return {**first, "again": again["seconds"], **counted}


def office_seconds(docx_file: Path) -> float | None:
    """Seconds of LibreOffice on the same DOCX, or ``None`` where it is not installed."""
    program = shutil.which("soffice")
    if program is None:
        return None
    profile = f"-env:UserInstallation=file://{scratch() / 'office'}"
    command = [program, "--headless", profile, "--convert-to", "pdf"]
    clock = Clock()
    subprocess.run(
        [*command, "--outdir", scratch(), docx_file], check=True, capture_output=True, timeout=300
    )
    return clock.seconds()


def rows() -> list[Row]:
    """The first report of a process, and the next one."""
    docx_file = scratch() / "report.docx"
    found = apart(__name__, "measure", home(), docx_file)
    office = office_seconds(docx_file)
    seconds, again = found["seconds"], found["again"]
    size = f"{found['pages']:.0f} pages, {found['figures']:.0f} figures"
    parts = ", ".join(
        f"{part} {found[name]:.1f}"
        for part, name in (
            ("document", "document"),
            ("HTML", "html"),
            ("PDF", "pdf"),
            ("DOCX", "docx"),
        )
    )
    large = found["pages"] >= PAGES and found["figures"] >= FIGURES
    peer = (
        "LibreOffice not installed" if office is None else f"LibreOffice, PDF only: {office:.1f} s"
    )
    return [
        Row(
            f"Report: HTML, PDF and DOCX, first in a process ({size})",
            f"{seconds:.2f} s ({parts}), {found['megabytes']:.0f} MB",
            peer,
            "-" if office is None else f"{office / seconds:.2f}x",
            f"<= {SECONDS:g} s, >= {FIGURES} figures",
            seconds <= SECONDS and large,
        ),
        Row(
            "Report: HTML, PDF and DOCX, next in the process",
            f"{again:.2f} s",
            f"first: {seconds:.2f} s",
            f"{again / seconds:.2f}x",
            f"<= {SECONDS:g} s",
            again <= SECONDS,
        ),
    ]


if __name__ == "__main__":
    answer({"measure": _measure})
