"""Verbs about documents: the metric of public information, and versions that are never lost."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import date

from django.core.files.base import ContentFile
from django.db.models import Max

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain.acting import Deed, RefusedError, acting, today, told
from terytoria.portal.partnerships.domain.content import (
    TYPES,
    FileType,
    UnreachableError,
    recognise,
)
from terytoria.portal.partnerships.enums import DocumentKind
from terytoria.portal.partnerships.models import Document, DocumentVersion, Partnership
from terytoria.portal.partnerships.models.document import document_storage
from terytoria.portal.partnerships.rules import DOCUMENTS, require

LARGEST = 20 * 1024 * 1024
"""Bytes of the largest file."""
NOT_STORED = (
    "Nie udało się zapisać pliku, bo magazyn plików nie odpowiada. Nic nie zapisano. "
    "Spróbuj ponownie za kilka minut; jeśli to się powtórzy, powiadom osobę, która prowadzi portal."
)


@dataclass(frozen=True)
class Metric:
    """Who made a document and who publishes it, and when (art. 8 ust. 6 of the act on it)."""

    title: str
    kind: DocumentKind
    author: str
    publisher: str
    created_on: date
    published_on: date | None = None


@dataclass(frozen=True)
class StoredFile:
    """A file in storage that no version names yet."""

    name: str
    kind: FileType
    size: int
    sha256: str


def add_document(actor: User, partnership: Partnership, metric: Metric, content: bytes) -> Document:
    """Store a document with its first version."""
    _check(metric)
    with _kept(actor, partnership, content) as file, acting(actor, DOCUMENTS, partnership) as deed:
        made = deed.partnership.documents.create(**asdict(metric))
        deed.log("document.add", made, after=_told(metric))
        _note(deed, made, file, "Pierwsza wersja")
    return made


def add_version(
    actor: User, partnership: Partnership, document: int, content: bytes, note: str
) -> DocumentVersion:
    """Store a new version; earlier ones stay, and ``note`` says what changed."""
    with _kept(actor, partnership, content) as file, acting(actor, DOCUMENTS, partnership) as deed:
        found = _own(deed, document)
        last = found.versions.first()
        if last is not None and last.sha256 == file.sha256:
            text = "Ten plik jest taki sam jak ostatnia wersja. Wybierz zmieniony plik."
            raise RefusedError("file", text)
        return _note(deed, found, file, note)


def edit_metric(actor: User, partnership: Partnership, document: int, metric: Metric) -> Document:
    """Change the metric of a document."""
    _check(metric)
    with acting(actor, DOCUMENTS, partnership) as deed:
        found = _own(deed, document)
        before, after = _told(_metric(found)), _told(metric)
        changed = [name for name in after if after[name] != before[name]]
        if changed:
            for name in changed:
                setattr(found, name, getattr(metric, name))
            found.save(update_fields=changed)
            old, new = ({name: one[name] for name in changed} for one in (before, after))
            deed.log("document.edit", found, old, new)
    return found


def _own(deed: Deed, document: int) -> Document:
    found = deed.partnership.documents.filter(pk=document).first()
    if found is None:
        raise RefusedError("title", "Nie ma takiego dokumentu. Wróć do listy dokumentów.")
    return found


def _accepted(content: bytes) -> FileType:
    if len(content) > LARGEST:
        size = f"{len(content) / 2**20:.1f}".replace(".", ",")
        text = f"Plik ma {size} MB, a mieści się {LARGEST // 2**20} MB. Zmniejsz go."
        raise RefusedError("file", text)
    kind = recognise(content)
    if kind is None:
        names = ", ".join(one.label for one in TYPES)
        text = f"Zawartość pliku nie jest żadnym z: {names}. Zapisz dokument w jednym z nich."
        raise RefusedError("file", text)
    return kind


def _check(metric: Metric) -> None:
    if metric.published_on is not None and metric.published_on < metric.created_on:
        text = "Publikacja jest wcześniejsza niż wytworzenie. Popraw jedną z dat."
        raise RefusedError("published_on", text)


@contextmanager
def _kept(actor: User, partnership: Partnership, content: bytes) -> Iterator[StoredFile]:
    """The content put into storage before the transaction, which a slow storage would hold.

    Whatever goes wrong afterwards, the file does not stay behind.
    """
    kind = _accepted(content)
    require(actor, DOCUMENTS, partnership, today())
    storage = document_storage()
    try:
        name = storage.save(f"{secrets.token_hex(16)}.{kind.ending}", ContentFile(content))
    except UnreachableError as problem:
        raise RefusedError("file", NOT_STORED) from problem
    try:
        yield StoredFile(name, kind, len(content), hashlib.sha256(content).hexdigest())
    except BaseException:
        with suppress(OSError):
            storage.delete(name)
        raise


def _note(deed: Deed, document: Document, file: StoredFile, note: str) -> DocumentVersion:
    last = document.versions.aggregate(last=Max("number"))["last"] or 0
    made = document.versions.create(
        number=last + 1,
        file=file.name,
        media_type=file.kind.media_type,
        size=file.size,
        sha256=file.sha256,
        note=note,
        added_by=str(deed.actor)[:200],
    )
    after = {"number": made.number, "sha256": made.sha256, "size": made.size, "note": note}
    deed.log("document.version", made, after=after)
    return made


def _metric(document: Document) -> Metric:
    return Metric(
        document.title,
        DocumentKind(document.kind),
        document.author,
        document.publisher,
        document.created_on,
        document.published_on,
    )


def _told(metric: Metric) -> dict[str, str | None]:
    return {name: told(value) for name, value in asdict(metric).items()}
