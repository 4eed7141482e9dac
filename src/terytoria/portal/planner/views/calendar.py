"""The calendar of a partnership, and the calendar of a person that telephones read."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.ground import signed_in, who
from terytoria.portal.planner.domain.calendar_address import (
    make_calendar_address,
    owner_of,
    revoke_calendar_address,
)
from terytoria.portal.planner.domain.events import events_of
from terytoria.portal.planner.domain.months import Month, month_of
from terytoria.portal.planner.interfaces.ical import calendar_file
from terytoria.portal.planner.models import CalendarAddress
from terytoria.portal.planner.views.ground import planner_page, words

_NAME = "Terytoria"


@require_safe
@planner_page
def month(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Meetings and days of tasks of a month, as a list."""
    here = Month.of(request.GET.get("miesiac", ""), today())
    shown = words(request, partnership, "Kalendarz") | {
        "month": here,
        "days": month_of(who(request), partnership, here),
        "today": today(),
        "this_month": Month.of("", today()),
    }
    return render(request, "planner/calendar.html", shown)


@require_safe
@signed_in
def address(request: HttpRequest) -> HttpResponse:
    """Whether there is a secret address, and what can be done with it."""
    return _address_page(request)


@require_POST
@signed_in
def make(request: HttpRequest) -> HttpResponse:
    """Make or replace the address; it is shown this once."""
    token = make_calendar_address(who(request))
    path = reverse("planner:feed", args=[token])
    return _address_page(request, request.build_absolute_uri(path))


@require_POST
@signed_in
def revoke(request: HttpRequest) -> HttpResponse:
    """Close the address."""
    if revoke_calendar_address(who(request)):
        messages.success(request, "Adres jest cofnięty. Kalendarze przestaną się odświeżać.")
    else:
        messages.info(request, "Nie było czego cofać: adresu nie ma.")
    return redirect("planner:calendar_address")


def _address_page(request: HttpRequest, made: str = "") -> HttpResponse:
    found = CalendarAddress.objects.filter(user=who(request)).first()
    shown = {"heading": "Mój kalendarz w telefonie", "found": found, "made": made}
    return render(request, "planner/calendar_address.html", shown)


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of the person whose secret address this is; nothing is known of others."""
    user = owner_of(token)
    if user is None:
        raise Http404
    content = calendar_file(_NAME, events_of(user))
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="terytoria.ics"'
    response["Cache-Control"] = "private, no-cache"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response
