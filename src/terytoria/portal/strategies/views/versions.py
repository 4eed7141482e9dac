"""Frozen versions: the list, one of them, two compared, freezing."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.ground import partnership_page, who
from terytoria.portal.partnerships.views.sheets import refuse, sent
from terytoria.portal.strategies.chain import Chain
from terytoria.portal.strategies.domain.checks import Checked, check
from terytoria.portal.strategies.domain.comparison import compare as compare_chains
from terytoria.portal.strategies.domain.freezing import freeze as freeze_chain
from terytoria.portal.strategies.domain.queries import chain_of, frozen
from terytoria.portal.strategies.interfaces import addresses
from terytoria.portal.strategies.interfaces.forms import CompareForm, FreezeForm
from terytoria.portal.strategies.interfaces.outline import Outline
from terytoria.portal.strategies.rules import FREEZE, VIEW
from terytoria.portal.strategies.views.ground import words

_WHAT = {
    "added": ("success", "dodano"),
    "removed": ("error", "usunięto"),
    "changed": ("info", "zmieniono"),
}


@require_safe
@partnership_page(VIEW)
def listing(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Every frozen version."""
    shown = words(request, partnership, "Wersje strategii") | {"versions": frozen(partnership)}
    return render(request, "strategies/versions.html", shown)


@require_safe
@partnership_page(VIEW)
def version(request: HttpRequest, partnership: Partnership, number: int) -> HttpResponse:
    """One version as it was."""
    one = get_object_or_404(frozen(partnership).defer(None), number=number)
    chain = one.chain()
    shown = words(request, partnership, f"Strategia, wersja {one.number}") | {
        "version": one,
        "chain": chain,
        "sections": Outline(chain, Checked(())).sections(),
        "is_frozen": True,
    }
    return render(request, "strategies/version.html", shown)


@require_safe
@partnership_page(VIEW)
def compare(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """What changed between two versions."""
    kept = list(frozen(partnership))
    form = CompareForm(kept, request.GET or None)
    shown = words(request, partnership, "Porównanie wersji strategii") | {"form": form}
    if form.is_valid():
        old, new = (_chain(partnership, int(form.cleaned_data[name])) for name in form.LABELS)
        changes = compare_chains(old, new)
        shown["changes"] = [(*_WHAT[one.what], one) for one in changes]
        shown["is_compared"] = True
    return render(request, "strategies/compare.html", shown)


def _chain(partnership: Partnership, number: int) -> Chain:
    """A version by number; 0 is the strategy as it is now."""
    if number == 0:
        return chain_of(partnership)
    return frozen(partnership).defer(None).get(number=number).chain()


@partnership_page(FREEZE)
def freeze(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Say what will be frozen and what stands in the way; freeze."""
    form = FreezeForm(sent(request))
    newest = frozen(partnership).first()
    if form.is_valid():
        try:
            made = freeze_chain(who(request), partnership, form.cleaned_data["note"])
        except RefusedError as refusal:
            refuse(form, refusal)
        else:
            text = f"Zamrożono wersję {made.number}."
            if newest is not None and made.pk == newest.pk:
                text = f"Nic się nie zmieniło od wersji {made.number}, więc nie ma nowej."
            messages.success(request, text)
            return redirect("strategies:version", partnership.slug, made.number)
    errors = check(chain_of(partnership)).errors
    shown = words(request, partnership, "Zamroź wersję strategii") | {
        "form": form,
        "errors": [(one, addresses.repair(partnership.slug, one)) for one in errors],
        "back": addresses.outline(partnership.slug),
    }
    return render(request, "strategies/freeze.html", shown, status=422 if form.errors else 200)
