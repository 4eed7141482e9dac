"""What a release publishes: the card of the decision, and the files of what it adopted."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from django.utils.timezone import localdate

from terytoria.portal.accounts.models import User
from terytoria.portal.drafting.models import DraftVersion
from terytoria.portal.evidence.models import DiagnosisVersion
from terytoria.portal.jobs.tasks import TaskError
from terytoria.portal.meetings.models import Decision
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.models import DocumentVersion
from terytoria.portal.partnerships.models.sealed import DamagedError
from terytoria.portal.publishing import phrases
from terytoria.portal.publishing.domain.diagnosis import write_diagnosis
from terytoria.portal.publishing.domain.ground import invented
from terytoria.portal.publishing.domain.strategy import STRATEGY_FILES, write_strategy
from terytoria.portal.publishing.domain.text import (
    TEXT_FILES,
    Adopted,
    changes_since,
    write_text,
)
from terytoria.portal.publishing.models import Release
from terytoria.portal.publishing.publication import DIAGNOSIS, MEDIA_TYPES
from terytoria.portal.publishing.site import STRATEGY, Copy
from terytoria.portal.publishing.site import Release as Card
from terytoria.portal.strategies.models import StrategyVersion
from terytoria.reports.goals.build import Adoption

_LABELS = {
    "report.html": "Do czytania w przeglądarce (HTML)",
    "report.pdf": "Do druku (PDF)",
    "report.docx": "Do edycji (DOCX)",
    "tables.zip": "Tabele (CSV)",
    "diagnosis.json": "Diagnoza (JSON)",
    "dcat.jsonld": "Metadane (DCAT-AP)",
}
_TYPES = {
    ".html": MEDIA_TYPES["report.html"],
    ".pdf": MEDIA_TYPES["report.pdf"],
    ".docx": MEDIA_TYPES["report.docx"],
    ".zip": MEDIA_TYPES["tables.zip"],
    ".json": MEDIA_TYPES["diagnosis.json"],
    ".jsonld": MEDIA_TYPES["dcat.jsonld"],
    ".csv": "text/csv; charset=utf-8",
    ".gpkg": "application/geopackage+sqlite3",
    ".png": MEDIA_TYPES["cover.png"],
}
_UNKNOWN = "application/octet-stream"


def fill(release: Release, folder: Path, progress: Callable[[str], None]) -> Card:
    """Write the files of a release to a folder; returns its card."""
    decision = release.decision
    card = _card(release)
    if decision.diagnosis is not None:
        return _with_diagnosis(card, decision.diagnosis, folder, progress)
    if decision.strategy is not None:
        return _with_strategy(card, decision, decision.strategy, folder, progress)
    if decision.draft is not None:
        return _with_text(card, release, decision.draft, folder, progress)
    if decision.document is not None:
        return _with_document(card, decision.document, folder)
    return card


def _card(release: Release) -> Card:
    decision = release.decision
    return Card(
        id=release.pk,
        decision=address_of(decision),
        number=decision.number,
        title=decision.title,
        outcome=decision.get_outcome_display(),
        adopted_on=localdate(decision.adopted_at).isoformat(),
        released_on=localdate(release.released_at).isoformat(),
        text=decision.text,
        publisher=_named(release.released_by, decision),
    )


def address_of(decision: Decision) -> str:
    """The part of the address that names a decision: ``3-2026``."""
    return decision.number.replace("/", "-")


def _named(user: User | None, decision: Decision) -> str:
    """The name of a person; that of the partnership where there is none, never an e-mail."""
    return (user.name if user else "") or decision.partnership.name


def _with_diagnosis(
    card: Card, version: DiagnosisVersion, folder: Path, progress: Callable[[str], None]
) -> Card:
    leader = land.current().label(version.partnership.leader)
    inside = folder / DIAGNOSIS
    try:
        write_diagnosis(version, leader, inside, progress)
    except DamagedError as problem:
        what = f"diagnoza, wersja {version.number}"
        raise TaskError(phrases.DAMAGED.format(what=what)) from problem
    files = tuple(
        copy_of(inside / name, label)
        for name, label in _LABELS.items()
        if (inside / name).is_file()
    )
    return replace(
        card,
        paper=DIAGNOSIS,
        paper_title=f"Diagnoza: {version.partnership.short_name}",
        kind="diagnoza",
        version=version.number,
        note=f"Stan danych: {version.vintage}",
        author=(version.created_by.name if version.created_by else "") or version.partnership.name,
        created_on=localdate(version.created_at).isoformat(),
        facts={"Migawka danych": version.snapshot, "Odcisk diagnozy (SHA-256)": version.sha256},
        files=files,
        synthetic=version.synthetic,
    )


def _with_strategy(
    card: Card,
    decision: Decision,
    version: StrategyVersion,
    folder: Path,
    progress: Callable[[str], None],
) -> Card:
    try:
        content = version.chain_bytes()
    except DamagedError as problem:
        what = f"strategia, wersja {version.number}"
        raise TaskError(phrases.DAMAGED.format(what=what)) from problem
    progress("dokument celów: HTML, PDF, DOCX")
    synthetic = invented()
    adoption = Adoption(
        version.partnership.name,
        version.number,
        decision.number,
        localdate(decision.adopted_at),
        synthetic=synthetic,
    )
    write_strategy(content, adoption, folder)
    return replace(
        card,
        paper=STRATEGY,
        paper_title=f"Cele i projekty: {version.partnership.short_name}",
        kind="strategia",
        version=version.number,
        note=version.note,
        author=(version.created_by.name if version.created_by else "") or version.partnership.name,
        created_on=localdate(version.created_at).isoformat(),
        facts={"Odcisk treści (SHA-256)": version.sha256},
        files=tuple(copy_of(folder / name, label) for name, label in STRATEGY_FILES.items()),
        synthetic=synthetic,
    )


def _with_text(
    card: Card,
    release: Release,
    version: DraftVersion,
    folder: Path,
    progress: Callable[[str], None],
) -> Card:
    made_up = version.diagnosis is not None and version.diagnosis.synthetic
    synthetic = made_up or invented()
    adopted = Adopted(card.number, date.fromisoformat(card.adopted_on), synthetic)
    try:
        lacking = write_text(version, adopted, folder, progress)
        changes = changes_since(release)
        title = version.values()["draft"]["title"]
    except DamagedError as problem:
        what = f"tekst strategii, wersja {version.number}"
        raise TaskError(phrases.DAMAGED.format(what=what)) from problem
    facts = {"Odcisk treści (SHA-256)": version.sha256}
    return replace(
        card,
        paper=f"{STRATEGY}-{version.text_id}",
        paper_title=title,
        kind=STRATEGY,
        version=version.number,
        note=version.note,
        author=_named(version.created_by, release.decision),
        created_on=localdate(version.created_at).isoformat(),
        facts={**facts, "Część graficzna": lacking} if lacking else facts,
        files=tuple(
            copy_of(folder / name, label)
            for name, label in TEXT_FILES.items()
            if (folder / name).is_file()
        ),
        synthetic=synthetic,
        changes=changes,
    )


def _with_document(card: Card, version: DocumentVersion, folder: Path) -> Card:
    document = version.document
    ending = str(version.file.name).rpartition(".")[2]
    target = folder / f"dokument.{ending}"
    try:
        with version.file.open("rb") as source, target.open("wb") as copied:
            shutil.copyfileobj(source, copied)
    except OSError as problem:
        said = {"title": document.title, "number": version.number}
        raise TaskError(phrases.NO_FILE.format(**said)) from problem
    copy = replace(copy_of(target, f"Dokument ({ending.upper()})"), media_type=version.media_type)
    if copy.sha256 != version.sha256:
        what = f"plik dokumentu „{document.title}”, wersja {version.number}"
        raise TaskError(phrases.DAMAGED.format(what=what))
    return replace(
        card,
        paper=str(document.pk),
        paper_title=document.title,
        kind=document.get_kind_display(),
        version=version.number,
        note=version.note,
        author=document.author,
        publisher=document.publisher,
        created_on=document.created_on.isoformat(),
        facts={"Odcisk pliku (SHA-256)": version.sha256},
        files=(copy,),
    )


def copy_of(path: Path, label: str) -> Copy:
    """A file as the public is told of it: bytes and fingerprint measured."""
    content = path.read_bytes()
    kind = _TYPES.get(path.suffix, _UNKNOWN)
    return Copy(path.name, label, kind, len(content), hashlib.sha256(content).hexdigest())
