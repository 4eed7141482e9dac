"""What every page of procedures stands on: the procedure, its step, one form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import Action
from terytoria.portal.partnerships.views.ground import View, can, done, partnership_page, who
from terytoria.portal.partnerships.views.ground import words as of_partnership
from terytoria.portal.procedures.domain.queries import step_of
from terytoria.portal.procedures.models import Procedure
from terytoria.portal.procedures.rules import VIEW
from terytoria.strategy.procedure import Step

__all__ = ["can", "done", "partnership_page", "who"]


@dataclass(frozen=True)
class Sheet:
    """A page with one form: what it is called, its button, where it leads, what it says."""

    heading: str
    button: str
    done: str
    back: str
    lead: str = ""
    more: dict[str, Any] = field(default_factory=dict)


def words(request: HttpRequest, partnership: Partnership, heading: str) -> dict[str, Any]:
    """What every template is given."""
    return of_partnership(request, partnership, "procedures:plan", heading)


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; ``None`` when it is only opened."""
    return request.POST if request.method == "POST" else None


def procedure_page(action: Action = VIEW) -> Callable[[View], View]:
    """A page of one procedure of a partnership; 404 for one of another."""

    def made(view: View) -> View:
        @partnership_page(action)
        @wraps(view)
        def shown(
            request: HttpRequest, partnership: Partnership, record: int, **more: Any
        ) -> HttpResponseBase:
            kept = Procedure.objects.select_related("partnership")
            return view(
                request, get_object_or_404(kept, partnership=partnership, pk=record), **more
            )

        return shown

    return made


def step_or_404(procedure: Procedure, name: str) -> Step:
    """A step of the procedure, or 404."""
    try:
        return step_of(procedure, name)
    except LookupError:
        raise Http404 from None


def place(procedure: Procedure, name: str = "procedure", *more: object) -> str:
    """Address of a page of a procedure."""
    return reverse(f"procedures:{name}", args=[procedure.partnership.slug, procedure.pk, *more])


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
    shown = words(request, partnership, sheet.heading)
    shown |= {"form": form, "sheet": sheet, **sheet.more}
    return render(request, "procedures/form.html", shown, status=status)
