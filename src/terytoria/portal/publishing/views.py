"""Views: find the publication, render its page."""

from __future__ import annotations

import base64
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import get_language
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from terytoria.documents.writers.fonts import web_font
from terytoria.portal.headers import REPORT_POLICY
from terytoria.portal.publishing.publication import (
    INLINE,
    MEDIA_TYPES,
    Publication,
    UnknownPublicationError,
    publication,
    publications,
)

CUTS = {"400": "Regular", "600": "Semibold", "700": "Bold"}

View = Callable[..., HttpResponseBase]


def _found_or_404(view: View) -> View:
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except UnknownPublicationError as absent:
            raise Http404(str(absent)) from absent

    return answered


@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """The list of partnerships, or the only one."""
    found = publications(settings.PUBLICATIONS, _language())
    if len(found) == 1:
        return redirect("partnership", slug=found[0].slug)
    synthetic = any(item.page["synthetic"] for item in found)
    return render(request, "publishing/home.html", {"publications": found, "synthetic": synthetic})


@require_safe
@_found_or_404
def partnership(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The public page of a partnership."""
    shown = _publication(slug)
    context = {**_context(shown), "maps": shown.maps()}
    return render(request, "publishing/partnership.html", context)


@require_safe
@_found_or_404
def gmina(request: HttpRequest, slug: str, code: str) -> HttpResponseBase:
    """The page of one member."""
    shown = _publication(slug)
    context = {
        **_context(shown),
        "member": shown.member(code),
        "others": shown.others(code),
        "maps": shown.maps(code),
    }
    return render(request, "publishing/gmina.html", context)


@require_safe
@_found_or_404
def accessibility(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The accessibility declaration of the page."""
    return render(request, "publishing/accessibility.html", _context(_publication(slug)))


@require_safe
@_found_or_404
def file(request: HttpRequest, slug: str, name: str) -> HttpResponseBase:
    """A file of the publication: the report and the cover shown, the rest saved."""
    path = _publication(slug).file(name)
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


def _publication(slug: str) -> Publication:
    return publication(settings.PUBLICATIONS, slug, _language())


def _context(shown: Publication) -> dict[str, Any]:
    return {"publication": shown, "page": shown.page, "synthetic": shown.page["synthetic"]}


def _language() -> str:
    return get_language() or settings.LANGUAGE_CODE
