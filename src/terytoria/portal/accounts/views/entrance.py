"""What the entrance pages need beside the sign-in library: their policy, refusals."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from terytoria.portal.accounts.office import offices, origin
from terytoria.portal.headers import SCRIPT_POLICY, form_policy

View = Callable[..., HttpResponse]


def with_script(view: View) -> View:
    """A page of passkeys, which no browser offers without a script: one file of this server."""
    return _with_policy(view, lambda: SCRIPT_POLICY)


def with_office(view: View) -> View:
    """The page of sign-in, whose form may lead to the office's own identity provider."""
    return _with_policy(
        view, lambda: form_policy(*map(origin, offices(settings.SOCIALACCOUNT_PROVIDERS)))
    )


def whole(view: View) -> View:
    """A page whose form changes an account: the change and its entry in the log, or neither."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method != "POST":
            return view(request, *args, **kwargs)
        with transaction.atomic():
            return view(request, *args, **kwargs)

    return answered


def _with_policy(view: View, policy: Callable[[], str]) -> View:
    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        response.headers["Content-Security-Policy"] = policy()
        return response

    return answered


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form sent without its mark: stale, or sent by a page of somebody else (403)."""
    return render(request, "accounts/form_refused.html", status=403)
