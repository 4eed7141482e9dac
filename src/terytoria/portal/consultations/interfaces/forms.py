"""Forms of those who run a consultation and its register; verbs check what holds together."""

from __future__ import annotations

from typing import Any

from django import forms

from terytoria.portal.consultations.domain.deciding import SHORTEST, Opinion
from terytoria.portal.consultations.domain.places import Aim, block_name, chapters_of, gminas_of
from terytoria.portal.consultations.domain.planning import Plan
from terytoria.portal.consultations.domain.receiving import Came, Person, Said
from terytoria.portal.consultations.enums import Author, Channel, Outcome, Spot, Standing
from terytoria.portal.consultations.interfaces.public_forms import Mail
from terytoria.portal.consultations.models import Consultation
from terytoria.portal.consultations.models.remark import LONGEST
from terytoria.portal.drafting.domain.queries import frozen_versions
from terytoria.portal.drafting.models import BlockRevision
from terytoria.portal.partnerships.interfaces.document_forms import Upload
from terytoria.portal.partnerships.interfaces.fields import Choice, Day, Words
from terytoria.portal.partnerships.models import DocumentVersion, Partnership
from terytoria.strategy.elements import profiles

_FIRST = [("", "Wybierz…")]


class Degrees(forms.FloatField):
    """Degrees with a comma or a point."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "decimal"}), **options)
        self.error_messages["invalid"] = "To nie jest liczba. Wpisz ją tak: 16,4521."

    def to_python(self, value: Any) -> Any:
        """The number; a comma is a point."""
        return super().to_python(str(value or "").replace(",", "."))


class PlanForm(forms.Form):
    """What is consulted, when and how."""

    title = Words(label="Tytuł", max_length=200, help_text="Np. „Projekt strategii do 2035 r.”")
    profile = Choice(label="Rodzaj dokumentu", choices=[])
    text = Choice(
        label="Co jest konsultowane",
        required=False,
        choices=[],
        help_text="Zamrożona wersja tekstu z portalu albo plik. Można wybrać później.",
    )
    notice_on = Day(label="Dzień ogłoszenia")
    ends_on = Day(label="Ostatni dzień zgłaszania uwag")
    ways = Words(
        label="Jak można zgłaszać uwagi", max_length=2000, rows=4, help_text="Po jednym w wierszu."
    )
    meetings = Words(
        label="Spotkania",
        max_length=2000,
        rows=3,
        required=False,
        help_text="Po jednym w wierszu: dzień, godzina, miejsce.",
    )
    notice_address = forms.URLField(
        label="Adres ogłoszenia",
        max_length=500,
        required=False,
        assume_scheme="https",
        error_messages={"invalid": "To nie jest adres. Wpisz go tak: https://przyklad.pl/bip."},
    )
    erase_on = Day(
        label="Dzień usunięcia danych osobowych",
        help_text="Tego dnia znikną adresy, skany i pierwotne treści; uwagi zostaną bez danych.",
    )
    override_reason = Words(
        label="Uzasadnienie odstępstwa od terminu",
        max_length=1000,
        rows=2,
        required=False,
        help_text="Tylko gdy terminy nie spełniają przepisów. Zapiszemy je z Twoim nazwiskiem.",
    )

    def __init__(self, partnership: Partnership, data: Any = None, **options: Any) -> None:
        super().__init__(data, **options)
        known = [(one.id, one.name) for one in profiles()]
        self.fields["profile"].choices = [*_FIRST, *known]  # type: ignore[attr-defined]
        self._drafts = {f"draft:{one.pk}": one for one in frozen_versions(partnership)}
        files = DocumentVersion.objects.filter(document__partnership=partnership)
        found = files.select_related("document").order_by("-pk")
        self._files = {f"document:{one.pk}": one for one in found}
        texts = [(key, str(one)) for key, one in (self._drafts | self._files).items()]
        self.fields["text"].choices = [  # type: ignore[attr-defined]
            ("", "Jeszcze nie wiadomo"),
            *texts,
        ]

    def plan(self) -> Plan:
        """What was typed."""
        typed = dict(self.cleaned_data)
        text = typed.pop("text")
        typed.pop("version", None)
        return Plan(draft=self._drafts.get(text), document=self._files.get(text), **typed)


class PlanEditForm(PlanForm):
    """A consultation to change."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    @staticmethod
    def stored(found: Consultation) -> dict[str, Any]:
        """What the form begins with."""
        names = [name for name in PlanEditForm.base_fields if name != "text"]
        text = f"draft:{found.draft_id}" if found.draft_id else ""
        text = f"document:{found.document_id}" if found.document_id else text
        return {**{name: getattr(found, name) for name in names}, "text": text}


