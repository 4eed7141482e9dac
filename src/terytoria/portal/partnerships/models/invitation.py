"""Invitations by e-mail."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models.partnership import Partnership


class Invitation(models.Model):
    """A role offered to whoever reads an e-mail address; used once, until ``expires_at``.

    Only the SHA-256 of the token is kept: the database alone opens no invitation.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="invitations"
    )
    email = models.EmailField("adres e-mail", max_length=254)
    role = models.CharField("rola", max_length=20, choices=Role)
    unit = models.CharField("jednostka", max_length=7, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-created_at", "-id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(role=Role.REPRESENTATIVE) ^ Q(unit=""),
                name="only_a_representative_is_invited_for_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(revoked_at__isnull=True),
                name="a_revoked_invitation_is_not_accepted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.get_role_display()}"

    def open_at(self, moment: datetime) -> bool:
        """Whether the invitation can still be accepted."""
        return not self.accepted_at and not self.revoked_at and moment < self.expires_at

    def state_at(self, moment: datetime) -> str:
        """The state in Polish."""
        if self.accepted_at:
            return "przyjęte"
        if self.revoked_at:
            return "cofnięte"
        return "czeka na odpowiedź" if moment < self.expires_at else "wygasło"
