"""The list of meetings, planning one, changing it, and the rules of procedure."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from terytoria.portal.meetings.domain.planning import edit, plan
from terytoria.portal.meetings.domain.queries import past, upcoming
from terytoria.portal.meetings.domain.quorum import quorum_on, set_procedure
from terytoria.portal.meetings.enums import Body
from terytoria.portal.meetings.interfaces.forms import MeetingEditForm, MeetingForm, QuorumForm
from terytoria.portal.meetings.interfaces.sheet import LOOKS
from terytoria.portal.meetings.models import Meeting
from terytoria.portal.meetings.rules import PLAN, VIEW
from terytoria.portal.meetings.views.ground import form_page, meeting_page, place, words
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.ground import can, partnership_page, who
from terytoria.portal.partnerships.views.sheets import Sheet, sent


@require_safe
@partnership_page(VIEW)
def listing(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Meetings to come and past."""
    shown = words(request, partnership, "Spotkania")
    shown["upcoming"] = [(one, LOOKS[one.state]) for one in upcoming(partnership)]
    shown["past"] = [(one, LOOKS[one.state]) for one in past(partnership)]
    shown["quorums"] = [(body.label, quorum_on(partnership, body, today())) for body in Body]
    shown["may_plan"] = can(request, PLAN, partnership)
    return render(request, "meetings/listing.html", shown)


@partnership_page(PLAN)
def add(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Plan a meeting, then go to its agenda."""
    form = MeetingForm(sent(request), initial={"body": Body.COUNCIL})
    back = reverse("meetings:listing", args=[partnership.slug])
    lead = "Na razie nikt nie dostanie zawiadomienia. Potem ułożysz porządek i zwołasz spotkanie."
    sheet = Sheet("Nowe spotkanie", "Zaplanuj spotkanie", "Zaplanowano spotkanie.", back, lead)
    made: list[Meeting] = []

    def verb(_: dict[str, Any]) -> None:
        made.append(plan(who(request), partnership, form.plan()))

    answer = form_page(request, partnership, sheet, form, verb)
    if made:
        answer["Location"] = place(made[0])
    return answer


@meeting_page(PLAN)
def change(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Change a meeting ahead."""
    form = MeetingEditForm(sent(request), initial=MeetingEditForm.stored(meeting))
    lead = "Zmiana zwołanego spotkania wymaga ponownego zawiadomienia." if meeting.sequence else ""
    sheet = Sheet("Zmiana spotkania", "Zapisz zmiany", "Zapisano.", place(meeting), lead)

    def verb(data: dict[str, Any]) -> object:
        return edit(who(request), meeting, form.plan(), data["version"])

    return form_page(request, meeting.partnership, sheet, form, verb)


@partnership_page(PLAN)
def procedure(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Write down the quorum of a body."""
    now = quorum_on(partnership, Body.COUNCIL, today())
    begins = {"as_of": today(), "share": now.share}
    form = QuorumForm(sent(request), initial=begins)
    back = reverse("meetings:listing", args=[partnership.slug])
    lead = "Przepisz kworum z regulaminu. Obowiązuje w spotkaniach od podanego dnia."
    sheet = Sheet("Kworum", "Zapisz kworum", "Zapisano kworum.", back, lead)

    def verb(data: dict[str, Any]) -> object:
        return set_procedure(who(request), partnership, Body(data["body"]), form.quorum())

    return form_page(request, partnership, sheet, form, verb)
