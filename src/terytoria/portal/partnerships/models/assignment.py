"""People with their roles in a partnership."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models.partnership import Partnership


class Assignment(models.Model):
    """A role of a person in a partnership from one day to another (inclusive; no end: still).

    A representative speaks for one ``unit``; other roles have none.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="people")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="assignments"
    )
    role = models.CharField(max_length=20, choices=Role)
    unit = models.CharField(max_length=7, blank=True)
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ("role", "unit", "since")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "user", "role", "unit"],
                condition=Q(until__isnull=True),
                name="a_role_is_held_once",
            ),
            models.CheckConstraint(
                condition=Q(role=Role.REPRESENTATIVE) ^ Q(unit=""),
                name="only_a_representative_has_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="a_role_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
