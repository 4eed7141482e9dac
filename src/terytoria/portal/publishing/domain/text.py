"""The files of an adopted text: the strategy in every format, its graphic part, what goes with it.

A text says what its council adopted: the frozen text, its frozen chain, its pinned data. The
graphic part is computed from the snapshot of its diagnosis.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from terytoria.documents.model import Document
from terytoria.portal.drafting.domain.comparison import compare
from terytoria.portal.drafting.domain.layers import options_of
from terytoria.portal.drafting.domain.printing import document_of, imprint_of
from terytoria.portal.drafting.models import DraftVersion, OwnLayer
from terytoria.portal.evidence.models import DiagnosisVersion
from terytoria.portal.publishing.domain.strategy import TABLE_FILES, write_tables
from terytoria.portal.publishing.models import Release
from terytoria.portal.publishing.site import COVER
from terytoria.reports.goals.outline import Outline, outline_of
from terytoria.reports.strategy import Imprint, build_easy, build_summary

TEXT_FILES = {
    "strategia.html": "Strategia do czytania w przeglądarce (HTML)",
    "strategia.pdf": "Strategia do druku (PDF)",
    "strategia.docx": "Strategia do edycji (DOCX)",
    "streszczenie.html": "Streszczenie na dwóch stronach (HTML)",
    "streszczenie.pdf": "Streszczenie na dwóch stronach (PDF)",
    "latwy.html": "Tekst łatwy do czytania (HTML)",
    "latwy.pdf": "Tekst łatwy do czytania (PDF)",
    "model.html": "Część graficzna: model funkcjonalno-przestrzenny (HTML)",
    "model.pdf": "Część graficzna: model funkcjonalno-przestrzenny (PDF)",
    "model.gpkg": "Część graficzna: warstwy mapy (GeoPackage)",
    **TABLE_FILES,
    COVER: "Okładka (PNG)",
}
"""What may be among the files; a part that nobody wrote is not."""
_BESIDE = (
    ("summary", "streszczenie"),
    ("easy", "tekst łatwy do czytania"),
    ("layers", "warstwy własne części graficznej"),
)
MOST_CHANGES = 12
_VERBS = {
    "added": "dodano",
    "removed": "usunięto",
    "changed": "zmieniono",
    "moved": "przeniesiono",
}
_PARTS = {
    "challenges": "wyzwania",
    "goals": "cele",
    "directions": "kierunki",
    "projects": "projekty",
    "targets": "mierniki",
}


@dataclass(frozen=True)
class Adopted:
    """Which decision adopted a text and when; ``synthetic`` marks invented data."""

    decision: str
    day: date
    synthetic: bool = False


def write_text(
    version: DraftVersion, adopted: Adopted, folder: Path, progress: Callable[[str], None]
) -> str:
    """Write every file of an adopted text to a folder; why it has no graphic part, else nothing."""
    values, chain = version.values(), version.strategy.chain_bytes()
    imprint = replace(
        imprint_of(version), decision=adopted.decision, day=adopted.day, synthetic=adopted.synthetic
    )
    document = document_of(version, progress, imprint)
    progress("strategia: HTML, PDF, DOCX")
    _write(document, folder, "strategia", ("html", "pdf", "docx"))
    _cover(document, folder)
    progress("streszczenie i tekst łatwy do czytania")
    title, outline = values["draft"]["title"], outline_of(json.loads(chain))
    for name, one in _companions(title, values, outline, imprint):
        _write(one, folder, name, ("html", "pdf"))
    write_tables(chain, folder, invented=adopted.synthetic)
    progress("część graficzna")
    layers = OwnLayer.objects.filter(pk__in=values.get("layers", ()))
    return write_model(version.diagnosis, imprint, folder, layers)


def write_model(
    diagnosis: DiagnosisVersion | None,
    imprint: Imprint,
    folder: Path,
    layers: Iterable[OwnLayer] = (),
) -> str:
    """Write the functional and spatial model as HTML, PDF and GeoPackage; why not, else nothing.

    ``layers`` are those of the partnership, as they were frozen with the text.
    """
    from terytoria.reports.spatial import MapError, build_spatial  # noqa: PLC0415 - only the worker
    from terytoria.statistics.catalogue import Catalogue  # noqa: PLC0415
    from terytoria.statistics.measures import Measures  # noqa: PLC0415
    from terytoria.statistics.snapshot import SnapshotError, Store  # noqa: PLC0415
    from terytoria.strategy.spatial import OwnAreaError, spatial_model  # noqa: PLC0415
    from terytoria.territory import Area  # noqa: PLC0415

    if diagnosis is None:
        return "nie ma jej, bo tekst nie opiera się na diagnozie"
    try:
        snapshot = Store.default().open(diagnosis.snapshot)
    except SnapshotError:
        return f"nie ma jej, bo nie ma migawki danych {diagnosis.snapshot}"
    measures = Measures(snapshot, Catalogue.load())
    area = Area(
        imprint.partnership, tuple(diagnosis.gminas), date.fromisoformat(diagnosis.vintage[:10])
    )
    try:
        model = spatial_model(measures, area, options_of(layers))
    except OwnAreaError as problem:  # a gmina that the diagnosis does not have
        return f"nie ma jej. {problem}"
    try:
        document = build_spatial(model, imprint.partnership, imprint.day)
    except MapError:
        return "nie ma jej, bo dane nie mają granic gmin"
    _write(document, folder, "model", ("html", "pdf"))
    model.to_geopackage(folder / "model.gpkg")
    return ""


def changes_since(release: Release) -> tuple[str, ...]:
    """What changed since the release before, in Polish; nothing for the first one."""
    version = release.decision.draft
    if version is None:
        return ()
    before = (
        Release.objects.filter(decision__draft__text=version.text, pk__lt=release.pk)
        .select_related("decision__draft__strategy")
        .order_by("-pk")
        .first()
    )
    if before is None or before.decision.draft is None:
        return ()
    told = tuple(_changes(before.decision.draft, version))
    if len(told) > MOST_CHANGES:
        return (*told[:MOST_CHANGES], f"i {len(told) - MOST_CHANGES} innych zmian")
    return told or ("treść jest ta sama",)


def _changes(old: DraftVersion, new: DraftVersion) -> Iterator[str]:
    for one in compare(old.draft(), new.draft()):
        where = f", rozdział „{one.place}”" if one.place else ""
        yield f"{_VERBS[one.what]}: {one.name}{where}"
    was, now = (json.loads(one.strategy.chain_bytes()) for one in (old, new))
    for name, label in _PARTS.items():
        if was[name] != now[name]:
            yield f"zmieniono {label} ({len(was[name])} przedtem, {len(now[name])} teraz)"
    before, after = old.values(), new.values()
    for kind, label in _BESIDE:
        if before.get(kind) != after.get(kind):
            yield f"zmieniono {label}"


def _companions(
    title: str, values: dict[str, dict[str, str]], outline: Outline, imprint: Imprint
) -> Iterator[tuple[str, Document]]:
    if summary := values.get("summary"):
        yield "streszczenie", build_summary(title, summary, outline, imprint)
    if (easy := values.get("easy")) and easy["text"]:
        yield "latwy", build_easy(title, easy["text"], easy["words"], imprint)


def _write(document: Document, folder: Path, name: str, endings: Iterable[str]) -> None:
    from terytoria.documents.writers.docx import write_docx  # noqa: PLC0415 - only the worker
    from terytoria.documents.writers.html import write_html  # noqa: PLC0415
    from terytoria.documents.writers.pdf import write_pdf  # noqa: PLC0415

    writers: dict[str, Callable[[Document], bytes]] = {
        "html": lambda one: write_html(one).encode(),
        "pdf": write_pdf,
        "docx": write_docx,
    }
    for ending in endings:
        (folder / f"{name}.{ending}").write_bytes(writers[ending](document))


def _cover(document: Document, folder: Path) -> None:
    from terytoria.documents.writers.pdf import write_cover  # noqa: PLC0415 - only the worker

    (folder / COVER).write_bytes(write_cover(document))
