"""The form of a withdrawal."""

from __future__ import annotations

from django import forms

from terytoria.portal.publishing import phrases


class WithdrawForm(forms.Form):
    """Why a publication is withdrawn."""

    reason = forms.CharField(
        label="Powód wycofania",
        max_length=300,
        help_text="Zobaczy go każdy, kto otworzy adres publikacji. Nie podawaj danych osób.",
        error_messages={"required": phrases.NO_REASON},
    )
