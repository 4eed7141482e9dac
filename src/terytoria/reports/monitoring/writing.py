"""The report and its chapters as files, all of them or none."""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from terytoria.documents.model import Document
from terytoria.documents.writers.docx import write_docx
from terytoria.documents.writers.html import write_html
from terytoria.documents.writers.pdf import write_pdf
from terytoria.reports.monitoring.build import build_chapter, build_monitoring
from terytoria.reports.monitoring.record import Monitored

WRITERS: dict[str, Callable[[Document], bytes]] = {
    "html": lambda document: write_html(document).encode(),
    "pdf": write_pdf,
    "docx": write_docx,
}
_LETTERS = str.maketrans("ąćęłńóśźż", "acelnoszz")


class OccupiedError(RuntimeError):
    """A folder that must not be written over: it holds something that is no such report."""


def documents_of(told: Monitored) -> Iterator[tuple[str, str, Document]]:
    """Every document: the code of its gmina (none: the whole report), its stem, itself."""
    yield "", f"monitorowanie-{told.year}", build_monitoring(told)
    for unit in told.gminas:
        stem = f"rozdzial-{told.year}-{_stem(told.name_of(unit))}-{unit}"
        yield unit, stem, build_chapter(told, unit)


def write_monitoring(
    told: Monitored, out: Path, progress: Callable[[str], None] = lambda _: None
) -> tuple[Path, ...]:
    """Write the report and a chapter for each member gmina as HTML, PDF and DOCX.

    The folder appears when everything is written; older reports in its place are replaced,
    anything else is refused with :class:`OccupiedError`. Returns the files.
    """
    _check_place(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    partial = Path(tempfile.mkdtemp(prefix=f".{out.name}.", dir=out.parent))
    names = []
    try:
        partial.chmod(0o755)
        for _unit, stem, document in documents_of(told):
            progress(f"zapis: {document.title}, {document.subtitle}")
            for ending, writer in WRITERS.items():
                names.append(f"{stem}.{ending}")
                (partial / names[-1]).write_bytes(writer(document))
        if out.exists():
            shutil.rmtree(out)
        partial.rename(out)
    except BaseException:
        shutil.rmtree(partial, ignore_errors=True)
        raise
    return tuple(out / name for name in names)


def _check_place(out: Path) -> None:
    own = re.compile(r"(monitorowanie|rozdzial)-\d{4}.*\.(html|pdf|docx)")
    if out.is_file() or (
        out.is_dir() and not all(own.fullmatch(one.name) for one in out.iterdir())
    ):
        raise OccupiedError(f"{out}: not empty and no monitoring report; choose another folder")


def _stem(name: str) -> str:
    plain = name.lower().translate(_LETTERS)
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "gmina"
