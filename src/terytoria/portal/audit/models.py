"""Entries of the log; written once, never changed."""

from __future__ import annotations

from typing import Any

from django.db import models


class EntryChangedError(RuntimeError):
    """An attempt to change or delete an entry of the log."""


class Entry(models.Model):
    """One verb: when, who, what, on what, the state before and after.

    ``actor`` is the id of the user and ``actor_label`` how they were called then, so that the log
    outlives the account; both are empty for what the program does by itself. ``partnership`` is
    the slug of the partnership concerned, empty for what concerns none.
    """

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.PositiveBigIntegerField(null=True)
    actor_label = models.CharField(max_length=200, blank=True)
    verb = models.CharField(max_length=80, db_index=True)
    partnership = models.CharField(max_length=80, blank=True, db_index=True)
    subject = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=80)
    subject_label = models.CharField(max_length=200)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)

    class Meta:
        ordering = ("-at", "-id")

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor_label}: {self.verb} {self.subject_label}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new entry; :class:`EntryChangedError` for one already written."""
        if not self._state.adding:
            raise EntryChangedError("an entry of the log cannot be changed")
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> tuple[int, dict[str, int]]:
        """Refuse with :class:`EntryChangedError`."""
        raise EntryChangedError("an entry of the log cannot be deleted")
