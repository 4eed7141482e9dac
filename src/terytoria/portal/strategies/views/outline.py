"""The outline: the whole chain, its problems, its order."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from terytoria.language.plural import counted
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.ground import partnership_page, who
from terytoria.portal.partnerships.views.sheets import press
from terytoria.portal.strategies.domain.arranging import move as move_item
from terytoria.portal.strategies.domain.arranging import recite as cite_anew
from terytoria.portal.strategies.domain.checks import Checked, check
from terytoria.portal.strategies.domain.queries import chain_of
from terytoria.portal.strategies.domain.realism import last_failure, realism_of
from terytoria.portal.strategies.domain.suggesting import suggestions as suggested
from terytoria.portal.strategies.enums import Kind, Severity
from terytoria.portal.strategies.interfaces import addresses
from terytoria.portal.strategies.interfaces.outline import Outline
from terytoria.portal.strategies.interfaces.tree_nodes import key_of
from terytoria.portal.strategies.models import Challenge
from terytoria.portal.strategies.rules import EDIT, VIEW
from terytoria.portal.strategies.views.ground import item_of, words

_COUNTED = {
    Severity.ERROR: ("error", ("błąd", "błędy", "błędów")),
    Severity.WARNING: ("warning", ("uwaga", "uwagi", "uwag")),
    Severity.HINT: ("info", ("wskazówka", "wskazówki", "wskazówek")),
}


@require_safe
@partnership_page(VIEW)
def outline(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Every item with what is wrong with it."""
    chain = chain_of(partnership)
    checked = check(chain)
    only = request.GET.get("tylko") == "problemy"
    drawn = Outline(chain, checked, only_problems=only)
    shown = words(request, partnership, "Strategia") | {
        "chain": chain,
        "is_empty": not any(chain.items()),
        "sections": drawn.sections(),
        "hints": drawn.hints(),
        "counts": _counts(checked),
        "only_problems": only,
        "realism": {
            key_of(Kind.TARGET, target): one for target, one in realism_of(partnership).items()
        },
        "failure": last_failure(partnership),
        "adding": {kind.value: addresses.add(partnership.slug, kind) for kind in addresses.SLUGS},
    }
    return render(request, "strategies/outline.html", shown)


def _counts(checked: Checked) -> list[tuple[str, str]]:
    """How many problems there are of each severity, in words."""
    return [
        (look, counted(count, *forms))
        for severity, (look, forms) in _COUNTED.items()
        if (count := checked.count(severity))
    ]


@require_POST
@partnership_page(EDIT)
def move(request: HttpRequest, partnership: Partnership, kind: str, pk: int) -> HttpResponse:
    """One place up or down."""
    item = item_of(partnership, kind, pk)
    up = request.POST.get("dokad") == "gora"
    try:
        if not move_item(who(request), item, up=up):
            messages.info(request, "Dalej już nie można przesunąć.")
    except RefusedError as refusal:
        messages.error(request, refusal.message)
    return redirect(addresses.outline(partnership.slug, item.kind, item.pk))


@require_POST
@partnership_page(EDIT)
def recite(
    request: HttpRequest, partnership: Partnership, pk: int, source: str, number: int
) -> HttpResponse:
    """Cite what the newest diagnosis says."""
    item = item_of(partnership, addresses.SLUGS[Kind.CHALLENGE], pk)
    assert isinstance(item, Challenge)  # noqa: S101 - the address says so
    return press(
        request,
        lambda: cite_anew(who(request), item, f"{source}:{number}"),
        "Wyzwanie przywołuje teraz ustalenie z najnowszej diagnozy.",
        addresses.outline(partnership.slug, item.kind, item.pk),
    )


@require_safe
@partnership_page(EDIT)
def suggestions(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Challenges that accepted findings suggest."""
    shown = words(request, partnership, "Wyzwania z ustaleń")
    shown["suggestions"] = suggested(partnership)
    shown["add"] = addresses.add(partnership.slug, Kind.CHALLENGE)
    return render(request, "strategies/suggestions.html", shown)
