"""Votes: opened, given, entered, closed."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

from terytoria.portal.meetings.domain.entitlement import present_at, voters_of
from terytoria.portal.meetings.domain.voting import cast_vote, close_vote, enter_votes, open_vote
from terytoria.portal.meetings.enums import Value
from terytoria.portal.meetings.interfaces.forms import HandsForm
from terytoria.portal.meetings.models import AgendaItem
from terytoria.portal.meetings.rules import ENTER, RUN, VOTE
from terytoria.portal.meetings.views.ground import form_page, item_page, place, spot
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.views.ground import who
from terytoria.portal.partnerships.views.sheets import Sheet, press, pressed, sent


@pressed(item_page(RUN))
def begin(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    """Open the voting on a point."""
    back = place(item.meeting)
    return press(request, lambda: open_vote(who(request), item), "Głosowanie otwarte.", back)


@pressed(item_page(RUN))
def end(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    """Close the voting on a point."""
    said = "Głosowanie zamknięte. Wynik jest przy punkcie."
    return press(request, lambda: close_vote(who(request), item), said, spot(item))


@pressed(item_page(VOTE))
def cast(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    """Vote."""
    given = request.POST.get("value", "")

    def verb() -> object:
        if given not in Value.values:
            raise RefusedError("value", "Nie wybrano głosu. Naciśnij: za, przeciw albo wstrzymuję.")
        return cast_vote(who(request), item, Value(given), request.POST.get("voter", ""))

    word = Value(given).label if given in Value.values else ""
    said = f"Głos zapisany: {word}. Możesz go zmienić do zamknięcia głosowania."
    return press(request, verb, said, place(item.meeting))


@item_page(ENTER)
def hands(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    """Write down hands raised by those who are here and have not voted themselves."""
    own = set(item.votes.filter(round=item.round, by_hand=False).values_list("voter", flat=True))
    here = set(present_at(item.meeting)) - own
    voters = tuple(one for one in voters_of(item.meeting) if one.key in here)
    stored = dict(item.votes.filter(round=item.round, by_hand=True).values_list("voter", "value"))
    form = HandsForm(voters, sent(request), stored=stored)
    lead = "Zapiszemy, że głosy wpisujesz Ty, i w czyim imieniu. " + (
        "Kto zagłosował sam, tego tu nie ma." if voters else "Wszyscy obecni zagłosowali sami."
    )
    heading = f"Podniesione ręce: {item}"
    sheet = Sheet(heading, "Zapisz głosy", "Zapisano głosy.", place(item.meeting), lead)

    def verb(_: dict[str, Any]) -> object:
        return enter_votes(who(request), item, form.values())

    return form_page(request, item.meeting.partnership, sheet, form, verb)
