"""What every answer about a partnership stands on: who asks, which partnership, which right."""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest

from terytoria.portal.accounts.models import User
from terytoria.portal.api.interfaces.bearer import Grant
from terytoria.portal.api.interfaces.problems import ProblemError
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.domain.queries import find_visible
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import VIEW, Action, require


def grant_of(request: HttpRequest) -> Grant:
    """The token of the request and its owner."""
    return cast("Grant", request.auth)  # type: ignore[attr-defined] # set by the library


def owner(request: HttpRequest) -> User:
    """The person who speaks by the token."""
    return grant_of(request).user


def own_partnership(request: HttpRequest, slug: str, action: Action = VIEW) -> Partnership:
    """A partnership of the person; 404 where they see none; ``ForbiddenError``."""
    try:
        found = find_visible(owner(request), slug)
    except Partnership.DoesNotExist:
        text = "Nie ma takiego partnerstwa albo go nie widzisz. Sprawdź skrót w /my/partnerships."
        raise ProblemError(404, text) from None
    require(owner(request), action, found, today())
    return found


def missing(what: str) -> ProblemError:
    """Something a partnership does not have (404); ``what`` is Polish, in the genitive."""
    return ProblemError(404, f"Nie ma takiego {what} w tym partnerstwie. Sprawdź numer na liście.")
