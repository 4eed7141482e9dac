"""A meeting."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone

from terytoria.portal.meetings.enums import Body, MeetingState
from terytoria.portal.partnerships.models import Document, Partnership


class Meeting(models.Model):
    """A meeting of a body of a partnership, at a place, at an address of the web, or both.

    Moments are kept in UTC. ``sequence`` grows with every change of what was convened, so that
    calendars take the last notice; ``version`` with every change, so that two people who edit at
    once do not overwrite each other. Minutes are documents of the partnership.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="meetings")
    body = models.CharField("kto się spotyka", max_length=20, choices=Body)
    title = models.CharField("temat", max_length=200)
    place = models.CharField("miejsce", max_length=200, blank=True)
    link = models.URLField("adres spotkania zdalnego", max_length=500, blank=True)
    led_by = models.CharField("prowadzi", max_length=160, blank=True)
    starts_at = models.DateTimeField("początek")
    ends_at = models.DateTimeField("koniec")
    state = models.CharField(max_length=10, choices=MeetingState, default=MeetingState.PLANNED)
    sequence = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    cancelled_because = models.CharField(max_length=300, blank=True)
    minutes_pdf = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    minutes_docx = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("-starts_at", "-id")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["partnership", "starts_at"], name="meetings_by_time")
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=models.F("starts_at")),
                name="a_meeting_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=~Q(place="") | ~Q(link=""), name="a_meeting_is_somewhere"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def day(self) -> date:
        """The day of the meeting in Poland; who may vote is told by this day."""
        return timezone.localdate(self.starts_at)

    @property
    def running(self) -> bool:
        """Whether votes may be taken."""
        return self.state == MeetingState.OPEN

    @property
    def ahead(self) -> bool:
        """Whether the meeting can still be changed as a plan."""
        return self.state in (MeetingState.PLANNED, MeetingState.CONVENED)
