"""What every page of evidence stands on: a person, their partnership, what they may do."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from terytoria.portal.accounts.models import User
from terytoria.portal.evidence.rules import DIAGNOSE, JUDGE, OWN, VIEW
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import ForbiddenError, may
from terytoria.portal.partnerships.views.ground import words as of_partnership

View = Callable[..., HttpResponse]


def who(request: HttpRequest) -> User:
    """The person who is signed in."""
    assert isinstance(request.user, User)  # noqa: S101 - pages ask for signing in first
    return request.user


def evidence_page(view: View) -> View:
    """A page for those who may see the evidence; for others there is no such page (404)."""

    @login_required
    @wraps(view)
    def shown(request: HttpRequest, slug: str, **places: Any) -> HttpResponse:
        partnership = get_object_or_404(Partnership, slug=slug)
        if not may(who(request), VIEW, partnership, localdate()):
            raise Http404
        try:
            return view(request, partnership, **places)
        except ForbiddenError as problem:
            raise PermissionDenied(str(problem)) from problem

    return shown


def sent(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; ``None`` when it is only opened."""
    return request.POST if request.method == "POST" else None


def words(request: HttpRequest, partnership: Partnership, heading: str) -> dict[str, Any]:
    """What every template is given."""
    user, today = who(request), localdate()
    return {
        **of_partnership(request, partnership, "evidence:latest", heading),
        "may_diagnose": may(user, DIAGNOSE, partnership, today),
        "may_judge": may(user, JUDGE, partnership, today),
        "may_own": may(user, OWN, partnership, today),
    }
