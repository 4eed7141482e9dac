"""Institutions that work with a partnership without being members."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from terytoria.portal.partnerships.models.partnership import Partnership


class ExternalPartner(models.Model):
    """An institution with its role from one day to another (inclusive; no end: still)."""

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="externals")
    name = models.CharField("nazwa instytucji", max_length=200)
    role = models.CharField("rola", max_length=120)
    since = models.DateField("od dnia")
    until = models.DateField("do dnia", null=True, blank=True)

    class Meta:
        ordering = ("name", "since")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=models.F("since")),
                name="an_external_partner_leaves_after_it_came",
            ),
        ]

    def __str__(self) -> str:
        return self.name
