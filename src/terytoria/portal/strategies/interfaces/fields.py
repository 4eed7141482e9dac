"""Fields of forms whose errors say the reason and the remedy in Polish."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.validators import DecimalValidator

from terytoria.portal.partnerships.interfaces.fields import Words

_FIGURE = "To nie jest liczba. Wpisz ją cyframi, na przykład 12,5."
_EMPTY = "Pole jest puste. Wpisz wartość."
_SPACES = re.compile(r"[\s\u00a0\u202f]")


def _typed(value: Any) -> Any:
    """A number as people type it, with spaces, a comma and a true minus, as a program reads it."""
    if isinstance(value, str):
        return _SPACES.sub("", value).replace(",", ".").replace("\u2212", "-")
    return value


class Figure(forms.FloatField):
    """A number with a decimal comma or point."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        super().__init__(widget=widget, **options)
        self.error_messages |= {"invalid": _FIGURE, "required": _EMPTY}

    def to_python(self, value: Any) -> Any:
        """The number typed; ``None`` for nothing."""
        return super().to_python(_typed(value))


class Amount(forms.DecimalField):
    """Money in PLN."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal"})
        super().__init__(widget=widget, max_digits=14, decimal_places=2, **options)
        self.error_messages |= {"invalid": _FIGURE, "required": _EMPTY}
        reason = "Kwota jest zbyt długa. Podaj złote i najwyżej dwa miejsca groszy."
        for one in self.validators:
            if isinstance(one, DecimalValidator):
                one.messages = dict.fromkeys(one.messages, reason)

    def to_python(self, value: Any) -> Any:
        """The amount typed; ``None`` for nothing."""
        return super().to_python(_typed(value).removesuffix("zł") if value else value)


class Year(forms.IntegerField):
    """A year."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4})
        super().__init__(widget=widget, **options)
        self.error_messages |= {
            "invalid": "To nie jest rok. Wpisz cztery cyfry, na przykład 2030.",
            "required": _EMPTY,
        }


class Lines(Words):
    """Several values, each in its line."""

    def __init__(self, **options: Any) -> None:
        super().__init__(rows=3, **options)

    def clean(self, value: Any) -> Any:
        """The lines that say something."""
        typed: str = super().clean(value)
        return [line.strip() for line in typed.splitlines() if line.strip()]
