"""The working page: what is public, what could be, and the buttons between the two."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from terytoria.portal.meetings.models import Decision
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.ground import can, partnership_page, who, words
from terytoria.portal.partnerships.views.sheets import done
from terytoria.portal.publishing.domain.queries import (
    is_public,
    releasable,
    releases_of,
    standings,
)
from terytoria.portal.publishing.domain.releasing import release as release_verb
from terytoria.portal.publishing.domain.releasing import try_again
from terytoria.portal.publishing.domain.releasing import withdraw as withdraw_verb
from terytoria.portal.publishing.interfaces.forms import WithdrawForm
from terytoria.portal.publishing.rules import RELEASE, VIEW, WITHDRAW

_HERE = "publishing:releases"
_ORDERED = "Publikacja jest zlecona. Odśwież stronę, by zobaczyć postęp."


@require_safe
@partnership_page(VIEW)
def releases(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Releases with their states, and adopted decisions that wait to be released."""
    shown = _words(request, partnership, "Publikacja")
    found = standings(partnership)
    shown |= {"standings": found, "waiting": list(releasable(partnership))}
    if is_public(partnership):
        shown["public_url"] = reverse("partnership", args=[partnership.slug])
    shown["under_way"] = any(not one.done and not one.failed for one in found)
    shown["may_release"] = can(request, RELEASE, partnership)
    shown["may_withdraw"] = can(request, WITHDRAW, partnership)
    return render(request, "publishing/releases.html", shown)


@partnership_page(RELEASE)
def release(request: HttpRequest, partnership: Partnership, record: int) -> HttpResponse:
    """Say what will be public, then make it so."""
    decision = get_object_or_404(Decision, partnership=partnership, pk=record)
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and done(form, lambda _: release_verb(who(request), decision)):
        messages.success(request, _ORDERED)
        return redirect(_HERE, partnership.slug)
    shown = _words(request, partnership, f"Opublikować uchwałę {decision.number}?")
    consequences = [f"Każdy przeczyta uchwałę {decision.number} „{decision.title}” i jej treść."]
    if decision.about is not None:
        consequences.append(f"Każdy pobierze to, co przyjęto: {decision.about_name}.")
    consequences.append("Adres jest stały. Wycofanie zostawia pod nim informację i powód.")
    shown |= {"consequences": consequences, "form": form, "action": "Opublikuj uchwałę"}
    return _asked(request, partnership, shown)


@partnership_page(WITHDRAW)
def withdraw(request: HttpRequest, partnership: Partnership, record: int) -> HttpResponse:
    """Ask why, then withdraw."""
    made = get_object_or_404(releases_of(partnership), pk=record)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and done(
        form, lambda data: withdraw_verb(who(request), made, data["reason"])
    ):
        messages.success(request, "Wycofanie jest zlecone. Odśwież stronę, by zobaczyć postęp.")
        return redirect(_HERE, partnership.slug)
    shown = _words(request, partnership, f"Wycofać publikację uchwały {made.decision.number}?")
    shown["consequences"] = [
        "Treść i pliki znikną ze stron publicznych, kanału nowości i otwartych danych.",
        "Pod stałym adresem zostanie numer i tytuł uchwały, data wycofania i powód.",
        "Tej uchwały nie można opublikować ponownie; można przyjąć i opublikować nową.",
    ]
    shown |= {"form": form, "action": "Wycofaj publikację", "danger": True}
    return _asked(request, partnership, shown)


@require_POST
@partnership_page(WITHDRAW)
def again(request: HttpRequest, partnership: Partnership, record: int) -> HttpResponse:
    """Try once more to write a release."""
    try_again(who(request), get_object_or_404(releases_of(partnership), pk=record))
    messages.success(request, _ORDERED)
    return redirect(_HERE, partnership.slug)


def _asked(request: HttpRequest, partnership: Partnership, shown: dict[str, Any]) -> HttpResponse:
    shown["cancel_url"] = reverse(_HERE, args=[partnership.slug])
    status = 422 if shown["form"].errors else 200
    return render(request, "publishing/ask.html", shown, status=status)


def _words(request: HttpRequest, partnership: Partnership, heading: str) -> dict[str, Any]:
    return words(request, partnership, _HERE, heading)
