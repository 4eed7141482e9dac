"""Entering an account of the demonstration."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import login, logout
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from terytoria.portal.audit.record import record
from terytoria.portal.demonstration.entrance import Entrance, open_accounts

_BACKEND = f"{Entrance.__module__}.{Entrance.__qualname__}"


@never_cache
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Open a session of the account whose number was sent; 404 outside the demonstration."""
    if not settings.DEMONSTRATION:
        raise Http404
    number = request.POST.get("konto", "")
    user = open_accounts().filter(pk=number).first() if number.isdecimal() else None
    if user is None:
        raise Http404
    logout(request)
    with transaction.atomic():
        login(request, user, backend=_BACKEND)
        record("session.open", user, actor=user, after={"way": "demonstration"})
    return redirect("partnerships:home")
