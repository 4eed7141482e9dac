"""A decision."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from terytoria.portal.evidence.models import DiagnosisVersion
from terytoria.portal.meetings.enums import Body, Outcome
from terytoria.portal.meetings.models.item import AgendaItem
from terytoria.portal.partnerships.models import DocumentVersion, Partnership


class DecisionChangedError(RuntimeError):
    """An attempt to change or delete a decision."""


class Decision(models.Model):
    """What a body decided; written once when its vote closes, never changed.

    At most one of ``diagnosis`` and ``document`` says which version it is about; none: an other
    matter. ``tally`` is the frozen result (the shape of ``Tally.to_json``).
    """

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="decisions")
    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="decision")
    body = models.CharField(max_length=20, choices=Body)
    year = models.PositiveSmallIntegerField()
    ordinal = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField(max_length=4000)
    outcome = models.CharField(max_length=10, choices=Outcome)
    tally = models.JSONField()
    adopted_at = models.DateTimeField()
    diagnosis = models.ForeignKey(
        DiagnosisVersion, on_delete=models.PROTECT, null=True, related_name="decisions"
    )
    document = models.ForeignKey(
        DocumentVersion, on_delete=models.PROTECT, null=True, related_name="decisions"
    )

    class Meta:
        ordering = ("-year", "-ordinal")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "year", "ordinal"], name="a_decision_has_its_number"
            ),
            models.CheckConstraint(
                condition=Q(diagnosis__isnull=True) | Q(document__isnull=True),
                name="a_decision_is_about_one_version",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def number(self) -> str:
        """The number in its year: ``3/2026``."""
        return f"{self.ordinal}/{self.year}"

    @property
    def adopted(self) -> bool:
        """Whether the proposal was adopted."""
        return self.outcome == Outcome.ADOPTED

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new decision; :class:`DecisionChangedError` for one already written."""
        if not self._state.adding:
            raise DecisionChangedError("a decision cannot be changed")
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> tuple[int, dict[str, int]]:
        """Refuse with :class:`DecisionChangedError`."""
        raise DecisionChangedError("a decision cannot be deleted")
