"""Permanent addresses of documents, their versions and files, and of decisions."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from terytoria.portal.headers import REPORT_POLICY
from terytoria.portal.publishing.publication import DIAGNOSIS, UnknownPublicationError
from terytoria.portal.publishing.site import (
    CHAIN,
    COVER,
    Paper,
    Release,
    release_folder,
)
from terytoria.portal.publishing.views.ground import (
    entry_of,
    found_or_404,
    frame,
    gone,
    publication_of,
    root,
)
from terytoria.reports.goals.outline import Outline, outline_of


@require_safe
@found_or_404
def document(request: HttpRequest, slug: str, paper: str) -> HttpResponseBase:
    """A document: the version in force, its metric, every version, the change log."""
    found = _paper(slug, paper)
    if found.current is None:
        return gone(request, slug, found.last)
    return _shown(request, slug, found, found.current)


@require_safe
@found_or_404
def strategy(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The strategy in force, whatever its text: an address that outlives every text."""
    del request
    entry = entry_of(slug)
    release = entry.strategy or entry.chain
    if release is None:
        raise UnknownPublicationError(slug)
    return redirect("document", slug, release.paper)


@require_safe
@found_or_404
def version(request: HttpRequest, slug: str, paper: str, number: int) -> HttpResponseBase:
    """One released version; a withdrawn one says so (410)."""
    found = _paper(slug, paper)
    release = _version(found, number)
    if not release.alive:
        return gone(request, slug, release)
    return _shown(request, slug, found, release)


@require_safe
@found_or_404
def document_file(
    request: HttpRequest, slug: str, paper: str, number: int, name: str
) -> HttpResponseBase:
    """A file of a released version; of a withdrawn one the page that says so (410)."""
    release = _version(_paper(slug, paper), number)
    if not release.alive:
        return gone(request, slug, release)
    copy = release.file(name)
    folder = release_folder(root(), release.id)
    path = folder / DIAGNOSIS / name if paper == DIAGNOSIS else folder / name
    if copy is None or not path.is_file():
        raise UnknownPublicationError(name)
    etag = f'"{copy.sha256}"'
    unchanged = get_conditional_response(request, etag=etag)
    if unchanged:
        return unchanged
    readable = copy.media_type.startswith("text/html")
    inline = readable or copy.name == COVER
    filename = f"{slug}-{paper}-w{number}-{name}"
    response = FileResponse(
        path.open("rb"),
        content_type=copy.media_type,
        as_attachment=not inline,
        filename=filename,
    )
    response.headers["ETag"] = etag
    response.headers["Cache-Control"] = "no-cache"
    if readable:
        response.headers["Content-Security-Policy"] = REPORT_POLICY
    return response


@require_safe
@found_or_404
def decision(request: HttpRequest, slug: str, ordinal: int, year: int) -> HttpResponseBase:
    """A released decision; a withdrawn one says so (410)."""
    release = entry_of(slug).decision(f"{ordinal}-{year}")
    if release is None:
        raise UnknownPublicationError(f"{ordinal}/{year}")
    if not release.alive:
        return gone(request, slug, release)
    context = {**frame(publication_of(slug)), "release": release}
    return render(request, "publishing/decision.html", context)


def _paper(slug: str, name: str) -> Paper:
    found = entry_of(slug).paper(name)
    if found is None:
        raise UnknownPublicationError(name)
    return found


def _version(paper: Paper, number: int) -> Release:
    release = paper.version(number)
    if release is None:
        raise UnknownPublicationError(str(number))
    return release


def _shown(request: HttpRequest, slug: str, paper: Paper, release: Release) -> HttpResponseBase:
    context: dict[str, Any] = {**frame(publication_of(slug)), "paper": paper, "release": release}
    context["current"] = paper.current
    context["synthetic"] = context["synthetic"] or release.synthetic
    if release.file(CHAIN):
        context["outline"] = _outline(release_folder(root(), release.id) / CHAIN)
    return render(request, "publishing/document.html", context)


@lru_cache(maxsize=64)
def _outline(path: Path) -> Outline:
    """The outline of a released chain; its file never changes."""
    return outline_of(json.loads(path.read_bytes()))
