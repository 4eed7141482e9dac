"""A job."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models
from django.utils.timezone import now

from terytoria.portal.jobs.enums import UNFINISHED, State


class Job(models.Model):
    """One piece of work in the background.

    ``key`` makes the order idempotent: the same key is the same job. ``attempts`` counts the runs
    that ended badly or never reported an end; ``token`` is a new number at every run, and only the
    run that holds it may write the result. ``progress`` and ``error`` are Polish, for people.
    """

    kind = models.CharField(max_length=80)
    key = models.CharField(max_length=200, unique=True)
    arguments = models.JSONField(default=dict)
    partnership = models.CharField(max_length=80, blank=True, db_index=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    token = models.PositiveIntegerField(default=0)
    not_before = models.DateTimeField(default=now)
    heartbeat_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    progress = models.CharField(max_length=200, blank=True)
    result = models.JSONField(null=True)
    error = models.TextField(blank=True)

    class Meta:
        ordering = ("-id",)
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["state", "not_before"], name="jobs_to_take")
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.get_state_display()})"

    @property
    def unfinished(self) -> bool:
        """Whether the job waits or runs."""
        return self.state in UNFINISHED
