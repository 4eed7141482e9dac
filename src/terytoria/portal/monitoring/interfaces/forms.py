"""Forms of monitoring."""

from __future__ import annotations

from typing import Any

from django import forms

from terytoria.portal.monitoring.domain.readings import Value
from terytoria.portal.monitoring.domain.telling import Money, Step
from terytoria.portal.monitoring.enums import Fund
from terytoria.portal.monitoring.models import Milestone, Spending
from terytoria.portal.partnerships.interfaces.fields import Choice, Day, Words
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.planner.interfaces.forms import owner_field
from terytoria.portal.strategies.enums import Readiness
from terytoria.portal.strategies.interfaces.fields import Amount, Figure, Year


class ReadingForm(forms.Form):
    """A reading of an own indicator."""

    year = Year(label="Rok", help_text="Rok, którego dotyczy wartość.")
    value = Figure(label="Wartość")
    low = Figure(label="Przedział od", required=False, help_text="Gdy wartość jest z badania.")
    high = Figure(label="Przedział do", required=False)
    source = Words(label="Źródło", max_length=200, help_text="Na przykład: ewidencja żłobków.")
    taken_on = Day(label="Dzień źródła", help_text="Kiedy tę wartość odczytano.")

    def said(self) -> Value:
        """The reading as typed."""
        return Value(**self.cleaned_data)


class WithdrawForm(forms.Form):
    """Why a reading is taken back."""

    reason = Words(label="Powód", max_length=300, help_text="Zostanie w historii odczytów.")


class MilestoneForm(forms.Form):
    """A step of a project, and which version of it was on the page."""

    title = Words(label="Krok", max_length=200, help_text="Na przykład: pozwolenie na budowę.")
    planned_on = Day(label="Planowany dzień")
    done_on = Day(label="Dzień wykonania", required=False, help_text="Puste, dopóki krok trwa.")
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    @staticmethod
    def start(one: Milestone) -> dict[str, Any]:
        """What the form of a stored step begins with."""
        names = ("title", "planned_on", "done_on")
        return {name: getattr(one, name) for name in names} | {"seen": one.version}

    def said(self) -> Step:
        """The step as typed."""
        data = self.cleaned_data
        return Step(data["title"].strip(), data["planned_on"], data["done_on"])


class SpendingForm(forms.Form):
    """Money of a source in a year, and which version of it was on the page."""

    year = Year(label="Rok")
    fund = Choice(label="Źródło środków", choices=Fund.choices)
    planned = Amount(label="Plan (zł)", required=False, help_text="Puste: nie wiadomo.")
    spent = Amount(
        label="Wydano (zł)", required=False, help_text="Puste: nie wiadomo. Zero wpisz cyfrą."
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)

    @staticmethod
    def start(one: Spending) -> dict[str, Any]:
        """What the form of a stored entry begins with."""
        amounts = {
            name: f"{value:.2f}".replace(".", ",")
            for name in ("planned", "spent")
            if (value := getattr(one, name)) is not None
        }
        return {"year": one.year, "fund": one.fund, **amounts, "seen": one.version}

    def said(self) -> Money:
        """The entry as typed."""
        data = self.cleaned_data
        return Money(data["year"], Fund(data["fund"]), data["planned"], data["spent"])


class ReadinessForm(forms.Form):
    """How far a project is."""

    readiness = Choice(label="Stan projektu", choices=Readiness.choices)


class ReportForm(forms.Form):
    """The year of a report."""

    year = Year(label="Rok", help_text="Raport mówi o całym roku; za bieżący – do dziś.")


class UpdateForm(forms.Form):
    """Who prepares the update, and by when."""

    owner = Choice(label="Kto przygotuje aktualizację")
    due = Day(label="Termin")

    def __init__(self, *args: Any, partnership: Partnership, **options: Any) -> None:
        super().__init__(*args, **options)
        owner_field(self, partnership)
