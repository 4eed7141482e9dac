"""The text to read, what is in print, pictures."""

from __future__ import annotations

from collections import Counter

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from terytoria.portal.drafting.domain.checking import Checked, check
from terytoria.portal.drafting.domain.drawing import drawing_of, request_figures
from terytoria.portal.drafting.domain.figures import figures_for, pictures
from terytoria.portal.drafting.domain.queries import comments_of, current_text, texts
from terytoria.portal.drafting.domain.starting import change_text as save_text
from terytoria.portal.drafting.domain.starting import create_text, make_current
from terytoria.portal.drafting.interfaces.forms import TextForm
from terytoria.portal.drafting.interfaces.reading import Reading
from terytoria.portal.drafting.models import Text
from terytoria.portal.drafting.rules import EDIT, VIEW
from terytoria.portal.drafting.views.ground import text_of, words
from terytoria.portal.evidence.domain.queries import latest_version, versions
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.views.ground import partnership_page, who
from terytoria.portal.partnerships.views.sheets import done, press, sent
from terytoria.portal.strategies.models import Frame
from terytoria.strategy.draft import Gravity

_PICTURE_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_AHEAD = 10
"""How many years ahead a horizon is proposed when the strategy names none."""


@require_safe
@partnership_page(VIEW)
def text(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """The whole text, each block with what may be done with it."""
    found = current_text(partnership)
    if found is None:
        shown = words(request, partnership, "Tekst strategii")
        return render(request, "drafting/empty.html", shown)
    checked = check(found)
    reading = reading_of(found, checked)
    figures = reading.figures
    missing = figures.missing(reading.draft)
    shown = words(request, partnership, found.title) | {
        "text": found,
        "parts": reading.parts(),
        "outline": reading.outline,
        "sources": reading.numbered(),
        "errors": len(checked.errors),
        "warnings": sum(one.gravity is Gravity.WARNING for one in checked.problems),
        "missing_figures": [(one, drawing_of(one)) for one in missing],
        "wide": True,
    }
    return render(request, "drafting/text.html", shown)


def reading_of(found: Text, checked: Checked) -> Reading:
    """A text arranged for reading."""
    open_ = comments_of(found).filter(resolved_at__isnull=True).values_list("place", flat=True)
    return Reading(
        slug=found.partnership.slug,
        draft=checked.draft,
        chain=checked.chain,
        sources=checked.sources,
        figures=figures_for(found.partnership, checked.draft),
        checked=checked,
        comments=Counter(open_),
    )


@partnership_page(EDIT)
def start(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Start a text from the template of its profiles."""
    frame = Frame.objects.filter(partnership=partnership).first()
    newest = latest_version(partnership)
    year = int(newest.vintage[:4]) + _AHEAD if newest else None
    asked = {
        "title": f"Strategia terytorialna: {partnership.short_name}",
        "profiles": ["cwd"],
        "horizon": frame.horizon if frame and frame.horizon else year,
    }
    form = TextForm(sent(request), initial=asked)
    if request.method == "POST" and done(
        form, lambda given: create_text(who(request), partnership, given)
    ):
        messages.success(request, "Tekst jest rozpoczęty. Zacznij od pierwszego rozdziału.")
        return redirect("drafting:text", partnership.slug)
    shown = words(request, partnership, "Zacznij tekst strategii") | {
        "form": form,
        "action": "Zacznij tekst",
        "is_new": True,
        "has_text": current_text(partnership) is not None,
    }
    return render(request, "drafting/settings.html", shown, status=422 if form.errors else 200)


@partnership_page(EDIT)
def settings(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Change the title, the profiles, the horizon."""
    found = text_of(partnership)
    now = {"title": found.title, "profiles": found.profiles, "horizon": found.horizon}
    form = TextForm(sent(request), initial={**now, "version": found.version})
    if request.method == "POST" and done(
        form, lambda given: save_text(who(request), found, given["version"], given)
    ):
        messages.success(request, "Zapisano.")
        return redirect("drafting:text", partnership.slug)
    shown = words(request, partnership, "Tytuł, rodzaj i horyzont") | {
        "form": form,
        "action": "Zapisz",
    }
    return render(request, "drafting/settings.html", shown, status=422 if form.errors else 200)


@require_safe
@partnership_page(VIEW)
def listing(request: HttpRequest, partnership: Partnership) -> HttpResponse:
    """Every text of the partnership."""
    shown = words(request, partnership, "Teksty strategii") | {"texts": texts(partnership)}
    return render(request, "drafting/texts.html", shown)


@require_POST
@partnership_page(EDIT)
def choose(request: HttpRequest, partnership: Partnership, pk: int) -> HttpResponse:
    """Go back to an earlier text."""
    found = get_object_or_404(texts(partnership).select_related("partnership"), pk=pk)
    make_current(who(request), found)
    messages.success(request, f"Teraz pisany jest tekst „{found}”.")
    return redirect("drafting:text", partnership.slug)


@require_POST
@partnership_page(EDIT)
def draw(request: HttpRequest, partnership: Partnership, number: int) -> HttpResponse:
    """Order the figures of a diagnosis."""
    diagnosis = get_object_or_404(
        versions(partnership).select_related("partnership"), number=number
    )
    said = "Rysunki są zlecone. Odśwież stronę za chwilę."
    back = reverse("drafting:text", args=[partnership.slug])
    return press(request, lambda: request_figures(who(request), diagnosis), said, back)


@require_safe
@partnership_page(VIEW)
def picture(request: HttpRequest, partnership: Partnership, number: int, name: str) -> HttpResponse:
    """A figure of a diagnosis as SVG."""
    del request
    diagnosis = get_object_or_404(versions(partnership), number=number)
    found = pictures(diagnosis).get(name)
    if found is None:
        raise Http404
    response = HttpResponse(found["svg"], content_type="image/svg+xml; charset=utf-8")
    response["Content-Security-Policy"] = _PICTURE_POLICY
    return response
