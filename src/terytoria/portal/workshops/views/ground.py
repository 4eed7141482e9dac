"""What every working page of workshops stands on: the workshop, one form, one press."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import Action
from terytoria.portal.partnerships.views.ground import View, can, done, partnership_page, who
from terytoria.portal.partnerships.views.ground import words as of_partnership
from terytoria.portal.workshops.enums import State
from terytoria.portal.workshops.models import Workshop
from terytoria.portal.workshops.rules import RUN, VIEW

LOOKS = {State.PLANNED: "draft", State.OPEN: "info", State.CLOSED: "closed"}
__all__ = ["can", "who"]


@dataclass(frozen=True)
class Sheet:
    """A page with one form: what it is called, its button, where it leads, what it says."""

    heading: str
    button: str
    done: str
    back: str
    lead: str = ""
    danger: bool = False


def words(
    request: HttpRequest, partnership: Partnership, heading: str, workshop: Workshop | None = None
) -> dict[str, Any]:
    """What every page of workshops shows."""
    shown = of_partnership(request, partnership, "workshops:listing", heading)
    return shown | {"workshop": workshop, "may_run": can(request, RUN, partnership)}


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; ``None`` when it is only opened."""
    return request.POST if request.method == "POST" else None


def workshop_page(action: Action = VIEW) -> Callable[[View], View]:
    """A page of one workshop of a partnership."""

    def made(view: View) -> View:
        @partnership_page(action)
        @wraps(view)
        def shown(
            request: HttpRequest, partnership: Partnership, record: int, **more: Any
        ) -> HttpResponseBase:
            kept = Workshop.objects.select_related("partnership")
            found = get_object_or_404(kept, partnership=partnership, pk=record)
            return view(request, found, **more)

        return shown

    return made


def place(workshop: Workshop, name: str = "workshop", *more: object) -> str:
    """Address of a page of a workshop."""
    return reverse(f"workshops:{name}", args=[workshop.partnership.slug, workshop.pk, *more])


def form_page(
    request: HttpRequest,
    partnership: Partnership,
    sheet: Sheet,
    form: forms.Form,
    verb: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    """Show a form, or do its verb and go back; a refusal stands at its field."""
    status = 200
    if request.method == "POST":
        if done(form, verb):
            messages.success(request, sheet.done)
            return redirect(sheet.back)
        status = 422
    shown = words(request, partnership, sheet.heading) | {"form": form, "sheet": sheet}
    return render(request, "workshops/form.html", shown, status=status)


def press(request: HttpRequest, verb: Callable[[], object], said: str, back: str) -> HttpResponse:
    """Do what a button says and go back; a refusal is told on the page."""
    try:
        verb()
    except RefusedError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, said)
    return redirect(back)
