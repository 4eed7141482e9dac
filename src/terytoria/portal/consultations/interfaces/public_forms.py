"""The form of a remark, for people without an account."""

from __future__ import annotations

from typing import Any

from django import forms

from terytoria.portal.consultations.domain.places import Aim, gminas_of
from terytoria.portal.consultations.domain.receiving import Person, Said
from terytoria.portal.consultations.enums import Author, Spot
from terytoria.portal.consultations.models import Consultation
from terytoria.portal.consultations.models.remark import LONGEST
from terytoria.portal.partnerships.interfaces.fields import Choice, Words

_FIRST = [("", "Wybierz…")]


class Mail(forms.EmailField):
    """An address of mail."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=254, **options)
        text = "To nie jest adres e-mail. Wpisz go tak: imie@przyklad.pl."
        self.error_messages["invalid"] = text
        self.error_messages["required"] = "Nie podano adresu. Wpisz go tak: imie@przyklad.pl."


class RemarkForm(forms.Form):
    """A remark: what, who as a category, and an address when an answer is wanted."""

    text = Words(
        label="Twoja uwaga",
        rows=9,
        max_length=LONGEST,
        help_text=(
            f"Do {LONGEST} znaków. Napisz, co zmienić i dlaczego. Nie podawaj danych osobowych: "
            "treść uwagi będzie jawna."
        ),
    )
    author = Choice(label="Kto zgłasza uwagę", choices=[*_FIRST, *Author.choices])
    residence = Choice(label="Gmina zamieszkania albo siedziby", required=False, choices=[])
    email = Mail(
        label="Adres e-mail",
        required=False,
        help_text="Gdy go podasz, poprosimy o potwierdzenie i napiszemy, co stało się z uwagą.",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def __init__(self, consultation: Consultation, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        self.fields["residence"].choices = [  # type: ignore[attr-defined]
            ("", "Nie podaję"),
            *gminas_of(consultation),
        ]

    def said(self, aim: Aim) -> Said:
        """What was typed, about what was chosen before."""
        typed = self.cleaned_data
        return Said(typed["text"], Author(typed["author"]), aim, typed["residence"])

    def person(self) -> Person:
        """How the author may be reached."""
        return Person(self.cleaned_data["email"])


def aim_of(asked: Any) -> Aim:
    """What an address or a form asks to remark on; anything unknown is the whole document."""
    gmina = str(asked.get("gmina", ""))[:7]
    if asked.get("akapit"):
        return Aim(Spot.BLOCK, str(asked["akapit"])[:16])
    if asked.get("rozdzial"):
        return Aim(Spot.CHAPTER, str(asked["rozdzial"])[:16])
    point = _point(asked.get("lon"), asked.get("lat"))
    if gmina or point:
        return Aim(Spot.MAP, gmina=gmina, point=point)
    return Aim()


def hidden_of(aim: Aim) -> list[tuple[str, str]]:
    """The same as fields of a form or of an address."""
    names = {Spot.BLOCK: "akapit", Spot.CHAPTER: "rozdzial"}
    if aim.spot in names:
        return [(names[aim.spot], aim.place)]
    lon, lat = aim.point or ("", "")
    found = [("gmina", aim.gmina), ("lon", str(lon)), ("lat", str(lat))]
    return [(name, value) for name, value in found if value]


def _point(lon: object, lat: object) -> tuple[float, float] | None:
    try:
        return float(str(lon)), float(str(lat))
    except ValueError:
        return None
