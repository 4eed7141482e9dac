"""Targets checked in the background: ordered, computed, kept, told as fresh or stale."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from terytoria.portal.accounts.enums import ProgrammeRole
from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.evidence.models import DiagnosisVersion
from terytoria.portal.jobs.domain.work import work
from terytoria.portal.jobs.enums import State
from terytoria.portal.jobs.models import Job
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.portal.partnerships.enums import Role, Stage
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.partnerships.rules import ForbiddenError
from terytoria.portal.strategies.domain.realism import (
    KIND,
    Freshness,
    Ground,
    asked_of,
    last_failure,
    order_check,
    realism_of,
)
from terytoria.portal.strategies.domain.target_computing import checked_targets
from terytoria.portal.strategies.models import Goal, Target
from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.measures import Measures
from terytoria.statistics.snapshot import Snapshot, Store
from terytoria.statistics.sources.folder import import_folder
from terytoria.statistics.sources.synthetic import write_synthetic
from terytoria.strategy.targets import Target as Asked
from terytoria.strategy.targets import Wanted, check_target
from terytoria.territory import Area

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="session")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A synthetic country in a home the tests share."""
    folder = tmp_path_factory.mktemp("realism")
    write_synthetic(folder / "country", units=160)
    return import_folder(folder / "country", Store(folder / "home" / "snapshots"))


@pytest.fixture
def snapshot(stored: Snapshot, monkeypatch: pytest.MonkeyPatch) -> Snapshot:
    """The country as what the worker opens by name."""
    monkeypatch.setenv("TERYTORIA_HOME", str(Path(stored.folder).parents[1]))
    return stored


def gminas_of(snapshot: Snapshot) -> tuple[str, ...]:
    """The three members."""
    return tuple(snapshot.register.gminas[:3])


@pytest.fixture
def diagnosed(dolina: Partnership, snapshot: Snapshot) -> Partnership:
    """The partnership of three gminas of the country, with a diagnosis on it."""
    for member, unit in zip(dolina.members.order_by("pk"), gminas_of(snapshot), strict=True):
        member.unit = unit
        member.save()
    done = Job.objects.create(kind="evidence.diagnose", key="test", state=State.DONE)
    DiagnosisVersion.objects.create(
        partnership=dolina,
        job=done,
        number=1,
        snapshot=snapshot.name,
        vintage=snapshot.vintage,
        synthetic=True,
        options={},
        units=[],
        gminas=[],
        content=b"",
        sha256="",
    )
    return dolina


@pytest.fixture
def goal(dolina: Partnership) -> Goal:
    """A goal to measure."""
    return Goal.objects.create(partnership=dolina, title="Praca na miejscu")


def target(goal: Goal, **changes: Any) -> Target:
    """A target for unemployment."""
    given = {
        "indicator": "R-01",
        "wanted": "down",
        "base_year": 2024,
        "base_value": 40.0,
        "target_year": 2030,
        "target_value": 30.0,
    }
    return Target.objects.create(goal=goal, partnership=goal.partnership, **(given | changes))


def state(one: Target) -> Freshness:
    """How the check of a target stands."""
    return realism_of(one.partnership)[one.pk].freshness


def test_a_target_is_checked_and_told_as_the_engine_does(
    ola: User, diagnosed: Partnership, goal: Goal, snapshot: Snapshot
) -> None:
    one = target(goal)
    assert state(one) is Freshness.NONE
    job = order_check(ola, diagnosed)
    assert state(one) is Freshness.WAITING
    assert work(once=True) == 1
    job.refresh_from_db()
    assert (job.state, job.result) == (State.DONE, {"checked": 1, "passed_over": 0})
    one.refresh_from_db()
    area = Area("Dolina", gminas_of(snapshot), date.fromisoformat(snapshot.vintage))
    again = check_target(
        Measures(snapshot, Catalogue.load()),
        area,
        Asked("R-01", 2024, 40.0, 2030, 30.0, Wanted.FALL),
    )
    assert one.realism is not None
    assert one.realism["sentences"] == list(again.sentences())
    assert one.realism["snapshot"] == snapshot.name
    told = realism_of(diagnosed)[one.pk]
    assert (told.freshness, told.label) == (Freshness.FRESH, again.label)
    assert one.version == 1
    assert Entry.objects.get().verb == "strategy.realism"


