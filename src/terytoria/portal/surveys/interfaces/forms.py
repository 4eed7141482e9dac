"""Forms of surveys; what holds together is checked by the verbs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms

from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.surveys.domain.drafting import Plan
from terytoria.portal.surveys.enums import LANGUAGES, Access, Audience
from terytoria.portal.surveys.models import Survey
from terytoria.surveys.library import library
from terytoria.surveys.questionnaire import Kind, Option, Question, Questionnaire, ShownIf

KINDS = {
    Kind.SINGLE: "jedna odpowiedź z listy",
    Kind.MULTIPLE: "kilka odpowiedzi z listy",
    Kind.SCALE: "skala",
    Kind.NUMBER: "liczba",
    Kind.OPEN: "własnymi słowami",
}
_ALWAYS = ""
_LINES = forms.Textarea(attrs={"rows": 3})


def _day(label: str, help_text: str = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, help_text=help_text)


class SurveyForm(forms.Form):
    """What a survey is called, whom it asks, and when."""

    title = forms.CharField(label="Tytuł", max_length=160)
    intro = forms.CharField(
        label="Wstęp", max_length=2000, required=False, widget=_LINES,
        help_text="Po co pytamy i co zrobimy z odpowiedziami.",
    )  # fmt: skip
    audience = forms.ChoiceField(label="Kogo pytamy", choices=Audience.choices)
    access = forms.ChoiceField(label="Kto może odpowiedzieć", choices=Access.choices)
    opens = _day("Początek")
    closes = _day("Koniec", "Ostatni dzień, w którym można odpowiadać.")
    keep_until = _day("Odpowiedzi usuwamy dnia", "Zostaną zbiorcze wyniki; najdłużej dwa lata.")
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def plan(self) -> Plan:
        """What was filled in."""
        told = {name: self.cleaned_data[name] for name in Plan.__dataclass_fields__}
        told["audience"] = Audience(told["audience"])
        told["access"] = Access(told["access"])
        return Plan(**told)

    @staticmethod
    def stored(survey: Survey) -> dict[str, Any]:
        """What a survey has."""
        return {name: getattr(survey, name) for name in (*Plan.__dataclass_fields__, "version")}

    @staticmethod
    def usual() -> dict[str, Any]:
        """Three weeks from tomorrow, answers kept for half a year."""
        opens = today() + timedelta(days=1)
        closes = opens + timedelta(days=21)
        keep = closes + timedelta(days=183)
        return {"opens": opens, "closes": closes, "keep_until": keep, "access": Access.ANYBODY}


class NewSurveyForm(SurveyForm):
    """A survey with the template it begins from; its title and audience may be the template's."""

    template = forms.ChoiceField(label="Wzór pytań", required=False)
    field_order = ("template",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "bez wzoru: pytania dopiszę"), *((t.id, t.title["pl"]) for t in library())]
        self.fields["template"] = forms.ChoiceField(
            label="Wzór pytań", required=False, choices=choices
        )
        self.order_fields(["template"])


