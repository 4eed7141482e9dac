"""A published diagnosis: one folder with all its readers need, written whole or not at all."""

from __future__ import annotations

import json
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from terytoria import __version__
from terytoria.diagnosis import Diagnosis
from terytoria.documents.model import Document
from terytoria.documents.writers.dcat import write_dcat
from terytoria.documents.writers.docx import write_docx
from terytoria.documents.writers.html import write_html
from terytoria.documents.writers.pdf import write_pdf
from terytoria.documents.writers.tables import write_tables
from terytoria.reports.card import Card
from terytoria.reports.dataset import dataset_of
from terytoria.reports.diagnosis import build_report
from terytoria.reports.diagnosis.context import Context
from terytoria.reports.page import write_page
from terytoria.statistics.measures import Measures
from terytoria.statistics.snapshot import Snapshot

STAMP = "run.json"
# One moment for every member of an archive: equal tables give equal bytes.
_MOMENT = (2000, 1, 1, 0, 0, 0)


class PublicationError(RuntimeError):
    """A folder that must not be written over: it holds something that is no publication."""


def publish(
    diagnosis: Diagnosis,
    measures: Measures,
    out: Path,
    *,
    card: Card | None = None,
    report: bool = True,
    progress: Callable[[str], None] = lambda _: None,
) -> Path:
    """Write a diagnosis to a folder and return it.

    The folder appears when everything is written; an older publication in its place is replaced,
    anything else is refused with :class:`PublicationError`.
    """
    _check_place(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    try:
        partial.chmod(0o755)
        progress("zapis diagnosis.json")
        (partial / "diagnosis.json").write_bytes(diagnosis.to_bytes())
        if report:
            _write_report(Context(diagnosis, measures, card), partial, progress)
        stamp = _stamp(measures.snapshot, report=report)
        (partial / STAMP).write_text(stamp, encoding="utf-8")
        if out.exists():
            shutil.rmtree(out)
        partial.rename(out)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return out


def is_current(folder: Path, snapshot: Snapshot, *, report: bool = True) -> bool:
    """Whether a folder holds a finished publication of this snapshot by this version."""
    try:
        return (folder / STAMP).read_text(encoding="utf-8") == _stamp(snapshot, report=report)
    except OSError:
        return False


def _stamp(snapshot: Snapshot, *, report: bool) -> str:
    body = {"version": __version__, "snapshot": snapshot.name, "report": report}
    return json.dumps(body, sort_keys=True) + "\n"


def _check_place(out: Path) -> None:
    if out.is_file() or (out.is_dir() and any(out.iterdir()) and not (out / STAMP).is_file()):
        raise PublicationError(f"{out}: not empty and not a publication; choose another folder")


def _write_report(ctx: Context, folder: Path, progress: Callable[[str], None]) -> None:
    progress("raport: rozdziały, mapy i wykresy")
    document = build_report(ctx.diagnosis, ctx.measures, ctx.card)
    progress("raport: HTML, PDF, DOCX")
    _write_formats(document, folder)
    progress("tabele, metadane, strona")
    _write_tables(document, folder)
    (folder / "dcat.jsonld").write_text(write_dcat(dataset_of(ctx, folder)), encoding="utf-8")
    write_page(ctx, document, folder)


def _write_formats(document: Document, folder: Path) -> None:
    """The three formats; the typesetter of the PDF works beside the others."""
    with ThreadPoolExecutor(max_workers=1) as beside:
        pdf = beside.submit(write_pdf, document)
        (folder / "report.docx").write_bytes(write_docx(document))
        (folder / "report.html").write_text(write_html(document), encoding="utf-8")
        (folder / "report.pdf").write_bytes(pdf.result())


def _write_tables(document: Document, folder: Path) -> None:
    files = write_tables(document, folder / "tables")
    with zipfile.ZipFile(folder / "tables.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(files):
            entry = zipfile.ZipInfo(file.name, _MOMENT)
            archive.writestr(entry, file.read_bytes(), zipfile.ZIP_DEFLATED)
