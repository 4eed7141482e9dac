"""History, deleting, bringing back, order."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from terytoria.portal.drafting.domain.history import history_of
from terytoria.portal.drafting.domain.ordering import move_block, move_chapter
from terytoria.portal.drafting.domain.removing import loss, remove
from terytoria.portal.drafting.domain.removing import restore as bring_back
from terytoria.portal.drafting.models import Block, Chapter
from terytoria.portal.drafting.rules import EDIT, VIEW
from terytoria.portal.drafting.views.ground import part_of, place, text_of, to_place, words
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.ground import partnership_page, who


@require_safe
@partnership_page(VIEW)
def history(request: HttpRequest, partnership: Partnership, key: str) -> HttpResponse:
    """Every saved change of a chapter or a block."""
    part = part_of(partnership, key)
    shown = words(request, partnership, f"Historia: {part}") | {
        "part": part,
        "changes": history_of(part),
        "back": place(partnership, key),
    }
    return render(request, "drafting/history.html", shown)


@partnership_page(EDIT)
def delete(request: HttpRequest, partnership: Partnership, key: str) -> HttpResponse:
    """Ask, with what goes along; delete only what was shown."""
    part = part_of(partnership, key)
    if request.method == "POST":
        try:
            remove(who(request), part, request.POST.get("potwierdzenie", ""))
        except RefusedError as refusal:
            messages.error(request, refusal.message)
            part.refresh_from_db()
        else:
            messages.success(request, "Usunięto. Można to przywrócić ze strony Usunięte.")
            return to_place(partnership)
    if part.deleted_at:
        return redirect("drafting:history", partnership.slug, key)
    shown = words(request, partnership, f"Usunąć: {part}?") | {
        "part": part,
        "loss": loss(part),
        "back": place(partnership, key),
    }
    status = 409 if request.method == "POST" else 200
    return render(request, "drafting/delete.html", shown, status=status)


@require_POST
@partnership_page(EDIT)
def restore(request: HttpRequest, partnership: Partnership, key: str) -> HttpResponse:
    """Bring a deleted chapter or block back."""
    part = part_of(partnership, key)
    try:
        bring_back(who(request), part)
        messages.success(request, f"Przywrócono: {part}.")
    except RefusedError as refusal:
        messages.error(request, refusal.message)
        return redirect("drafting:deleted", partnership.slug)
    return to_place(partnership, key)


@require_POST
@partnership_page(EDIT)
def move(request: HttpRequest, partnership: Partnership, key: str) -> HttpResponse:
    """One place up or down."""
    part, up = part_of(partnership, key), request.POST.get("dokad") == "gora"
    try:
        moved = (
            move_chapter(who(request), part, up=up)
            if isinstance(part, Chapter)
            else move_block(who(request), part, up=up)
        )
        if not moved:
            messages.info(request, "Dalej już nie można przesunąć.")
    except RefusedError as refusal:
        messages.error(request, refusal.message)
    return to_place(partnership, key)


@require_safe
@partnership_page(VIEW)
def deleted(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Everything that was deleted from the text and can be brought back."""
    text = text_of(partnership)
    chapters = Chapter.objects.filter(text=text, deleted_at__isnull=False)
    blocks = Block.objects.filter(chapter__text=text, deleted_at__isnull=False)
    shown = words(request, partnership, "Usunięte fragmenty tekstu") | {
        "chapters": chapters,
        "blocks": blocks.select_related("chapter"),
    }
    return render(request, "drafting/deleted.html", shown)
