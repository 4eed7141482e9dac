"""What is of one person: their affairs in all partnerships, and how they are reminded."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.views.ground import signed_in, who
from terytoria.portal.planner.domain.meetings import awaited_ballots, coming_meetings
from terytoria.portal.planner.domain.queries import ownerless_for, to_do
from terytoria.portal.planner.domain.wishes import frequency_of, person_of, set_frequency
from terytoria.portal.planner.enums import Frequency
from terytoria.portal.planner.interfaces.forms import FrequencyForm
from terytoria.portal.planner.interfaces.tables import meetings_table, tasks_table

_AHEAD = timedelta(days=60)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def mine(request: HttpRequest) -> HttpResponse:
    """Own tasks, votes and meetings of all partnerships; how often to remind."""
    user, now = who(request), timezone.now()
    form = FrequencyForm(request.POST or None, initial={"frequency": frequency_of(user)})
    if request.method == "POST" and form.is_valid():
        set_frequency(user, Frequency(form.cleaned_data["frequency"]))
        messages.success(request, "Zapisano, jak często przypominać.")
        return redirect("planner:mine")
    found = list(to_do(user))
    left = list(ownerless_for(user))
    meetings = list(coming_meetings(user, now, now + _AHEAD))
    shown = {
        "heading": "Moje sprawy",
        "table": tasks_table(found, "Moje zadania", today(), across=True) if found else None,
        "ownerless": tasks_table(left, "Zadania bez wykonawcy", today(), across=True)
        if left
        else None,
        "ballots": awaited_ballots(user),
        "meetings": meetings_table(meetings) if meetings else None,
        "form": form,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "planner/mine.html", shown, status=status)


@csrf_exempt  # the signed token in the address is the proof; mail programs post without a cookie
@require_http_methods(["GET", "HEAD", "POST"])
def opt_out(request: HttpRequest, token: str) -> HttpResponse:
    """End reminders without signing in: a page that asks, and the deed once it is posted."""
    user = person_of(token)
    if user is not None and request.method == "POST":
        set_frequency(user, Frequency.NEVER)
    gone = user is not None and frequency_of(user) is Frequency.NEVER
    heading = "Rezygnacja z przypomnień" if user is not None else "Ten adres jest nieważny"
    shown = {"heading": heading, "known": user is not None, "gone": gone}
    status = 200 if user is not None else 404
    response = render(request, "planner/opt_out.html", shown, status=status)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"  # the address is a secret
    return response
