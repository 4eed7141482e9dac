"""Every operation by every role, and nothing of a partnership for those who are not of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.api.views.documentation import description
from terytoria.portal.audit.models import Entry
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import AnyRole
from terytoria.portal.planner.models import Task

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("unlimited")]
EVERYBODY: tuple[AnyRole | None, ...] = (*Role, *ProgrammeRole, None)
INSIDE = frozenset({*Role, *ProgrammeRole})
WHOEVER = frozenset(EVERYBODY)
EDITORS = frozenset({Role.COORDINATOR, Role.EXPERT, Role.WORKING_GROUP, ProgrammeRole.LEAD_ADVISER})
TASKERS = frozenset({Role.COORDINATOR, Role.CHAIR, Role.EXPERT, ProgrammeRole.LEAD_ADVISER})
Body = Callable[[dict[str, int]], dict[str, Any]]


def tomorrow() -> str:
    """The day after today in Poland."""
    return (timezone.localdate() + timedelta(days=1)).isoformat()


@dataclass(frozen=True)
class Rule:
    """Who may do an operation, and what is sent with it; ``open`` ones need no token."""

    roles: frozenset[Any]
    body: Body | None = None
    open: bool = False


def survey(_: dict[str, int]) -> dict[str, Any]:
    return {"title": "a", "kind": "survey", "source": "s", "vintage": "2024-01-01"}


def target(records: dict[str, int]) -> dict[str, Any]:
    told = {"goal": records["goal"], "own_name": "a", "unit": "osoby", "wanted": "up"}
    return {**told, "target_year": 2030, "target_value": 5.0}


def task(records: dict[str, int]) -> dict[str, Any]:
    doer = Task.objects.select_related("owner").get(pk=records["task"]).owner
    return {"title": "a", "due": tomorrow(), "owner": doer.email if doer else ""}


TABLE: dict[str, Rule] = {
    **{
        name: Rule(WHOEVER, open=True)
        for name in ("list_partnerships", "get_partnership", "search_units", "get_unit")
    },
    **{name: Rule(WHOEVER) for name in ("get_token", "list_own_partnerships")},
    **{
        name: Rule(INSIDE)
        for name in (
            "get_own_partnership",
            "list_members",
            "list_documents",
            "get_document",
            "download_version",
            "list_diagnoses",
            "get_diagnosis",
            "get_diagnosis_content",
            "list_findings",
            "get_finding",
            "list_own_evidence",
            "get_own_evidence",
            "get_strategy",
            "list_strategy_versions",
            "get_strategy_version",
            "get_strategy_content",
            "list_projects",
            "get_project",
            "list_targets",
            "get_target",
            "list_meetings",
            "get_meeting",
            "list_decisions",
            "get_decision",
            "list_tasks",
            "get_task",
        )
    },
    "judge_finding": Rule(
        frozenset({Role.EXPERT, ProgrammeRole.LEAD_ADVISER}), lambda _: {"choice": "accepted"}
    ),
    "add_own_evidence": Rule(
        frozenset({Role.COORDINATOR, Role.EXPERT, Role.WORKING_GROUP}), survey
    ),
    "add_project": Rule(EDITORS, lambda _: {"title": "a"}),
    "edit_project": Rule(EDITORS, lambda _: {"title": "b", "version": 1}),
    "add_target": Rule(EDITORS, target),
    "edit_target": Rule(EDITORS, lambda _: {"target_value": 200.0, "version": 1}),
    "add_task": Rule(TASKERS, task),
    "finish_task": Rule(TASKERS),
}
OPERATIONS = {
    told["operationId"]: (method.upper(), path)
    for path, methods in description()["paths"].items()
    for method, told in methods.items()
}
WRITING = [name for name, (method, _) in OPERATIONS.items() if method != "GET"]
OF_A_PARTNERSHIP = [
    name for name, (_, path) in OPERATIONS.items() if "/my/" in path and "{" in path
]
ABOUT_UNITS = {"unit": "3217011", "code": "3217011"}


def do(name: str, program: Any, full: Any) -> Any:
    """The answer to an operation on the records of a partnership."""
    method, path = OPERATIONS[name]
    address = path.format(slug=full.slug, **{**full.records, **ABOUT_UNITS})
    rule = TABLE[name]
    if name == "search_units":
        address += "?q=wałcz"
    return program.ask(method, address, rule.body(full.records) if rule.body else None)


def content_of(answer: Any) -> bytes:
    """Every byte of an answer, with its headers."""
    told = b"".join(answer.streaming_content) if answer.streaming else answer.content
    answer.close()
    return bytes(told) + str(answer.headers).encode()


def test_every_operation_is_in_the_table() -> None:
    assert set(TABLE) == set(OPERATIONS)


@pytest.mark.parametrize("name", OPERATIONS)
def test_an_operation_is_for_those_it_is_for(name: str, dolina: Any, program: Any) -> None:
    from django.db import transaction

    for role in EVERYBODY:
        with transaction.atomic():
            answer = do(name, program(role), dolina)
            logged = Entry.objects.exclude(verb__in=("token.make", "diagnosis.keep")).exists()
            allowed = role in TABLE[name].roles
            if allowed:
                assert answer.status_code == (201 if name.startswith(("add", "judge")) else 200)
            else:
                assert answer.status_code == (404 if role is None else 403), role
            assert logged == (allowed and name in WRITING)
            answer.close()
            transaction.set_rollback(True)


@pytest.mark.parametrize("name", WRITING)
def test_nothing_is_written_in_a_closed_partnership(name: str, dolina: Any, program: Any) -> None:
    Partnership.objects.update(stage=Stage.CLOSED)
    for role in (Role.COORDINATOR, Role.EXPERT, ProgrammeRole.LEAD_ADVISER):
        assert do(name, program(role), dolina).status_code == 403
    assert not Entry.objects.exclude(verb__in=("token.make", "diagnosis.keep")).exists()


@pytest.mark.parametrize("name", OPERATIONS)
def test_without_a_token_only_what_is_public(name: str, dolina: Any, anybody: Any) -> None:
    answer = do(name, anybody, dolina)
    assert answer.status_code == (200 if TABLE[name].open else 401)
    assert b"TAJNE" not in content_of(answer)


@pytest.mark.parametrize("name", OPERATIONS)
@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.EXPERT])
def test_nothing_of_another_partnership_is_told(
    name: str, role: Role, dolina: Any, gora: Any, program: Any
) -> None:
    foreigner = program(role, full=gora)
    answer = do(name, foreigner, dolina)
    assert b"TAJNE-DOLINY" not in content_of(answer)
    if name in OF_A_PARTNERSHIP:
        assert answer.status_code == 404


@pytest.mark.parametrize(
    "name", [one for one in OF_A_PARTNERSHIP if "{" in OPERATIONS[one][1].split("{slug}")[1]]
)
def test_records_of_another_partnership_are_not_below_ones_own(
    name: str, dolina: Any, gora: Any, program: Any
) -> None:
    """The other's number below the own address; numbers of versions are their own everywhere."""
    from dataclasses import replace

    mine = program(Role.EXPERT)
    crossed = replace(dolina, records={**gora.records, "number": 77})
    answer = do(name, mine, crossed)
    assert answer.status_code == 404
    assert b"TAJNE-GORY" not in content_of(answer)


