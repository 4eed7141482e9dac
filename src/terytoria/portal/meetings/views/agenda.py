"""Pages of a point: adding, changing, ordering, papers, what was said."""

from __future__ import annotations

from typing import Any, Literal

from django import forms
from django.http import HttpRequest, HttpResponse

from terytoria.portal.meetings.domain.agenda import (
    add_item,
    add_paper,
    edit_item,
    move_item,
    note_item,
    remove_item,
    remove_paper,
)
from terytoria.portal.meetings.domain.materials import materials_of
from terytoria.portal.meetings.interfaces.forms import (
    ItemEditForm,
    ItemForm,
    NoteForm,
    PaperForm,
)
from terytoria.portal.meetings.models import AgendaItem, Meeting
from terytoria.portal.meetings.rules import PLAN, RUN
from terytoria.portal.meetings.views.ground import form_page, item_page, meeting_page, place, spot
from terytoria.portal.partnerships.views.ground import who
from terytoria.portal.partnerships.views.sheets import Sheet, press, pressed, sent


@meeting_page(PLAN)
def add(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Add a point."""
    form = ItemForm(sent(request))
    sheet = Sheet("Nowy punkt porządku", "Dodaj punkt", "Dodano punkt.", place(meeting))

    def verb(_: dict[str, Any]) -> object:
        return add_item(who(request), meeting, form.point())

    return form_page(request, meeting.partnership, sheet, form, verb)


@item_page(PLAN)
def change(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    """Change a point."""
    form = ItemEditForm(sent(request), initial=ItemEditForm.stored(item))
    sheet = Sheet(f"Zmiana punktu {item}", "Zapisz punkt", "Zapisano punkt.", spot(item))

    def verb(data: dict[str, Any]) -> object:
        return edit_item(who(request), item, form.point(), data["version"])

    return form_page(request, item.meeting.partnership, sheet, form, verb)


@pressed(item_page(PLAN))
def move(request: HttpRequest, item: AgendaItem, way: Literal["up", "down"]) -> HttpResponse:
    """Change places with a neighbour."""
    return press(
        request, lambda: move_item(who(request), item, way), "Przesunięto punkt.", spot(item)
    )


@item_page(PLAN)
def remove(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    """Take a point out of the agenda, after asking."""
    lead = "Punkt zniknie z porządku razem z dołączonymi do niego odnośnikami do materiałów."
    back, heading = place(item.meeting), f"Usunięcie punktu {item}"
    sheet = Sheet(heading, "Usuń punkt", "Usunięto punkt.", back, lead, danger=True)

    def verb(_: dict[str, Any]) -> None:
        remove_item(who(request), item)

    form = forms.Form(request.POST or {})
    return form_page(request, item.meeting.partnership, sheet, form, verb)


@item_page(PLAN)
def paper(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    """Lay a version of a document, a diagnosis, the chain or the text before a point."""
    form = PaperForm(materials_of(item.meeting.partnership), sent(request))
    lead = "Dołącza się konkretną wersję: późniejsze zmiany dokumentu jej nie zmienią."
    sheet = Sheet(f"Materiał do punktu {item}", "Dołącz", "Dołączono.", spot(item), lead)

    def verb(data: dict[str, Any]) -> object:
        return add_paper(who(request), item, data["material"], subject=data["subject"])

    return form_page(request, item.meeting.partnership, sheet, form, verb)


@pressed(item_page(PLAN))
def take_paper(request: HttpRequest, item: AgendaItem, paper: int) -> HttpResponse:
    """Take a paper away."""
    said = "Odłączono materiał."
    return press(request, lambda: remove_paper(who(request), item, paper), said, spot(item))


@item_page(RUN)
def note(request: HttpRequest, item: AgendaItem) -> HttpResponse:
    """Write down what was said."""
    form = NoteForm(sent(request), initial={"note": item.note, "version": item.version})
    sheet = Sheet(f"Przebieg punktu {item}", "Zapisz przebieg", "Zapisano.", spot(item))

    def verb(data: dict[str, Any]) -> object:
        return note_item(who(request), item, data["note"], data["version"])

    return form_page(request, item.meeting.partnership, sheet, form, verb)
