"""Who speaks: the token of a request and what it is for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from django.http import HttpRequest
from ninja.security import HttpBearer

from terytoria.portal.accounts.models import User
from terytoria.portal.accounts.second_factor import needs
from terytoria.portal.api.domain.limits import BY_TOKEN, wait_for
from terytoria.portal.api.domain.tokens import find_token, mark_used
from terytoria.portal.api.enums import Scope
from terytoria.portal.api.interfaces.problems import ProblemError
from terytoria.portal.api.models import Token

_CHALLENGE = 'Bearer realm="Terytoria"'


@dataclass(frozen=True)
class Grant:
    """A person who speaks by a token."""

    user: User
    token: Token


class Bearer(HttpBearer):
    """Lets in a working token of one scope; cookies of a browser mean nothing here."""

    scope: ClassVar[Scope]

    def __call__(self, request: HttpRequest) -> Grant:
        """The grant of the request's header; raises :class:`ProblemError`."""
        kind, _, secret = request.headers.get("Authorization", "").partition(" ")
        return self.authenticate(request, secret.strip() if kind.lower() == "bearer" else "")

    def authenticate(self, request: HttpRequest, token: str) -> Grant:
        """The grant of a secret: 401 unknown, 429 too often, 403 for another scope."""
        found = find_token(token)
        if found is None:
            text = (
                "Żądanie nie ma ważnego tokenu w nagłówku „Authorization: Bearer …”. "
                "Utwórz token na stronie /konto/tokeny/."
            )
            raise ProblemError(401, text, headers={"WWW-Authenticate": _CHALLENGE})
        require_quiet(wait_for(BY_TOKEN, str(found.pk)))
        self._require_scope(found)
        if needs(found.user):
            text = (
                "Twoja rola wymaga drugiego składnika logowania. "
                "Ustaw go na stronie /konto/drugi-skladnik/."
            )
            raise ProblemError(403, text)
        mark_used(found)
        return Grant(found.user, found)

    def _require_scope(self, found: Token) -> None:
        if self.scope not in found.scopes:
            text = (
                f"Token „{found.name}” nie ma zakresu „{self.scope.value}” ({self.scope.label}). "
                "Utwórz token z tym zakresem na stronie /konto/tokeny/."
            )
            header = f'{_CHALLENGE}, error="insufficient_scope", scope="{self.scope.value}"'
            raise ProblemError(403, text, headers={"WWW-Authenticate": header})


class ReadToken(Bearer):
    """A token that reads."""

    scope = Scope.READ


class EvidenceToken(Bearer):
    """A token that adds evidence."""

    scope = Scope.EVIDENCE


class StrategyToken(Bearer):
    """A token that changes projects and targets."""

    scope = Scope.STRATEGY


class TasksToken(Bearer):
    """A token that changes tasks."""

    scope = Scope.TASKS


BEARERS: dict[str, type[Bearer]] = {
    one.__name__: one for one in (ReadToken, EvidenceToken, StrategyToken, TasksToken)
}
"""Kinds of tokens by the names the library gives them in the description."""


def require_quiet(seconds: int) -> None:
    """Raise :class:`ProblemError` (429) when somebody has to wait."""
    if seconds:
        text = f"Za dużo żądań w krótkim czasie. Odczekaj {seconds} s i spróbuj jeszcze raz."
        raise ProblemError(429, text, headers={"Retry-After": str(seconds)})
