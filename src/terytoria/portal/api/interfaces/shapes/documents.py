"""Documents with their versions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from pydantic import Field

from terytoria.portal.api.interfaces.shapes.ground import Given
from terytoria.portal.partnerships.models import Document, DocumentVersion

DocumentKindName = Literal["agreement", "resolution", "minutes", "diagnosis", "strategy", "other"]


class VersionShape(Given):
    """One file of a document."""

    number: int = Field(description="Numer wersji.")
    media_type: str = Field(description="Typ pliku.", examples=["application/pdf"])
    size: int = Field(description="Rozmiar w bajtach.")
    sha256: str = Field(description="Skrót treści (SHA-256).")
    note: str = Field(description="Co się zmieniło.")
    added_at: datetime = Field(description="Kiedy dodano.")
    added_by: str = Field(description="Kto dodał.")


class DocumentShape(Given):
    """A document with its metric and change log."""

    id: int = Field(description="Numer dokumentu.")
    title: str = Field(description="Tytuł.")
    kind: DocumentKindName = Field(description="Rodzaj.")
    author: str = Field(description="Kto wytworzył.")
    publisher: str = Field(description="Kto opublikował.")
    created_on: date = Field(description="Data wytworzenia.")
    published_on: date | None = Field(description="Data publikacji; null: nieopublikowany.")
    versions: list[VersionShape] = Field(description="Rejestr zmian, najnowsza wersja pierwsza.")


def document_shape(document: Document) -> DocumentShape:
    """A document."""
    same = ("title", "kind", "author", "publisher", "created_on", "published_on")
    return DocumentShape.model_validate(
        {
            **{name: getattr(document, name) for name in same},
            "id": document.pk,
            "versions": [_version(one) for one in document.versions.all()],
        }
    )


def _version(version: DocumentVersion) -> VersionShape:
    names = VersionShape.model_fields
    return VersionShape.model_validate({name: getattr(version, name) for name in names})
