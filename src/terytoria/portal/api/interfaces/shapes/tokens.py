"""The token that asks."""

from __future__ import annotations

from datetime import date, datetime

from pydantic import Field

from terytoria.portal.api.interfaces.shapes.ground import Given
from terytoria.portal.api.models import Token


class TokenShape(Given):
    """A token without its secret, and whose it is."""

    name: str = Field(description="Nazwa tokenu.")
    owner: str = Field(description="Właściciel.")
    scopes: list[str] = Field(description="Zakresy.", examples=[["read"]])
    expires_at: datetime = Field(description="Do kiedy działa.")
    last_used_on: date | None = Field(description="Dzień ostatniego użycia.")


def token_shape(token: Token) -> TokenShape:
    """A token."""
    names = ("name", "scopes", "expires_at", "last_used_on")
    told = {name: getattr(token, name) for name in names}
    return TokenShape.model_validate({**told, "owner": str(token.user)})
