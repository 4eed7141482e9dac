"""Forms of tasks."""

from __future__ import annotations

from typing import Any

from django import forms

from terytoria.language.dates import date_pl
from terytoria.portal.accounts.models import User
from terytoria.portal.meetings.domain.queries import decisions_of
from terytoria.portal.partnerships.interfaces.fields import Choice, Day, Words
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.planner.domain.about import About
from terytoria.portal.planner.domain.queries import owners
from terytoria.portal.planner.domain.tasks import Said
from terytoria.portal.planner.enums import Frequency
from terytoria.portal.planner.models import Task

_MOST = 100
"""Meetings and decisions offered in a list, the latest ones."""


def owner_field(form: forms.Form, partnership: Partnership) -> None:
    """Offer the people of a partnership in the field ``owner`` of a form."""
    field = form.fields["owner"]
    assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so
    people = [(str(one.pk), str(one)) for one in owners(partnership)]
    field.choices = [("", "– wybierz –"), *people]


def about_choices(partnership: Partnership) -> list[Any]:
    """Meetings and decisions of a partnership, in groups."""
    meetings = [
        (f"meeting:{one.pk}", f"{one.title}, {date_pl(one.day)}")
        for one in partnership.meetings.all()[:_MOST]
    ]
    decisions = [
        (f"decision:{one.pk}", f"{one.number} {one.title}")
        for one in decisions_of(partnership)[:_MOST]
    ]
    groups = (("Spotkania", meetings), ("Decyzje", decisions))
    return [("", "– niczego z listy –"), *(group for group in groups if group[1])]


class SaidForm(forms.Form):
    """What a task says."""

    title = Words(label="Co jest do zrobienia", max_length=200)
    text = Words(label="Opis", max_length=4000, required=False, rows=5)
    about = Choice(label="Dotyczy spotkania albo decyzji", required=False)
    link = Words(
        label="Dotyczy strony partnerstwa",
        max_length=300,
        required=False,
        help_text="Adres skopiowany z paska przeglądarki, np. strony z ustaleniem diagnozy.",
    )

    def __init__(self, *args: Any, partnership: Partnership, **options: Any) -> None:
        super().__init__(*args, **options)
        field = self.fields["about"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared so
        field.choices = about_choices(partnership)

    def said(self) -> Said:
        """The task as typed."""
        data = self.cleaned_data
        kind, _, number = data["about"].partition(":")
        about = About(
            int(number) if kind == "meeting" else None,
            int(number) if kind == "decision" else None,
            data["link"],
        )
        return Said(data["title"], data["text"], about)


class TaskForm(SaidForm):
    """A new task."""

    owner = Choice(label="Kto to zrobi")
    due = Day(label="Termin")
    field_order = ("title", "owner", "due", "text", "about", "link")

    def __init__(self, *args: Any, partnership: Partnership, **options: Any) -> None:
        super().__init__(*args, partnership=partnership, **options)
        owner_field(self, partnership)


class EditForm(SaidForm):
    """A task said anew, and which state of it was on the page."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class OwnerForm(forms.Form):
    """Another owner."""

    owner = Choice(label="Nowy wykonawca")

    def __init__(self, *args: Any, partnership: Partnership, **options: Any) -> None:
        super().__init__(*args, **options)
        owner_field(self, partnership)


class DueForm(forms.Form):
    """Another day, and why."""

    due = Day(label="Nowy termin")
    reason = Words(label="Powód", max_length=300, help_text="Zostanie w historii zadania.")


class CancelForm(forms.Form):
    """Why a task need not be done."""

    reason = Words(label="Powód", max_length=300, help_text="Zostanie w historii zadania.")


def owner_of(form_value: str) -> User:
    """The person chosen in the field ``owner``."""
    return User.objects.get(pk=int(form_value))


def initial_of(task: Task) -> dict[str, Any]:
    """What the form of a task begins with."""
    about = f"meeting:{task.meeting_id}" if task.meeting_id else ""
    about = f"decision:{task.decision_id}" if task.decision_id else about
    said = {"title": task.title, "text": task.text, "about": about, "link": task.link}
    return {**said, "seen": task.sequence}


class FrequencyForm(forms.Form):
    """How often to remind."""

    frequency = Choice(
        label="Przypominaj e-mailem",
        choices=Frequency.choices,
        widget=forms.RadioSelect,
        help_text="Tylko wtedy, gdy coś na Ciebie czeka: zadanie, spotkanie albo głosowanie.",
    )
