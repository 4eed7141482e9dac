"""Forms of workshops; what holds together is checked by the verbs."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone

from terytoria.portal.partnerships.domain.acting import RefusedError, today
from terytoria.portal.partnerships.interfaces.fields import Choice, Day, Words
from terytoria.portal.workshops.domain.planning import MOST_DOTS, Plan, agenda_of
from terytoria.portal.workshops.domain.queries import Board, Card
from terytoria.portal.workshops.models import Workshop

_AGENDA = (
    "15 Powitanie i cel spotkania\n30 Karteczki: co utrudnia życie\n30 Układanie drzewa wyzwań\n"
    "10 Kropki\n20 Drzewo celów\n5 Podsumowanie"
)
_FARTHEST = timedelta(days=3 * 366)


class PlanForm(forms.Form):
    """What a workshop is about, when, and how it goes."""

    title = Words(label="Temat", max_length=160)
    question = Words(
        label="Pytanie do uczestników",
        max_length=200,
        help_text="Stoi nad karteczkami. Na przykład: Co najbardziej utrudnia życie w gminie?",
    )
    day = Day(label="Dzień")
    begins = forms.TimeField(
        label="Początek",
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        input_formats=["%H:%M", "%H:%M:%S", "%H.%M"],
        error_messages={
            "required": "Nie podano godziny. Wpisz ją, np. 10:30.",
            "invalid": "To nie jest godzina. Wpisz ją tak: 10:30.",
        },
    )
    place = Words(label="Miejsce", max_length=200, required=False)
    agenda = Words(
        label="Plan",
        rows=7,
        required=False,
        max_length=4000,
        help_text="Każdy punkt w osobnej linii: ile minut, potem co. Godziny policzą się same.",
    )
    dots = forms.IntegerField(
        label="Kropek na osobę",
        min_value=1,
        max_value=MOST_DOTS,
        help_text="Tyle głosów ma każdy uczestnik; może dać kilka jednej karteczce.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def plan(self) -> Plan:
        """What was filled in; raises ``RefusedError``."""
        told = self.cleaned_data
        if not today() - _FARTHEST <= told["day"] <= today() + _FARTHEST:
            raise RefusedError("day", "Ten dzień jest zbyt odległy. Popraw datę.")
        zone = timezone.get_current_timezone()
        starts = datetime.combine(told["day"], told["begins"], zone)
        agenda = agenda_of(told["agenda"])
        return Plan(told["title"], told["question"], told["place"], starts, agenda, told["dots"])

    @staticmethod
    def stored(workshop: Workshop) -> dict[str, Any]:
        """What a workshop has."""
        starts = timezone.localtime(workshop.starts_at)
        names = ("title", "question", "place", "dots", "version")
        agenda = "\n".join(f"{minutes} {text}" for minutes, text in workshop.agenda)
        kept = {name: getattr(workshop, name) for name in names}
        return {**kept, "day": starts.date(), "begins": starts.time(), "agenda": agenda}

    @staticmethod
    def usual() -> dict[str, Any]:
        """A workshop as most are."""
        question = "Co najbardziej utrudnia życie w naszych gminach?"
        return {"question": question, "agenda": _AGENDA, "dots": 3}


class NoteForm(forms.Form):
    """A note that the facilitator writes."""

    text = Words(label="Karteczka", max_length=200)


class MergeForm(forms.Form):
    """Which other note says the same."""

    into = Choice(label="Mówi to samo co")

    def __init__(self, board: Board, card: Card, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        others = [one for one in board.cards if one.note != card.note]
        pairs = [(str(one.note.pk), one.note.text) for one in others]
        self.fields["into"] = Choice(
            label="Mówi to samo co", choices=[("", "– wybierz karteczkę –"), *pairs]
        )
