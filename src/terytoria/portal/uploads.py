"""Requests too large to be read: refused by what they say of their length."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from terytoria.portal.errors import too_large
from terytoria.portal.partnerships.domain.documents import LARGEST

ROOM = 2**20
"""Bytes that the other fields of a form may take beside the largest file."""
_DRAINED = 10 * LARGEST
_PIECE = 2**16


def refuse_large(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: a page (413) for a body that no form of the portal can need.

    Nothing of it is kept, in memory or on the disk. A browser reads no answer before it has sent
    what it began, so the body is thrown away as it comes, up to a bound.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        size = _said(request)
        if size <= LARGEST + ROOM:
            return get_response(request)
        if size <= _DRAINED:
            _drain(request)
        return too_large(request, size, LARGEST)

    return middleware


def _said(request: HttpRequest) -> int:
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isdecimal() else 0


def _drain(request: HttpRequest) -> None:
    while request.read(_PIECE):
        pass
