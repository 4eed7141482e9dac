"""A way to an adopted strategy."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from terytoria.portal.partnerships.models import Partnership


class Procedure(models.Model):
    """The making of one strategy of a partnership, or its update, under a profile of the law.

    ``days`` holds the partnership's own planning days by step, ``without`` the optional steps
    left out. One procedure of a profile is current; the earlier ones stay to be read. ``version``
    counts changes of the plan, so that two people who change it at once do not overwrite.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="strategy_procedures"
    )
    profile = models.CharField(max_length=20)
    name = models.CharField("nazwa", max_length=200)
    start = models.DateField("początek prac")
    days = models.JSONField(default=dict)
    without = models.JSONField(default=list)
    current = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-current", "-start", "-id")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "profile"],
                condition=Q(current=True),
                name="one_procedure_of_a_profile_is_current",
            ),
        ]

    def __str__(self) -> str:
        return self.name
