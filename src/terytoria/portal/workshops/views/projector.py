"""The wall of the room: the code, the notes and the trees in large type, refreshed by itself."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_safe

from terytoria.portal.headers import SCRIPT_POLICY
from terytoria.portal.workshops.domain.queries import board_of
from terytoria.portal.workshops.enums import State
from terytoria.portal.workshops.models import Workshop
from terytoria.portal.workshops.views.ground import place, words, workshop_page

VIEWS = {
    "karteczki": "Karteczki",
    "kropki": "Kropki",
    "wyzwania": "Drzewo wyzwań",
    "cele": "Drzewo celów",
}
POLICY = f"{SCRIPT_POLICY}; connect-src 'self'"
"""The script asks this server for the board, and no other."""


@require_safe
@workshop_page()
def projector(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The whole page."""
    shown = _board(request, workshop)
    shown |= {
        "views": [
            (f"?widok={name}", label, name == shown["view"]) for name, label in VIEWS.items()
        ],
        "fragment": f"{place(workshop, 'wall')}?widok={shown['view']}",
        "back": place(workshop),
        "door": request.get_host() + reverse("warsztat:enter"),
    }
    if workshop.state == State.OPEN:
        address = request.build_absolute_uri(reverse("warsztat:room", args=[workshop.code]))
        # The same writer draws the key of an authenticator application.
        shown["picture"] = get_adapter().build_totp_svg(address)
    response = render(request, "workshops/projector.html", shown)
    response["Content-Security-Policy"] = POLICY
    return response


@require_safe
@workshop_page()
def wall(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """The board alone, as HTML in JSON, for the script of the page."""
    board = render_to_string("workshops/wall.html", _board(request, workshop), request)
    return JsonResponse({"board": board})


def _board(request: HttpRequest, workshop: Workshop) -> dict[str, Any]:
    view = request.GET.get("widok", "karteczki")
    view = view if view in VIEWS else "karteczki"
    shown = words(request, workshop.partnership, VIEWS[view], workshop)
    people = workshop.ballots.count() or workshop.people
    return shown | {"view": view, "board": board_of(workshop), "people": people}