def test_the_same_question_is_one_job_until_it_is_answered(
    ola: User, diagnosed: Partnership, goal: Goal
) -> None:
    target(goal)
    job = order_check(ola, diagnosed)
    assert order_check(ola, diagnosed) == job
    assert Entry.objects.count() == 1
    work(once=True)
    assert order_check(ola, diagnosed) != job


@pytest.mark.parametrize(
    "changes",
    [
        {"target_value": 29.0},
        {"base_value": None},
        {"target_year": 2031},
        {"wanted": "up"},
        {"indicator": "L-03"},
    ],
)
def test_a_changed_target_makes_its_check_stale(
    ola: User, diagnosed: Partnership, goal: Goal, changes: dict[str, Any]
) -> None:
    one = target(goal)
    order_check(ola, diagnosed)
    work(once=True)
    Target.objects.filter(pk=one.pk).update(**changes)
    assert state(one) is Freshness.STALE
    assert realism_of(diagnosed)[one.pk].result is not None


def test_other_members_or_other_data_make_it_stale(
    ola: User, diagnosed: Partnership, goal: Goal
) -> None:
    one = target(goal)
    order_check(ola, diagnosed)
    work(once=True)
    member = diagnosed.members.order_by("pk")[1]
    member.delete()
    assert state(one) is Freshness.STALE
    diagnosed.members.create(unit=member.unit, since=date(2024, 1, 1))
    assert state(one) is Freshness.FRESH
    DiagnosisVersion.objects.update(snapshot="inna")
    assert state(one) is Freshness.STALE


def test_what_people_write_about_a_target_does_not_matter(
    ola: User, diagnosed: Partnership, goal: Goal
) -> None:
    one = target(goal)
    order_check(ola, diagnosed)
    work(once=True)
    Target.objects.filter(pk=one.pk).update(source="GUS", justification="Bo tak.", position=7)
    assert state(one) is Freshness.FRESH


def test_a_target_changed_or_deleted_meanwhile_is_passed_over(
    ola: User, diagnosed: Partnership, goal: Goal
) -> None:
    changed, gone, kept = target(goal), target(goal), target(goal)
    job = order_check(ola, diagnosed)
    Target.objects.filter(pk=changed.pk).update(target_value=1.0)
    Target.objects.filter(pk=gone.pk).update(deleted_at=timezone.now())
    work(once=True)
    job.refresh_from_db()
    assert job.result == {"checked": 1, "passed_over": 2}
    for one in (changed, gone, kept):
        one.refresh_from_db()
    assert (changed.realism, gone.realism) == (None, None)
    assert kept.realism is not None


def test_one_target_may_be_checked_alone(ola: User, diagnosed: Partnership, goal: Goal) -> None:
    one, other = target(goal), target(goal, indicator="L-03", target_value=9000.0)
    order_check(ola, diagnosed, [one])
    work(once=True)
    assert (state(one), state(other)) == (Freshness.FRESH, Freshness.NONE)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"indicator": "", "own_name": "Ankieta"}, "Własnego miernika"),
        ({"indicator": "X-99"}, "nie ma już w katalogu"),
        ({"base_year": None}, "Podaj rok bazowy"),
        ({"target_year": 2024}, "późniejszy niż bazowy"),
    ],
)
def test_a_target_that_cannot_be_checked_says_why(
    ola: User, diagnosed: Partnership, goal: Goal, changes: dict[str, Any], words: str
) -> None:
    one = target(goal, **changes)
    told = realism_of(diagnosed)[one.pk]
    assert told.freshness is Freshness.IMPOSSIBLE
    assert words in told.obstacle
    with pytest.raises(RefusedError, match="Nie ma miernika"):
        order_check(ola, diagnosed)
    assert not Job.objects.filter(kind=KIND).exists()


def test_without_a_diagnosis_there_is_nothing_to_check_on(
    ola: User, dolina: Partnership, goal: Goal
) -> None:
    target(goal)
    with pytest.raises(RefusedError, match="Wykonaj najpierw diagnozę"):
        order_check(ola, dolina)


def test_lost_data_are_told_to_people(ola: User, diagnosed: Partnership, goal: Goal) -> None:
    one = target(goal)
    DiagnosisVersion.objects.update(snapshot="zgubiona")
    order_check(ola, diagnosed)
    work(once=True)
    assert "Nie można otworzyć migawki danych zgubiona" in last_failure(diagnosed)
    assert state(one) is Freshness.NONE


def test_units_the_data_do_not_know_are_told(snapshot: Snapshot) -> None:
    with pytest.raises(Exception, match="nie zna wszystkich członków"):
        checked_targets("Obcy", ["9999999"], snapshot.name, [], lambda _: None)