class EnterForm(forms.Form):
    """A remark from a meeting, a letter or the mail."""

    channel = Choice(
        label="Jak przyszła", choices=[one for one in Channel.choices if one[0] != Channel.FORM]
    )
    on = Day(label="Kiedy ją wysłano albo wypowiedziano")
    text = Words(label="Treść uwagi", rows=8, max_length=LONGEST)
    author = Choice(label="Kto zgłasza", choices=[*_FIRST, *Author.choices])
    residence = Choice(label="Gmina autora", required=False, choices=[])
    place = Choice(label="Czego dotyczy", required=False, choices=[])
    gmina = Choice(label="Miejsce na mapie: gmina", required=False, choices=[])
    lon = Degrees(label="Długość geograficzna", required=False)
    lat = Degrees(label="Szerokość geograficzna", required=False)
    name = Words(label="Imię i nazwisko autora", max_length=160, required=False)
    email = Mail(
        label="E-mail autora",
        required=False,
        help_text="Zaszyfrowany, poza rejestrem. Napiszemy, co stało się z uwagą.",
    )
    scan = Upload()

    def __init__(self, consultation: Consultation, *data: Any, **options: Any) -> None:
        super().__init__(*data, **options)
        gminas = gminas_of(consultation)
        places = [("", "Cały dokument")]
        for one in chapters_of(consultation):
            places.append((f"r:{one.id}", f"Rozdział: {one.title}"))
            places += [(f"p:{block.id}", f"– {block_name(block)}") for block in one.blocks]
        for name, choices in (
            ("residence", [("", "Nie wiadomo"), *gminas]),
            ("gmina", [("", "Nie dotyczy"), *gminas]),
            ("place", places),
        ):
            self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.fields["scan"].required = False
        self.fields["scan"].label = "Skan pisma"
        self.fields["scan"].help_text = "PDF, PNG albo JPEG. Zobaczy go tylko koordynator."

    def clean_scan(self) -> bytes:
        """The scan's content; nothing when there is none."""
        return self.cleaned_data.get("scan") or b""

    def said(self) -> Said:
        """What was typed."""
        typed = self.cleaned_data
        return Said(typed["text"], Author(typed["author"]), self._aim(), typed["residence"])

    def came(self) -> Came:
        """How it came."""
        typed = self.cleaned_data
        return Came(Channel(typed["channel"]), typed["on"], typed["scan"])

    def person(self) -> Person:
        """Who said it."""
        return Person(self.cleaned_data["email"], self.cleaned_data["name"])

    def _aim(self) -> Aim:
        typed = self.cleaned_data
        kind, _colon, key = typed["place"].partition(":")
        if key:
            return Aim(Spot.CHAPTER if kind == "r" else Spot.BLOCK, key)
        whole = typed["lon"] is not None and typed["lat"] is not None
        point = (typed["lon"], typed["lat"]) if whole else None
        return (
            Aim(Spot.MAP, gmina=typed["gmina"], point=point) if typed["gmina"] or point else Aim()
        )


