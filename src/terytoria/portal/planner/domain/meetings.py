"""Which meetings a person knows of, and where their voice is awaited."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from terytoria.portal.accounts.models import User
from terytoria.portal.meetings.domain.awaited import Awaited, awaited_of, under_vote
from terytoria.portal.meetings.enums import MeetingState, NoticeKind
from terytoria.portal.meetings.models import Meeting, Notice
from terytoria.portal.meetings.rules import PLAN
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.domain.queries import held, visible
from terytoria.portal.partnerships.models import Assignment, Partnership

COMING = (MeetingState.CONVENED, MeetingState.OPEN)


def own_partnerships(user: User) -> QuerySet[Partnership]:
    """Partnerships in which a person has a role today; one in the programme is not enough."""
    roles = Assignment.objects.filter(held(today()), user=user).values("partnership")
    found = Partnership.objects.filter(pk__in=roles)
    return found if user.is_active else found.none()


def known_meetings(user: User) -> QuerySet[Meeting]:
    """Meetings of the partnerships a person may see.

    One that is not convened, or was called off before it was, is known to those who plan alone.
    """
    plans = Assignment.objects.filter(held(today()), user=user, role__in=PLAN.roles)
    planned = plans.filter(partnership__stage__in=PLAN.stages).values("partnership")
    told = Notice.objects.filter(meeting=OuterRef("pk"), kind=NoticeKind.CONVENED)
    secret = Q(state=MeetingState.PLANNED) | (Q(state=MeetingState.CANCELLED) & ~Exists(told))
    found = Meeting.objects.filter(partnership__in=visible(user)).select_related("partnership")
    return found.filter(~secret | Q(partnership__in=planned)).order_by("starts_at", "pk")


def coming_meetings(user: User, since: datetime, until: datetime) -> QuerySet[Meeting]:
    """Convened meetings between two moments in the partnerships of a person's own."""
    found = known_meetings(user).filter(partnership__in=own_partnerships(user), state__in=COMING)
    return found.filter(ends_at__gt=since, starts_at__lt=until)


def awaited_ballots(user: User) -> list[Awaited]:
    """Votes that go on and in which a person has not said everything they may."""
    meetings = under_vote().filter(partnership__in=own_partnerships(user))
    return [one for each in meetings.order_by("pk") for one in awaited_of(user, each)]
