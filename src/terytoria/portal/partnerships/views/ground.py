"""What every page of a partnership stands on: who asks, which partnership, its tabs."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, render

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.domain.queries import find_visible
from terytoria.portal.partnerships.enums import Stage
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import (
    LOG,
    VIEW,
    Action,
    AnyRole,
    ForbiddenError,
    allowed,
    roles_of,
)
from terytoria.portal.partnerships.views.navigation import rows

View = Callable[..., HttpResponseBase]
Gate = Callable[[View], View]


def who(request: HttpRequest) -> User:
    """The signed-in person."""
    return cast("User", request.user)


def signed_in(view: View) -> View:
    """A page for signed-in people that no cache keeps."""

    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **more: Any) -> HttpResponseBase:
        try:
            response: HttpResponseBase = view(request, *args, **more)
        except ForbiddenError as refusal:
            response = render(request, "partnerships/forbidden.html", {"text": refusal}, status=403)
        response["Cache-Control"] = "private, no-store"
        return response

    return login_required(shown)


def partnership_page(action: Action = VIEW) -> Gate:
    """A page of one partnership: 404 for those who do not see it, 403 without the right."""

    def made(view: View) -> View:
        @wraps(view)
        def shown(request: HttpRequest, slug: str, **more: Any) -> HttpResponseBase:
            try:
                found = find_visible(who(request), slug)
            except Partnership.DoesNotExist:
                raise Http404 from None
            if not can(request, action, found):
                raise ForbiddenError(action)
            return view(request, found, **more)

        return signed_in(shown)

    return made


def record_page(kept: QuerySet[Any], action: Action) -> Gate:
    """A page of one row of a table, 404 where it is not of the partnership."""

    def made(view: View) -> View:
        @partnership_page(action)
        @wraps(view)
        def shown(
            request: HttpRequest, partnership: Partnership, record: int, **more: Any
        ) -> HttpResponseBase:
            found = get_object_or_404(kept, partnership=partnership, pk=record)
            return view(request, found, **more)

        return shown

    return made


def can(request: HttpRequest, action: Action, partnership: Partnership) -> bool:
    """Whether the person may do something here now."""
    return allowed(action, roles_here(request, partnership), Stage(partnership.stage))


def roles_here(request: HttpRequest, partnership: Partnership) -> frozenset[AnyRole]:
    """Roles of the person in a partnership, asked for once while one page is made.

    What changes anything asks anew, in its own transaction.
    """
    known: dict[int, frozenset[AnyRole]] = vars(request).setdefault("roles_known", {})
    if partnership.pk not in known:
        known[partnership.pk] = roles_of(who(request), partnership, today())
    return known[partnership.pk]


def words(
    request: HttpRequest, partnership: Partnership, here: str, heading: str
) -> dict[str, Any]:
    """What every page of a partnership shows."""
    hidden = frozenset() if can(request, LOG, partnership) else frozenset({"log"})
    return {
        "partnership": partnership,
        "tab_rows": rows(partnership, here, hidden),
        "heading": heading,
    }
