"""A decision."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from terytoria.portal.drafting.models import DraftVersion
from terytoria.portal.evidence.models import DiagnosisVersion
from terytoria.portal.meetings.enums import Body, Outcome
from terytoria.portal.meetings.models.item import AgendaItem
from terytoria.portal.meetings.models.paper import Version, only, version_name
from terytoria.portal.partnerships.models import DocumentVersion, Partnership
from terytoria.portal.strategies.models import StrategyVersion


class DecisionChangedError(RuntimeError):
    """An attempt to change or delete a decision."""


class Decision(models.Model):
    """What a body decided; written once when its vote closes, never changed.

    At most one of ``diagnosis``, ``strategy`` (a chain), ``document`` and ``draft`` (a text) says
    which version it is about; none: another matter.
    ``tally`` is the frozen result (the shape of ``Tally.to_json``).
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
    strategy = models.ForeignKey(
        StrategyVersion, on_delete=models.PROTECT, null=True, related_name="decisions"
    )
    document = models.ForeignKey(
        DocumentVersion, on_delete=models.PROTECT, null=True, related_name="decisions"
    )
    draft = models.ForeignKey(
        DraftVersion, on_delete=models.PROTECT, null=True, related_name="decisions"
    )

    class Meta:
        ordering = ("-year", "-ordinal")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["partnership", "year", "ordinal"], name="a_decision_has_its_number"
            ),
            models.CheckConstraint(
                condition=only("diagnosis")
                | only("strategy")
                | only("document")
                | only("draft")
                | only(""),
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
    def about(self) -> Version | None:
        """The version that the decision is about, if it is about one."""
        return self.diagnosis or self.strategy or self.document or self.draft

    @property
    def chain(self) -> StrategyVersion | None:
        """The chain that the decision is about, alone or within a text."""
        return self.strategy or (self.draft.strategy if self.draft else None)

    @property
    def about_name(self) -> str:
        """What that version is called; empty for another matter."""
        return version_name(self.about) if self.about else ""

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
