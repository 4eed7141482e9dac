"""Forms of the text; what they hold is checked by the verbs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from terytoria.portal.drafting.domain.content import LIVE_LABELS, LONGEST_TEXT, table_text
from terytoria.portal.drafting.domain.figures import Figures
from terytoria.portal.drafting.enums import BlockKind, CompanionKind, Criterion
from terytoria.portal.drafting.models import DraftVersion, Text
from terytoria.portal.partnerships.interfaces.fields import Choice, Choices, Words
from terytoria.portal.strategies.chain import Cited
from terytoria.portal.strategies.interfaces.fields import Year
from terytoria.strategy.elements import profile, profiles

LEVELS = (("1", "rozdział"), ("2", "podrozdział"), ("3", "punkt"))
_MARKS = (
    "**pogrubienie**, *kursywa*, „- ” na początku wiersza to punkt listy, [słowa](https://adres) "
    "to odnośnik, [4,8%](dowod:finding:12) to przytoczony dowód. Nowy wiersz to nowy akapit."
)


class StoredForm(forms.Form):
    """A form of what is stored: knows the version it was opened with (0: a new one)."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)


class TextForm(StoredForm):
    """What a text is."""

    title = Words(label="Tytuł", max_length=200)
    profiles = Choices(
        label="Czym ten dokument ma być",
        help_text="Można wybrać kilka: jeden tekst może spełniać kilka przepisów naraz.",
    )
    horizon = Year(label="Ostatni rok strategii", help_text="Na przykład 2035.")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["profiles"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above
        field.choices = [(one.id, f"{one.name} ({one.basis})") for one in profiles()]


class ChapterForm(StoredForm):
    """A chapter."""

    title = Words(label="Tytuł", max_length=200)
    level = Choice(label="Poziom", choices=LEVELS, initial="1")
    elements = Choices(
        label="Elementy, które ten rozdział realizuje",
        required=False,
        help_text="Lista kontrolna sprawdzi, czy w rozdziale jest to, czego element wymaga.",
    )

    def __init__(self, *args: Any, text: Text, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["elements"]
        assert isinstance(field, forms.MultipleChoiceField)  # noqa: S101 - declared above
        found = {
            one.id: f"{one.id}: {one.name}"
            for name in text.profiles
            for one in profile(name).elements
        }
        field.choices = list(found.items())


class BlockForm(StoredForm):
    """A block of one kind."""

    def content(self) -> dict[str, Any]:
        """What was typed, as the verbs take it."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class ParagraphForm(BlockForm):
    """Marked text."""

    text = Words(label="Treść", rows=14, max_length=LONGEST_TEXT, help_text=_MARKS)


class TableForm(BlockForm):
    """A table as lines."""

    caption = Words(label="Podpis", max_length=300)
    table = Words(
        label="Tabela",
        rows=12,
        help_text="Wiersz to wiersz tabeli, a między komórkami stoi |. Pierwszy to nagłówki. "
        "Kreskę w komórce zapisz jako \\|. Dowody przytacza się tak jak w akapicie.",
    )


class FigureForm(BlockForm):
    """A figure of the diagnosis."""

    figure = Choice(label="Rysunek z diagnozy")
    caption = Words(label="Podpis", max_length=300, help_text="Co z rysunku wynika, jedno zdanie.")
    pinned = Choice(
        label="Dane rysunku",
        required=False,
        help_text="Rysunek może się odnawiać z każdą diagnozą albo zostać przy danych z dziś.",
    )

    def offer(self, figures: Figures) -> None:
        """Figures of the newest diagnosis and of the one the figure stays with."""
        pinned = str(self.initial.get("pinned", ""))
        names: dict[str, str] = {}
        for of in (figures.newest, figures.by_snapshot.get(pinned)):
            names |= figures.drawn.get(of.number, {}) if of else {}
        own = str(self.initial.get("figure", ""))
        if own:
            names.setdefault(own, own)
        _choices(self, "figure", list(names.items()))
        stays = [("", "śledzi najnowszą diagnozę")]
        kept = {one for one in (figures.newest and figures.newest.snapshot, pinned) if one}
        stays += [(one, f"przypięty do migawki {one}") for one in sorted(kept)]
        _choices(self, "pinned", stays)


class InsertedForm(BlockForm):
    """A part of the chain."""

    what = Choice(
        label="Co wstawić",
        choices=[(one.value, label) for one, label in LIVE_LABELS.items()],
        help_text="Wstawka zawsze pokazuje to, co jest w zakładce Strategia.",
    )


def _choices(form: forms.Form, name: str, pairs: Iterable[tuple[str, str]]) -> None:
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared by the form
    field.choices = list(pairs)


FORMS: Mapping[BlockKind, type[BlockForm]] = {
    BlockKind.PARAGRAPH: ParagraphForm,
    BlockKind.TABLE: TableForm,
    BlockKind.FIGURE: FigureForm,
    BlockKind.INSERTED: InsertedForm,
}


def initial(kind: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """Content as the fields of a form show it."""
    if kind == BlockKind.TABLE:
        return {"caption": content["caption"], "table": table_text(content)}
    return dict(content)


class CiteForm(forms.Form):
    """Evidence to cite."""

    cite = Choice(label="Dowód", required=False)

    def __init__(self, *args: Any, sources: Iterable[Cited], **options: Any) -> None:
        super().__init__(*args, **options)
        kinds = {"finding": "Ustalenie", "own": "Dane własne"}
        pairs = [(one.key, f"{kinds[one.key.partition(':')[0]]}: {one.title}") for one in sources]
        _choices(self, "cite", [("", "wybierz dowód"), *pairs])


class CommentForm(StoredForm):
    """A comment; for a paragraph also another text."""

    body = Words(label="Komentarz", rows=4, required=False, max_length=4000)
    suggestion = Words(
        label="Proponowany tekst",
        rows=8,
        required=False,
        max_length=LONGEST_TEXT,
        help_text="Popraw tekst akapitu. Osoba, która go pisze, przyjmie go jednym kliknięciem "
        "albo odrzuci z powodem. Bez zmian w polu zostanie sam komentarz.",
    )


class ReasonForm(forms.Form):
    """Why a suggestion is declined, or an element does not apply."""

    reason = Words(label="Powód", rows=3, required=False, max_length=400)


class EvaluationForm(StoredForm):
    """Judgements by criterion."""

    relevance = Words(label="Ocena trafności", rows=6, required=False)
    effectiveness = Words(label="Ocena przewidywanej skuteczności", rows=6, required=False)
    efficiency = Words(label="Ocena efektywności", rows=6, required=False)

    def judgements(self) -> dict[str, str]:
        """What was typed, by criterion."""
        return {one.value: self.cleaned_data[one.value] for one in Criterion}


def _free(label: str, told: str, rows: int = 5) -> Words:
    """A text of a companion; it may stay empty."""
    return Words(label=label, rows=rows, required=False, help_text=told)


class SummaryForm(StoredForm):
    """The text of a summary; its lists come from the chain."""

    area = _free("Obszar", "Gdzie leży partnerstwo, ile ma gmin i mieszkańców, co je łączy.")
    challenges = _free("Wyzwania", "Co jest dziś najtrudniejsze i dlaczego.")
    goals = _free("Cele", "Co się zmieni, gdy cele zostaną osiągnięte.")
    projects = _free("Najważniejsze projekty", "Po co są i co kto zrobi najpierw.")
    targets = _free("Jak zmierzymy postęp", "Kto, kiedy i gdzie powie, jak idzie.")


class EasyForm(StoredForm):
    """The easy-to-read version."""

    text = _free(
        "Treść",
        "Jeden wiersz to jedno zdanie. „- ” na początku wiersza to punkt listy.",
        rows=14,
    )
    words = _free(
        "Trudne słowa",
        "Jeden wiersz to jedno słowo, na przykład: strategia: plan na wiele lat.",
        rows=6,
    )


COMPANIONS: Mapping[CompanionKind, type[StoredForm]] = {
    CompanionKind.SUMMARY: SummaryForm,
    CompanionKind.EASY: EasyForm,
}


class FreezeForm(forms.Form):
    """What is said about a version."""

    note = Words(
        label="Opis wersji",
        required=False,
        max_length=400,
        help_text="Na przykład: do konsultacji.",
    )


class CompareForm(forms.Form):
    """Two versions to compare; 0 is the text as it is now."""

    LABELS = ("old", "new")
    old = Choice(label="Wersja wcześniejsza")
    new = Choice(label="Wersja późniejsza")

    def __init__(self, versions: Iterable[DraftVersion], *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        kept = [(str(one.number), f"wersja {one.number}") for one in versions]
        _choices(self, "old", kept)
        _choices(self, "new", [("0", "tekst dzisiaj"), *kept])
