"""Reading how projects go."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone

from terytoria.portal.monitoring.models import Milestone, Spending
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.strategies.enums import Kind, Readiness
from terytoria.portal.strategies.models import Project, Revision
from terytoria.reports.monitoring import ProjectState, ReadinessChange
from terytoria.strategy.monitoring import Milestone as Step
from terytoria.strategy.monitoring import Spending as Money


def projects_of(partnership: Partnership) -> QuerySet[Project]:
    """Living projects with their steps and money, in order."""
    found = Project.objects.filter(partnership=partnership, deleted_at__isnull=True)
    return found.select_related("partnership").prefetch_related("milestones", "spendings")


def step_of(one: Milestone) -> Step:
    """A step as the engine takes it."""
    return Step(one.title, one.planned_on, one.done_on)


def money_of(one: Spending) -> Money:
    """Money as the engine takes it."""
    return Money(one.year, one.get_fund_display(), one.planned, one.spent)


def state_of(project: Project) -> ProjectState:
    """A project as reports take it."""
    return ProjectState(
        title=project.title,
        lead=project.lead,
        partners=tuple(project.partners),
        readiness=Readiness(project.readiness).label,
        cost=project.cost,
        milestones=tuple(step_of(one) for one in project.milestones.all()),
        spendings=tuple(money_of(one) for one in project.spendings.all()),
        changes=tuple(readiness_changes(project)),
    )


def readiness_changes(project: Project) -> Iterator[ReadinessChange]:
    """When it was said that a project is further (or less far), the oldest first."""
    made = Revision.objects.filter(kind=Kind.PROJECT, item=project.pk).order_by("number")
    for one in made:
        if "readiness" in one.before and "readiness" in one.after:
            before, after = (Readiness(part["readiness"]) for part in (one.before, one.after))
            if before != after:
                yield ReadinessChange(timezone.localdate(one.at), before.label, after.label)
