"""Reading the chain of a partnership."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.domain.queries import members_on
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.strategies import chain
from terytoria.portal.strategies.domain.citing import EvidenceNow
from terytoria.portal.strategies.enums import Kind, Readiness, Wanted
from terytoria.portal.strategies.models import (
    Challenge,
    Citation,
    Direction,
    Frame,
    Goal,
    Item,
    Project,
    StrategyVersion,
    Target,
)
from terytoria.statistics.catalogue import Catalogue

MODELS: dict[Kind, type[Item]] = {
    one.kind: one for one in (Frame, Challenge, Goal, Direction, Project, Target)
}


def alive(kind: Kind, partnership: Partnership) -> QuerySet[Item]:
    """Items of a kind that are not deleted, in order."""
    return MODELS[kind]._default_manager.filter(  # noqa: SLF001 - Django documents it
        partnership=partnership, deleted_at__isnull=True
    )


def frozen(partnership: Partnership) -> QuerySet[StrategyVersion]:
    """Frozen versions, the newest first, without their bytes."""
    kept = StrategyVersion.objects.filter(partnership=partnership)
    return kept.select_related("created_by").defer("content")


def chain_of(partnership: Partnership) -> chain.Chain:
    """The whole chain as it is now, with the state of its evidence."""
    evidence = EvidenceNow(partnership)
    challenges, cited_keys = _challenges(partnership, evidence)
    projects = _projects(partnership)
    coded = {code for one in projects for code in (one.lead, *one.partners) if code}
    return chain.Chain(
        partnership=partnership.slug,
        frame=_frame(partnership),
        challenges=challenges,
        goals=_goals(partnership),
        directions=_directions(partnership),
        projects=projects,
        targets=_targets(partnership),
        members=members_on(partnership, today()),
        units=names_of(coded),
        uncited=evidence.uncited(cited_keys),
    )


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """Names of units by code."""
    wanted = sorted(set(codes))
    return {code: land.current().label(code) for code in wanted}


def _frame(partnership: Partnership) -> chain.Frame:
    found = Frame.objects.filter(partnership=partnership).first()
    return chain.Frame(found.vision, found.horizon) if found else chain.Frame()


def _challenges(
    partnership: Partnership, evidence: EvidenceNow
) -> tuple[tuple[chain.Challenge, ...], set[str]]:
    """Challenges, and keys of the findings they cite."""
    citations = Citation.objects.filter(
        challenge__partnership=partnership, challenge__deleted_at__isnull=True
    ).select_related("finding__version", "own")
    given = list(citations.defer("finding__version__content"))
    cites = evidence.told(given)
    found = Challenge.objects.filter(partnership=partnership, deleted_at__isnull=True)
    told = tuple(
        chain.Challenge(one.pk, one.title, one.text, cites.get(one.pk, ())) for one in found
    )
    return told, {one.finding.key for one in given if one.finding}


def _goals(partnership: Partnership) -> tuple[chain.Goal, ...]:
    found = Goal.objects.filter(partnership=partnership, deleted_at__isnull=True)
    return tuple(
        chain.Goal(one.pk, one.title, one.text, _ids(one.answers.all()))
        for one in found.prefetch_related(_alive("answers", Challenge))
    )


def _directions(partnership: Partnership) -> tuple[chain.Direction, ...]:
    found = Direction.objects.filter(partnership=partnership, deleted_at__isnull=True)
    return tuple(
        chain.Direction(one.pk, one.title, one.text, _living(one.goal))
        for one in found.select_related("goal")
    )


def _projects(partnership: Partnership) -> tuple[chain.Project, ...]:
    found = Project.objects.filter(partnership=partnership, deleted_at__isnull=True)
    return tuple(
        chain.Project(
            id=one.pk,
            title=one.title,
            lead=one.lead,
            partners=tuple(one.partners),
            scope=one.scope,
            cost=one.cost,
            readiness=Readiness(one.readiness),
            links=tuple(one.links),
            serves=_ids(one.serves.all()),
            answers=_ids(one.answers.all()),
        )
        for one in found.prefetch_related(_alive("serves", Direction), _alive("answers", Challenge))
    )


def _targets(partnership: Partnership) -> tuple[chain.Target, ...]:
    found = Target.objects.filter(partnership=partnership, deleted_at__isnull=True)
    return tuple(_target(one) for one in found.select_related("goal"))


def _target(one: Target) -> chain.Target:
    known = Catalogue.load().indicators.get(one.indicator)
    return chain.Target(
        id=one.pk,
        goal=_living(one.goal),
        indicator=one.indicator,
        name=known.name_pl if known else one.own_name or one.indicator,
        unit=known.unit if known else one.unit,
        wanted=Wanted(one.wanted),
        base_year=one.base_year,
        base_value=one.base_value,
        target_year=one.target_year,
        target_value=one.target_value,
        source=one.source,
        justification=one.justification,
        realism=one.realism,
    )


def _alive(name: str, model: type[Item]) -> Prefetch[str]:
    kept = model._default_manager.filter(deleted_at__isnull=True)  # noqa: SLF001 - documented
    return Prefetch(name, queryset=kept.order_by("pk"))


def _ids(items: Iterable[Item]) -> tuple[int, ...]:
    return tuple(one.pk for one in items)


def _living(goal: Goal) -> int | None:
    return None if goal.deleted_at else goal.pk
