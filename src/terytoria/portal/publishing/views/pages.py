"""Views: find what is public, render its page. No page asks the database or sets a cookie."""

from __future__ import annotations

import base64
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.safestring import SafeString
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from terytoria.documents.writers.fonts import web_font
from terytoria.portal.headers import REPORT_POLICY
from terytoria.portal.publishing.publication import (
    INLINE,
    MEDIA_TYPES,
    UnknownPublicationError,
    publications,
    released,
)
from terytoria.portal.publishing.search import LONGEST, ask
from terytoria.portal.publishing.site import Entry, Site, read_site
from terytoria.portal.publishing.views.ground import (
    bare,
    entry_of,
    found_or_404,
    frame,
    language,
    publication_of,
    root,
    site,
    standing,
)

CUTS = {"400": "Regular", "600": "Semibold", "700": "Bold"}


@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """The map and the list of partnerships; before a site was written, folders found by hand."""
    known = site()
    if not known.entries:
        return _by_hand(request)
    query = request.GET.get("gmina", "").strip()
    context: dict[str, Any] = {"site": known, "synthetic": known.synthetic, "query": query}
    context |= {"longest": LONGEST, "answers": ask(known, query) if query else ()}
    for name in ("map", "list"):
        context[name] = _drawn(root(), known.state, known.made_at, language(), name)
    return render(request, "publishing/country.html", context)


@lru_cache(maxsize=8)
def _drawn(folder: Path, _state: str, _made_at: str, _language: str, part: str) -> SafeString:
    """The map or the list of a site: the same for every visitor until it is written anew."""
    known = read_site(folder) or Site()
    return render_to_string(f"publishing/parts/country_{part}.html", {"site": known})


def _by_hand(request: HttpRequest) -> HttpResponseBase:
    found = publications(root(), language())
    if len(found) == 1:
        return redirect("partnership", slug=found[0].slug)
    synthetic = any(item.page["synthetic"] for item in found)
    return render(request, "publishing/home.html", {"publications": found, "synthetic": synthetic})


@require_safe
@found_or_404
def partnership(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The public page of a partnership; its name and members where no diagnosis is released."""
    try:
        shown = released(root(), slug, language())
    except UnknownPublicationError:
        return render(request, "publishing/known.html", frame(bare(entry_of(slug))))

    def draw() -> HttpResponse:
        context = {**frame(shown), "maps": shown.maps()}
        return render(request, "publishing/partnership.html", context)

    return standing(request, shown, draw)


@require_safe
@found_or_404
def gmina(request: HttpRequest, slug: str, code: str) -> HttpResponseBase:
    """The page of one member."""
    try:
        shown = released(root(), slug, language())
    except UnknownPublicationError:
        return _known_gmina(request, entry_of(slug), code)

    def draw() -> HttpResponse:
        context = {
            **frame(shown),
            "member": shown.member(code),
            "others": shown.others(code),
            "maps": shown.maps(code),
        }
        return render(request, "publishing/gmina.html", context)

    return standing(request, shown, draw)


def _known_gmina(request: HttpRequest, entry: Entry, code: str) -> HttpResponse:
    member = entry.member(code)
    if member is None:
        raise UnknownPublicationError(code)
    others = [one for one in entry.present if one.code != code]
    context = {**frame(bare(entry)), "member": member, "others": others}
    return render(request, "publishing/known_gmina.html", context)


@require_safe
@found_or_404
def accessibility(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The accessibility declaration of the page."""
    return render(request, "publishing/accessibility.html", frame(publication_of(slug)))


@require_safe
@found_or_404
def file(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    """A file of the publication: the report and the cover shown, the rest saved."""
    path = released(root(), slug, language()).file(name)
    changed = int(path.stat().st_mtime)
    unchanged = get_conditional_response(request, last_modified=changed)
    if unchanged:
        return unchanged
    response = FileResponse(
        path.open("rb"),
        content_type=MEDIA_TYPES[name],
        as_attachment=name not in INLINE,
        filename=f"{slug}-{name}",
    )
    response.headers["Last-Modified"] = http_date(changed)
    response.headers["Cache-Control"] = "no-cache"
    if name == "report.html":
        response.headers["Content-Security-Policy"] = REPORT_POLICY
    return response


@require_safe
@cache_control(max_age=86400, public=True)
def font(request: HttpRequest, weight: str) -> HttpResponseBase:
    """The typeface of pages and figures, served from here."""
    if weight not in CUTS:
        raise Http404(weight)
    return HttpResponse(base64.b64decode(web_font(CUTS[weight])), content_type="font/woff2")
