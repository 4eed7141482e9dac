"""Fields whose errors say the reason and the remedy in Polish."""

from __future__ import annotations

from typing import Any

from django import forms

_EMPTY = "Pole jest puste. Wpisz wartość."
_NOT_CHOSEN = "Nic nie wybrano. Wybierz z listy."
_NOT_ON_LIST = "Tej wartości nie ma na liście. Wybierz jedną z podanych."


class Words(forms.CharField):
    """A line of text, or several when ``rows`` are given."""

    def __init__(self, *, rows: int = 0, **options: Any) -> None:
        widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
        super().__init__(widget=options.pop("widget", widget), **options)
        self.error_messages["required"] = _EMPTY
        self.error_messages["null_characters_not_allowed"] = "Tekst ma zły znak. Usuń go."

    def validate(self, value: Any) -> None:
        """Say how long the text is and how long it may be."""
        super().validate(value)
        if self.max_length is not None and len(value) > self.max_length:
            reason = f"Tekst ma {len(value)} znaków, a mieści się {self.max_length}. Skróć go."
            raise forms.ValidationError(reason)

    def run_validators(self, value: Any) -> None:
        """Run the validators that :meth:`validate` does not replace."""
        kept = self.validators
        self.validators = [one for one in kept if getattr(one, "code", "") != "max_length"]
        try:
            super().run_validators(value)
        finally:
            self.validators = kept


class Day(forms.DateField):
    """A day, typed as the browser sends it or as people write it."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(widget=widget, input_formats=["%Y-%m-%d", "%d.%m.%Y"], **options)
        self.error_messages["required"] = "Nie podano dnia. Wpisz datę, np. 31.12.2026."
        self.error_messages["invalid"] = "To nie jest data. Wpisz ją tak: 31.12.2026."


class Choice(forms.ChoiceField):
    """One of a list."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.error_messages["required"] = _NOT_CHOSEN
        self.error_messages["invalid_choice"] = _NOT_ON_LIST


class Choices(forms.MultipleChoiceField):
    """Several of a list, as real checkboxes."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.CheckboxSelectMultiple, **options)
        self.error_messages["required"] = _NOT_CHOSEN
        self.error_messages["invalid_choice"] = _NOT_ON_LIST
