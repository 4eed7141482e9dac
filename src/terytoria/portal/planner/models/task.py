"""A task."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from terytoria.portal.meetings.models import Decision, Meeting
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.planner.enums import TaskState

_OF_ONE_THING = (
    Q(meeting__isnull=True, decision__isnull=True)
    | Q(meeting__isnull=True, link="")
    | Q(decision__isnull=True, link="")
)


class Task(models.Model):
    """Something one person of a partnership does by a day.

    It may be about a meeting, a decision or a page of the partnership (``link``, a path). The
    ``owner`` may have left since: see :func:`terytoria.portal.planner.domain.queries.ownerless`.
    ``sequence`` grows with every change: calendars take the last one, and two people who edit at
    once do not overwrite each other.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="tasks")
    title = models.CharField("zadanie", max_length=200)
    text = models.TextField("opis", blank=True, max_length=4000)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="tasks"
    )
    due = models.DateField("termin")
    meeting = models.ForeignKey(
        Meeting, on_delete=models.SET_NULL, null=True, blank=True, related_name="tasks"
    )
    decision = models.ForeignKey(
        Decision, on_delete=models.SET_NULL, null=True, blank=True, related_name="tasks"
    )
    link = models.CharField("strona partnerstwa", max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=TaskState, default=TaskState.OPEN)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    done_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField(auto_now=True)
    sequence = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("due", "id")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["partnership", "state", "due"], name="planner_by_day"),
            models.Index(fields=["owner", "state", "due"], name="planner_by_owner"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(state=TaskState.DONE) ^ Q(done_at__isnull=True),
                name="a_task_done_was_done_once",
            ),
            models.CheckConstraint(condition=_OF_ONE_THING, name="a_task_is_about_one_thing"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Whether there is still something to do."""
        return self.state == TaskState.OPEN

    def overdue(self, day: date) -> bool:
        """Whether the task should have been done before a day."""
        return self.is_open and self.due < day