@pytest.mark.parametrize("name", OF_A_PARTNERSHIP)
def test_a_foreign_partnership_and_none_look_the_same(
    name: str, dolina: Any, gora: Any, program: Any
) -> None:
    from dataclasses import replace

    foreigner = program(Role.COORDINATOR, full=gora)
    gone = Partnership(slug="nie-ma", leader="")
    foreign, absent = (
        do(name, foreigner, dolina),
        do(name, foreigner, replace(dolina, partnership=gone)),
    )
    assert (foreign.status_code, absent.status_code) == (404, 404)
    assert foreign.content == absent.content.replace(b"nie-ma", b"dolina")


def test_the_own_list_holds_what_one_sees(dolina: Any, gora: Any, program: Any) -> None:
    def slugs(role: AnyRole | None) -> list[str]:
        told = program(role).get("/my/partnerships").json()
        return [one["slug"] for one in told["items"]]

    assert slugs(Role.OBSERVER) == ["dolina"]
    assert slugs(ProgrammeRole.NATIONAL_OFFICER) == ["dolina", "gora"]
    assert slugs(ProgrammeRole.REGIONAL_OFFICER) == ["dolina", "gora"]
    assert slugs(None) == []


def test_a_meeting_that_is_not_convened_is_for_those_who_plan(dolina: Any, program: Any) -> None:
    from terytoria.portal.meetings.models import Meeting

    Meeting.objects.update(state="planned")
    address = f"/my/partnerships/dolina/meetings/{dolina.records['meeting']}"
    assert program(Role.COORDINATOR).get(address).status_code == 200
    expert = program(Role.EXPERT)
    assert expert.get(address).status_code == 404
    assert expert.get("/my/partnerships/dolina/meetings").json()["total"] == 0


def test_the_day_is_the_day_in_poland(today: date) -> None:
    assert tomorrow() == (today + timedelta(days=1)).isoformat()
