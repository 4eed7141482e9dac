"""Readings of own indicators: entered by people, kept with their history."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from terytoria.portal.accounts.models import User
from terytoria.portal.audit.models import Entry
from terytoria.portal.monitoring.domain.readings import (
    Value,
    add_reading,
    evidence_of,
    in_force,
    withdraw_reading,
)
from terytoria.portal.monitoring.domain.states import standing_of
from terytoria.portal.monitoring.models import OwnReading
from terytoria.portal.partnerships.domain.acting import RefusedError
from terytoria.strategy.monitoring import Light

pytestmark = pytest.mark.django_db
SAID = Value(2024, 130.0, "ewidencja żłobków", date(2025, 1, 15))


def light(made: Any) -> Light:
    """The light of the own indicator."""
    return next(one for one in standing_of(made.partnership).statuses if one.subject.own).light


def test_a_reading_lights_the_target_at_once(made: Any, ola: User) -> None:
    assert light(made) is Light.UNKNOWN
    add_reading(ola, made.own, SAID)
    assert light(made) is Light.ON_COURSE
    status = standing_of(made.partnership).statuses[1]
    assert status.sources == ("ewidencja żłobków, stan danych: 2025-01-15",)
    assert Entry.objects.get().verb == "reading.add"


def test_a_later_reading_of_the_year_counts_and_the_earlier_stays(made: Any, jan: User) -> None:
    add_reading(jan, made.own, SAID)
    add_reading(jan, made.own, replace(SAID, value=101.0))
    assert [one.value for one in in_force(made.own.pk)] == [101.0]
    assert OwnReading.objects.count() == 2
    assert light(made) is Light.OFF_COURSE


def test_a_withdrawn_reading_lets_the_earlier_one_count_again(made: Any, jan: User) -> None:
    add_reading(jan, made.own, SAID)
    wrong = add_reading(jan, made.own, replace(SAID, value=900.0))
    withdraw_reading(jan, wrong, "Pomyłka w druku.")
    assert [one.value for one in in_force(made.own.pk)] == [130.0]
    with pytest.raises(RefusedError, match="już wycofany"):
        withdraw_reading(jan, wrong, "Jeszcze raz.")


def test_withdrawing_needs_a_reason(made: Any, jan: User) -> None:
    one = add_reading(jan, made.own, SAID)
    with pytest.raises(RefusedError, match="Podaj powód"):
        withdraw_reading(jan, one, " ")


def test_an_interval_makes_the_light_unsure(made: Any, jan: User) -> None:
    add_reading(jan, made.own, replace(SAID, value=118.0, low=100.0, high=136.0))
    assert light(made) is Light.UNSURE
    assert evidence_of(in_force(made.own.pk)[0]).interval == (100.0, 136.0)


NEXT = timezone.localdate().year + 1
WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "of the future": ({"year": NEXT}, "year"),
    "too old": ({"year": 1900}, "year"),
    "read tomorrow": ({"taken_on": timezone.localdate() + timedelta(2)}, "taken_on"),
    "without a source": ({"source": " "}, "source"),
    "not a number": ({"value": float("nan")}, "value"),
    "infinite end": ({"low": 1.0, "high": float("inf")}, "value"),
    "half an interval": ({"low": 1.0}, "low"),
    "outside its interval": ({"low": 1.0, "high": 2.0}, "low"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_reading_is_refused_at_its_field(name: str, made: Any, ola: User) -> None:
    changes, field = WRONG[name]
    with pytest.raises(RefusedError) as refusal:
        add_reading(ola, made.own, replace(SAID, **changes))
    assert refusal.value.field == field
    assert not OwnReading.objects.exists()


def test_an_indicator_of_the_catalogue_takes_no_readings(made: Any, ola: User) -> None:
    with pytest.raises(RefusedError, match="danych kraju"):
        add_reading(ola, made.target, SAID)