class LanguagesForm(forms.Form):
    """Titles and introductions in languages beside Polish."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in LANGUAGES.items():
            if code != "pl":
                self.fields[f"title_{code}"] = forms.CharField(
                    label=f"Tytuł ({name})", max_length=160, required=False,
                    help_text="Puste pole: ankieta nie jest zadawana w tym języku.",
                )  # fmt: skip
                self.fields[f"intro_{code}"] = forms.CharField(
                    label=f"Wstęp ({name})", max_length=2000, required=False, widget=_LINES
                )

    def texts(self) -> dict[str, tuple[str, str]]:
        """Title and introduction of each language asked in."""
        data = self.cleaned_data
        return {
            code: (data[f"title_{code}"], data[f"intro_{code}"])
            for code in LANGUAGES
            if code != "pl" and data[f"title_{code}"].strip()
        }

    @staticmethod
    def stored(survey: Survey) -> dict[str, Any]:
        """What a survey has."""
        titles = {f"title_{code}": text for code, text in survey.titles.items()}
        intros = {f"intro_{code}": text for code, text in survey.intros.items()}
        return {**titles, **intros, "version": survey.version}


class QuestionForm(forms.Form):
    """A question: options are lines, its condition is chosen from a list."""

    kind = forms.ChoiceField(label="Rodzaj", choices=[(k.value, v) for k, v in KINDS.items()])
    required = forms.BooleanField(label="Odpowiedź jest konieczna", required=False)
    most = forms.IntegerField(
        label="Najwięcej odpowiedzi", required=False, min_value=1, max_value=50,
        help_text="Tylko przy kilku odpowiedziach z listy.",
    )  # fmt: skip
    low = forms.IntegerField(label="Najmniej (skala, liczba)", required=False)
    high = forms.IntegerField(label="Najwięcej (skala, liczba)", required=False)
    block = forms.SlugField(
        label="Wspólna strona", required=False, max_length=20,
        help_text="To samo słowo przy sąsiednich pytaniach stawia je na jednej stronie.",
    )  # fmt: skip
    condition = forms.ChoiceField(label="Kiedy zadać", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, asked: Questionnaire, name: str, *args: Any, old: Question | None = None, **kw: Any
    ) -> None:
        super().__init__(*args, **kw)
        self.name, self.old, self.languages = name, old, asked.languages
        before = asked.questions
        if old is not None:
            before = before[: next(at for at, q in enumerate(before) if q.id == old.id)]
        self.fields["condition"] = forms.ChoiceField(
            label="Kiedy zadać", required=False, choices=_conditions(before, old)
        )
        for code in asked.languages:
            self.fields[f"text_{code}"] = forms.CharField(
                label=f"Pytanie ({LANGUAGES[code]})", max_length=500, widget=_LINES
            )
            self.fields[f"options_{code}"] = forms.CharField(
                label=f"Odpowiedzi ({LANGUAGES[code]})", required=False, max_length=5000,
                widget=forms.Textarea(attrs={"rows": 6}), help_text="Każda w osobnym wierszu.",
            )  # fmt: skip
        texts = [f"{part}_{code}" for code in asked.languages for part in ("text", "options")]
        self.order_fields([texts[0], "kind", *texts[1:]])

    def clean(self) -> dict[str, Any]:
        """Options of a choice, alike in all languages; bounds of a scale or a number."""
        data = super().clean() or {}
        lists = {code: _split(data.get(f"options_{code}", "")) for code in self.languages}
        if data.get("kind") in (Kind.SINGLE, Kind.MULTIPLE):
            if len(lists["pl"]) < 2:
                self.add_error("options_pl", "Podaj co najmniej dwie odpowiedzi.")
            if len(set(lists["pl"])) != len(lists["pl"]):
                self.add_error("options_pl", "Dwie odpowiedzi brzmią tak samo. Zmień jedną.")
            for code, lines in lists.items():
                if len(lines) != len(lists["pl"]):
                    text = f"Podaj tyle odpowiedzi, ile po polsku: {len(lists['pl'])}."
                    self.add_error(f"options_{code}", text)
        low, high = data.get("low"), data.get("high")
        if data.get("kind") in (Kind.SCALE, Kind.NUMBER):
            if low is None or high is None or low >= high:
                self.add_error("high", "Podaj obie granice; najwięcej musi być większe.")
            elif data["kind"] == Kind.SCALE and high - low > 10:
                self.add_error("high", "Skala może mieć najwyżej jedenaście stopni. Zmniejsz ją.")
        return data

    def question(self) -> Question:
        """The question that was filled in; options keep their ids by their words."""
        data = self.cleaned_data
        kind = Kind(data["kind"])
        bounded = kind in (Kind.SCALE, Kind.NUMBER)
        choice = kind in (Kind.SINGLE, Kind.MULTIPLE)
        return Question(
            self.name,
            kind,
            {code: data[f"text_{code}"].strip() for code in self.languages},
            self._options() if choice else (),
            data["required"],
            data["low"] if bounded else 1,
            data["high"] if bounded else 5,
            data["most"] if kind is Kind.MULTIPLE else None,
            _condition(data["condition"]),
            data["block"],
        )

    def _options(self) -> tuple[Option, ...]:
        lists = {code: _split(self.cleaned_data[f"options_{code}"]) for code in self.languages}
        old = self.old.options if self.old else ()
        ids = option_ids(lists["pl"], [(one.id, one.text["pl"]) for one in old])
        return tuple(
            Option(name, {code: lines[at] for code, lines in lists.items()})
            for at, name in enumerate(ids)
        )

    @staticmethod
    def stored(question: Question, version: int) -> dict[str, Any]:
        """What a question has."""
        told: dict[str, Any] = {
            name: getattr(question, name)
            for name in ("kind", "required", "most", "low", "high", "block")
        }
        told["condition"] = _told(question.shown_if)
        for code in question.text:
            told[f"text_{code}"] = question.text[code]
            told[f"options_{code}"] = "\n".join(one.text[code] for one in question.options)
        return {**told, "version": version}


def option_ids(lines: Sequence[str], old: Sequence[tuple[str, str]]) -> list[str]:
    """Ids for lines: those with the old words keep theirs, a reworded one in place too.

    >>> option_ids(["Tak", "Raczej nie", "Nie"], [("t", "Tak"), ("n", "Nie")])
    ['t', 'o1', 'n']
    >>> option_ids(["Tak!", "Nie"], [("t", "Tak"), ("n", "Nie")])
    ['t', 'n']
    """
    known = {text: name for name, text in old}
    kept = {known[line] for line in lines if line in known}
    same = len(lines) == len(old)
    found: list[str] = []
    for at, line in enumerate(lines):
        name = known.get(line) or (old[at][0] if same and old[at][0] not in kept else "")
        number = 1
        while not name or name in found:
            name = f"o{number}" if f"o{number}" not in {one for one, _ in old} else ""
            number += 1
        found.append(name)
    return found


def _split(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _conditions(before: Sequence[Question], old: Question | None) -> list[tuple[str, str]]:
    """Answers a question may hang on; a condition with several answers is kept as it is."""
    choices = [(_ALWAYS, "zawsze")]
    for question in before:
        for one in question.options:
            told = f"gdy „{question.text['pl'][:60]}” = „{one.text['pl']}”"
            choices.append((f"{question.id}={one.id}", told))
    kept = _told(old.shown_if) if old else ""
    if kept and kept not in dict(choices):
        choices.append((kept, "jak dotąd (kilka odpowiedzi)"))
    return choices


def _told(condition: ShownIf | None) -> str:
    return f"{condition.question}={','.join(sorted(condition.options))}" if condition else _ALWAYS


def _condition(text: str) -> ShownIf | None:
    question, _, options = text.partition("=")
    return ShownIf(question, frozenset(options.split(","))) if question else None


class TokensForm(forms.Form):
    """How many single-use addresses."""

    count = forms.IntegerField(label="Ile adresów", min_value=1, max_value=5000)


class CodeForm(forms.Form):
    """A code of open answers."""

    name = forms.CharField(label="Kod", max_length=80, help_text="Krótkie hasło: o czym to jest.")


class QuoteForm(forms.Form):
    """An open answer as it will be read."""

    text = forms.CharField(
        label="Wypowiedź", max_length=4000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Usuń imiona, nazwiska, adresy i wszystko, po czym da się kogoś poznać.",
    )  # fmt: skip
