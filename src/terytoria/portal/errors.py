"""What a visitor reads when a page cannot be shown."""

from __future__ import annotations

import sys

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from terytoria.portal.faults import Fault, fault_of

_WORKING = ("/praca/", "/konto/")
_SECRET = ("password", "code", "credential")
"""Parts of names of fields that are never written back into a page."""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request the server does not understand (400)."""
    return _answer(
        request,
        400,
        _("Nie rozumiemy tego żądania"),
        _("Adres albo żądanie przeglądarki jest niepoprawne. Otwórz stronę jeszcze raz."),
    )


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page the visitor may not see (403)."""
    return _answer(request, 403, _("Brak dostępu"), _("Tej strony nie udostępniamy bez uprawnień."))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A page that is not there (404)."""
    return _answer(
        request,
        404,
        _("Nie ma takiej strony"),
        _("Adres mógł się zmienić albo jest w nim literówka."),
    )


def too_large(request: HttpRequest, size: int, limit: int) -> HttpResponse:
    """A request of ``size`` bytes where a file may have ``limit`` (413)."""
    text = _("Wysyłasz %(size)s MB, a plik może mieć najwyżej %(limit)s MB. Nic nie zapisano. ")
    told = text % {"size": size // 2**20, "limit": limit // 2**20}
    return _answer(request, 413, _("Za duży plik"), told + _("Wróć i wybierz mniejszy."))


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of the server (500), or of what it stands on (503, 507).

    The trace goes to the log, never to the visitor. Called while the exception is handled.
    """
    fault = fault_of(sys.exc_info()[1])
    if fault is not None:
        return _unavailable(request, fault)
    return _answer(
        request,
        500,
        _("Coś się u nas zepsuło"),
        _("Zapisaliśmy błąd w dzienniku serwera. Spróbuj ponownie za chwilę."),
    )


def _unavailable(request: HttpRequest, fault: Fault) -> HttpResponse:
    title, text = _told(fault)
    if request.path.startswith(_WORKING):
        response = _working_page(request, fault, title, text)
    else:
        response = _answer(request, fault.status, title, text)
    response.headers["Retry-After"] = str(fault.wait)
    response.headers["Cache-Control"] = "no-store"
    return response


def _told(fault: Fault) -> tuple[str, str]:
    """What happened and what to do."""
    if fault is Fault.FULL:
        return (
            _("Na serwerze zabrakło miejsca"),
            _("Nie da się teraz nic zapisać. Powiadom osobę, która prowadzi ten serwer."),
        )
    if fault is Fault.BUSY:
        return (
            _("Baza danych jest zajęta"),
            _("Trwa inny długi zapis. Spróbuj ponownie za kilkanaście sekund."),
        )
    return (
        _("Baza danych nie odpowiada"),
        _("To zwykle trwa krótko. Spróbuj ponownie za minutę."),
    )


def _working_page(request: HttpRequest, fault: Fault, title: str, text: str) -> HttpResponse:
    """The page for people at work; it asks neither the session nor the database for anything."""
    kept, whole = _typed(request)
    words = {
        "heading": title,
        "text": text,
        "sent": request.method == "POST",
        "certain": fault is not Fault.AWAY,  # a commit may have been lost on its way back
        "again": request.get_full_path(),
        "kept": kept,
        "whole": whole,
        "seen": [pair for pair in kept if pair[0] != "csrfmiddlewaretoken" and pair[1].strip()],
    }
    return HttpResponse(render_to_string("design/fault.html", words), status=fault.status)


def _typed(request: HttpRequest) -> tuple[list[tuple[str, str]], bool]:
    """What the form was sent with, and whether that is all: files and passwords are left out."""
    try:
        sent, files = request.POST, request.FILES
    except OSError:  # an upload that found no room
        return [], False
    names = [name for name in sent if not any(part in name.lower() for part in _SECRET)]
    kept = [(name, value) for name in names for value in sent.getlist(name)]
    return kept, len(names) == len(sent) and not files


def _answer(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    words = {"status": status, "title": title, "text": text}
    return render(request, "publishing/error.html", words, status=status)
