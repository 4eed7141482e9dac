"""What is loaded: the partnership, an account per role, the diagnosis, verdicts, an agreement."""

from __future__ import annotations

import doctest
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db.models import Model

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import ProgrammeAssignment, User
from terytoria.portal.audit.models import Entry
from terytoria.portal.demonstration import people as module
from terytoria.portal.demonstration.content import agreement
from terytoria.portal.demonstration.content.verdicts import ACCEPTED
from terytoria.portal.demonstration.domain.accounts import set_open
from terytoria.portal.demonstration.domain.partnership import Scene, Subject, load
from terytoria.portal.demonstration.people import figures
from terytoria.portal.evidence.domain.queries import judged, latest_version
from terytoria.portal.evidence.enums import Standing
from terytoria.portal.evidence.models import DiagnosisVersion, Verdict
from terytoria.portal.jobs.enums import State
from terytoria.portal.jobs.models import Job
from terytoria.portal.meetings.enums import MeetingState, Outcome
from terytoria.portal.meetings.models import Decision, Meeting, Vote
from terytoria.portal.partnerships.domain.acting import today
from terytoria.portal.partnerships.domain.partnership import Texts
from terytoria.portal.partnerships.domain.queries import members_on
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Document, Partnership
from terytoria.portal.partnerships.rules import roles_of
from terytoria.portal.planner.models import Task
from terytoria.portal.strategies.domain.queries import chain_of
from terytoria.portal.strategies.models import Challenge, Direction, Goal, Project, Target
from terytoria.statistics.snapshot import Snapshot

Load = Callable[[], Scene]
CHAIN = ("challenges", "goals", "directions", "projects", "targets")
MODELS: dict[str, Any] = dict(
    zip(CHAIN, (Challenge, Goal, Direction, Project, Target), strict=True)
)
MEMBERS = [("3217", "powiat wałecki"), ("3217011", "Wałcz"), ("3217023", "Człopa")]


class TestFigures:
    def test_one_account_for_every_role_and_member(self) -> None:
        cast = figures(MEMBERS, "32")
        assert {one.role for one in cast} == {*Role, *ProgrammeRole}
        speakers = [one.unit for one in cast if one.role is Role.REPRESENTATIVE]
        assert speakers == [code for code, _ in MEMBERS]
        assert len({one.key for one in cast}) == len({one.name for one in cast}) == len(cast)
        assert cast[0].role is Role.COORDINATOR

    def test_they_are_named_by_their_role(self) -> None:
        for one in figures(MEMBERS, "32"):
            assert one.name.endswith("(konto pokazowe)")
            assert one.email.endswith("@pokaz.invalid")

    def test_example(self) -> None:
        assert doctest.testmod(module).failed == 0


class TestPartnership:
    def test_the_powiat_leads_its_gminas(self, scene: Scene, powiat: str, stored: Snapshot) -> None:
        made = scene.partnership
        assert (made.leader, made.stage) == (powiat, Stage.ACTIVE)
        gminas = stored.register.gminas_of(powiat)
        assert set(members_on(made, today())) == {powiat, *gminas}

    def test_everybody_has_their_role_and_no_other(self, scene: Scene) -> None:
        found = {
            key: roles_of(user, scene.partnership, today()) for key, user in scene.people.items()
        }
        assert all(len(roles) == 1 for roles in found.values()), found
        assert {role for (role,) in found.values()} == {*Role, *ProgrammeRole}

    def test_loading_again_changes_nothing(self, loaded: Load) -> None:
        def counts() -> list[int]:
            kinds: list[type[Model]] = [User, Partnership, ProgrammeAssignment, Document]
            kinds += [DiagnosisVersion, Verdict, Job, Entry, Meeting, Vote, Task, Challenge]
            return [kind._default_manager.count() for kind in kinds]

        first = loaded()
        before = counts()
        second = loaded()
        assert counts() == before
        assert second.partnership == first.partnership
        assert second.people == first.people

    def test_a_closed_one_is_opened_again(self, loaded: Load) -> None:
        made = loaded().partnership
        Partnership.objects.filter(pk=made.pk).update(stage=Stage.CLOSED)
        assert loaded().partnership.stage == Stage.ACTIVE

    def test_another_country_is_another_partnership(
        self, loaded: Load, powiat: str, stored: Snapshot, tmp_path: Path
    ) -> None:
        first = loaded().partnership
        other = next(
            code
            for code in stored.register.powiats
            if code != powiat and len(stored.register.gminas_of(code)) > 4
        )
        texts = Texts("Inne partnerstwo", "Inne")
        second = load(Subject(texts, "inne", other, tmp_path / "nic"), ()).partnership
        assert first != second
        assert second.leader == other

    def test_a_content_that_fails_leaves_nothing(
        self, db: None, show: None, powiat: str, tmp_path: Path
    ) -> None:
        def broken(scene: Scene) -> None:
            raise RuntimeError("zepsute")

        subject = Subject(Texts("Nazwa", "Skrót"), "skrot", powiat, tmp_path)
        with pytest.raises(RuntimeError, match="zepsute"):
            load(subject, (broken,))
        assert not User.objects.exists()
        assert not Partnership.objects.exists()


