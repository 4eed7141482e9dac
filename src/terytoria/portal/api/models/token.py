"""Tokens with which programs speak for people."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from terytoria.portal.api.enums import Scope


class Token(models.Model):
    """A token of a person, good until ``expires_at`` unless revoked before.

    ``secret`` is the SHA-256 of what the person was shown once: the database alone opens nothing.
    ``last_used_on`` is a day, not a moment: it tells a forgotten token from a working one and
    nothing about when somebody works.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="api_tokens"
    )
    name = models.CharField("nazwa", max_length=80)
    secret = models.CharField(max_length=64, unique=True)
    scopes = models.JSONField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-created_at", "-id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("created_at")), name="a_token_expires_after_its_birth"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def alive_at(self, moment: datetime) -> bool:
        """Whether the token opens anything at a moment."""
        return self.revoked_at is None and moment < self.expires_at

    def state_at(self, moment: datetime) -> str:
        """The state in Polish."""
        if self.revoked_at is not None:
            return "cofnięty"
        return "działa" if moment < self.expires_at else "wygasł"

    def scope_names(self) -> list[str]:
        """What the token is for, in Polish."""
        return [str(Scope(one).label) for one in self.scopes]
