"""What every page of meetings stands on: the meeting or the point, one form, one press."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from terytoria.portal.meetings.models import AgendaItem, Meeting
from terytoria.portal.meetings.rules import VIEW
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import Action
from terytoria.portal.partnerships.views.ground import View, can, done, partnership_page, who
from terytoria.portal.partnerships.views.ground import words as of_partnership

__all__ = ["can", "done", "who"]


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


def words(request: HttpRequest, partnership: Partnership, heading: str) -> dict[str, Any]:
    """What every page of meetings shows."""
    return of_partnership(request, partnership, "meetings:listing", heading)


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; ``None`` when it is only opened."""
    return request.POST if request.method == "POST" else None


def meeting_page(action: Action = VIEW) -> Callable[[View], View]:
    """A page of one meeting of a partnership."""

    def made(view: View) -> View:
        @partnership_page(action)
        @wraps(view)
        def shown(
            request: HttpRequest, partnership: Partnership, record: int, **more: Any
        ) -> HttpResponseBase:
            kept = Meeting.objects.select_related("partnership")
            meeting = get_object_or_404(kept, partnership=partnership, pk=record)
            return view(request, meeting, **more)

        return shown

    return made


def item_page(action: Action = VIEW) -> Callable[[View], View]:
    """A page of one point of a meeting."""

    def made(view: View) -> View:
        @meeting_page(action)
        @wraps(view)
        def shown(
            request: HttpRequest, meeting: Meeting, item: int, **more: Any
        ) -> HttpResponseBase:
            kept = AgendaItem.objects.select_related("meeting__partnership")
            return view(request, get_object_or_404(kept, meeting=meeting, pk=item), **more)

        return shown

    return made


def place(meeting: Meeting, name: str = "meeting", *more: object) -> str:
    """Address of a page of a meeting."""
    return reverse(f"meetings:{name}", args=[meeting.partnership.slug, meeting.pk, *more])


def spot(item: AgendaItem) -> str:
    """Address of a point on the page of its meeting."""
    return f"{place(item.meeting)}#punkt-{item.pk}"


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
    return render(request, "meetings/form.html", shown, status=status)


def press(request: HttpRequest, verb: Callable[[], object], said: str, back: str) -> HttpResponse:
    """Do what a button says and go back; a refusal is told on the page."""
    try:
        verb()
    except RefusedError as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, said)
    return redirect(back)


def pressed(gate: Callable[[View], View]) -> Callable[[View], View]:
    """A page that is only sent to: ``@pressed(item_page(RUN))``."""
    return lambda view: require_POST(gate(view))