class OpinionForm(forms.Form):
    """A position."""

    outcome = Choice(label="Stanowisko", choices=Outcome.choices, widget=forms.RadioSelect)
    reasons = Words(
        label="Uzasadnienie",
        rows=5,
        max_length=4000,
        help_text=f"Od {SHORTEST} znaków. Przeczyta je autor i znajdzie się w sprawozdaniu.",
    )
    revision = Choice(label="Zmiana tekstu z historii", required=False, choices=[])
    before = Words(label="Fragment przed zmianą", rows=4, max_length=20000, required=False)
    after = Words(label="Fragment po zmianie", rows=4, max_length=20000, required=False)

    def __init__(self, revisions: list[tuple[BlockRevision, str]], data: Any = None) -> None:
        super().__init__(data)
        choices = [(str(one.pk), label) for one, label in revisions]
        if choices:
            first = [("", "Nie wybieram")]
            self.fields["revision"].choices = [*first, *choices]  # type: ignore[attr-defined]
            self.fields["before"].help_text = "Tylko gdy zmiany nie ma na liście powyżej."
        else:
            del self.fields["revision"]
            text = "Przy uwadze uwzględnionej: przepisz fragment sprzed zmiany i po niej."
            self.fields["before"].help_text = text

    def opinion(self) -> Opinion:
        """What was typed."""
        typed = self.cleaned_data
        revision = int(typed["revision"]) if typed.get("revision") else None
        return Opinion(
            Outcome(typed["outcome"]), typed["reasons"], revision, typed["before"], typed["after"]
        )


class ScreenForm(forms.Form):
    """What to blank in a remark."""

    pieces = Words(
        label="Fragmenty do usunięcia",
        rows=4,
        max_length=LONGEST,
        required=False,
        help_text="Po jednym w wierszu, dokładnie jak w uwadze. Puste pole: nie ma czego usuwać.",
    )


class GroupForm(forms.Form):
    """Remarks to put together."""

    numbers = Words(label="Numery uwag", max_length=2000, help_text="Np. 3, 17, 25.")
    title = Words(
        label="O czym są te uwagi", max_length=160, required=False, help_text="Jedno zdanie."
    )

    def clean_numbers(self) -> list[int]:
        """The numbers that were typed."""
        pieces = self.cleaned_data["numbers"].replace(",", " ").replace("#", " ").split()
        if not all(one.isdecimal() and len(one) < 9 for one in pieces):
            raise forms.ValidationError("To nie są numery uwag. Wpisz je tak: 3, 17, 25.")
        return [int(one) for one in pieces]


class PersonForm(forms.Form):
    """Whose data are asked for."""

    email = Mail(label="Adres e-mail osoby")


class FilterForm(forms.Form):
    """What of the register is wanted."""

    text = Words(label="Szukaj w treści albo po numerze", max_length=120, required=False)
    chapter = Choice(label="Rozdział", required=False, choices=[])
    author = Choice(label="Autor", required=False, choices=[("", "Każdy"), *Author.choices])
    channel = Choice(label="Sposób", required=False, choices=[("", "Każdy"), *Channel.choices])
    position = Choice(
        label="Stanowisko",
        required=False,
        choices=[
            ("", "Każde"),
            ("without", "bez stanowiska"),
            ("proposed", "czeka na zatwierdzenie"),
            *Outcome.choices,
        ],
    )
    standing = Choice(
        label="Czy się liczy",
        required=False,
        choices=[("", "Wszystkie"), *Standing.choices],
    )
    group = Choice(label="Grupa", required=False, choices=[])

    def __init__(self, consultation: Consultation, data: Any) -> None:
        super().__init__(data)
        titles = dict.fromkeys(one.title for one in chapters_of(consultation))
        chapters = [("", "Każdy"), *((one, one) for one in titles)]
        self.fields["chapter"].choices = chapters  # type: ignore[attr-defined]
        groups = [(str(one.pk), one.title) for one in consultation.groups.all()]
        self.fields["group"].choices = [("", "Każda"), *groups]  # type: ignore[attr-defined]
