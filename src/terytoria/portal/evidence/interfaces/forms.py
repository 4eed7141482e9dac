"""Forms of evidence; what holds together is checked by the verbs."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from terytoria.portal.evidence.domain.diagnosis import PEERS
from terytoria.portal.evidence.enums import Choice, OwnKind
from terytoria.portal.evidence.models import DiagnosisVersion
from terytoria.portal.partnerships.domain.content import TYPES
from terytoria.portal.partnerships.domain.documents import LARGEST
from terytoria.statistics.snapshot import Store

FILE_TYPES = ", ".join(one.label for one in TYPES)

_LINES = forms.Textarea(attrs={"rows": 3})


class RequestForm(forms.Form):
    """Which data and comparison group a diagnosis is made with."""

    snapshot = forms.ChoiceField(label="Migawka danych", required=False)
    peers = forms.ChoiceField(label="Z kim porównać gminy", choices=list(PEERS.items()))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [(name, name) for name in Store.default().names()]
        self.fields["snapshot"] = forms.ChoiceField(
            label="Migawka danych", required=False, choices=[("", "domyślna"), *names]
        )


class VerdictForm(forms.Form):
    """A verdict on a finding."""

    choice = forms.ChoiceField(label="Ocena", choices=Choice.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label="Powód",
        required=False,
        max_length=2000,
        widget=_LINES,
        help_text="Konieczny przy odrzuceniu i zmianie brzmienia.",
    )
    wording = forms.CharField(
        label="Nowe brzmienie",
        required=False,
        max_length=2000,
        widget=_LINES,
        help_text="Tylko przy ocenie „przeformułowane”. Brzmienie pierwotne zostaje zachowane.",
    )


class Attachment(forms.FileField):
    """A file that may be given; what it is, its content says."""

    def clean(self, data: Any, initial: Any = None) -> bytes | None:
        """The content, read no further than one byte beyond the limit; ``None`` without a file."""
        given = super().clean(data, initial)
        return bytes(given.read(LARGEST + 1)) if given else None


class OwnForm(forms.Form):
    """Evidence of the partnership's own."""

    title = forms.CharField(label="Tytuł", max_length=200)
    kind = forms.ChoiceField(label="Rodzaj", choices=OwnKind.choices)
    source = forms.CharField(
        label="Źródło", max_length=200, help_text="Kto zebrał dane albo wydał dokument."
    )
    vintage = forms.DateField(
        label="Stan danych", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    value = forms.FloatField(label="Wartość", required=False, localize=True)
    measure = forms.CharField(
        label="Jednostka miary", max_length=40, required=False, help_text="Na przykład: osoby, %."
    )
    year = forms.IntegerField(label="Rok", required=False, min_value=1900, max_value=2100)
    low = forms.FloatField(label="Dolna granica przedziału", required=False, localize=True)
    high = forms.FloatField(label="Górna granica przedziału", required=False, localize=True)
    units = forms.CharField(
        label="Gminy, których dotyczy",
        required=False,
        help_text="Kody TERYT po przecinku; puste oznacza całe partnerstwo.",
    )
    formula = forms.CharField(label="Sposób obliczenia", max_length=400, required=False)
    url = forms.URLField(label="Adres w internecie", required=False, assume_scheme="https")
    note = forms.CharField(label="Uwagi", required=False, max_length=4000, widget=_LINES)
    file = Attachment(
        label="Plik z danymi", required=False, help_text=f"{FILE_TYPES}, do {LARGEST // 2**20} MB."
    )

    def clean_units(self) -> list[str]:
        """Codes of gminas, sorted."""
        codes = sorted(set(re.split(r"[,;\s]+", self.cleaned_data["units"].strip())) - {""})
        wrong = [code for code in codes if not re.fullmatch(r"[0-9]{7}", code)]
        if wrong:
            raise forms.ValidationError(
                f"{', '.join(wrong)}: kod gminy ma siedem cyfr. Popraw kody."
            )
        return codes


class WithdrawForm(forms.Form):
    """Why own evidence is withdrawn."""

    reason = forms.CharField(label="Powód wycofania", max_length=400)


class CompareForm(forms.Form):
    """Which two versions are compared."""

    stara = forms.TypedChoiceField(label="Wersja wcześniejsza", coerce=int)
    nowa = forms.TypedChoiceField(label="Wersja późniejsza", coerce=int)

    def __init__(self, versions: list[DiagnosisVersion], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.number, f"{one} (stan danych {one.vintage})") for one in versions]
        for name, label in (("stara", "Wersja wcześniejsza"), ("nowa", "Wersja późniejsza")):
            self.fields[name] = forms.TypedChoiceField(label=label, choices=choices, coerce=int)
