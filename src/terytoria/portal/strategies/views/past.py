"""The history of an item, deleting it and bringing it back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.ground import partnership_page, who
from terytoria.portal.strategies.domain.editing import frame_of
from terytoria.portal.strategies.domain.history import history_of
from terytoria.portal.strategies.domain.queries import MODELS
from terytoria.portal.strategies.domain.removing import citing, fingerprint, keeping, remove
from terytoria.portal.strategies.domain.removing import restore as bring_back
from terytoria.portal.strategies.enums import Kind
from terytoria.portal.strategies.interfaces import addresses
from terytoria.portal.strategies.models import Item
from terytoria.portal.strategies.rules import EDIT, VIEW
from terytoria.portal.strategies.views.ground import item_of, words


@require_safe
@partnership_page(VIEW)
def history(request: HttpRequest, partnership: Partnership, kind: str, pk: int) -> HttpResponse:
    """Every saved change of an item."""
    return _history(request, partnership, item_of(partnership, kind, pk))


@require_safe
@partnership_page(VIEW)
def frame_history(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Every saved change of the vision and the horizon."""
    found = frame_of(partnership)
    if found.pk is None:
        raise Http404
    return _history(request, partnership, found)


def _history(request: HttpRequest, partnership: Partnership, item: Item) -> HttpResponse:
    shown = words(request, partnership, f"Historia: {item}") | {
        "item": item,
        "changes": history_of(item),
        "back": addresses.outline(partnership.slug, item.kind, item.pk),
    }
    if item.deleted_at:
        shown["restore"] = addresses.item("restore", partnership.slug, item.kind, item.pk)
    return render(request, "strategies/history.html", shown)


@partnership_page(EDIT)
def delete(request: HttpRequest, partnership: Partnership, kind: str, pk: int) -> HttpResponse:
    """Ask with the list of who cites the item; delete only what was shown."""
    item = item_of(partnership, kind, pk)
    if request.method == "POST":
        try:
            remove(who(request), item, request.POST.get("potwierdzenie", ""))
        except RefusedError as refusal:
            messages.error(request, refusal.message)
            item.refresh_from_db()
        else:
            text = f"Usunięto: {item}. Można to przywrócić z historii strategii."
            messages.success(request, text)
            return redirect(addresses.outline(partnership.slug))
    if item.deleted_at:
        return redirect(addresses.item("history", partnership.slug, item.kind, item.pk))
    cited_by = citing(item)
    shown = words(request, partnership, f"Usunąć {item.kind.label} „{item}”?") | {
        "item": item,
        "cited_by": [
            (one, addresses.outline(partnership.slug, one.kind, one.id)) for one in cited_by
        ],
        "kept_in": keeping(item),
        "confirmation": fingerprint(item, cited_by),
        "back": addresses.outline(partnership.slug, item.kind, item.pk),
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "strategies/delete.html", shown, status=status)


@require_POST
@partnership_page(EDIT)
def restore(request: HttpRequest, partnership: Partnership, kind: str, pk: int) -> HttpResponse:
    """Bring a deleted item back."""
    item = item_of(partnership, kind, pk)
    try:
        bring_back(who(request), item)
        messages.success(request, f"Przywrócono: {item}.")
    except RefusedError as refusal:
        messages.error(request, refusal.message)
    return redirect(addresses.outline(partnership.slug, item.kind, item.pk))


@require_safe
@partnership_page(VIEW)
def deleted(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Everything that was deleted and can be brought back."""
    found = [
        (one, addresses.item("history", partnership.slug, kind, one.pk))
        for kind, model in MODELS.items()
        if kind is not Kind.FRAME
        for one in model._default_manager.filter(  # noqa: SLF001 - documented
            partnership=partnership, deleted_at__isnull=False
        )
    ]
    shown = words(request, partnership, "Usunięte elementy strategii") | {"found": found}
    return render(request, "strategies/deleted.html", shown)
