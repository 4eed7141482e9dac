"""People entrusted with much set up a second factor before the working pages open."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.mfa.utils import is_mfa_enabled
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from terytoria.portal.accounts.models import User

DEMANDING = frozenset({"coordinator", "chair"})
"""Roles in a partnership that need a second factor; every role in the programme does.

Named, not imported: partnerships stand above accounts."""

OPEN = (
    "terytoria.portal.publishing.views.pages",
    "terytoria.portal.publishing.views.papers",
    "terytoria.portal.publishing.views.open_data",
    "terytoria.portal.publishing.views.ground",
    "terytoria.portal.accounts.",
    "terytoria.portal.api.views.gate",
    "terytoria.portal.api.views.documentation",
    "allauth.",
)
"""What opens without one: the public pages, those that set it up, and the door of programs, which
asks for a proof of its own. The working page of publication is not among them."""


def needs(user: User) -> bool:
    """Whether a role that a person holds today demands a second factor they have not set up.

    Nobody is asked for one in the demonstration, whose accounts hold nothing.
    """
    if user.demonstration:
        return False
    today = timezone.localdate()
    held = Q(since__lte=today) & (Q(until__isnull=True) | Q(until__gte=today))
    demanded = (
        user.programme_assignments.filter(held).exists()
        or user.assignments.filter(held, role__in=DEMANDING).exists()
    )
    return demanded and not is_mfa_enabled(user)


class SecondFactorMiddleware:
    """Leads from a working page to the page that says why a second factor is needed and how.

    The public pages are let through before the session is looked at, so they set no cookie and
    may be kept by caches.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], *_: Any
    ) -> HttpResponse | None:
        """Stop a request for a working page by somebody who lacks the factor they need."""
        if view.__module__.startswith(OPEN) or not isinstance(request.user, User):
            return None
        if not needs(request.user):
            return None
        address = reverse("account_factor_needed")
        if request.method == "GET":
            address += "?" + urlencode({"next": request.get_full_path()})
        return redirect(address)
