"""Two partnerships, people with roles in them, a procedure of a supra-local strategy."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from tests.portal.people import browser_of, named, partnership_of, plain

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain import acting as ground
from terytoria.portal.partnerships.enums import Role
from terytoria.portal.partnerships.models import Partnership
from terytoria.portal.procedures.models import Procedure

TODAY = date(2026, 6, 15)
Person = Callable[..., User]


@pytest.fixture(autouse=True)
def _plain(settings: Any) -> None:
    plain(settings)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test happens on one day, so that clocks stand the same every year."""
    monkeypatch.setattr(ground.timezone, "localdate", lambda *_: TODAY)


@pytest.fixture
def dolina(db: None) -> Partnership:
    """A partnership."""
    return partnership_of("dolina", "0201011", "0201023")


@pytest.fixture
def other(db: None) -> Partnership:
    """Another partnership."""
    return partnership_of("gora", "0401052", "0401062")


@pytest.fixture
def person(dolina: Partnership) -> Person:
    """Makes a person with roles: ``person("ewa", Role.EXPERT)``, elsewhere: ``…, at=other``."""
    return lambda name, *roles, at=dolina: named(name, *roles, at=at)


@pytest.fixture
def coordinator(person: Person) -> User:
    """The coordinator of the partnership."""
    return person("koordynatorka", Role.COORDINATOR)


@pytest.fixture
def expert(person: Person) -> User:
    """An expert of the partnership, who tells facts and overrides nothing."""
    return person("ekspertka", Role.EXPERT)


@pytest.fixture
def procedure(dolina: Partnership) -> Procedure:
    """The procedure of a supra-local strategy since a year ago, without the full assessment."""
    return Procedure.objects.create(
        partnership=dolina,
        profile="supralocal_10g",
        name="Strategia rozwoju ponadlokalnego do 2035 roku",
        start=date(2025, 6, 2),
        without=["assessment"],
    )


@pytest.fixture
def sign_in() -> Callable[[User], Client]:
    """Opens the browser of a person."""
    return browser_of
