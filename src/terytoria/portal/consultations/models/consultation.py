"""A consultation."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from terytoria.portal.consultations.enums import State
from terytoria.portal.drafting.models import DraftVersion
from terytoria.portal.partnerships.models import DocumentVersion, Partnership


class Consultation(models.Model):
    """What is consulted, from the notice to the report.

    The text is a frozen ``draft`` of the portal or a ``document``, a file. ``ways`` and
    ``meetings`` are lines of text; ``erase_on`` is the day on which personal data go.
    ``last_number`` is the number of the last remark received. ``overridden_by`` decided with
    ``override_reason`` to keep days that the rules refuse.
    """

    partnership = models.ForeignKey(
        Partnership, on_delete=models.CASCADE, related_name="consultations"
    )
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    profile = models.CharField(max_length=20)
    draft = models.ForeignKey(DraftVersion, on_delete=models.PROTECT, null=True, related_name="+")
    document = models.ForeignKey(
        DocumentVersion, on_delete=models.PROTECT, null=True, related_name="+"
    )
    notice_on = models.DateField()
    ends_on = models.DateField()
    erase_on = models.DateField()
    ways = models.TextField(max_length=2000)
    meetings = models.TextField(max_length=2000, blank=True)
    notice_address = models.URLField(max_length=500, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    override_reason = models.CharField(max_length=1000, blank=True)
    overridden_by = models.CharField(max_length=200, blank=True)
    last_number = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    closed_on = models.DateField(null=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-number",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "number"], name="a_consultation_has_its_number"
            ),
            models.CheckConstraint(
                condition=Q(draft__isnull=True) | Q(document__isnull=True),
                name="a_consultation_is_about_one_text",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("notice_on")) & Q(erase_on__gt=F("ends_on")),
                name="a_consultation_keeps_the_order_of_days",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def has_text(self) -> bool:
        """Whether there is something to remark on."""
        return self.draft_id is not None or self.document_id is not None

    def shown(self, day: date) -> bool:
        """Whether the public sees it on a day."""
        return self.state != State.PLANNED and day >= self.notice_on

    def collecting(self, day: date) -> bool:
        """Whether the form takes remarks on a day."""
        return self.state == State.OPEN and self.notice_on <= day <= self.ends_on
