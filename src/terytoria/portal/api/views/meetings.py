"""Meetings and decisions."""

from __future__ import annotations

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from ninja import Router

from terytoria.portal.api.interfaces.bearer import ReadToken
from terytoria.portal.api.interfaces.paging import Asked, Page, part_of
from terytoria.portal.api.interfaces.shapes.ground import Number, Slug
from terytoria.portal.api.interfaces.shapes.meetings import (
    DecisionShape,
    MeetingShape,
    decision_shape,
    meeting_shape,
)
from terytoria.portal.api.views.ground import missing, own_partnership, owner
from terytoria.portal.meetings.domain.queries import decisions_of
from terytoria.portal.meetings.models import Meeting
from terytoria.portal.meetings.rules import VIEW
from terytoria.portal.planner.domain.meetings import known_meetings

router = Router(tags=["Spotkania"], auth=ReadToken())


@router.get(
    "/my/partnerships/{slug}/meetings",
    response=Page[MeetingShape],
    operation_id="list_meetings",
    summary="Spotkania",
    description="Według początku. Niezwołane widzi tylko ten, kto je planuje.",
)
def list_meetings(
    request: HttpRequest, response: HttpResponse, slug: Slug, part: Asked
) -> Page[MeetingShape]:
    """Meetings the person may know of."""
    rows = _meetings(request, slug).prefetch_related("items")
    return part_of(request, response, rows, part, meeting_shape)


@router.get(
    "/my/partnerships/{slug}/meetings/{meeting}",
    response=MeetingShape,
    operation_id="get_meeting",
    summary="Jedno spotkanie",
    description="Z porządkiem obrad.",
)
def get_meeting(request: HttpRequest, slug: Slug, meeting: Number) -> MeetingShape:
    """One meeting."""
    found = _meetings(request, slug).filter(pk=meeting).first()
    if found is None:
        raise missing("spotkania")
    return meeting_shape(found)


@router.get(
    "/my/partnerships/{slug}/decisions",
    response=Page[DecisionShape],
    operation_id="list_decisions",
    summary="Decyzje",
    description="Przyjęte i odrzucone, najnowsze pierwsze.",
)
def list_decisions(
    request: HttpRequest, response: HttpResponse, slug: Slug, part: Asked
) -> Page[DecisionShape]:
    """Decisions of the bodies."""
    rows = decisions_of(own_partnership(request, slug, VIEW))
    return part_of(request, response, rows, part, decision_shape)


@router.get(
    "/my/partnerships/{slug}/decisions/{decision}",
    response=DecisionShape,
    operation_id="get_decision",
    summary="Jedna decyzja",
    description="Z wynikiem głosowania i wersją, której dotyczy.",
)
def get_decision(request: HttpRequest, slug: Slug, decision: Number) -> DecisionShape:
    """One decision."""
    found = decisions_of(own_partnership(request, slug, VIEW)).filter(pk=decision).first()
    if found is None:
        raise missing("numeru decyzji")
    return decision_shape(found)


def _meetings(request: HttpRequest, slug: str) -> QuerySet[Meeting]:
    found = own_partnership(request, slug, VIEW)
    return known_meetings(owner(request)).filter(partnership=found)
