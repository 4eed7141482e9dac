"""The gate of the programming interface: what holds for every request and answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import URLPattern
from django.utils.cache import patch_vary_headers
from django.utils.translation import override
from django.views.decorators.csrf import csrf_exempt

from terytoria.portal.api.domain.limits import BY_ADDRESS, wait_for
from terytoria.portal.api.interfaces.bearer import require_quiet
from terytoria.portal.api.interfaces.failures import failure
from terytoria.portal.api.interfaces.problems import ProblemError, answer

View = Callable[..., HttpResponseBase]
VERSION = "1"
"""The version of the interface, in the path and in the header ``API-Version``."""


def gated(pattern: URLPattern) -> URLPattern:
    """An address with its view behind the gate."""
    return URLPattern(pattern.pattern, gate(pattern.callback), pattern.default_args, pattern.name)


def gate(view: View) -> View:
    """A view that answers in Polish, within limits, and tells every refusal as a problem.

    No form of a browser is expected and no cookie is looked at, so none needs a mark of its own.
    """

    @csrf_exempt
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **more: Any) -> HttpResponseBase:
        with override("pl"):
            try:
                _admit(request)
                response = _asked(view, request, *args, **more)
            except ProblemError as problem:
                response = answer(problem, request.path)
            except Exception as broken:
                response = answer(failure(broken), request.path)
        if response.status_code == 405 and "Allow" in response.headers:
            response = _not_allowed(request, response.headers["Allow"])
        return _marked(response)

    answered.__module__ = __name__
    return answered


def absent(request: HttpRequest, *_: Any, **__: Any) -> HttpResponseBase:
    """An address where there is nothing (404)."""
    text = "Pod tym adresem nic nie ma. Adresy są opisane na stronie /api/."
    return answer(ProblemError(404, text), request.path)


def _admit(request: HttpRequest) -> None:
    try:
        address = get_adapter(request).get_client_ip(request)
    except PermissionDenied:
        address = ""
    require_quiet(wait_for(BY_ADDRESS, address))


def _asked(view: View, request: HttpRequest, *args: Any, **more: Any) -> HttpResponseBase:
    """The answer of a view; a request for headers alone is asked as one for the whole."""
    asked = request.method
    request.method = "GET" if asked == "HEAD" else asked
    try:
        return view(request, *args, **more)
    finally:
        request.method = asked


def _not_allowed(request: HttpRequest, allowed: str) -> HttpResponseBase:
    names = sorted(name.strip() for name in allowed.split(","))
    names += ["HEAD"] if "GET" in names else []
    text = f"Ten adres przyjmuje metody: {', '.join(names)}. Użyj jednej z nich."
    return answer(ProblemError(405, text, headers={"Allow": ", ".join(names)}), request.path)


def _marked(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["API-Version"] = VERSION
    response.headers.setdefault("Cache-Control", "private, no-cache")
    patch_vary_headers(response, ["Authorization"])
    return response
