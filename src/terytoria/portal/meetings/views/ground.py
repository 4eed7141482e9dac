"""What every page of meetings stands on: the meeting or the point, one form."""

from __future__ import annotations

from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse

from terytoria.portal.meetings.models import AgendaItem, Meeting
from terytoria.portal.meetings.rules import VIEW
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import Action
from terytoria.portal.partnerships.views.ground import Gate, View, record_page
from terytoria.portal.partnerships.views.ground import words as of_partnership
from terytoria.portal.partnerships.views.sheets import forms_on


def words(request: HttpRequest, partnership: Partnership, heading: str) -> dict[str, Any]:
    """What every page of meetings shows."""
    return of_partnership(request, partnership, "meetings:listing", heading)


form_page = forms_on("meetings/form.html", words)


def meeting_page(action: Action = VIEW) -> Gate:
    """A page of one meeting of a partnership."""
    return record_page(Meeting.objects.select_related("partnership"), action)


def item_page(action: Action = VIEW) -> Gate:
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
