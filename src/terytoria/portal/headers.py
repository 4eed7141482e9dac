"""Response headers that keep every request on this server."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_NOWHERE = "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

PAGE_POLICY = f"default-src 'none'; img-src 'self'; font-src 'self'; style-src 'self'; {_NOWHERE}"
"""Pages: pictures, type and styles from this server, nothing inline, no scripts at all."""

REPORT_POLICY = (
    f"default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; {_NOWHERE}"
)
"""A report is one file that carries its own type, styles and pictures and asks for nothing."""

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def keep_here(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: forbid scripts and every request to another host.

    A view that needs another policy sets the header itself.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Content-Security-Policy", PAGE_POLICY)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response

    return middleware
