"""Choosing entries of the log: whose, which verb, of which days."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from terytoria.portal.audit.export import entries
from terytoria.portal.audit.models import Entry
from terytoria.portal.audit.phrasebook import phrasebook

_NOT_A_DAY = "To nie jest data. Wpisz ją tak: 31.12.2026."
_NOT_THERE = "Tego nie ma w dzienniku. Wybierz z listy."


class _Day(forms.DateField):
    def __init__(self, label: str) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        formats = ["%Y-%m-%d", "%d.%m.%Y"]
        super().__init__(label=label, required=False, widget=widget, input_formats=formats)
        self.error_messages["invalid"] = _NOT_A_DAY


class LogForm(forms.Form):
    """The choice as it stands in the address; nothing chosen is everything."""

    osoba = forms.ChoiceField(label="Kto", required=False)
    czynnosc = forms.ChoiceField(label="Co zrobiono", required=False)
    od = _Day("Od dnia")
    do = _Day("Do dnia")

    def __init__(self, data: QueryDict, found: QuerySet[Entry]) -> None:
        super().__init__(data)
        plain = found.order_by()
        people = plain.exclude(actor=None).values_list("actor", "actor_label").distinct()
        named = {str(number): label for number, label in people}
        verbs = plain.values_list("verb", flat=True).distinct()
        self._choose("osoba", named)
        self._choose("czynnosc", {verb: phrasebook().verb(verb) for verb in verbs})

    def _choose(self, name: str, found: dict[str, str]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - declared above
        field.choices = [("", "wszystko"), *sorted(found.items(), key=lambda pair: pair[1])]
        field.error_messages["invalid_choice"] = _NOT_THERE

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        given = super().clean() or {}
        first, last = given.get("od"), given.get("do")
        if first and last and last < first:
            self.add_error("do", f"Okres kończy się przed początkiem ({first:%d.%m.%Y}). Popraw.")
        return given


def chosen(form: LogForm, partnership: str = "") -> QuerySet[Entry]:
    """The entries a sound form asks for, oldest first; none for one with errors."""
    if not form.is_valid():
        return Entry.objects.none()
    given = form.cleaned_data
    found = entries(partnership=partnership, first=given["od"], last=given["do"])
    if given["osoba"]:
        found = found.filter(actor=int(given["osoba"]))
    return found.filter(verb=given["czynnosc"]) if given["czynnosc"] else found
