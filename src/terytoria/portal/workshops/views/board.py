"""Working with notes: placing them, rewording as goals, merging, hiding, into the strategy."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.views.ground import View, who
from terytoria.portal.partnerships.views.sheets import done, press, sent
from terytoria.portal.workshops.domain.chain import take_challenge, take_goal
from terytoria.portal.workshops.domain.queries import Board, Card, board_of
from terytoria.portal.workshops.domain.sorting import (
    Clash,
    EditedMeanwhileError,
    add_note,
    change,
    hide,
    merge,
    split,
)
from terytoria.portal.workshops.enums import Place
from terytoria.portal.workshops.interfaces.forms import MergeForm, NoteForm
from terytoria.portal.workshops.interfaces.rows import rows_of, sent_changes
from terytoria.portal.workshops.models import Note, Workshop
from terytoria.portal.workshops.rules import RUN
from terytoria.portal.workshops.views.ground import place, words, workshop_page


def _note_page(view: View) -> View:
    """A page of one note of a workshop."""

    @workshop_page(RUN)
    @wraps(view)
    def shown(request: HttpRequest, workshop: Workshop, number: int) -> HttpResponseBase:
        kept = Note.objects.select_related("workshop__partnership", "merged")
        return view(request, get_object_or_404(kept, workshop=workshop, pk=number))

    return shown


@workshop_page(RUN)
def arrange(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Place notes in trees, those that are loose first."""
    board = board_of(workshop)
    cards = sorted(board.cards, key=lambda one: one.note.place != Place.LOOSE)
    shown = words(request, workshop.partnership, "Układanie karteczek", workshop)
    return _filled(request, shown, "arrange", (board, cards, "spot"))


@workshop_page(RUN)
def goals(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Reword each problem of the trees as a goal."""
    board = board_of(workshop)
    cards = [one for tree in board.trees for one in tree.cards]
    shown = words(request, workshop.partnership, "Drzewo celów", workshop)
    return _filled(request, shown, "goals", (board, cards, "goal"))


@_note_page
def note(request: HttpRequest, note: Note) -> HttpResponse:
    """Change the words of a note; merge it, hide it."""
    board = board_of(note.workshop)
    card = _card(board, note)
    shown = words(request, note.workshop.partnership, "Karteczka", note.workshop)
    shown |= {"card": card, "merging": MergeForm(board, card)}
    return _filled(request, shown, "note", (board, [card], "text"))


def _card(board: Board, note: Note) -> Card:
    for one in (*board.cards, *board.hidden):
        if one.note == note:
            return one
    raise Http404


def _filled(
    request: HttpRequest,
    shown: dict[str, Any],
    name: str,
    about: tuple[Board, Iterable[Card], str],
) -> HttpResponse:
    """A page on which a field of several notes is filled in; all are saved, or none."""
    board, cards, field = about
    workshop: Workshop = shown["workshop"]
    status, clashes = 200, tuple[Clash, ...]()
    if request.method == "POST":
        try:
            count = change(who(request), workshop, sent_changes(request.POST))
        except EditedMeanwhileError as clash:
            status, clashes, shown["refused"] = 409, clash.clashes, clash.message
        except RefusedError as refusal:
            status, shown["refused"] = 422, refusal.message
        else:
            messages.success(request, "Zapisano." if count else "Nic się nie zmieniło.")
            return redirect(place(workshop) + "#tablica")
    rows = rows_of(board, cards, field, request.POST, clashes)
    shown |= {"board": board, "lines": rows}
    return render(request, f"workshops/{name}.html", shown, status=status)


@require_POST
@_note_page
def merge_note(request: HttpRequest, note: Note) -> HttpResponse:
    """Put a note under another."""
    board = board_of(note.workshop)
    card = _card(board, note)
    form = MergeForm(board, card, request.POST)
    if done(form, lambda data: merge(who(request), note, int(data["into"]))):
        messages.success(request, "Połączono. Kropki liczą się razem.")
        return redirect(place(note.workshop) + "#tablica")
    shown = words(request, note.workshop.partnership, "Karteczka", note.workshop)
    shown |= {"card": card, "merging": form, "lines": rows_of(board, [card], "text", {})}
    return render(request, "workshops/note.html", shown, status=422)


def _pressed(said: str) -> Callable[[Callable[[HttpRequest, Note], object]], View]:
    """A button of a note: does its verb and goes back to the board."""

    def made(verb: Callable[[HttpRequest, Note], object]) -> View:
        @wraps(verb)
        def shown(request: HttpRequest, note: Note) -> HttpResponse:
            back = place(note.workshop) + "#tablica"
            return press(request, lambda: verb(request, note), said, back)

        return require_POST(_note_page(shown))

    return made


@_pressed("Rozłączono karteczki.")
def split_note(request: HttpRequest, note: Note) -> object:
    """Take a note out from under another."""
    return split(who(request), note)


@_pressed("Ukryto karteczkę. Kropki na niej nie liczą się do wyniku.")
def hide_note(request: HttpRequest, note: Note) -> object:
    """Hide a note from everybody."""
    return hide(who(request), note, hidden=True)


@_pressed("Karteczka jest znowu na tablicy.")
def show_note(request: HttpRequest, note: Note) -> object:
    """Put a hidden note back."""
    return hide(who(request), note, hidden=False)


@_pressed("Wyzwanie jest w strategii, a warsztat wśród jej danych.")
def to_challenge(request: HttpRequest, note: Note) -> object:
    """A trunk becomes a challenge of the strategy."""
    url = request.build_absolute_uri(place(note.workshop, "minutes"))
    return take_challenge(who(request), note, url)


@_pressed("Cel jest w strategii i odpowiada na swoje wyzwanie.")
def to_goal(request: HttpRequest, note: Note) -> object:
    """Its goal becomes a goal of the strategy."""
    return take_goal(who(request), note)


@workshop_page(RUN)
def write(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Write a note for the room."""
    form = NoteForm(sent(request))
    if request.method == "POST" and done(
        form, lambda data: add_note(who(request), workshop, data["text"])
    ):
        messages.success(request, "Dodano karteczkę.")
        return redirect(place(workshop) + "#tablica")
    shown = words(request, workshop.partnership, "Nowa karteczka", workshop)
    lead = "Wpisz to, co ktoś powiedział, albo wspólną nazwę kilku karteczek."
    shown |= {"form": form, "lead": lead}
    return render(request, "workshops/write.html", shown, status=422 if form.errors else 200)
