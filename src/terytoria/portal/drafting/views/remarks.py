"""Comments and suggestions."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from terytoria.portal.drafting.domain.commenting import accept as take
from terytoria.portal.drafting.domain.commenting import comment as say
from terytoria.portal.drafting.domain.commenting import decline as turn_down
from terytoria.portal.drafting.domain.commenting import resolve as close
from terytoria.portal.drafting.domain.history import text_of as text_of_part
from terytoria.portal.drafting.domain.queries import comments_of
from terytoria.portal.drafting.domain.writing import EditedMeanwhileError
from terytoria.portal.drafting.enums import BlockKind
from terytoria.portal.drafting.interfaces.forms import CommentForm, ReasonForm
from terytoria.portal.drafting.interfaces.remarks import Remark, remarks
from terytoria.portal.drafting.models import Block, Comment
from terytoria.portal.drafting.rules import COMMENT, EDIT, VIEW
from terytoria.portal.drafting.views.ground import part_of, place, text_of, words
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.ground import partnership_page, who
from terytoria.portal.partnerships.views.sheets import done, press, sent


@require_safe
@partnership_page(VIEW)
def listing(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Every comment, those that wait first."""
    text = text_of(partnership)
    found = remarks(partnership.slug, comments_of(text))
    shown = words(request, partnership, "Komentarze do tekstu") | {
        "open": [one for one in found if not one.comment.resolved_at],
        "closed": [one for one in found if one.comment.resolved_at],
    }
    return render(request, "drafting/comments.html", shown)


@partnership_page(VIEW)
def comment(request: HttpRequest, partnership: Partnership, key: str) -> HttpResponse:
    """Comments on one place, and a new one."""
    part = part_of(partnership, key)
    paragraph = isinstance(part, Block) and part.kind == BlockKind.PARAGRAPH
    start = {"version": part.version}
    if isinstance(part, Block) and paragraph:
        start["suggestion"] = part.content["text"]
    form = CommentForm(sent(request), initial=start)
    if not paragraph:
        del form.fields["suggestion"]

    def verb(given: dict[str, object]) -> object:
        words_ = str(given["body"]), str(given.get("suggestion", ""))
        return say(who(request), part, *words_, int(str(given["version"])))

    if request.method == "POST" and done(form, verb):
        messages.success(request, "Komentarz jest dodany.")
        return redirect("drafting:comment", partnership.slug, key)
    shown = words(request, partnership, f"Komentarze: {part}") | {
        "form": form,
        "part": part,
        "found": remarks(partnership.slug, comments_of(text_of_part(part)).filter(place=key)),
        "back": place(partnership, key),
    }
    return render(request, "drafting/comment.html", shown, status=422 if form.errors else 200)


def _one(partnership: Partnership, pk: int) -> Comment:
    kept = Comment.objects.select_related("text__partnership", "by")
    return get_object_or_404(kept, pk=pk, text__partnership=partnership)


@require_POST
@partnership_page(COMMENT)
def resolve(request: HttpRequest, partnership: Partnership, pk: int) -> HttpResponse:
    """Close a comment."""
    one = _one(partnership, pk)
    back = reverse("drafting:comment", args=[partnership.slug, one.place])
    return press(request, lambda: close(who(request), one), "Komentarz jest zamknięty.", back)


@require_POST
@partnership_page(EDIT)
def accept(request: HttpRequest, partnership: Partnership, pk: int) -> HttpResponse:
    """Put a suggestion into the text."""
    one = _one(partnership, pk)
    try:
        take(who(request), one)
        messages.success(request, "Propozycja jest w tekście.")
    except EditedMeanwhileError:
        said = "Od czasu propozycji ktoś zmienił te same zdania. Przenieś ją do tekstu ręcznie"
        messages.error(request, f"{said}, a komentarz zamknij.")
    except RefusedError as refusal:
        messages.error(request, refusal.message)
    return redirect("drafting:comment", partnership.slug, one.place)


@partnership_page(EDIT)
def decline(request: HttpRequest, partnership: Partnership, pk: int) -> HttpResponse:
    """Say no to a suggestion, with a reason."""
    one = _one(partnership, pk)
    form = ReasonForm(sent(request))
    verb = lambda given: turn_down(who(request), one, given["reason"])  # noqa: E731 - one call
    if request.method == "POST" and done(form, verb):
        messages.success(request, "Propozycja jest odrzucona, autor przeczyta powód.")
        return redirect("drafting:comment", partnership.slug, one.place)
    shown = words(request, partnership, "Odrzuć propozycję") | {
        "form": form,
        "remark": Remark.of(partnership.slug, one),
        "back": f"{place(partnership, one.place)}",
    }
    return render(request, "drafting/decline.html", shown, status=422 if form.errors else 200)
