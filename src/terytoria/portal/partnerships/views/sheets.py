"""Pages with one form, and single buttons: the same in every working room."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.ground import Gate, words


@dataclass(frozen=True)
class Sheet:
    """A page with one form: what it is called, its button, where it leads, what it says."""

    heading: str
    button: str
    done: str
    back: str
    lead: str = ""
    danger: bool = False
    more: dict[str, Any] = field(default_factory=dict)


Verb = Callable[[dict[str, Any]], object]
"""What a form is sent for, given its cleaned data."""
Words = Callable[[HttpRequest, Partnership, str], dict[str, Any]]
"""What every page of a room shows, with its heading."""
FormPage = Callable[[HttpRequest, Partnership, Sheet, forms.Form, Verb], HttpResponse]


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; ``None`` when it is only opened."""
    return request.POST if request.method == "POST" else None


def done(form: forms.Form, verb: Verb) -> bool:
    """Whether the form is sound and its verb was done; else the form says why not."""
    if not form.is_valid():
        return False
    try:
        verb(form.cleaned_data)
    except RefusedError as refusal:
        refuse(form, refusal)
        return False
    return True


def refuse(form: forms.Form, refusal: RefusedError) -> None:
    """Put a refusal at its field, or above the form."""
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.message)


def forms_on(template: str, words: Words) -> FormPage:
    """The function that makes pages with one form in a room: ``form_page = forms_on(...)``.

    Such a page shows the form, or does its verb and goes back. A refusal of the verb stands at
    its field with everything that was typed, under status 422.
    """

    def form_page(
        request: HttpRequest, partnership: Partnership, sheet: Sheet, form: forms.Form, verb: Verb
    ) -> HttpResponse:
        status = 200
        if request.method == "POST":
            if done(form, verb):
                messages.success(request, sheet.done)
                return redirect(sheet.back)
            status = 422
        shown = words(request, partnership, sheet.heading)
        shown |= {"form": form, "sheet": sheet, **sheet.more}
        return render(request, template, shown, status=status)

    return form_page


def forms_of(here: str) -> FormPage:
    """:func:`forms_on` a page of the partnership itself, known by its address."""

    def named(request: HttpRequest, partnership: Partnership, heading: str) -> dict[str, Any]:
        return words(request, partnership, here, heading)

    return forms_on("partnerships/form.html", named)


def press(request: HttpRequest, verb: Callable[[], object], said: str, back: str) -> HttpResponse:
    """Do what a button says and go back; a refusal is told on the page."""
    try:
        verb()
    except RefusedError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, said)
    return redirect(back)


def pressed(gate: Gate) -> Gate:
    """A page that is only sent to: ``@pressed(item_page(RUN))``."""
    return lambda view: require_POST(gate(view))
