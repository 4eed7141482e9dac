"""What a visitor reads when a page cannot be shown."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


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


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of the server (500); its trace goes to the log, never to the visitor."""
    return _answer(
        request,
        500,
        _("Coś się u nas zepsuło"),
        _("Zapisaliśmy błąd w dzienniku serwera. Spróbuj ponownie za chwilę."),
    )


def _answer(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    words = {"status": status, "title": title, "text": text}
    return render(request, "publishing/error.html", words, status=status)
