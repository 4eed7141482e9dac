"""What every public page stands on: the site, a partnership of it, a withdrawn thing."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language

from terytoria.portal.publishing.publication import (
    Publication,
    UnknownPublicationError,
    released,
)
from terytoria.portal.publishing.site import Entry, Release, Site, changed, read_site

View = Callable[..., HttpResponseBase]


def found_or_404(view: View) -> View:
    """A page that answers 404 for what is not public."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except UnknownPublicationError as absent:
            raise Http404(str(absent)) from absent

    return answered


def root() -> Path:
    """The folder of everything public."""
    return Path(settings.PUBLICATIONS)


def language() -> str:
    """The language of the page."""
    return get_language() or settings.LANGUAGE_CODE


def site() -> Site:
    """The site; an empty one before anything was written."""
    return read_site(root()) or Site()


def entry_of(slug: str) -> Entry:
    """A partnership of the site; :class:`UnknownPublicationError` when there is none."""
    entry = site().entry(slug)
    if entry is None:
        raise UnknownPublicationError(slug)
    return entry


def publication_of(slug: str) -> Publication:
    """The released diagnosis, else a bare page with the name and the members."""
    try:
        return released(root(), slug, language())
    except UnknownPublicationError:
        return bare(entry_of(slug))


def bare(entry: Entry) -> Publication:
    """What the frame of a page needs of a partnership without a released diagnosis."""
    known, entity = site(), entry.leader or entry.name
    page = {
        "language": language(),
        "synthetic": known.synthetic,
        "short_name": entry.short_name,
        "name": entry.name,
        "entity": entity,
        "contact": {"person": "", "email": "", "phone": ""},
        "date": known.made_at[:10],
        "members": [],
    }
    polish = frozenset((entry.short_name, entry.name, entity))
    return Publication(entry.slug, root(), page, polish)


def frame(shown: Publication) -> dict[str, Any]:
    """The context that every page of a partnership is given."""
    return {
        "publication": shown,
        "page": shown.page,
        "synthetic": shown.page["synthetic"],
        "entry": site().entry(shown.slug),
    }


def standing(
    request: HttpRequest, shown: Publication, draw: Callable[[], HttpResponse]
) -> HttpResponse:
    """The page as it was drawn for its first visitor, until anything public changes."""
    told = (shown.folder, changed(root()), shown.changed, language(), request.path)
    key = sha256(repr(told).encode()).hexdigest()
    return HttpResponse(caches["pages"].get_or_set(key, lambda: draw().content))


def gone(request: HttpRequest, slug: str, release: Release) -> HttpResponse:
    """The page of what was withdrawn: that it was, when and why (410)."""
    context = {**frame(publication_of(slug)), "release": release}
    return render(request, "publishing/gone.html", context, status=410)
