"""Targets followed on one snapshot."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from terytoria.portal.jobs.models import Job
from terytoria.portal.monitoring.enums import Text
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.strategies.models import StrategyVersion, Target


class WrittenOnceError(RuntimeError):
    """An attempt to change what is written once."""


class WrittenOnce(models.Model):
    """A row that is written once; it goes only with its partnership."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new row; :class:`WrittenOnceError` for one already written."""
        if not self._state.adding:
            raise WrittenOnceError(f"{type(self).__name__} is written once")
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> tuple[int, dict[str, int]]:
        """Refuse with :class:`WrittenOnceError`."""
        raise WrittenOnceError(f"{type(self).__name__} cannot be deleted")


class Round(WrittenOnce):
    """One look at every target of the catalogue on a snapshot; never changed.

    ``strategy`` is the adopted version whose targets were followed, ``None`` before the first;
    ``sha256`` is that of what was found, so that the same finding makes no new round.
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveIntegerField()
    snapshot = models.CharField(max_length=200)
    vintage = models.CharField(max_length=40)
    synthetic = models.BooleanField()
    strategy = models.ForeignKey(
        StrategyVersion, on_delete=models.CASCADE, null=True, related_name="+"
    )
    sha256 = models.CharField(max_length=64)
    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="+")
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-number",)
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["partnership", "number"], name="a_round_has_its_number")
        ]

    def __str__(self) -> str:
        return f"śledzenie {self.number}, dane: {self.vintage}"


class Followed(WrittenOnce):
    """A target as it was found in a round; never changed.

    ``asked`` is the target as it was followed, ``found`` the result in the shape of
    :meth:`terytoria.strategy.monitoring.Following.to_json` with ``parts`` of members (those of
    ``Part.to_json``); ``problem`` says in Polish why it could not be followed.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="followed")
    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="followed")
    text = models.CharField(max_length=10, choices=Text)
    asked = models.JSONField()
    found = models.JSONField(null=True)
    problem = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ("round", "text", "target")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["round", "target", "text"], name="a_target_is_followed_once_a_round"
            ),
            models.CheckConstraint(
                condition=Q(found__isnull=True) ^ Q(problem=""),
                name="a_target_is_followed_or_it_is_said_why_not",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target} ({self.round})"
