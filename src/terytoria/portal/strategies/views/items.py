"""Adding and changing items; a simultaneous edit shows both texts."""

from __future__ import annotations

import re
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.ground import partnership_page, who
from terytoria.portal.partnerships.views.sheets import refuse, sent
from terytoria.portal.strategies.domain.content import Values, labels, read
from terytoria.portal.strategies.domain.editing import (
    DeletedMeanwhileError,
    EditedMeanwhileError,
    Saved,
    create,
    edit,
    frame_of,
)
from terytoria.portal.strategies.domain.suggesting import suggestions
from terytoria.portal.strategies.domain.words import names_now, told
from terytoria.portal.strategies.enums import Kind
from terytoria.portal.strategies.interfaces import addresses
from terytoria.portal.strategies.interfaces.forms import FORMS, initial
from terytoria.portal.strategies.models import Item
from terytoria.portal.strategies.rules import EDIT
from terytoria.portal.strategies.views.ground import item_of, kind_of, words

_NEW = {
    Kind.CHALLENGE: "Nowe wyzwanie",
    Kind.GOAL: "Nowy cel",
    Kind.DIRECTION: "Nowy kierunek działań",
    Kind.PROJECT: "Nowy projekt",
    Kind.TARGET: "Nowy miernik",
}
_LINKS = frozenset({"goal", "answers", "serves", "cites"})
_KEY = re.compile(r"(?:finding:|own:)?[0-9]{1,18}")


@partnership_page(EDIT)
def add(request: HttpRequest, partnership: Partnership, kind: str) -> HttpResponse:
    """A new item; the address may name what it is linked to, or a suggestion."""
    what = kind_of(kind)
    start = {"version": 0, **_start(request, partnership, what)}
    form = FORMS[what](sent(request), partnership=partnership, initial=start)
    if form.is_valid():
        try:
            made = create(who(request), partnership, what, form.values())
        except RefusedError as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, f"Dodano: {made}.")
            return redirect(addresses.outline(partnership.slug, what, made.pk))
    shown = words(request, partnership, _NEW[what]) | {"form": form, "action": "Dodaj"}
    shown["back"] = addresses.outline(partnership.slug)
    return render(request, "strategies/form.html", shown, status=422 if form.errors else 200)


def _start(request: HttpRequest, partnership: Partnership, kind: Kind) -> Values:
    """What a new item starts with, of what can name an item or evidence at all."""
    start: Values = {
        name: [one for one in request.GET.getlist(name) if _KEY.fullmatch(one)]
        for name in _LINKS.intersection(request.GET)
    }
    if "goal" in start:
        start["goal"] = next(iter(start["goal"]), "")
    asked = request.GET.get("propozycja")
    if kind is Kind.CHALLENGE and asked and request.method == "GET":
        for one in suggestions(partnership):
            if one.id == asked:
                start |= {"title": one.title, "text": one.text, "cites": one.cites}
    return start


@partnership_page(EDIT)
def change(request: HttpRequest, partnership: Partnership, kind: str, pk: int) -> HttpResponse:
    """Change an item."""
    item = item_of(partnership, kind, pk)
    if item.deleted_at and request.method != "POST":
        return redirect(addresses.item("history", partnership.slug, item.kind, item.pk))
    return _change(request, partnership, item)


@partnership_page(EDIT)
def frame(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Change the vision and the horizon."""
    return _change(request, partnership, frame_of(partnership))


def _change(request: HttpRequest, partnership: Partnership, item: Item) -> HttpResponse:
    stored = read(item)
    start = {**initial(stored), "version": item.version}
    form = FORMS[item.kind](sent(request), initial=start, partnership=partnership, stored=stored)
    shown = words(request, partnership, f"{item.kind.label.capitalize()}: {item}")
    status = 200
    if request.method == "POST":
        status = 422
        try:
            if form.is_valid():
                saved = edit(who(request), item, form.values(), form.cleaned_data["version"])
                return _saved(request, saved)
        except EditedMeanwhileError as clash:
            start = {**initial(clash.values), "version": clash.version}
            form = FORMS[item.kind](initial=start, partnership=partnership, stored=clash.values)
            shown |= _compared(partnership, item.kind, clash)
            status = 409
        except RefusedError as refusal:
            shown["is_gone"] = isinstance(refusal, DeletedMeanwhileError)
            refuse(form, refusal)
    shown |= {"form": form, "action": "Zapisz", "pages": _pages(item, partnership.slug)}
    shown["back"] = addresses.outline(partnership.slug, item.kind, item.pk or 0)
    return render(request, "strategies/form.html", shown, status=status)


def _pages(item: Item, slug: str) -> dict[str, str]:
    """Other pages about an item that is kept already."""
    if item.pk is None:
        return {}
    names = ("history",) if item.kind is Kind.FRAME else ("history", "delete")
    return {name: addresses.item(name, slug, item.kind, item.pk) for name in names}


def _saved(request: HttpRequest, saved: Saved) -> HttpResponse:
    """Say what was saved, and what somebody else changed meanwhile; back to the outline."""
    item = saved.item
    if saved.merged:
        fields = ", ".join(saved.merged).lower()
        text = "Zapisano. W tym czasie ktoś zmienił inne pola i te zmiany zostały zachowane"
        messages.warning(request, f"{text}: {fields}. Sprawdź, czy całość się zgadza.")
    elif saved.changed:
        messages.success(request, f"Zapisano: {item}.")
    else:
        messages.info(request, "Nic się nie zmieniło.")
    return redirect(addresses.outline(item.partnership.slug, item.kind, item.pk))


def _compared(partnership: Partnership, kind: Kind, clash: EditedMeanwhileError) -> dict[str, Any]:
    """Each field both changed with both texts, and names of those only the other changed."""
    names = names_now(partnership, (clash.theirs, clash.values))
    theirs, mine = told(kind, clash.theirs, names), told(kind, clash.values, names)
    named = labels(kind)
    pairs = [(named[name], theirs[name], mine[name]) for name in clash.conflicts]
    return {"clash": pairs, "reason": clash.message}
