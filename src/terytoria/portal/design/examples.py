"""Invented content for the gallery: forms, a table, history, texts, a map."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from django import forms
from django.utils.safestring import SafeString, mark_safe

from terytoria.portal.design.tables import Cell, Column, Table, row
from terytoria.portal.design.templatetags.design import status

ROLES = (("leader", "Lider"), ("member", "Członek"), ("observer", "Obserwator"))
TOPICS = (("water", "Woda i ścieki"), ("buses", "Transport publiczny"), ("care", "Opieka"))

FIGURES = (
    ("41 280", "mieszkańców", "o 3,1% mniej niż pięć lat temu"),
    ("5", "gmin", "z dwóch powiatów"),
    ("12", "ustaleń do omówienia", ""),
)

TEXT_BEFORE = (
    "Partnerstwo zbuduje drogę rowerową z Jezierzyna do Borowej Góry.\n"
    "Zadanie prowadzi gmina Jezierzyn. Koszt: 2,4 mln zł."
)
TEXT_AFTER = (
    "Partnerstwo zbuduje drogę pieszo-rowerową z Jezierzyna do Leśniowa.\n"
    "Zadanie prowadzi gmina Jezierzyn. Koszt: 3,1 mln zł, z czego połowę pokryje dotacja."
)


class ExampleForm(forms.Form):
    """Every kind of field."""

    name = forms.CharField(
        label="Nazwa partnerstwa",
        max_length=80,
        help_text="Tak, jak ma stać na okładce raportu, na przykład „Partnerstwo Doliny”.",
    )
    email = forms.EmailField(label="Adres e-mail osoby do kontaktu")
    role = forms.ChoiceField(label="Rola gminy", choices=(("", "Wybierz rolę"), *ROLES))
    since = forms.DateField(
        label="Dzień przystąpienia", widget=forms.DateInput(attrs={"type": "date"})
    )
    purpose = forms.CharField(
        label="Cel partnerstwa",
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Dwa lub trzy zdania. Możesz je zmienić później.",
    )
    topics = forms.MultipleChoiceField(
        label="Czym zajmie się partnerstwo",
        choices=TOPICS,
        widget=forms.CheckboxSelectMultiple,
        help_text="Zaznacz wszystko, co pasuje.",
    )
    form = forms.ChoiceField(
        label="Kto prowadzi zadania",
        choices=(("one", "Jedna gmina"), ("each", "Każda gmina swoje")),
        widget=forms.RadioSelect,
    )
    agreement = forms.FileField(
        label="Skan porozumienia", required=False, help_text="Plik PDF, nie większy niż 10 MB."
    )
    number = forms.CharField(
        label="Numer nadany przez program", required=False, disabled=True, initial="Nadamy później"
    )
    consent = forms.BooleanField(label="Rada gminy podjęła uchwałę o przystąpieniu")


@dataclass(frozen=True)
class Event:
    """One line of history."""

    when: datetime
    what: str
    who: str
    note: str = ""


EVENTS = (
    Event(
        datetime(2031, 3, 14, 9, 20, tzinfo=UTC),
        "Gmina Leśniów przystąpiła do partnerstwa",
        "Koordynatorka partnerstwa",
        "Na podstawie uchwały z 12 marca.",
    ),
    Event(datetime(2031, 3, 2, 14, 5, tzinfo=UTC), "Zmieniono cel partnerstwa", "Doradca"),
    Event(datetime(2031, 2, 20, 8, 0, tzinfo=UTC), "Założono partnerstwo", "Program"),
)


def gminas() -> Table:
    """A table with states, links, figures and a missing value."""
    columns = (
        Column("name", "Gmina", sorts=True),
        Column("state", "Uchwała"),
        Column("people", "Ludność", sorts=True, figure=True),
        Column("change", "Zmiana w pięć lat", sorts=True, figure=True),
    )
    done, waits = status("success", "Podjęta"), status("waiting", "W toku")
    rows = (
        row(Cell("Jezierzyn", "#"), done, Cell("14 210", by=14210), Cell("−2,4%", by=-2.4)),
        row(Cell("Żabie Doły", "#"), waits, Cell("3 980", by=3980), Cell("brak danych", by=None)),
        row(Cell("Borowa Góra", "#"), done, Cell("8 115", by=8115), Cell("+0,6%", by=0.6)),
        row(Cell("Łąki Wielkie", "#"), waits, Cell("9 042", by=9042), Cell("−5,0%", by=-5.0)),
    )
    return Table("Gminy partnerstwa", columns, rows)


def population() -> Table:
    """What the map shows, as a table."""
    columns = (Column("place", "Gmina"), Column("share", "Zmiana ludności", figure=True))
    rows = (row("Jezierzyn", "−2,4%"), row("Borowa Góra", "+0,6%"), row("Łąki Wielkie", "−5,0%"))
    return Table("Zmiana ludności w pięć lat", columns, rows)


def drawing() -> SafeString:
    """A map of three invented gminas."""
    shapes = (
        ("M20 30 170 15 205 120 90 190 15 130z", "#bfdce4", "Jezierzyn: −2,4%"),
        ("M170 15 330 40 345 150 205 120z", "#e3eff2", "Borowa Góra: +0,6%"),
        ("M90 190 205 120 345 150 300 225 150 235z", "#61a5bc", "Łąki Wielkie: −5,0%"),
    )
    paths = "".join(
        f'<a href="#" aria-label="{said}"><path d="{way}" fill="{fill}" stroke="#fff"/></a>'
        for way, fill, said in shapes
    )
    return mark_safe(  # noqa: S308 - constants of this file
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 250" role="group" '
        f'aria-label="Mapa gmin partnerstwa">{paths}</svg>'
    )
