"""Documents of a partnership with the metric that public information needs."""

from __future__ import annotations

from pathlib import Path
from typing import Any, ClassVar

from django.conf import settings
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.db import models
from django.db.models import Q

from terytoria.portal.partnerships.enums import DocumentKind
from terytoria.portal.partnerships.models.partnership import Partnership
from terytoria.statistics.snapshot import home


class HomeStorage(FileSystemStorage):
    """Files in ``MEDIA_ROOT``, else in ``files`` of the home; asked anew for each file."""

    @property
    def base_location(self) -> str:
        """The folder as told."""
        return str(settings.MEDIA_ROOT or home() / "files")

    @property
    def location(self) -> str:
        """The folder from the root."""
        return str(Path(self.base_location).absolute())

    def _save(self, name: str, content: File[Any]) -> str:
        """Store the whole file or none: what finds no room leaves no piece behind."""
        try:
            return str(super()._save(name, content))  # type: ignore[misc] # not in stubs
        except OSError:
            self.delete(name)
            raise


def document_storage() -> Storage:
    """The storage ``documents`` of the settings (S3 or another), else folders of this machine."""
    return storages["documents"] if "documents" in settings.STORAGES else HomeStorage()


class Document(models.Model):
    """A document: who made it, who publishes it, since when; its files are its versions."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="documents")
    title = models.CharField("tytuł", max_length=200)
    kind = models.CharField("rodzaj", max_length=20, choices=DocumentKind)
    author = models.CharField("wytworzył", max_length=160)
    publisher = models.CharField("opublikował", max_length=160)
    created_on = models.DateField("data wytworzenia")
    published_on = models.DateField("data publikacji", null=True, blank=True)

    class Meta:
        ordering = ("-created_on", "-id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(published_on__isnull=True)
                | Q(published_on__gte=models.F("created_on")),
                name="a_document_is_published_after_it_was_made",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class DocumentVersion(models.Model):
    """One file of a document; together they are its change log. Never changed.

    ``media_type`` is told by the content; ``sha256`` identifies it; ``note`` says what changed.
    """

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    file = models.FileField(storage=document_storage, max_length=120)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    note = models.CharField("co się zmieniło", max_length=300)
    added_at = models.DateTimeField(auto_now_add=True)
    added_by = models.CharField(max_length=200)

    class Meta:
        ordering = ("-number",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["document", "number"], name="a_version_of_a_document_has_its_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} (wersja {self.number})"
