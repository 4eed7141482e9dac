"""Every verb by every role and stage; nothing is written by those who may not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils.timezone import localdate

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.evidence.domain.diagnosis import cancel_diagnosis, request_diagnosis
from terytoria.portal.evidence.domain.judging import judge
from terytoria.portal.evidence.domain.own import add_own_evidence, withdraw_own_evidence
from terytoria.portal.evidence.enums import OwnKind
from terytoria.portal.evidence.models import Finding, OwnEvidence, Verdict
from terytoria.portal.evidence.rules import VIEW
from terytoria.portal.jobs.models import Job
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Assignment, Partnership
from terytoria.portal.partnerships.rules import AnyRole, ForbiddenError, may

pytestmark = pytest.mark.django_db

EVERYBODY: tuple[AnyRole | None, ...] = (*Role, *ProgrammeRole, None)
OWN = {"title": "Ankieta", "kind": OwnKind.SURVEY, "source": "LGD", "vintage": date(2026, 1, 1)}


def asks(actor: User, partnership: Partnership) -> None:
    request_diagnosis(actor, partnership)


def takes_back(actor: User, partnership: Partnership) -> None:
    cancel_diagnosis(actor, partnership)


def judges(actor: User, partnership: Partnership) -> None:
    judge(actor, Finding.objects.get(version__partnership=partnership), "accepted")


def adds(actor: User, partnership: Partnership) -> None:
    add_own_evidence(actor, partnership, **OWN)


def withdraws(actor: User, partnership: Partnership) -> None:
    own = OwnEvidence.objects.create(partnership=partnership, **OWN)
    try:
        withdraw_own_evidence(actor, own, "Pomyłka.")
    finally:
        own.refresh_from_db()
        done = own.withdrawn_at is not None
        own.delete()
    assert done


ASKING = {Role.COORDINATOR, Role.EXPERT, ProgrammeRole.LEAD_ADVISER}
OWNING = {Role.COORDINATOR, Role.EXPERT, Role.WORKING_GROUP}
VERBS: dict[Callable[[User, Partnership], None], set[Any]] = {
    asks: ASKING,
    takes_back: ASKING,
    judges: {Role.EXPERT, ProgrammeRole.LEAD_ADVISER},
    adds: OWNING,
    withdraws: OWNING,
}


def partnership_elsewhere() -> Partnership:
    return Partnership.objects.create(slug="dalej", name="Dalej", short_name="Dalej", leader="1")


def written() -> tuple[int, ...]:
    return tuple(model._default_manager.count() for model in (Entry, Job, Verdict, OwnEvidence))


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("role", EVERYBODY, ids=str)
def test_a_verb_is_for_those_it_is_for(
    verb: Callable[[User, Partnership], None],
    role: AnyRole | None,
    dolina: Partnership,
    person: Any,
    keep: Any,
) -> None:
    keep(a=1.0)
    actor, before = person(role), written()
    if role in VERBS[verb]:
        verb(actor, dolina)
    else:
        with pytest.raises(ForbiddenError, match="Nie możesz"):
            verb(actor, dolina)
        assert written() == before


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("case", ["closed", "elsewhere", "ended", "inactive"])
def test_a_role_elsewhere_or_past_or_in_a_closed_partnership_gives_nothing(
    verb: Callable[[User, Partnership], None],
    case: str,
    dolina: Partnership,
    expert: User,
    keep: Any,
) -> None:
    keep(a=1.0)
    actor = expert
    if case == "elsewhere":
        Assignment.objects.update(partnership=partnership_elsewhere())
    if case == "closed":
        Partnership.objects.update(stage=Stage.CLOSED)
    if case == "ended":
        Assignment.objects.update(until=localdate() - timedelta(days=1))
    if case == "inactive":
        User.objects.update(is_active=False)
        actor.refresh_from_db()
    before = written()
    with pytest.raises(ForbiddenError):
        verb(actor, Partnership.objects.get(pk=dolina.pk))
    assert written() == before


@pytest.mark.parametrize("role", EVERYBODY, ids=str)
def test_the_team_and_the_programme_see_evidence(
    role: AnyRole | None, dolina: Partnership, person: Any
) -> None:
    assert may(person(role), VIEW, dolina, localdate()) == (role is not None)
