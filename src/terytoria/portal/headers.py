"""Response headers that keep every request on this server."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_NOWHERE = "base-uri 'none'; frame-ancestors 'none'"
_OWN = "default-src 'none'; img-src 'self'; font-src 'self'; style-src 'self'"

PAGE_POLICY = f"{_OWN}; form-action 'self'; {_NOWHERE}"
"""Pages: pictures, type, styles and forms of this server, nothing inline, no scripts at all."""

SCRIPT_POLICY = f"{_OWN}; script-src 'self'; form-action 'self'; {_NOWHERE}"
"""The few pages that cannot do without a script: one that this server keeps as a file."""

REPORT_POLICY = (
    "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; "
    f"form-action 'none'; {_NOWHERE}"
)
"""A report is one file that carries its own type, styles and pictures and asks for nothing."""

PERMISSIONS = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"


def form_policy(*origins: str) -> str:
    """The policy of a page whose form may lead to other servers: an office's own sign-in.

    >>> "form-action 'self' https://a.example;" in form_policy("https://a.example")
    True
    """
    targets = " ".join(("'self'", *origins))
    return f"{_OWN}; form-action {targets}; {_NOWHERE}"


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
