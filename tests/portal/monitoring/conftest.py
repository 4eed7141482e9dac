"""A partnership with a strategy to follow: one target of the catalogue, one of its own."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from tests.portal.people import partnership_of, plain, somebody

from terytoria.portal.accounts.models import User
from terytoria.portal.jobs.enums import State
from terytoria.portal.jobs.models import Job
from terytoria.portal.meetings.enums import Body, MeetingState, Outcome
from terytoria.portal.meetings.models import AgendaItem, Decision, Meeting
from terytoria.portal.partnerships import country as land
from terytoria.portal.partnerships.country import Country
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.strategies.domain.freezing import freeze
from terytoria.portal.strategies.models import (
    Challenge,
    Direction,
    Frame,
    Goal,
    Project,
    StrategyVersion,
    Target,
)
from terytoria.statistics.snapshot import Snapshot, Store
from terytoria.statistics.sources.folder import import_folder
from terytoria.statistics.sources.synthetic import write_synthetic

Person = Callable[..., User]


@pytest.fixture(scope="session")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    """A synthetic country in a home the tests share."""
    folder = tmp_path_factory.mktemp("monitoring")
    write_synthetic(folder / "country", units=160)
    return import_folder(folder / "country", Store(folder / "home" / "snapshots"))


@pytest.fixture(scope="session")
def country(stored: Snapshot) -> Country:
    """The country of that snapshot."""
    return Country.of(stored)


@pytest.fixture(autouse=True)
def _plain(
    settings: Any, monkeypatch: pytest.MonkeyPatch, stored: Snapshot, country: Country
) -> None:
    plain(settings)
    monkeypatch.setattr(land, "current", lambda: country)
    monkeypatch.setenv("TERYTORIA_HOME", str(Path(stored.folder).parents[1]))


@pytest.fixture(autouse=True)
def _files(settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "files")


@pytest.fixture
def dolina(db: None, country: Country) -> Partnership:
    """An active partnership of three gminas."""
    return partnership_of("dolina", *country.register.gminas[:3])


@pytest.fixture
def other(db: None, country: Country) -> Partnership:
    """Another partnership."""
    return partnership_of("gora", *country.register.gminas[5:6])


@pytest.fixture
def person(dolina: Partnership) -> Person:
    """Makes a person with a role: ``person(Role.EXPERT)``, elsewhere: ``person(role, other)``."""
    return lambda role, partnership=dolina, unit="": somebody(role, partnership, unit)


@pytest.fixture
def ola(person: Person) -> User:
    """The coordinator."""
    return person(Role.COORDINATOR)


@pytest.fixture
def jan(person: Person) -> User:
    """The expert."""
    return person(Role.EXPERT)


class Made:
    """A chain of one item of each kind, two targets of them, put past the verbs."""

    def __init__(self, partnership: Partnership) -> None:
        self.partnership = partnership
        mine = {"partnership": partnership}
        Frame.objects.create(vision="Razem dalej.", horizon=2040, **mine)
        self.challenge = Challenge.objects.create(title="Młodzi wyjeżdżają", **mine)
        self.goal = Goal.objects.create(title="Praca na miejscu", **mine)
        self.goal.answers.add(self.challenge)
        self.direction = Direction.objects.create(title="Szkolenia", goal=self.goal, **mine)
        self.project = Project.objects.create(
            title="Centrum nauki zawodu", lead=partnership.leader, **mine
        )
        self.project.serves.add(self.direction)
        self.target = self.add(
            indicator="R-01",
            wanted="down",
            base_year=2021,
            base_value=None,
            target_value=15.0,
            source="GUS",
        )
        self.own = self.add(own_name="Miejsca w żłobkach", unit="miejsca", source="Gminy")

    def add(self, **changes: Any) -> Target:
        """Another target."""
        given: dict[str, Any] = {
            "goal": self.goal,
            "partnership": self.partnership,
            "wanted": "up",
            "base_year": 2022,
            "base_value": 100.0,
            "target_year": 2030,
            "target_value": 180.0,
        }
        return Target.objects.create(**(given | changes))


@pytest.fixture
def made(dolina: Partnership) -> Made:
    """The chain."""
    return Made(dolina)


def adopt(partnership: Partnership, strategy: StrategyVersion, day: date) -> Decision:
    """A decision that adopts a version."""
    start = datetime(day.year, day.month, day.day, 10, tzinfo=UTC)
    meeting = Meeting.objects.create(
        partnership=partnership,
        body=Body.COUNCIL,
        title="Rada",
        place="Sala narad",
        state=MeetingState.CLOSED,
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        opened_at=start,
        closed_at=start + timedelta(hours=1),
    )
    item = AgendaItem.objects.create(meeting=meeting, title="Strategia", position=1)
    return Decision.objects.create(
        partnership=partnership,
        item=item,
        body=Body.COUNCIL,
        year=day.year,
        ordinal=Decision.objects.filter(partnership=partnership, year=day.year).count() + 1,
        title="Przyjęcie strategii",
        text="Przyjmuje się strategię.",
        outcome=Outcome.ADOPTED,
        tally={},
        adopted_at=start,
        strategy=strategy,
    )


@pytest.fixture
def adopted(made: Made, jan: User, monkeypatch: pytest.MonkeyPatch) -> Decision:
    """The chain frozen and adopted."""
    from terytoria.portal.strategies.domain import freezing

    monkeypatch.setattr(freezing, "check", lambda _: type("Sound", (), {"errors": ()}))
    version = freeze(jan, made.partnership)
    return adopt(made.partnership, version, timezone.localdate())


@pytest.fixture
def job(db: None) -> Job:
    """A finished job."""
    return Job.objects.create(kind="monitoring.follow", key="test", state=State.DONE)