@pytest.mark.parametrize(
    ("wanted", "indicator", "way"),
    [
        ("up", "L-03", "rise"),
        ("down", "R-01", "fall"),
        ("keep", "L-03", "rise"),
        ("keep", "R-01", "fall"),
        ("keep", "L-01", "rise"),
    ],
)
def test_to_keep_a_value_is_to_let_it_get_no_worse(
    goal: Goal, wanted: str, indicator: str, way: str
) -> None:
    assert asked_of(target(goal, wanted=wanted, indicator=indicator))["wanted"] == way


def test_fingerprints_do_not_depend_on_the_order_of_members(goal: Goal) -> None:
    one = target(goal)
    ground = Ground(("0201023", "0201011"), "kraj")
    assert ground.fingerprint(one) == Ground(("0201011", "0201023"), "kraj").fingerprint(one)
    assert ground.fingerprint(one) != Ground(("0201011",), "kraj").fingerprint(one)


MAY = {Role.COORDINATOR, Role.EXPERT, Role.WORKING_GROUP, ProgrammeRole.LEAD_ADVISER}


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("role", [*Role, *ProgrammeRole, None])
def test_only_those_who_edit_may_order(
    person: Any, diagnosed: Partnership, goal: Goal, role: Any, stage: Stage
) -> None:
    target(goal)
    Partnership.objects.update(stage=stage)
    actor = person(role)
    if role in MAY and stage in (Stage.FORMING, Stage.ACTIVE):
        assert order_check(actor, diagnosed)
    else:
        with pytest.raises(ForbiddenError):
            order_check(actor, diagnosed)
        assert not Job.objects.filter(kind=KIND).exists()


def test_the_page_orders_and_shows_the_check(
    signed_in: Client, diagnosed: Partnership, goal: Goal
) -> None:
    one = target(goal)
    page = reverse("strategies:tree", args=["dolina"])
    address = reverse("strategies:check_target", args=["dolina", one.pk])
    assert "nie sprawdzono" in signed_in.get(page).content.decode()
    sent = signed_in.post(address, {"powrot": page}, follow=True)
    assert sent.redirect_chain[-1][0] == page
    assert "sprawdzenie w toku" in sent.content.decode()
    work(once=True)
    shown = signed_in.get(page).content.decode()
    one.refresh_from_db()
    assert one.realism is not None
    assert one.realism["label"] in shown
    assert "Sprawdź realność" not in shown
    assert "przykład syntetyczny" in shown


@pytest.mark.parametrize("back", ["https://obcy.example/", "//obcy.example/", "javascript:1", ""])
def test_the_way_back_never_leaves_the_portal(
    signed_in: Client, diagnosed: Partnership, goal: Goal, back: str
) -> None:
    target(goal)
    sent = signed_in.post(reverse("strategies:check_targets", args=["dolina"]), {"powrot": back})
    assert sent["Location"] == reverse("strategies:tree", args=["dolina"])


def test_a_refusal_is_told_on_the_page(signed_in: Client, dolina: Partnership) -> None:
    address = reverse("strategies:check_targets", args=["dolina"])
    assert "Wykonaj najpierw diagnozę" in signed_in.post(address, follow=True).content.decode()


def test_strangers_and_readers_order_nothing(
    person: Any, diagnosed: Partnership, other: Partnership, goal: Goal
) -> None:
    one = target(goal)
    addresses = [
        reverse("strategies:check_targets", args=["dolina"]),
        reverse("strategies:check_target", args=["dolina", one.pk]),
    ]
    for actor, status in ((person(Role.COORDINATOR, other), 404), (person(Role.OBSERVER), 403)):
        client = Client(HTTP_HOST="127.0.0.1")
        client.force_login(actor)
        assert [client.post(each).status_code for each in addresses] == [status, status]
    elsewhere = target(Goal.objects.create(partnership=other, title="Cel"))
    client.force_login(person(Role.COORDINATOR))
    foreign = reverse("strategies:check_target", args=["dolina", elsewhere.pk])
    assert client.post(foreign).status_code == 404
    assert not Job.objects.filter(kind=KIND).exists()


def test_another_partnership_does_not_see_the_tree(person: Any, other: Partnership) -> None:
    client = Client(HTTP_HOST="127.0.0.1")
    client.force_login(person(Role.COORDINATOR, other))
    assert client.get(reverse("strategies:tree", args=["dolina"])).status_code == 404
