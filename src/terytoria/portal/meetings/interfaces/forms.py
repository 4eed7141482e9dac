"""Forms of meetings; what holds together is checked by the verbs."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from terytoria.portal.meetings.domain.agenda import Point
from terytoria.portal.meetings.domain.entitlement import Voter
from terytoria.portal.meetings.domain.materials import Material
from terytoria.portal.meetings.domain.moments import moment
from terytoria.portal.meetings.domain.planning import Plan
from terytoria.portal.meetings.domain.tally import Quorum
from terytoria.portal.meetings.enums import Body, Majority, Presence, Share, Value
from terytoria.portal.meetings.models import AgendaItem, Meeting
from terytoria.portal.partnerships.interfaces.fields import Choice, Day, Words


class Hour(forms.TimeField):
    """An hour of the Polish clock."""

    def __init__(self, **options: Any) -> None:
        widget = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
        super().__init__(widget=widget, input_formats=["%H:%M", "%H:%M:%S", "%H.%M"], **options)
        self.error_messages["required"] = "Nie podano godziny. Wpisz ją, np. 10:30."
        self.error_messages["invalid"] = "To nie jest godzina. Wpisz ją tak: 10:30."


class Seen(forms.IntegerField):
    """Which version of a thing was on the screen, so that nobody's change is overwritten."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput)
        said = "Formularz jest niepełny. Otwórz stronę jeszcze raz."
        self.error_messages["required"] = self.error_messages["invalid"] = said


class MeetingForm(forms.Form):
    """When, where and about what a body meets."""

    body = Choice(label="Kto się spotyka", choices=Body.choices)
    title = Words(label="Temat", max_length=200)
    day = Day(label="Dzień")
    begins = Hour(label="Początek")
    ends = Hour(label="Koniec")
    place = Words(label="Miejsce", max_length=200, required=False)
    link = forms.URLField(
        label="Adres spotkania zdalnego",
        max_length=500,
        required=False,
        assume_scheme="https",
        help_text="Potrzebne jest miejsce, adres albo jedno i drugie.",
        error_messages={"invalid": "To nie jest adres. Wpisz go tak: https://przyklad.pl/sala."},
    )
    led_by = Words(
        label="Prowadzący", max_length=160, required=False, help_text="Trafi do protokołu."
    )

    def plan(self) -> Plan:
        """What was typed; raises ``RefusedError`` for an hour that the clocks skip or repeat."""
        typed = self.cleaned_data
        return Plan(
            Body(typed["body"]),
            typed["title"],
            moment(typed["day"], typed["begins"], "begins"),
            moment(typed["day"], typed["ends"], "ends"),
            typed["place"],
            typed["link"],
            typed["led_by"],
        )


class MeetingEditForm(MeetingForm):
    """A meeting to change."""

    version = Seen()

    @staticmethod
    def stored(meeting: Meeting) -> dict[str, Any]:
        """What the form begins with."""
        names = ("body", "title", "place", "link", "led_by", "version")
        begins, ends = (timezone.localtime(one) for one in (meeting.starts_at, meeting.ends_at))
        kept = {name: getattr(meeting, name) for name in names}
        return {**kept, "day": meeting.day, "begins": begins.time(), "ends": ends.time()}


class CancelForm(forms.Form):
    """Why a meeting is called off."""

    reason = Words(label="Powód", max_length=300, help_text="Przeczytają go zaproszeni.")


class ItemForm(forms.Form):
    """A point of the agenda."""

    title = Words(label="Punkt", max_length=200)
    text = Words(label="Opis", max_length=4000, rows=3, required=False)
    majority = Choice(label="Głosowanie", choices=Majority.choices)
    proposal = Words(
        label="Projekt decyzji",
        max_length=4000,
        rows=4,
        required=False,
        help_text="Konieczny w punkcie do głosowania. To zdanie stanie się treścią decyzji.",
    )

    def point(self) -> Point:
        """What was typed."""
        typed = self.cleaned_data
        majority = Majority(typed["majority"])
        return Point(typed["title"], typed["text"], majority, typed["proposal"])


class ItemEditForm(ItemForm):
    """A point to change."""

    version = Seen()

    @staticmethod
    def stored(item: AgendaItem) -> dict[str, Any]:
        """What the form begins with."""
        return {name: getattr(item, name) for name in ItemEditForm.base_fields}


class PaperForm(forms.Form):
    """A version laid before a point."""

    material = Choice(label="Materiał")
    subject = forms.BooleanField(
        label="Decyzja w tym punkcie dotyczy tego materiału", required=False
    )

    def __init__(self, materials: tuple[Material, ...], *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        choices = [(one.key, one.label) for one in materials]
        self.fields["material"] = Choice(label="Materiał", choices=choices)


class NoteForm(forms.Form):
    """What was said on a point."""

    note = Words(
        label="Przebieg",
        max_length=8000,
        rows=8,
        required=False,
        help_text="Kto się wypowiedział, jakie były wnioski. Trafi do protokołu.",
    )
    version = Seen()


class QuorumForm(forms.Form):
    """What the rules of procedure say of a quorum."""

    body = Choice(label="Kogo dotyczy", choices=Body.choices)
    share = Choice(label="Kworum", choices=Share.choices)
    basis = Words(
        label="Podstawa", max_length=300, help_text="Na przykład: Regulamin Rady, § 5 ust. 2."
    )
    as_of = Day(label="Obowiązuje od")

    def quorum(self) -> Quorum:
        """What was typed."""
        typed = self.cleaned_data
        return Quorum(Share(typed["share"]), typed["basis"], typed["as_of"])


class MinutesForm(forms.Form):
    """What was corrected in minutes written again."""

    note = Words(
        label="Co poprawiono", max_length=300, help_text="Pojawi się w rejestrze zmian protokołu."
    )


class VotersForm(forms.Form):
    """One choice for each of several voters; ``chosen`` are those for whom something was chosen."""

    choices: list[tuple[str, str]]

    def __init__(
        self, voters: tuple[Voter, ...], *given: Any, stored: dict[str, str] | None = None
    ) -> None:
        super().__init__(*given)
        self.keys = {f"g{at}": one.key for at, one in enumerate(voters)}
        for name, one in zip(self.keys, voters, strict=True):
            self.fields[name] = Choice(
                label=one.label,
                choices=self.choices,
                required=False,
                widget=forms.RadioSelect,
                initial=(stored or {}).get(one.key, ""),
            )

    def typed(self) -> dict[str, str]:
        """What was chosen, by voter."""
        data = self.cleaned_data
        return {key: data[name] for name, key in self.keys.items() if data.get(name)}


class AttendanceForm(VotersForm):
    """Who takes part, and how."""

    choices = Presence.choices

    def marks(self) -> dict[str, Presence]:
        """What was ticked, by voter."""
        return {key: Presence(value) for key, value in self.typed().items()}


class HandsForm(VotersForm):
    """Hands raised, as the coordinator saw them."""

    choices = Value.choices

    def values(self) -> dict[str, Value]:
        """The vote of each voter for whom one was seen."""
        return {key: Value(value) for key, value in self.typed().items()}
