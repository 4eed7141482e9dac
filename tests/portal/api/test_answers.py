"""What the operations answer, and what they leave behind."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from terytoria.portal.api.interfaces.paging import MOST, Part, _neighbours
from terytoria.portal.api.interfaces.shapes import documents, evidence, meetings, strategy, tasks
from terytoria.portal.api.interfaces.shapes import partnerships as shapes
from terytoria.portal.audit.models import Entry
from terytoria.portal.evidence.enums import Choice, Kind, OwnKind, Standing
from terytoria.portal.evidence.models import OwnEvidence, Verdict
from terytoria.portal.meetings.enums import Body, ItemState, Majority, MeetingState, Outcome
from terytoria.portal.partnerships.enums import DocumentKind, Role, Stage
from terytoria.portal.partnerships.models import Membership, Partnership
from terytoria.portal.planner.enums import TaskState
from terytoria.portal.planner.models import Task
from terytoria.portal.strategies.enums import CitedState, Readiness, Wanted
from terytoria.portal.strategies.models import Project, Revision
from terytoria.territory import Level

pytestmark = pytest.mark.django_db
HERE = "/my/partnerships/dolina"
NAMES = [
    (shapes.StageName, Stage),
    (shapes.LevelName, Level),
    (evidence.KindName, Kind),
    (evidence.StandingName, Standing),
    (evidence.ChoiceName, Choice),
    (evidence.OwnKindName, OwnKind),
    (documents.DocumentKindName, DocumentKind),
    (strategy.ReadinessName, Readiness),
    (strategy.WantedName, Wanted),
    (strategy.CitedStateName, CitedState),
    (meetings.BodyName, Body),
    (meetings.MeetingStateName, MeetingState),
    (meetings.ItemStateName, ItemState),
    (meetings.MajorityName, Majority),
    (meetings.OutcomeName, Outcome),
    (tasks.TaskStateName, TaskState),
]


@pytest.mark.parametrize(("names", "enum"), NAMES, ids=lambda one: getattr(one, "__name__", ""))
def test_names_of_states_are_those_of_the_portal(names: Any, enum: Any) -> None:
    assert set(names.__args__) == {one.value for one in enum}


# Public facts


def test_public_facts_of_a_partnership(dolina: Any, anybody: Any) -> None:
    Membership.objects.filter(unit="3217023").update(until="2023-12-31")
    told = anybody.get("/partnerships/dolina").json()
    assert told == {
        "slug": "dolina",
        "name": "Partnerstwo dolina",
        "short_name": "dolina",
        "stage": "active",
        "leader": "3217011",
        "members": [
            {"unit": "3217011", "name": "Wałcz (gmina miejska)", "since": "2020-01-01",
             "until": None},
            {"unit": "3217023", "name": "Człopa", "since": "2020-01-01", "until": "2023-12-31"},
        ],
    }  # fmt: skip


def test_polish_letters_are_themselves(anybody: Any) -> None:
    assert "Człopa".encode() in anybody.get("/units/3217023").content


def test_partnerships_by_stage_and_by_member(dolina: Any, gora: Any, anybody: Any) -> None:
    Partnership.objects.filter(slug="gora").update(stage=Stage.CLOSED)
    Membership.objects.filter(unit="3217023").update(until="2023-12-31")

    def slugs(query: str) -> list[str]:
        return [one["slug"] for one in anybody.get(f"/partnerships{query}").json()["items"]]

    assert slugs("") == ["dolina", "gora"]
    assert slugs("?stage=active") == ["dolina"]
    assert slugs("?stage=closed") == ["gora"]
    assert slugs("?unit=3217011") == ["dolina"]
    assert slugs("?unit=3217023") == []


def test_units_by_name_code_and_level(anybody: Any) -> None:
    def codes(query: str) -> list[str]:
        return [one["code"] for one in anybody.get(f"/units?q={query}").json()["items"]]

    assert codes("człopie") == ["3217023"]
    assert codes("miroslawiec") == ["3217033"]
    assert codes("3217") == ["3217", "3217011", "3217023", "3217033", "3217052"]
    assert codes("3217&level=powiat") == ["3217"]
    told = anybody.get("/units/3217023").json()
    assert (told["kind"], told["parent"]) == ("gmina miejsko-wiejska", "3217")
    assert anybody.get("/units/9999999").status_code == 404


# Lists in parts


def test_a_list_is_read_part_after_part(anybody: Any, db: None) -> None:
    for at in range(7):
        Partnership.objects.create(slug=f"p{at}", name="Ta sama nazwa", short_name="p", leader="1")
    seen, address = [], "/partnerships?limit=3"
    while address:
        answer = anybody.get(address)
        assert answer["X-Total-Count"] == "7"
        assert answer.json()["total"] == 7
        seen += [one["slug"] for one in answer.json()["items"]]
        links = dict(reversed(one.split("; ")) for one in answer["Link"].split(", "))
        address = links.get('rel="next"', "").strip("<>").removeprefix("/api/v1")
    assert seen == [f"p{at}" for at in range(7)]
    assert links['rel="first"'] == "</api/v1/partnerships?limit=3&offset=0>"
    assert links['rel="last"'] == "</api/v1/partnerships?limit=3&offset=6>"


def test_links_keep_what_was_asked_for(anybody: Any, dolina: Any) -> None:
    links = anybody.get("/partnerships?stage=active&limit=1")["Link"]
    assert "stage=active" in links


def test_beyond_the_end_there_is_nothing(anybody: Any, dolina: Any) -> None:
    told = anybody.get("/partnerships?offset=1000000").json()
    assert (told["items"], told["total"]) == ([], 1)


@given(st.integers(0, 500), st.integers(1, MOST), st.integers(0, 600))
def test_parts_beside_a_part(total: int, limit: int, offset: int) -> None:
    found = _neighbours(total, Part(limit=limit, offset=offset))
    assert found["first"] == 0
    assert found["last"] % limit == 0
    assert found["last"] < max(total, 1) <= found["last"] + limit
    if "next" in found:
        assert found["next"] == offset + limit < total
    else:
        assert offset + limit >= total
    assert ("prev" in found) == (offset > 0)
    assert found.get("prev", 0) < max(offset, 1)


# Unchanged answers


@pytest.mark.parametrize("path", ["", "/strategy", "/members", "/diagnoses/1"])
def test_what_is_unchanged_is_not_sent_again(coordinator: Any, path: str) -> None:
    first = coordinator.get(HERE + path)
    again = coordinator.get(HERE + path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_what_changed_is_sent_again(coordinator: Any) -> None:
    first = coordinator.get(HERE)
    Partnership.objects.update(purpose="Nowy cel")
    again = coordinator.get(HERE, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 200
    assert again.json()["purpose"] == "Nowy cel"


def test_a_file_comes_with_its_mark_and_is_saved(coordinator: Any, dolina: Any) -> None:
    address = dolina.address("/my/partnerships/{slug}/documents/{document}/versions/1/file")
    answer = coordinator.get(address)
    assert b"".join(answer.streaming_content).startswith(b"%PDF")
    answer.close()
    assert answer["ETag"] == f'"{"ab" * 32}"'
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["Content-Type"] == "application/pdf"
    again = coordinator.get(address, headers={"if-none-match": answer["ETag"]})
    assert again.status_code == 304


def test_a_file_that_is_gone_is_absent(coordinator: Any, dolina: Any, tmp_path: Any) -> None:
    for one in tmp_path.glob("*.pdf"):
        one.unlink()
    address = dolina.address("/my/partnerships/{slug}/documents/{document}/versions/1/file")
    assert coordinator.get(address).status_code == 404


# Evidence


def test_the_diagnosis_comes_as_it_was_kept(coordinator: Any, dolina: Any) -> None:
    version = dolina.partnership.diagnoses.get()
    assert coordinator.get(f"{HERE}/diagnoses/1/content").content == version.diagnosis_bytes()
    assert coordinator.get(f"{HERE}/diagnoses/1").json()["sha256"] == version.sha256


def test_a_finding_comes_with_its_evidence_and_standing(expert: Any, dolina: Any) -> None:
    (told,) = expert.get(f"{HERE}/diagnoses/1/findings").json()["items"]
    assert (told["standing"], told["verdict"]) == ("open", None)
    assert told["evidence"][0]["value"] == -3.5
    assert told["evidence"][0]["units"] == ["3217011"]
    address = f"{HERE}/findings/{told['id']}"
    sent = {"choice": "reworded", "reason": "Za ostre.", "wording": "Łagodniej."}
    judged = expert.post(f"{address}/verdicts", sent)
    assert judged.status_code == 201
    assert judged.json() == expert.get(address).json()
    assert judged.json()["standing"] == "reworded"
    assert judged.json()["text_in_force"] == "Łagodniej."
    assert judged.json()["text"] == dolina.secret
    assert Entry.objects.filter(verb="finding.judge", actor=expert.user.pk).count() == 1


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        ({"choice": "rejected"}, "reason"),
        ({"choice": "reworded", "reason": "a"}, "wording"),
        ({"choice": "accepted", "wording": "a"}, "wording"),
        ({"choice": "maybe"}, "choice"),
        ({}, "choice"),
        ({"choice": "accepted", "by": 1}, "by"),
    ],
)
def test_a_verdict_that_does_not_hold_together(
    expert: Any, dolina: Any, sent: Any, field: str
) -> None:
    answer = expert.post(
        dolina.address("/my/partnerships/{slug}/findings/{finding}/verdicts"), sent
    )
    assert answer.status_code == 422
    assert field in {one["field"] for one in answer.json()["errors"]}
    assert not Verdict.objects.exists()


def test_own_evidence_is_added_with_its_provenance(coordinator: Any) -> None:
    sent = {
        "title": "Dojazdy",
        "kind": "survey",
        "source": "Ankieta",
        "vintage": "2024-05-01",
        "value": 41.5,
        "low": 40,
        "high": 43.0,
        "measure": "%",
        "year": 2024,
        "units": ["3217023", "3217011", "3217023"],
        "url": "https://example.org/",
    }
    told = coordinator.post(f"{HERE}/evidence", sent).json()
    assert told["evidence"]["value"] == 41.5
    assert told["evidence"]["interval"] == [40.0, 43.0]
    assert told["evidence"]["units"] == ["3217011", "3217023"]
    assert told["evidence"]["indicator"] == f"own.{told['id']}"
    kept = OwnEvidence.objects.get(pk=told["id"])
    assert kept.by == coordinator.user
    assert Entry.objects.filter(verb="own_evidence.add", partnership="dolina").count() == 1


# Strategy


def test_the_chain_leads_from_evidence_to_targets(coordinator: Any, dolina: Any) -> None:
    told = coordinator.get(f"{HERE}/strategy").json()
    (challenge,), (goal,), (project,) = told["challenges"], told["goals"], told["projects"]
    assert challenge["cites"][0]["key"] == f"finding:{dolina.records['finding']}"
    assert challenge["cites"][0]["values"][0]["value"] == -3.5
    assert goal["answers"] == [challenge["id"]]
    assert project["serves"] == [told["directions"][0]["id"]]
    assert project["cost"] == "1500.50"
    assert told["targets"][0]["goal"] == goal["id"]
    frozen = coordinator.get(f"{HERE}/strategies/1/content").json()
    assert frozen == told
    assert coordinator.get(f"{HERE}/strategies/2").status_code == 404


def test_a_project_is_added_and_changed_by_its_version(expert: Any, dolina: Any) -> None:
    direction = dolina.records["direction"]
    sent = {"title": "Szlak", "lead": "3217023", "cost": "100", "serves": [direction]}
    made = expert.post(f"{HERE}/projects", sent).json()
    assert (made["version"], made["cost"], made["serves"]) == (1, "100.00", [direction])
    address = f"{HERE}/projects/{made['id']}"
    changed = expert.ask("PATCH", address, {"version": 1, "title": "Szlak wodny"}).json()
    assert changed == {**made, "version": 2, "title": "Szlak wodny"}
    assert expert.get(address).json() == changed
    assert list(Revision.objects.filter(item=made["id"], kind="project").values_list("deed")) == [
        ("edit",),
        ("create",),
    ]


@pytest.mark.parametrize("kind", ["project", "target"])
@pytest.mark.parametrize("version", [1, 3, 2**63 - 1])
def test_a_change_of_another_version_is_a_conflict(
    expert: Any, dolina: Any, kind: str, version: int
) -> None:
    address = f"{HERE}/{kind}s/{dolina.records[kind]}"
    field = {"project": {"scope": "Nowy"}, "target": {"target_value": 1.0}}[kind]
    assert expert.ask("PATCH", address, {"version": 1, **field}).status_code == 200
    before = expert.get(address).json()
    answer = expert.ask("PATCH", address, {"version": version, "source": "x"} | field)
    if kind == "project":
        assert answer.status_code == 422  # a project has no source
        answer = expert.ask("PATCH", address, {"version": version, "title": "Inny"})
    assert answer.status_code == 409
    assert answer.json()["errors"][0]["field"] == "version"
    assert "wersja 2" in answer.json()["detail"]
    assert expert.get(address).json() == before


def test_a_deleted_project_is_not_there(expert: Any, dolina: Any) -> None:
    Project.objects.update(deleted_at=timezone.now())
    address = f"{HERE}/projects/{dolina.records['project']}"
    assert expert.get(address).status_code == 404
    assert expert.ask("PATCH", address, {"version": 1, "title": "a"}).status_code == 404


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "a\0"}, "title"),
        ({"lead": "3217052"}, "lead"),
        ({"lead": "x"}, "lead"),
        ({"partners": ["3217011"], "lead": "3217011"}, "partners"),
        ({"partners": ["3217052"]}, "partners"),
        ({"cost": "-1"}, "cost"),
        ({"cost": 5}, "cost"),
        ({"cost": "1e5"}, "cost"),
        ({"cost": "9" * 13}, "cost"),
        ({"links": ["javascript:alert(1)"]}, "links"),
        ({"links": ["https://example.org/"] * 21}, "links"),
        ({"serves": [2**63 - 1]}, "serves"),
        ({"serves": [2**63]}, "serves.0"),
        ({"answers": [0]}, "answers.0"),
        ({"readiness": "soon"}, "readiness"),
        ({"version": 5}, "version"),
        ({"deleted_at": None}, "deleted_at"),
        ({"partnership": 1}, "partnership"),
        ({"position": 1}, "position"),
    ],
)
def test_wrong_fields_of_a_project(expert: Any, dolina: Any, change: Any, field: str) -> None:
    answer = expert.post(f"{HERE}/projects", {"title": "a", **change})
    assert answer.status_code == 422
    assert field in {one["field"] for one in answer.json()["errors"]}
    assert Project.objects.count() == 1


def test_a_target_is_of_one_indicator(expert: Any, dolina: Any) -> None:
    sent = {"goal": dolina.records["goal"], "wanted": "up", "target_year": 2030}
    answer = expert.post(f"{HERE}/targets", {**sent, "target_value": 5})
    assert [one["field"] for one in answer.json()["errors"]] == ["indicator"]
    own = {"own_name": "Osoby", "unit": "osoby", "target_value": 5}
    made = expert.post(f"{HERE}/targets", {**sent, **own}).json()
    assert (made["version"], made["target_value"], made["base_year"]) == (1, 5.0, None)


# Meetings and tasks


def test_a_decision_says_what_it_is_about(coordinator: Any, dolina: Any) -> None:
    (told,) = coordinator.get(f"{HERE}/decisions").json()["items"]
    assert (told["number"], told["diagnosis"], told["strategy"]) == ("1/2026", 1, None)
    assert told["meeting"] == dolina.records["meeting"]
    meeting = coordinator.get(f"{HERE}/meetings/{told['meeting']}").json()
    assert [one["position"] for one in meeting["agenda"]] == [1]


def test_a_task_is_given_and_finished(coordinator: Any, expert: Any, dolina: Any) -> None:
    due = (timezone.localdate() + timedelta(days=3)).isoformat()
    sent = {"title": "Zebrać dane", "due": due, "owner": expert.user.email.upper()}
    made = coordinator.post(f"{HERE}/tasks", sent).json()
    assert (made["owner"], made["state"], made["due"]) == (str(expert.user), "open", due)
    done = expert.post(f"{HERE}/tasks/{made['id']}/done")
    assert (done.status_code, done.json()["state"]) == (200, "done")
    again = expert.post(f"{HERE}/tasks/{made['id']}/done")
    assert again.status_code == 422
    assert "zamknięte" in again.json()["detail"]
    assert Entry.objects.filter(verb="task.finish", actor=expert.user.pk).count() == 1


def test_without_an_owner_a_task_is_ones_own(coordinator: Any) -> None:
    due = timezone.localdate().isoformat()
    made = coordinator.post(f"{HERE}/tasks", {"title": "a", "due": due}).json()
    assert made["owner"] == str(coordinator.user)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"owner": "gora@example.org"}, "owner"),
        ({"owner": "nikt"}, "owner"),
        ({"due": "2020-01-01"}, "due"),
        ({"due": "2100-12-31"}, "due"),
        ({"meeting": 2**63 - 1}, "about"),
        ({"decision": 2**63}, "decision"),
        ({"link": "https://example.org/"}, "link"),
        ({"link": "/praca/gora/"}, "link"),
        ({"state": "done"}, "state"),
    ],
)
def test_wrong_fields_of_a_task(coordinator: Any, gora: Any, change: Any, field: str) -> None:
    before = Task.objects.count()
    sent = {"title": "a", "due": timezone.localdate().isoformat(), **change}
    answer = coordinator.post(f"{HERE}/tasks", sent)
    assert answer.status_code == 422
    assert [one["field"] for one in answer.json()["errors"]] == [field]
    assert Task.objects.count() == before


def test_the_token_tells_of_itself_without_its_secret(program: Any) -> None:
    speaking = program(Role.OBSERVER, "read")
    told = speaking.get("/token").json()
    assert told["scopes"] == ["read"]
    assert told["owner"] == str(speaking.user)
    assert speaking.secret not in json.dumps(told)
