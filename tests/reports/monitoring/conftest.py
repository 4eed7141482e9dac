"""An invented year of an invented partnership."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from terytoria.reports.monitoring import (
    DecisionState,
    Monitored,
    ProjectState,
    ReadinessChange,
    Reason,
    Share,
    TargetState,
)
from terytoria.strategy.monitoring import Light, Milestone, Reading, Spending

ONE, TWO = "9901011", "9901022"


def target(name: str = "Bezrobotni do 30 lat", **more: object) -> TargetState:
    """A target with two readings."""
    told: dict[str, object] = {
        "goal": "Praca na miejscu",
        "name": name,
        "unit": "osoba",
        "decimals": 0,
        "wanted": "spadek",
        "base_year": 2023,
        "base": 400.0,
        "target_year": 2030,
        "target": 260.0,
        "light": Light.UNSURE,
        "text": "350 osób w 2025 r.; na prostej drodze do celu byłoby 360 osób: nie wiadomo.",
        "readings": (Reading(2024, 390.0), Reading(2025, 350.0, 330.0, 372.0)),
        "parts": {ONE: Share(Reading(2023, 210.0), Reading(2025, 190.0)), TWO: Share(None, None)},
        "sources": ("GUS BDL (dane pokazowe)",),
    }
    return TargetState(**{**told, **more})  # type: ignore[arg-type]


def project(title: str = "Centrum nauki zawodu", **more: object) -> ProjectState:
    """A project that ONE leads with TWO."""
    told: dict[str, object] = {
        "title": title,
        "lead": ONE,
        "partners": (TWO,),
        "readiness": "w realizacji",
        "cost": Decimal("2500000.00"),
        "milestones": (
            Milestone("Projekt budowlany", date(2026, 3, 31), date(2026, 4, 20)),
            Milestone("Wybór wykonawcy", date(2026, 9, 30)),
            Milestone("Otwarcie", date(2028, 9, 1)),
        ),
        "spendings": (
            Spending(2025, "gmina", Decimal(100_000), Decimal(90_000)),
            Spending(2026, "gmina", Decimal(200_000), Decimal("150000.50")),
            Spending(2026, "FEDS", Decimal(800_000), None),
            Spending(2027, "FEDS", Decimal(900_000), None),
        ),
        "changes": (
            ReadinessChange(date(2026, 5, 4), "dokumentacja w przygotowaniu", "w realizacji"),
        ),
    }
    return ProjectState(**{**told, **more})  # type: ignore[arg-type]


def monitored(**more: object) -> Monitored:
    """A year with a bit of everything."""
    told: dict[str, object] = {
        "partnership": "Partnerstwo pokazowe",
        "year": 2026,
        "day": date(2026, 12, 31),
        "units": {ONE: "Jaworzowice", TWO: "Borowa Góra", "9901": "powiat jaworzowicki"},
        "members": ("9901", ONE, TWO),
        "strategy": "wersja 2, przyjęta decyzją 3/2025",
        "data": "stan 2026-11-01",
        "targets": (
            target(),
            target("Miejsca w żłobkach", light=Light.UNKNOWN, readings=(), parts={}, base=None),
            target("Pasażerowie autobusów", light=Light.OFF_COURSE, adopted=False),
        ),
        "projects": (
            project(),
            project("Autobus do szkoły", lead=TWO, partners=(), cost=None, milestones=(),
                    spendings=(), changes=()),
        ),
        "decisions": (
            DecisionState("4/2026", "Przyjęcie planu na 2027 rok", date(2026, 11, 5), "przyjęta"),
        ),
        "reasons": (Reason("Miernik z opóźnieniem: Pasażerowie autobusów", "Brakuje 20%."),),
        "synthetic": True,
    }  # fmt: skip
    return Monitored(**{**told, **more})  # type: ignore[arg-type]


@pytest.fixture
def year() -> Monitored:
    """A year with a bit of everything."""
    return monitored()
