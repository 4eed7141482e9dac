"""Forms of own layers of the model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms

from terytoria.portal.drafting.domain.layers import LARGEST
from terytoria.portal.drafting.enums import LayerUse
from terytoria.portal.partnerships.interfaces.fields import Choice, Choices, Words


class MapFile(forms.FileField):
    """A file with shapes; what it is, its content says."""

    def __init__(self) -> None:
        said = (
            f"GeoPackage (.gpkg) albo GeoJSON (.geojson), jedna warstwa, do {LARGEST // 2**20} MB."
        )
        super().__init__(label="Plik", help_text=said, max_length=150)
        self.error_messages["required"] = "Nie wybrano pliku. Wskaż plik z dysku."
        self.error_messages["empty"] = "Plik jest pusty. Wybierz inny."
        self.error_messages["max_length"] = "Nazwa pliku jest zbyt długa. Skróć ją."

    def clean(self, data: Any, initial: Any = None) -> tuple[str, bytes]:
        """The name and the content, read no further than one byte beyond the limit."""
        given = super().clean(data, initial)
        return str(given.name), bytes(given.read(LARGEST + 1))


class LayerForm(forms.Form):
    """A layer from a file."""

    title = Words(label="Nazwa warstwy", max_length=200, help_text="Na przykład: Korytarz Gwdy.")
    use = Choice(
        label="Co pokazuje",
        choices=LayerUse.choices,
        help_text="Obszar interwencji musi leżeć w partnerstwie.",
    )
    file = MapFile()


class AreaForm(forms.Form):
    """An intervention area of whole gminas."""

    title = Words(label="Nazwa obszaru", max_length=200)
    gminas = Choices(label="Gminy", help_text="Obszar obejmie wskazane gminy w całości.")

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["gminas"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above
        field.choices = list(choices)