class TestContent:
    def test_the_published_diagnosis_is_the_version(self, scene: Scene) -> None:
        version = latest_version(scene.partnership)
        assert version is not None
        assert version.number == 1
        assert version.diagnosis_bytes() == (scene.publication / "diagnosis.json").read_bytes()
        job = Job.objects.get(kind="evidence.diagnose")
        assert (job.state, job.result) == (State.DONE, {"version": 1})
        assert version.created_by == scene.people["koordynator"]

    def test_another_publication_is_the_next_version(self, loaded: Load) -> None:
        from .conftest import publish

        scene = loaded()
        publish(scene.publication, 21, "2026-06-01")
        loaded()
        version = latest_version(scene.partnership)
        assert version is not None
        assert version.number == 2

    def test_without_a_publication_there_is_no_version(
        self, loaded: Load, publication: Path
    ) -> None:
        (publication / "diagnosis.json").unlink()
        assert latest_version(loaded().partnership) is None

    def test_the_expert_judged_some_and_left_some(self, scene: Scene) -> None:
        version = latest_version(scene.partnership)
        assert version is not None
        standings = [one.standing for one in judged(version)]
        assert standings.count(Standing.ACCEPTED) == ACCEPTED
        assert standings.count(Standing.REWORDED) == standings.count(Standing.REJECTED) == 1
        assert Standing.OPEN in standings
        reasons = Verdict.objects.exclude(reason="").values_list("reason", flat=True)
        assert all("rzykład" in reason for reason in reasons)

    def test_the_agreement_says_that_nobody_signed_it(self, scene: Scene) -> None:
        document = Document.objects.get(kind="agreement")
        assert document.title == agreement.TITLE
        assert "przykład" in document.title
        version = document.versions.get()
        assert version.media_type == "application/pdf"
        with version.file.open("rb") as file:
            from pypdf import PdfReader

            text = " ".join(page.extract_text() for page in PdfReader(file).pages)
        assert "Nikt tego dokumentu nie podpisał" in text

    def test_the_chain_is_whole_and_says_it_is_an_example(self, scene: Scene) -> None:
        chain = chain_of(scene.partnership)
        sizes = [len(getattr(chain, name)) for name in CHAIN]
        assert sizes == [3, 2, 3, 4, 5]
        for challenge in Challenge.objects.all():
            assert challenge.citations.exists()
            assert challenge.text.startswith("Przykład")
        made = [one for name in CHAIN for one in MODELS[name].objects.all()]
        titles = [str(one) for one in made if not getattr(one, "indicator", "")]
        assert all("przykład" in title for title in titles), titles

    def test_two_targets_are_of_the_catalogue_and_their_check_is_ordered(
        self, scene: Scene
    ) -> None:
        targets = [one for one in Target.objects.order_by("pk") if one.indicator]
        told = [(one.indicator, one.wanted, one.base_value, one.target_value) for one in targets]
        assert told == [("K-04", "up", 72.0, 79.0), ("R-01", "down", 28.9, 26.0)]
        assert all(one.justification.startswith("Przykład") for one in targets)
        job = Job.objects.get(kind="strategies.realism")
        assert [one["id"] for one in job.arguments["targets"]] == [one.pk for one in targets]

    def test_without_findings_there_is_no_chain(self, loaded: Load, publication: Path) -> None:
        (publication / "diagnosis.json").unlink()
        assert not chain_of(loaded().partnership).challenges
        assert not Decision.objects.exists()

    def test_the_council_adopted_the_diagnosis(self, scene: Scene) -> None:
        decision = Decision.objects.get()
        assert decision.outcome == Outcome.ADOPTED
        assert decision.diagnosis == latest_version(scene.partnership)
        held, coming = Meeting.objects.order_by("starts_at")
        assert (held.state, coming.state) == (MeetingState.CLOSED, MeetingState.CONVENED)
        members = members_on(scene.partnership, today())
        votes = Vote.objects.values_list("voter", flat=True)
        assert sorted(votes) == sorted(members)
        assert Vote.objects.exclude(by_hand=False).count() == 0
        assert all("przykład" in one.title for one in (held, coming))

    def test_three_tasks_wait(self, scene: Scene) -> None:
        owners = Task.objects.values_list("owner__email", flat=True)
        assert sorted(owners) == [
            "ekspert@pokaz.invalid",
            "grupa@pokaz.invalid",
            "koordynator@pokaz.invalid",
        ]


class TestClosing:
    def test_accounts_close_without_the_demonstration(self, scene: Scene) -> None:
        real = User.objects.create_user("ola@example.org", name="Osoba")
        assert set_open(wanted=False) == len(scene.people)
        assert not User.objects.filter(demonstration=True, is_active=True).exists()
        real.refresh_from_db()
        assert real.is_active
        user = scene.people["kraj"]
        user.refresh_from_db()
        assert roles_of(user, scene.partnership, today()) == frozenset()
        assert set_open(wanted=False) == 0

    def test_and_open_with_it(self, loaded: Load) -> None:
        loaded()
        set_open(wanted=False)
        loaded()
        assert not User.objects.filter(demonstration=True, is_active=False).exists()
        assert Entry.objects.filter(verb="user.activate").exists()


def test_every_verb_is_logged_with_its_actor(scene: Scene) -> None:
    verbs: dict[str, Any] = {}
    for entry in Entry.objects.order_by("id"):
        verbs.setdefault(entry.verb, entry)
    assert verbs["partnership.create"].actor == scene.people["koordynator"].pk
    assert verbs["partnership.stage"].actor == scene.people["kraj"].pk
    assert verbs["finding.judge"].actor == scene.people["ekspert"].pk
    assert {"user.create", "role.assign", "diagnosis.keep", "document.add"} <= set(verbs)
