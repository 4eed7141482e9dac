"""Positions taken on remarks."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from terytoria.portal.consultations.enums import Outcome
from terytoria.portal.consultations.models.remark import Group, Remark
from terytoria.portal.drafting.models import BlockRevision


class Verdict(models.Model):
    """A position on one remark or on a group; written once, the last one of each counts.

    It counts once ``confirmed_at`` is set; until then it is proposed. ``before`` and ``after``
    are the paragraph that changed, taken from ``revision`` when the text is in the portal.
    """

    remark = models.ForeignKey(Remark, on_delete=models.CASCADE, null=True, related_name="verdicts")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, null=True, related_name="verdicts")
    outcome = models.CharField(max_length=10, choices=Outcome)
    reasons = models.TextField(max_length=4000)
    before = models.TextField(max_length=20000, blank=True)
    after = models.TextField(max_length=20000, blank=True)
    revision = models.ForeignKey(
        BlockRevision, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.CharField(max_length=200, blank=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-pk",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(remark__isnull=True) ^ Q(group__isnull=True),
                name="a_position_is_on_a_remark_or_a_group",
            ),
            models.CheckConstraint(
                condition=Q(before="", after="") | Q(outcome__in=("accepted", "partly")),
                name="only_a_remark_that_was_heard_changes_the_text",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_outcome_display())
