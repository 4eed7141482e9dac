"""What the interface is: the description for programs and a page for people."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from terytoria.portal.api.domain.limits import BY_ADDRESS, BY_TOKEN
from terytoria.portal.api.enums import Scope
from terytoria.portal.api.interfaces.body import LARGEST
from terytoria.portal.api.interfaces.manual import chapters
from terytoria.portal.api.interfaces.openapi import ROOT, described
from terytoria.portal.api.interfaces.paging import MOST
from terytoria.portal.api.interfaces.problems import TITLES
from terytoria.portal.api.views.v1 import api


@cache
def description() -> dict[str, Any]:
    """The description, made once."""
    return described(api)


@require_safe
def schema(request: HttpRequest) -> HttpResponse:
    """The description as OpenAPI."""
    response = JsonResponse(description(), json_dumps_params={"ensure_ascii": False})
    response.headers["Cache-Control"] = "public, max-age=300"
    return response


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The description as a page."""
    shown = {
        "heading": "API Terytorii",
        "lead": "Interfejs dla programów: wszystko, co widzisz w portalu, w formacie JSON.",
        "chapters": chapters(description()),
        "scopes": [(one.value, one.label) for one in Scope],
        "problems": [(code, title, _CAUSES[code]) for code, title in TITLES.items()],
        "root": ROOT,
        "most": MOST,
        "by_token": BY_TOKEN.count,
        "by_address": BY_ADDRESS.count,
        "largest": LARGEST // 1024,
    }
    return render(request, "api/page.html", shown)


_CAUSES = {
    400: "Treść nie jest poprawnym JSON-em w UTF-8. Sprawdź nawiasy i cudzysłowy.",
    401: "Nie ma nagłówka Authorization albo token wygasł lub jest cofnięty. Utwórz nowy.",
    403: "Token nie ma potrzebnego zakresu albo Twoja rola na to nie pozwala.",
    404: "Nie ma takiego zasobu albo go nie widzisz. Sprawdź skrót i numer na liście.",
    405: "Adres nie przyjmuje tej metody. Dozwolone są w nagłówku Allow.",
    409: "Ktoś zapisał nowszą wersję. Pobierz ją, nanieś zmiany i wyślij z nowym numerem version.",
    413: "Treść jest za duża. Podziel ją.",
    415: "Treść nie jest application/json w UTF-8. Ustaw nagłówek Content-Type.",
    422: "Pole ma złą wartość. Lista errors mówi które, dlaczego i co zrobić.",
    429: "Za dużo żądań. Odczekaj tyle sekund, ile mówi nagłówek Retry-After.",
    500: "Błąd po naszej stronie, zapisany w dzienniku. Spróbuj później.",
    503: "Baza danych jest zajęta albo nie odpowiada; nic nie zapisano. Spróbuj za chwilę.",
    507: "Na serwerze zabrakło miejsca; nic nie zapisano. Spróbuj za kilka minut.",
}
