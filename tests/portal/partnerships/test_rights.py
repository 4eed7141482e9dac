"""Every action of every role in every stage, against a table typed on its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import ProgrammeAssignment, User
from terytoria.portal.partnerships.domain.queries import find_visible, visible
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import ACTIONS, Action, may

Person = Callable[..., User]
Found = Callable[..., Partnership]

# Stages in which a role may act: F forming, A active, C closed; a dot: never.
TABLE = """
action                 coordinator representative chair working_group expert observer national_officer regional_officer lead_adviser nobody
partnership.view       FAC         FAC            FAC   FAC           FAC    FAC      FAC              FAC              FAC          .
partnership.edit       FA          .              .     .             .      .        .                .                FA           .
partnership.members    FA          .              .     .             .      .        .                .                FA           .
partnership.people     FA          .              .     .             .      .        .                .                FA           .
partnership.documents  FA          .              .     .             .      .        .                .                .            .
partnership.stage      .           .              .     .             .      .        FAC              .                FAC          .
partnership.log        FAC         .              FAC   .             .      .        FAC              FAC              FAC          .
"""  # noqa: E501 - a table
_HEAD, *_ROWS = (line.split() for line in TABLE.strip().splitlines())
EXPECTED = {
    (row[0], role): row[at] for row in _ROWS for at, role in enumerate(_HEAD) if role != "action"
}
STAGES = {"F": Stage.FORMING, "A": Stage.ACTIVE, "C": Stage.CLOSED}
ROLES: dict[str, Role | ProgrammeRole | None] = {
    **{role.value: role for role in (*Role, *ProgrammeRole)},
    "nobody": None,
}


def test_the_table_knows_every_action_and_role() -> None:
    assert {row[0] for row in _ROWS} == {action.name for action in ACTIONS}
    assert set(_HEAD[1:]) == set(ROLES)


@pytest.mark.parametrize("role", ROLES)
def test_every_action_of_a_role_in_every_stage(person: Person, found: Found, role: str) -> None:
    somebody = person("ktos")
    today = timezone.localdate()
    for letter, stage in STAGES.items():
        here = found(f"p-{letter.lower()}", stage=stage)
        given = ROLES[role]
        person("ktos", here, given if isinstance(given, Role) else None)
        if isinstance(given, ProgrammeRole) and letter == "F":
            region = "32" if given is ProgrammeRole.REGIONAL_OFFICER else ""
            person("ktos", role=given, voivodeship=region)
        for action in ACTIONS:
            expected = letter in EXPECTED[action.name, role]
            assert may(somebody, action, here, today) is expected, (action.name, role, stage)


@pytest.mark.parametrize("action", ACTIONS, ids=lambda action: action.name)
def test_the_role_in_one_partnership_opens_no_other(
    ola: User, found: Found, action: Action
) -> None:
    assert not may(ola, action, found("obca"), timezone.localdate())


@pytest.mark.parametrize("role", ROLES)
def test_the_list_shows_what_may_be_viewed(person: Person, found: Found, role: str) -> None:
    mine, foreign = found("moja"), found("obca", ("3019011", "3201043"))
    given = ROLES[role]
    somebody = person("ktos", mine, given if isinstance(given, Role) else None)
    if isinstance(given, ProgrammeRole):
        region = "30" if given is ProgrammeRole.REGIONAL_OFFICER else ""
        person("ktos", role=given, voivodeship=region)
    seen = {"nobody": set(), "regional_officer": {foreign}}.get(role, {mine})
    seen = {mine, foreign} if role in {"national_officer", "lead_adviser"} else seen
    assert set(visible(somebody)) == seen
    for each in (mine, foreign):
        if each in seen:
            assert find_visible(somebody, each.slug) == each
        else:
            with pytest.raises(Partnership.DoesNotExist):
                find_visible(somebody, each.slug)


def test_a_role_opens_nothing_before_and_after_its_days(
    person: Person, dolina: Partnership
) -> None:
    today = timezone.localdate()
    jan = person("jan", dolina, Role.EXPERT)
    dolina.people.filter(user=jan).update(since=today + timedelta(days=1))
    assert not visible(jan).exists()
    dolina.people.filter(user=jan).update(since=date(2024, 1, 1), until=today)
    assert visible(jan).exists()
    dolina.people.filter(user=jan).update(until=today - timedelta(days=1))
    assert not visible(jan).exists()


def test_a_blocked_account_sees_nothing(person: Person, dolina: Partnership) -> None:
    jan = person("jan", dolina, Role.COORDINATOR, is_active=False)
    ProgrammeAssignment.objects.create(
        user=jan, role=ProgrammeRole.NATIONAL_OFFICER, since=date(2024, 1, 1)
    )
    assert not visible(jan).exists()
    with pytest.raises(Partnership.DoesNotExist):
        find_visible(jan, dolina.slug)
