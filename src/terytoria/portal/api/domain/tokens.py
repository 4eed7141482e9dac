"""Making, finding and revoking tokens."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.api.enums import Scope
from terytoria.portal.api.models import Token
from terytoria.portal.audit.record import record
from terytoria.portal.partnerships.domain.acting import RefusedError

PREFIX = "terytoria_"
"""How every secret begins, so that one left in a published file can be recognised."""
LONGEST = 365
"""Days for which a token may be made."""
MOST = 20
"""Working tokens a person may have at once."""
_LONGEST_SECRET = 100  # characters; none is longer, so a longer one is not worth hashing
_LONGEST_NAME = 80


@dataclass(frozen=True)
class Made:
    """A new token with its secret, which is told this once."""

    token: Token
    secret: str


def make_token(user: User, name: str, scopes: Iterable[str], days: int) -> Made:
    """Make a token of a person for some days; logged. Raises ``RefusedError`` by field."""
    name, chosen = name.strip(), sorted(set(scopes))
    _check(name, chosen, days)
    secret, now = PREFIX + secrets.token_urlsafe(32), timezone.now()
    with transaction.atomic():
        owner = User.objects.select_for_update().get(pk=user.pk)
        if not owner.is_active:
            raise RefusedError("name", "To konto jest zamknięte. Nie można tworzyć tokenów.")
        if living(owner).count() >= MOST:
            text = f"Masz już {MOST} działających tokenów. Cofnij te, których nie używasz."
            raise RefusedError("name", text)
        token = Token.objects.create(
            user=owner,
            name=name,
            secret=_hashed(secret),
            scopes=chosen,
            created_at=now,
            expires_at=now + timedelta(days=days),
        )
        after = {"name": name, "scopes": chosen, "expires_at": token.expires_at.isoformat()}
        record("token.make", token, actor=owner, after=after)
    return Made(token, secret)


def revoke_token(user: User, number: int) -> Token:
    """Revoke a token of a person at once; logged.

    Raises ``Token.DoesNotExist`` for a token of somebody else, ``RefusedError`` for one revoked.
    """
    with transaction.atomic():
        token = Token.objects.select_for_update().get(pk=number, user=user)
        if token.revoked_at is not None:
            raise RefusedError("name", "Ten token jest już cofnięty. Wróć do listy tokenów.")
        token.revoked_at = timezone.now()
        token.save(update_fields=["revoked_at"])
        after = {"revoked_at": token.revoked_at.isoformat()}
        record("token.revoke", token, actor=user, after=after)
    return token


def living(user: User) -> QuerySet[Token]:
    """Tokens of a person that work now."""
    return Token.objects.filter(user=user, revoked_at=None, expires_at__gt=timezone.now())


def find_token(secret: str) -> Token | None:
    """The token of a secret; ``None`` unless it works now and its owner's account is open."""
    if len(secret) > _LONGEST_SECRET or not secret.isascii():
        return None
    found = Token.objects.select_related("user").filter(secret=_hashed(secret)).first()
    if found is None or not found.alive_at(timezone.now()) or not found.user.is_active:
        return None
    return found


def mark_used(token: Token) -> None:
    """Note the day on which a token was used; one write a day."""
    today = timezone.localdate()
    if token.last_used_on != today:
        Token.objects.filter(pk=token.pk).update(last_used_on=today)
        token.last_used_on = today


def _hashed(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _check(name: str, scopes: list[str], days: int) -> None:
    if not name or len(name) > _LONGEST_NAME or "\0" in name:
        raise RefusedError("name", f"Podaj nazwę do {_LONGEST_NAME} znaków: co użyje tego tokenu.")
    if not scopes or not set(scopes) <= set(Scope.values):
        raise RefusedError("scopes", "Wybierz co najmniej jeden zakres z listy.")
    if not 1 <= days <= LONGEST:
        raise RefusedError("days", f"Podaj liczbę dni od 1 do {LONGEST}.")


def erase_tokens(user: User, _: str) -> None:
    """Delete the tokens of a person who wants nothing kept of them."""
    Token.objects.filter(user=user).delete()
