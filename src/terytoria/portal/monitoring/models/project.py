"""Steps and money of a project."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q

from terytoria.portal.monitoring.enums import Fund
from terytoria.portal.strategies.models import Project


class Milestone(models.Model):
    """A step of a project; ``version`` counts its saves, the log keeps what they changed."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="milestones")
    title = models.CharField(max_length=200)
    planned_on = models.DateField()
    done_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("planned_on", "id")

    def __str__(self) -> str:
        return self.title


class Spending(models.Model):
    """Money of one source in one year, PLN; an empty amount is not known, which is not zero."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="spendings")
    year = models.PositiveSmallIntegerField()
    fund = models.CharField(max_length=10, choices=Fund)
    planned = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    spent = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("year", "fund")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["project", "year", "fund"], name="money_of_a_source_stands_once_a_year"
            ),
            models.CheckConstraint(
                condition=(Q(planned__isnull=True) | Q(planned__gte=0))
                & (Q(spent__isnull=True) | Q(spent__gte=0)),
                name="money_is_not_negative",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}, {self.get_fund_display()}"
