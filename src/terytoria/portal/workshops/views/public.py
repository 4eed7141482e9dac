"""Taking part on a telephone: a code, no account, no script; a cookie once something is sent."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.workshops.domain import gate
from terytoria.portal.workshops.domain.joining import (
    EndedError,
    ballot_of,
    find_open,
    put_dot,
    take_dot,
    write_note,
)
from terytoria.portal.workshops.domain.queries import board_of
from terytoria.portal.workshops.models import Workshop
from terytoria.portal.workshops.models.workshop import LASTS

COOKIE = "warsztat"
_CODE = re.compile(r"[a-z0-9]{1,12}")
_NUMBER = re.compile(r"[0-9]{1,15}")
_SAID = {
    "karteczka": "Karteczka jest na tablicy. Możesz napisać następną.",
    "kropka": "Dano kropkę.",
    "zdjeta": "Zdjęto kropkę.",
}
_WRONG = "Ten kod nie działa: warsztat już się skończył albo kod brzmi inaczej. Sprawdź go."
_OFTEN = "Z tej sieci przyszło zbyt wiele prób. Poczekaj dziesięć minut i spróbuj jeszcze raz."


def _open_page(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page anybody opens: kept by no cache, listed by no search engine.

    There is no session, so no forged request could do what its sender could not do alone; the
    cookie of a participant is not sent with requests from other sites.
    """

    @csrf_exempt
    @wraps(view)
    def shown(request: HttpRequest, **more: Any) -> HttpResponse:
        response = view(request, **more)
        response["Cache-Control"] = "no-store"
        response["X-Robots-Tag"] = "noindex"
        response["Referrer-Policy"] = "no-referrer"
        return response

    return shown


@require_safe
@_open_page
def enter(request: HttpRequest) -> HttpResponse:
    """Where a code is typed."""
    typed = request.GET.get("kod", "")
    code = re.sub(r"[\s-]", "", typed).lower()
    if _CODE.fullmatch(code):
        return redirect("warsztat:room", code=code)
    return _door(_WRONG if typed.strip() else "", typed[:20], 422 if typed.strip() else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@_open_page
def room(request: HttpRequest, code: str) -> HttpResponse:
    """The room: write a note, give dots."""
    computer = _computer(request)
    if gate.counted("code", computer) >= gate.MOST_WRONG_CODES:
        return _door(_OFTEN, "", 429)
    workshop = find_open(code)
    if workshop is None:
        gate.count("code", computer)
        return _door(_WRONG, code[:20], 404)
    if request.method == "POST":
        if gate.count("write", computer) > gate.MOST_WRITES:
            return _room(request, workshop, _OFTEN, 429)
        return _sent(request, workshop)
    return _room(request, workshop)


def _sent(request: HttpRequest, workshop: Workshop) -> HttpResponse:
    """Do what was sent, then show the room anew."""
    token = request.COOKIES.get(COOKIE, "")[:64] or secrets.token_urlsafe(24)
    try:
        said, anchor = _done(request, workshop, token)
    except EndedError as ended:
        return _door(ended.message, "", 410)
    except RefusedError as refusal:
        return _room(request, workshop, refusal.message, 422)
    address = reverse("warsztat:room", args=[workshop.code])
    response = redirect(f"{address}?co={said}{anchor}")
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(LASTS.total_seconds()),
        path=address,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


def _done(request: HttpRequest, workshop: Workshop, token: str) -> tuple[str, str]:
    """Do the verb of the button that was pressed; what to say, and where on the page."""
    for name, verb, said in (("put", put_dot, "kropka"), ("take", take_dot, "zdjeta")):
        number = request.POST.get(name, "")
        if number:
            verb(workshop, token, int(number) if _NUMBER.fullmatch(number) else 0)
            return said, f"#k{number}" if _NUMBER.fullmatch(number) else ""
    write_note(workshop, token, request.POST.get("text", ""))
    return "karteczka", ""


def _room(
    request: HttpRequest, workshop: Workshop, refused: str = "", status: int = 200
) -> HttpResponse:
    ballot = ballot_of(workshop, request.COOKIES.get(COOKIE, ""))
    board = board_of(workshop, ballot)
    spent = ballot.dots.count() if ballot else 0
    shown = {
        "heading": workshop.question,
        "workshop": workshop,
        "board": board,
        "left": max(workshop.dots - spent, 0),
        "lost": [one for one in board.hidden if one.own],
        "said": _SAID.get(request.GET.get("co", ""), ""),
        "refused": refused,
        "text": request.POST.get("text", "")[:400],
    }
    # Rendered without the request: no session is read, nobody is greeted by name.
    return render(None, "workshops/public/room.html", shown, status=status)


def _door(refused: str, code: str, status: int) -> HttpResponse:
    shown = {"heading": "Dołącz do warsztatu", "refused": refused, "code": code}
    return render(None, "workshops/public/enter.html", shown, status=status)


def _computer(request: HttpRequest) -> str:
    try:
        return str(get_adapter(request).get_client_ip(request))
    except PermissionDenied:
        return ""
