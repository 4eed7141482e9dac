"""The gallery: every component in every state, for whoever builds or judges a page."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from terytoria.portal.design import examples

PARTS = (
    ("gallery", "Części"),
    ("gallery-form", "Formularz"),
    ("gallery-data", "Dane"),
    ("gallery-confirm", "Potwierdzenie"),
)
STATES = (
    ("draft", "Szkic"),
    ("waiting", "Czeka na uchwałę"),
    ("info", "W pracy"),
    ("success", "Przyjęte"),
    ("warning", "Po terminie"),
    ("error", "Odrzucone"),
    ("closed", "Zamknięte"),
)
NOTICES = (
    ("info", "Dane za ostatni rok pojawią się w czerwcu."),
    ("success", "Zapisano skład partnerstwa."),
    ("warning", "Do końca naboru zostały trzy dni."),
    ("error", "Plik nie jest dokumentem PDF. Zapisz go jako PDF i wyślij ponownie."),
)


def framed(current: str, heading: str, **more: Any) -> dict[str, Any]:
    """What the frame of a gallery page needs; raises 404 where the gallery is not shown."""
    if not (settings.DEBUG or getattr(settings, "DESIGN_GALLERY", False)):
        raise Http404("gallery")
    links = [(reverse(name), label, name == current) for name, label in PARTS]
    return {"navigation": links, "heading": heading, **more}


@require_safe
def parts(request: HttpRequest) -> HttpResponse:
    """Buttons, states, notices, cards, tiles, tabs, empty state."""
    lead = "Z tych części złożona jest każda strona. Jedna strona ma jedną główną czynność."
    given = framed(
        "gallery",
        "Części stron",
        lead=lead,
        states=STATES,
        notices=NOTICES,
        figures=examples.FIGURES,
        tab_links=[("#", "Skład", True), ("#", "Diagnoza", False), ("#", "Historia", False)],
    )
    return render(request, "design/gallery/parts.html", given)


@require_http_methods(["GET", "HEAD", "POST"])
def form(request: HttpRequest) -> HttpResponse:
    """Every kind of field; sent empty, it shows what errors look like."""
    shown = examples.ExampleForm(request.POST or None, request.FILES or None)
    shown.use_required_attribute = False
    given = framed("gallery-form", "Nowe partnerstwo", form=shown)
    if request.method == "POST" and shown.is_valid():
        return render(request, "design/gallery/sent.html", given)
    code = 422 if shown.is_bound else 200
    return render(request, "design/gallery/form.html", given, status=code)


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Table, pages of a list, history, differences of texts, map."""
    number = request.GET.get("page", "1")
    given = framed(
        "gallery-data",
        "Dane i teksty",
        table=examples.gminas(),
        page=Paginator(range(230), 20).get_page(number),
        events=examples.EVENTS,
        before=examples.TEXT_BEFORE,
        after=examples.TEXT_AFTER,
        svg=examples.drawing(),
        population=examples.population(),
    )
    return render(request, "design/gallery/data.html", given)


@require_safe
def confirm(request: HttpRequest) -> HttpResponse:
    """The page before something that is hard to undo."""
    told = (
        "Gmina Leśniów przestanie być członkiem partnerstwa od 1 kwietnia 2031 r.",
        "Jej przedstawiciele stracą dostęp do wspólnych dokumentów.",
        "Diagnoza zostanie przeliczona dla czterech gmin; dotychczasowa pozostanie w historii.",
    )
    given = framed(
        "gallery-confirm",
        "Wykreślić gminę Leśniów?",
        consequences=told,
        action="Wykreśl gminę Leśniów",
        danger=True,
        cancel_url=reverse("gallery"),
    )
    return render(request, "design/confirm.html", given)
