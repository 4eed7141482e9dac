"""The functional and spatial model: what it is computed from, own layers added and removed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from terytoria.portal.drafting.domain.figures import pictures
from terytoria.portal.drafting.domain.layers import (
    GivenFile,
    add_area,
    add_layer,
    gminas_of,
    layers_of,
    remove_layer,
)
from terytoria.portal.drafting.enums import LayerUse
from terytoria.portal.drafting.interfaces.layer_forms import AreaForm, LayerForm
from terytoria.portal.drafting.rules import EDIT, VIEW
from terytoria.portal.drafting.views.ground import words
from terytoria.portal.evidence.domain.queries import latest_version
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.ground import partnership_page, who
from terytoria.portal.partnerships.views.sheets import Sheet, forms_on, press, sent

MODEL = "model"
"""The figure of the model among those of a diagnosis."""

_form_page = forms_on("drafting/sheet.html", words)


@require_safe
@partnership_page(VIEW)
def listing(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """The map of the newest diagnosis, and the layers that people added."""
    newest = latest_version(partnership)
    country = land.current()
    found = [
        (one, ", ".join(country.label(code) for code in one.gminas))
        for one in layers_of(partnership)
    ]
    shown = words(request, partnership, "Model funkcjonalno-przestrzenny") | {
        "layers": found,
        "diagnosis": newest,
        "picture": pictures(newest).get(MODEL) if newest else None,
    }
    return render(request, "drafting/layers.html", shown)


@partnership_page(EDIT)
def add_file(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Add a layer from a file."""
    form = LayerForm(sent(request), request.FILES if request.method == "POST" else None)

    def verb(data: dict[str, Any]) -> None:
        name, content = data["file"]
        given = GivenFile(data["title"], LayerUse(data["use"]), name, content)
        _made, told = add_layer(who(request), partnership, given)
        for text in told:
            messages.warning(request, text)

    sheet = Sheet(
        "Warstwa z pliku",
        "Dodaj warstwę",
        "Warstwa jest w modelu.",
        _back(partnership),
        lead="Każdy obiekt jest sprawdzany: geometria, układ współrzędnych, położenie.",
        more={"uploads": True},
    )
    return _form_page(request, partnership, sheet, form, verb)


@partnership_page(EDIT)
def add_gminas(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Add an intervention area of whole gminas."""
    country = land.current()
    choices = [(code, country.label(code)) for code in gminas_of(partnership)]
    form = AreaForm(sent(request), choices=choices)
    sheet = Sheet(
        "Obszar interwencji z gmin", "Dodaj obszar", "Obszar jest w modelu.", _back(partnership)
    )
    return _form_page(
        request,
        partnership,
        sheet,
        form,
        lambda data: add_area(who(request), partnership, data["title"], data["gminas"]),
    )


@partnership_page(EDIT)
def remove(request: HttpRequest, partnership: Partnership, record: int) -> HttpResponse:
    """Ask, then remove a layer."""
    layer = get_object_or_404(layers_of(partnership), pk=record)
    back = _back(partnership)
    if request.method == "POST":
        return press(
            request, lambda: remove_layer(who(request), layer), "Warstwa jest usunięta.", back
        )
    shown = words(request, partnership, f"Usunąć warstwę „{layer}”?")
    return render(request, "drafting/layer_remove.html", shown | {"layer": layer, "here": back})


def _back(partnership: Partnership) -> str:
    return reverse("drafting:layers", args=[partnership.slug])
