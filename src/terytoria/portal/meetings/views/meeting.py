"""The page of a meeting, and its passage from planned to closed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from terytoria.language.plural import counted
from terytoria.portal.meetings.domain.entitlement import recipients_of, voters_of
from terytoria.portal.meetings.domain.minutes import keep_minutes, require_closed
from terytoria.portal.meetings.domain.planning import (
    cancel,
    close_meeting,
    convene,
    open_meeting,
)
from terytoria.portal.meetings.domain.voting import mark_attendance
from terytoria.portal.meetings.interfaces.forms import AttendanceForm, CancelForm, MinutesForm
from terytoria.portal.meetings.interfaces.minutes import write_minutes
from terytoria.portal.meetings.interfaces.sheet import (
    LOOKS,
    ballot_of,
    letters_of,
    outdated,
    roll_of,
    rows_of,
)
from terytoria.portal.meetings.models import Meeting
from terytoria.portal.meetings.rules import ENTER, MINUTES, PLAN, RUN
from terytoria.portal.meetings.views.ground import form_page, meeting_page, place, words
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.views.ground import can, who
from terytoria.portal.partnerships.views.sheets import Sheet, press, pressed, sent


@require_safe
@meeting_page()
def meeting(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Everything about a meeting; while it goes on, what is done now comes first."""
    shown = words(request, meeting.partnership, meeting.title)
    shown |= {"meeting": meeting, "look": LOOKS[meeting.state], "rows": rows_of(meeting)}
    shown |= {"roll": roll_of(meeting), "ballot": ballot_of(who(request), meeting)}
    rights = {"plan": PLAN, "run": RUN, "enter": ENTER, "minutes": MINUTES}
    shown["may"] = {
        name: can(request, action, meeting.partnership) for name, action in rights.items()
    }
    shown |= {"letters": letters_of(meeting), "outdated": outdated(meeting)}
    shown["may_open"] = shown["may"]["run"] and meeting.day <= today()
    return render(request, "meetings/meeting.html", shown)


@meeting_page(PLAN)
def call(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Convene a meeting, after saying to whom a letter goes."""
    people = recipients_of(meeting)
    told = counted(len(people), "osoba", "osoby", "osób")
    lead = f"List z porządkiem obrad i wpisem do kalendarza dostanie {told}."
    sheet = Sheet(
        f"Zwołanie: {meeting.title}",
        "Wyślij zawiadomienia",
        "Zwołano spotkanie. Zawiadomienia wychodzą.",
        place(meeting),
        lead,
        more={"people": people, "meeting": meeting},
    )

    def verb(_: dict[str, Any]) -> object:
        return convene(who(request), meeting, request.build_absolute_uri(place(meeting)))

    form = forms.Form(request.POST or {})
    return form_page(request, meeting.partnership, sheet, form, verb)


@meeting_page(PLAN)
def call_off(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Call a meeting off, with a reason."""
    form = CancelForm(sent(request))
    heading, lead = f"Odwołanie: {meeting.title}", "Tego nie można cofnąć; można zaplanować nowe."
    sheet = Sheet(heading, "Odwołaj spotkanie", "Odwołano.", place(meeting), lead, danger=True)

    def verb(data: dict[str, Any]) -> object:
        address = request.build_absolute_uri(place(meeting))
        return cancel(who(request), meeting, data["reason"], address)

    return form_page(request, meeting.partnership, sheet, form, verb)


@pressed(meeting_page(RUN))
def begin(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Open a meeting."""
    said = "Otwarto spotkanie. Zaznacz, kto jest obecny."
    return press(request, lambda: open_meeting(who(request), meeting), said, place(meeting))


@meeting_page(RUN)
def end(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Close a meeting, after asking."""
    lead = "Potem nie da się zaznaczać obecności ani głosować. Przebieg można jeszcze poprawić."
    heading = f"Zamknięcie: {meeting.title}"
    sheet = Sheet(heading, "Zamknij spotkanie", "Zamknięto spotkanie.", place(meeting), lead)

    def verb(_: dict[str, Any]) -> object:
        return close_meeting(who(request), meeting)

    form = forms.Form(request.POST or {})
    return form_page(request, meeting.partnership, sheet, form, verb)


@meeting_page(RUN)
def attendance(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Note who takes part."""
    stored = dict(meeting.attendance.values_list("voter", "presence"))
    form = AttendanceForm(voters_of(meeting), sent(request), stored=stored)
    sheet = Sheet("Obecność", "Zapisz obecność", "Zapisano obecność.", place(meeting))

    def verb(_: dict[str, Any]) -> None:
        mark_attendance(who(request), meeting, form.marks())

    return form_page(request, meeting.partnership, sheet, form, verb)


@meeting_page(MINUTES)
def minutes(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Write the minutes, or write them again after a correction."""
    again = meeting.minutes_pdf_id is not None
    form = MinutesForm(sent(request)) if again else forms.Form(request.POST or {})
    lead = (
        "Powstanie kolejna wersja; poprzednie zostają."
        if again
        else ("Protokół powstanie z zapisów spotkania i trafi do dokumentów jako PDF i DOCX.")
    )
    sheet = Sheet(
        f"Protokół: {meeting.title}", "Sporządź protokół", "Sporządzono.", place(meeting), lead
    )

    def verb(data: dict[str, Any]) -> object:
        require_closed(meeting)
        files = write_minutes(meeting)
        return keep_minutes(who(request), meeting, files, data.get("note", ""))

    return form_page(request, meeting.partnership, sheet, form, verb)
