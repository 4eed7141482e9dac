"""Every action by every role and stage; another partnership's people see nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, reverse
from django.utils import timezone
from tests.portal.people import browser_of

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.monitoring.domain.following import order_following
from terytoria.portal.monitoring.domain.readings import Value, add_reading, withdraw_reading
from terytoria.portal.monitoring.domain.reporting import order_report
from terytoria.portal.monitoring.domain.telling import (
    Money,
    Step,
    add_milestone,
    add_spending,
    edit_milestone,
    remove_spending,
    tell_readiness,
)
from terytoria.portal.monitoring.domain.updating import start_update
from terytoria.portal.monitoring.enums import Fund
from terytoria.portal.monitoring.models import Milestone, OwnReading, Spending
from terytoria.portal.monitoring.rules import (
    ACTIONS,
    FOLLOW,
    READ_IN,
    REPORT,
    TELL,
    UPDATE,
    VIEW,
    may_tell,
)
from terytoria.portal.monitoring.urls import urlpatterns
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import AnyRole, ForbiddenError, may
from terytoria.portal.strategies.enums import Readiness

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
EVERYBODY: tuple[AnyRole | None, ...] = (*Role, *ProgrammeRole, None)
STEWARDS: set[Any] = {Role.COORDINATOR, Role.EXPERT}
GUIDED: set[Any] = {*STEWARDS, ProgrammeRole.LEAD_ADVISER}
TELLERS: set[Any] = {Role.COORDINATOR, Role.REPRESENTATIVE}
TABLE: dict[Any, set[Any]] = {
    VIEW: {*Role, *ProgrammeRole},
    FOLLOW: GUIDED,
    READ_IN: STEWARDS,
    TELL: TELLERS,
    REPORT: {Role.COORDINATOR},
    UPDATE: GUIDED,
}


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.name)
@pytest.mark.parametrize("role", EVERYBODY, ids=str)
def test_an_action_is_for_those_it_is_for(
    action: Any, role: AnyRole | None, dolina: Partnership, person: Any
) -> None:
    actor = person(role)
    assert may(actor, action, dolina, TODAY) == (role in TABLE[action])
    dolina.stage = Stage.CLOSED
    assert may(actor, action, dolina, TODAY) == (role in TABLE[action] and action is VIEW)


class Kept:
    """A step, an entry of money and a reading, put past the verbs."""

    def __init__(self, made: Any) -> None:
        self.made, self.partnership = made, made.partnership
        self.step = Milestone.objects.create(
            project=made.project, title="Tajny krok", planned_on=TODAY
        )
        self.money = Spending.objects.create(project=made.project, year=2025, fund=Fund.OWN)
        self.reading = OwnReading.objects.create(
            target=made.own, year=2024, value=60.0, source="Tajne źródło", taken_on=TODAY
        )


@pytest.fixture
def kept(made: Any) -> Kept:
    """Something of everything."""
    return Kept(made)


STEP = Step("Krok", date(2026, 1, 1))
VERBS: dict[str, tuple[Callable[[User, Kept], object], set[Any]]] = {
    "follow": (lambda a, k: order_following(a, k.partnership, "x"), GUIDED),
    "read in": (lambda a, k: add_reading(a, k.made.own, Value(2024, 1.0, "x", TODAY)), STEWARDS),
    "withdraw": (lambda a, k: withdraw_reading(a, k.reading, "x"), STEWARDS),
    "add step": (lambda a, k: add_milestone(a, k.made.project, STEP), TELLERS),
    "edit step": (lambda a, k: edit_milestone(a, k.step, STEP, 1), TELLERS),
    "add money": (lambda a, k: add_spending(a, k.made.project, Money(2024, Fund.EU)), TELLERS),
    "remove money": (lambda a, k: remove_spending(a, k.money), TELLERS),
    "readiness": (lambda a, k: tell_readiness(a, k.made.project, Readiness.READY), TELLERS),
    "report": (lambda a, k: order_report(a, k.partnership, 2025), {Role.COORDINATOR}),
}


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("role", EVERYBODY, ids=str)
def test_a_verb_is_for_those_it_is_for(
    verb: str, role: AnyRole | None, kept: Kept, person: Any
) -> None:
    done, roles = VERBS[verb]
    actor = person(role)
    if role in roles:
        done(actor, kept)
    else:
        with pytest.raises(ForbiddenError, match="Nie możesz"):
            done(actor, kept)
        assert not Entry.objects.filter(actor=actor.pk).exists()


@pytest.mark.parametrize("role", EVERYBODY, ids=str)
def test_an_update_is_started_by_stewards(
    role: AnyRole | None, kept: Kept, adopted: Any, jan: User, person: Any
) -> None:
    actor = person(role)
    if role in GUIDED:
        start_update(actor, kept.partnership, jan, TODAY + timedelta(9))
    else:
        with pytest.raises(ForbiddenError):
            start_update(actor, kept.partnership, jan, TODAY + timedelta(9))


def test_a_representative_tells_only_of_what_their_unit_leads(kept: Kept, person: Any) -> None:
    project, partnership = kept.made.project, kept.partnership
    elsewhere = partnership.members.exclude(unit=partnership.leader).first().unit
    stranger = person(Role.REPRESENTATIVE, unit=elsewhere)
    assert not may_tell(stranger, project)
    with pytest.raises(ForbiddenError):
        edit_milestone(stranger, kept.step, STEP, 1)
    client = browser_of(stranger)
    for name in ("add_step", "add_money", "readiness"):
        address = reverse(f"monitoring:{name}", args=["dolina", project.pk])
        assert client.get(address).status_code == 403
    project.lead = elsewhere
    project.save()
    assert may_tell(stranger, project)
    assert not may_tell(person(Role.REPRESENTATIVE), project)
    project.lead = ""
    project.save()
    assert not may_tell(stranger, project)


def test_a_representative_of_yesterday_tells_nothing(kept: Kept, person: Any) -> None:
    one = person(Role.REPRESENTATIVE)
    one.assignments.update(until=TODAY - timedelta(1))
    assert not may_tell(one, kept.made.project)


def address_of(pattern: URLPattern, slug: str, kept: Kept) -> str:
    given: dict[str, Any] = {"slug": slug}
    where = str(pattern.pattern)
    if "projekty/<int:pk>" in where:
        given["pk"] = kept.made.project.pk
    elif "<int:pk>" in where:
        given["pk"] = kept.made.own.pk
    if "record" in where:
        rows = {"kroki": kept.step, "wydatki": kept.money, "odczyty": kept.reading}
        given["record"] = next(row.pk for word, row in rows.items() if word in where)
    return reverse(f"monitoring:{pattern.name}", kwargs=given)


READ = {"targets", "readings", "projects", "project", "reasons", "reports"}
SECRETS = (b"Tajny", b"Tajne", b"obk", b"Centrum")


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda one: one.name)
def test_a_foreign_partnership_is_not_there(
    pattern: URLPattern, kept: Kept, person: Any, other: Partnership
) -> None:
    stranger = browser_of(person(Role.COORDINATOR, other))
    for slug in ("dolina", "nie-ma-takiej"):
        address = address_of(pattern, slug, kept)
        codes = {stranger.get(address).status_code, stranger.post(address).status_code}
        assert codes - {405} == {404}


@pytest.mark.parametrize(
    "pattern",
    [one for one in urlpatterns if "<int:pk>" in str(one.pattern)],
    ids=lambda one: one.name,
)
def test_things_of_another_partnership_are_not_in_one_s_own(
    pattern: URLPattern, kept: Kept, person: Any, other: Partnership
) -> None:
    stranger = browser_of(person(Role.COORDINATOR, other))
    answer = stranger.get(address_of(pattern, "gora", kept))
    assert answer.status_code == 404
    assert not any(word in answer.content for word in SECRETS)


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda one: one.name)
def test_nobody_sees_anything_without_signing_in(pattern: URLPattern, kept: Kept) -> None:
    client = Client(HTTP_HOST="127.0.0.1")
    address = address_of(pattern, "dolina", kept)
    codes = {client.get(address).status_code, client.post(address).status_code}
    assert codes - {405} == {302}


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda one: one.name)
def test_an_observer_reads_and_changes_nothing(
    pattern: URLPattern, kept: Kept, person: Any
) -> None:
    client, address = browser_of(person(Role.OBSERVER)), address_of(pattern, "dolina", kept)
    if pattern.name in READ:
        assert client.get(address).status_code == 200
        if pattern.name == "reports":
            assert client.post(address, {"year": 2025}).status_code == 403
    else:
        assert client.post(address, {}).status_code == 403
    assert not Entry.objects.exists()


@pytest.mark.parametrize("pattern", urlpatterns, ids=lambda one: one.name)
def test_a_coordinator_opens_every_page(pattern: URLPattern, kept: Kept, ola: User) -> None:
    answer = browser_of(ola).get(address_of(pattern, "dolina", kept))
    assert answer.status_code == (405 if pattern.name == "order" else 200)
    if answer.status_code == 200:
        assert answer["Cache-Control"] == "private, no-store"
        assert b"<script" not in answer.content
        assert b" style=" not in answer.content
