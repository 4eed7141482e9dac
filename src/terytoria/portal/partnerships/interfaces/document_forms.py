"""Forms of documents."""

from __future__ import annotations

from typing import Any

from django import forms

from terytoria.portal.partnerships.domain.documents import LARGEST, Metric
from terytoria.portal.partnerships.enums import DocumentKind
from terytoria.portal.partnerships.interfaces.fields import Choice, Day, Words

_TYPES = "PDF, DOCX, ODT, XLSX, PNG albo JPEG"


class Upload(forms.FileField):
    """A file of the kinds that are taken; what it is, its content says."""

    def __init__(self) -> None:
        size = LARGEST // 2**20
        super().__init__(label="Plik", help_text=f"{_TYPES}, do {size} MB.")
        self.error_messages["required"] = "Nie wybrano pliku. Wskaż plik z dysku."
        self.error_messages["empty"] = "Plik jest pusty. Wybierz inny."
        self.error_messages["invalid"] = "Nie otrzymaliśmy pliku. Wskaż go jeszcze raz."

    def clean(self, data: Any, initial: Any = None) -> bytes:
        """The content, read no further than one byte beyond the limit; empty without a file."""
        given = super().clean(data, initial)
        return bytes(given.read(LARGEST + 1)) if given else b""


class MetricForm(forms.Form):
    """The metric of public information."""

    title = Words(label="Tytuł", max_length=200)
    kind = Choice(label="Rodzaj", choices=DocumentKind.choices)
    author = Words(label="Kto wytworzył", max_length=160)
    publisher = Words(label="Kto publikuje", max_length=160)
    created_on = Day(label="Data wytworzenia")
    published_on = Day(label="Data publikacji", required=False)

    def metric(self) -> Metric:
        """The metric as typed."""
        return Metric(**{name: self.cleaned_data[name] for name in Metric.__dataclass_fields__})


class NewDocumentForm(MetricForm):
    """A document with its first file."""

    file = Upload()


class VersionForm(forms.Form):
    """A new version."""

    file = Upload()
    note = Words(label="Co się zmieniło", max_length=300)
