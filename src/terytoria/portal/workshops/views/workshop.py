"""The list of workshops; planning one, opening, closing, its minutes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.ground import partnership_page, who
from terytoria.portal.partnerships.views.sheets import Sheet, sent
from terytoria.portal.workshops.domain.planning import (
    close_workshop,
    edit,
    open_workshop,
    plan,
    remove,
)
from terytoria.portal.workshops.domain.queries import board_of, workshops_of
from terytoria.portal.workshops.enums import State
from terytoria.portal.workshops.interfaces.forms import PlanForm
from terytoria.portal.workshops.interfaces.minutes import as_csv, table_of
from terytoria.portal.workshops.models import Workshop
from terytoria.portal.workshops.rules import RUN, VIEW
from terytoria.portal.workshops.views.ground import LOOKS, form_page, place, words, workshop_page


@require_safe
@partnership_page(VIEW)
def listing(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Workshops of the partnership."""
    shown = words(request, partnership, "Warsztaty")
    shown["workshops"] = [(one, LOOKS[State(one.state)]) for one in workshops_of(partnership)]
    return render(request, "workshops/listing.html", shown)


@partnership_page(RUN)
def add(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Plan a workshop, then go to its page."""
    form = PlanForm(sent(request), initial=PlanForm.usual())
    back = reverse("workshops:listing", args=[partnership.slug])
    sheet = Sheet("Nowy warsztat", "Zaplanuj warsztat", "Zaplanowano warsztat.", back)
    made: list[Workshop] = []

    def verb(_: dict[str, Any]) -> None:
        made.append(plan(who(request), partnership, form.plan()))

    answer = form_page(request, partnership, sheet, form, verb)
    if made:
        answer["Location"] = place(made[0])
    return answer


@workshop_page(RUN)
def change(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Change the plan."""
    form = PlanForm(sent(request), initial=PlanForm.stored(workshop))
    sheet = Sheet("Zmiana planu warsztatu", "Zapisz zmiany", "Zapisano.", place(workshop))

    def verb(data: dict[str, Any]) -> object:
        return edit(who(request), workshop, form.plan(), data["version"] or 0)

    return form_page(request, workshop.partnership, sheet, form, verb)


@require_safe
@workshop_page()
def workshop(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Everything about a workshop; what is done next comes first."""
    shown = words(request, workshop.partnership, workshop.title, workshop)
    shown |= {
        "look": LOOKS[State(workshop.state)],
        "board": board_of(workshop),
        "people": workshop.ballots.count() or workshop.people,
        "door": request.get_host() + reverse("warsztat:enter"),
    }
    return render(request, "workshops/workshop.html", shown)


@workshop_page(RUN)
def open_page(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Open a workshop, after saying what that means."""
    lead = (
        "Warsztat dostanie kod. Kto go zna, może bez konta pisać karteczki i dawać kropki, "
        "aż zamkniesz warsztat, najdłużej przez dobę. Kod pokaż na rzutniku."
    )
    sheet = Sheet(f"Otwarcie: {workshop.title}", "Otwórz warsztat", "Otwarto.", place(workshop),
                  lead)  # fmt: skip
    return _asked(request, workshop, sheet, open_workshop)


@workshop_page(RUN)
def close_page(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Close a workshop, after asking."""
    lead = (
        "Kod przestanie działać, nikt już nie dopisze karteczki ani nie zmieni kropek. Układać "
        "karteczki można dalej. Potem przeniesiesz wybrane wyzwania i cele do strategii."
    )
    said = "Zamknięto. Przenieś wybrane wyzwania do strategii."
    sheet = Sheet(f"Zamknięcie: {workshop.title}", "Zamknij warsztat", said, place(workshop), lead,
                  danger=True)  # fmt: skip
    return _asked(request, workshop, sheet, close_workshop)


@workshop_page(RUN)
def remove_page(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Remove a workshop that was not opened, after asking."""
    back = reverse("workshops:listing", args=[workshop.partnership.slug])
    sheet = Sheet(f"Usunięcie: {workshop.title}", "Usuń warsztat", "Usunięto warsztat.", back,
                  "Plan warsztatu zniknie na zawsze.", danger=True)  # fmt: skip
    return _asked(request, workshop, sheet, remove)


@require_safe
@workshop_page()
def minutes(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """What came out of a workshop."""
    board = board_of(workshop)
    shown = words(request, workshop.partnership, f"Protokół: {workshop.title}", workshop)
    shown |= {"board": board, "table": table_of(board).sorted_by(request.GET.get("sort", ""))}
    shown["people"] = workshop.ballots.count() or workshop.people
    return render(request, "workshops/minutes.html", shown)


@require_safe
@workshop_page()
def minutes_csv(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The same for a spreadsheet."""
    response = HttpResponse(as_csv(board_of(workshop)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="warsztat-{workshop.pk}.csv"'
    return response


def _asked(request: HttpRequest, workshop: Workshop, sheet: Sheet, verb: Any) -> HttpResponse:
    """A page that asks before a verb without a form of its own."""
    form = forms.Form(request.POST or {})
    return form_page(
        request, workshop.partnership, sheet, form, lambda _: verb(who(request), workshop)
    )
