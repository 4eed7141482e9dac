"""What every page of monitoring stands on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.ground import done
from terytoria.portal.partnerships.views.ground import words as of_partnership

HERE = "monitoring:targets"
_PAGES = (
    ("monitoring:targets", "Mierniki"),
    ("monitoring:projects", "Projekty"),
    ("monitoring:reasons", "Czy aktualizować strategię?"),
    ("monitoring:reports", "Raporty"),
)


@dataclass(frozen=True)
class Place:
    """A page with one form: its heading, its button, what it says when done, where it leads."""

    heading: str
    button: str
    done: str
    back: str
    lead: str = ""
    danger: bool = False


def words(
    request: HttpRequest, partnership: Partnership, heading: str, here: str = ""
) -> dict[str, Any]:
    """What every template is given."""
    pages = [
        (reverse(name, args=[partnership.slug]), label, name == here) for name, label in _PAGES
    ]
    return {**of_partnership(request, partnership, HERE, heading), "pages": pages}


def sent(request: HttpRequest) -> Any:
    """What a form was sent with; ``None`` when it is only opened."""
    return request.POST if request.method == "POST" else None


def form_place(
    request: HttpRequest,
    partnership: Partnership,
    place: Place,
    form: forms.Form,
    verb: Callable[[dict[str, Any]], object],
) -> HttpResponse:
    """Show a form, or do its verb and go back; a refusal stands at its field."""
    if request.method == "POST" and done(form, verb):
        messages.success(request, place.done)
        return redirect(place.back)
    shown = words(request, partnership, place.heading) | {"form": form, "place": place}
    status = 422 if request.method == "POST" else 200
    return render(request, "monitoring/form.html", shown, status=status)
