"""Forms of procedures; what holds together is checked by the verbs."""

from __future__ import annotations

from typing import Any

from django import forms

from terytoria.portal.partnerships.interfaces.fields import Choice, Day, Words
from terytoria.portal.partnerships.models import DocumentVersion, Partnership
from terytoria.portal.procedures.domain.facts import LONGEST_NOTE, LONGEST_REASON, Papers
from terytoria.portal.procedures.domain.planning import LONGEST_NAME, LONGEST_STEP, Wishes
from terytoria.portal.procedures.models import Event, Procedure
from terytoria.strategy.elements import profiles
from terytoria.strategy.procedure import Step, steps


class StartForm(forms.Form):
    """A new procedure."""

    profile = Choice(
        label="Rodzaj strategii",
        choices=lambda: [(one.id, one.name) for one in profiles()],
        help_text="Od niego zależą kroki, terminy i podstawy prawne.",
    )
    name = Words(
        label="Nazwa",
        max_length=LONGEST_NAME,
        help_text="Na przykład: Strategia rozwoju ponadlokalnego na lata 2027–2035.",
    )
    start = Day(label="Początek prac")


class PlanForm(forms.Form):
    """The start, own days of steps, optional steps left out."""

    start = Day(label="Początek prac")
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, procedure: Procedure, given: Any = None) -> None:
        super().__init__(given, initial=self.stored(procedure))
        self.known = steps(procedure.profile)
        for step in self.known:
            if step.optional:
                self.fields[f"without_{step.id}"] = forms.BooleanField(
                    label=f"Pomijam: {step.name}",
                    required=False,
                    help_text="Zaznacz, gdy odstąpiono od tego kroku.",
                )
            self.fields[f"days_{step.id}"] = _days(step)
        said = "Formularz jest niepełny. Otwórz stronę jeszcze raz."
        self.fields["seen"].error_messages |= {"required": said, "invalid": said}

    @staticmethod
    def stored(procedure: Procedure) -> dict[str, Any]:
        """What the form begins with."""
        known = steps(procedure.profile)
        days = {f"days_{one.id}": procedure.days.get(one.id, one.days) for one in known}
        left = {f"without_{name}": True for name in procedure.without}
        return {"start": procedure.start, "seen": procedure.version, **days, **left}

    def wishes(self) -> Wishes:
        """What was typed."""
        data = self.cleaned_data
        days = {one.id: data[f"days_{one.id}"] for one in self.known}
        left = (one.id for one in self.known if data.get(f"without_{one.id}"))
        return Wishes(data["start"], days, frozenset(left))


def _days(step: Step) -> forms.IntegerField:
    least = step.days if step.by_law else 1
    whence = "ustawa: najmniej" if step.by_law else "zwykle"
    wrong = f"Wpisz liczbę dni od {least} do {LONGEST_STEP}."
    return forms.IntegerField(
        label=f"{step.name}: dni",
        help_text=f"{whence.capitalize()} {step.days}.",
        min_value=1,
        max_value=LONGEST_STEP,
        error_messages=dict.fromkeys(("required", "invalid", "min_value", "max_value"), wrong),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class FactForm(forms.Form):
    """When a step began and ended."""

    step = Choice(label="Krok")
    begin = Day(label="Początek", required=False)
    end = Day(
        label="Koniec",
        required=False,
        help_text="Zostaw puste, gdy krok jeszcze trwa. Dla konsultacji początkiem jest dzień "
        "ogłoszenia, dla opinii dzień otrzymania wniosku.",
    )
    note = Words(label="Uwaga", max_length=LONGEST_NOTE, required=False)
    document = Choice(label="Dokument", required=False, help_text="Dowód tego, co się stało.")
    override_reason = Words(
        label="Uzasadnienie wpisu wbrew regule",
        max_length=LONGEST_REASON,
        rows=4,
        required=False,
        help_text="Wypełnij tylko po odmowie. Zostanie na zawsze przy kroku z Twoim nazwiskiem.",
    )

    def __init__(self, procedure: Procedure, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        known = [one for one in steps(procedure.profile) if one.id not in procedure.without]
        self.fields["step"] = Choice(
            label="Krok", choices=[("", "wybierz krok"), *((one.id, one.name) for one in known)]
        )
        self.documents = {str(one.pk): one for one in _documents(procedure.partnership)}
        chosen = [(key, str(one)) for key, one in self.documents.items()]
        self.fields["document"] = Choice(
            label="Dokument",
            required=False,
            choices=[("", "bez dokumentu"), *chosen],
            help_text="Dowód tego, co się stało; najpierw dodaj go w „Dokumentach”.",
        )
        order = ("step", "begin", "end", "note", "document", "reason", "override_reason")
        self.order_fields(order)

    def papers(self) -> Papers | None:
        """The note and the document; nothing when neither was given."""
        note, document = self.cleaned_data["note"], self.cleaned_data["document"]
        return Papers(note, self.documents.get(document)) if note or document else None


class CorrectForm(FactForm):
    """What really happened, and how it is known."""

    reason = Words(
        label="Powód poprawki",
        max_length=LONGEST_NOTE,
        help_text="Poprzednie dni zostaną w historii. Puste dni wycofują wpis.",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, procedure: Procedure, *given: Any, **options: Any) -> None:
        super().__init__(procedure, *given, **options)
        del self.fields["step"]

    @staticmethod
    def stored(event: Event) -> dict[str, Any]:
        """What the form begins with."""
        kept = {"begin": event.begin, "end": event.end, "note": event.note}
        return {**kept, "document": str(event.document_id or ""), "seen": event.pk}


def _documents(partnership: Partnership) -> list[DocumentVersion]:
    kept = DocumentVersion.objects.filter(document__partnership=partnership)
    return list(kept.select_related("document").order_by("document__title", "-number"))
