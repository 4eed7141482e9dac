"""The form of a new token."""

from __future__ import annotations

from django import forms

from terytoria.portal.api.domain.tokens import LONGEST
from terytoria.portal.api.enums import Scope


class TokenForm(forms.Form):
    """What a token is called, what it is for, how long it works."""

    name = forms.CharField(
        label="Nazwa", max_length=80, help_text="Co będzie go używać, na przykład: arkusz gminy."
    )
    scopes = forms.MultipleChoiceField(
        label="Zakresy",
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tylko te, których program potrzebuje. Token nigdy nie może więcej niż Ty.",
    )
    days = forms.IntegerField(
        label="Ważny przez ile dni", min_value=1, max_value=LONGEST, help_text="Najwyżej rok (365)."
    )
