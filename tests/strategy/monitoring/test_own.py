"""Own indicators on readings of people; parts of members."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.evidence import Evidence
from terytoria.statistics.measures import IndicatorValues
from terytoria.strategy.monitoring import (
    Following,
    Light,
    Measure,
    Reading,
    follow_readings,
    parts_of,
)
from terytoria.strategy.targets import Target, Wanted

PLACES = Measure("Miejsca w żłobkach", "miejsca", 0)
TARGET = Target("", 2024, 100.0, 2030, 160.0, Wanted.RISE)
YEARS = (2024, 2025, 2026)


def followed(*readings: Reading, target: Target = TARGET) -> Following:
    return follow_readings(target, PLACES, readings)


def test_the_newest_reading_is_held_against_the_way() -> None:
    found = followed(Reading(2026, 130.0), Reading(2025, 90.0))
    assert (found.latest, found.expected) == (Reading(2026, 130.0), 120.0)
    assert found.light is Light.ON_COURSE
    assert [one.year for one in found.readings] == [2025, 2026]


def test_an_interval_over_the_way_is_not_known() -> None:
    assert followed(Reading(2026, 118.0, 110.0, 126.0)).light is Light.UNSURE
    assert followed(Reading(2026, 100.0, 90.0, 110.0)).light is Light.OFF_COURSE


def test_without_a_reading_it_says_whom_to_ask() -> None:
    found = followed()
    assert found.light is Light.UNKNOWN
    assert found.explain() == "Nikt nie wpisał jeszcze odczytu po 2024 r."


@pytest.mark.parametrize("year", [2024, 2031])
def test_readings_outside_the_years_of_the_target_do_not_count(year: int) -> None:
    assert followed(Reading(year, 300.0)).light is Light.UNKNOWN


def test_a_reading_of_the_base_year_is_the_base_and_a_difference_is_told() -> None:
    found = followed(Reading(2024, 110.0), Reading(2026, 130.0))
    assert (found.base, found.revised) == (110.0, True)
    assert "Wartość bazową zmieniono" in found.explain()


def test_a_target_without_a_base_is_not_judged() -> None:
    target = Target("", 2024, None, 2030, 160.0, Wanted.RISE)
    found = followed(Reading(2026, 130.0), target=target)
    assert (found.light, found.latest) == (Light.UNKNOWN, None)
    assert found.readings == (Reading(2026, 130.0),)
    assert "Nie ma wartości bazowej" in found.explain()


@given(
    value=st.floats(0, 500, allow_nan=False),
    half=st.floats(0, 200, allow_nan=False),
    year=st.integers(2025, 2030),
)
def test_a_wider_interval_never_makes_a_light_surer(value: float, half: float, year: int) -> None:
    """What is said with a wide interval would be said with a narrow one too."""
    wide = followed(Reading(year, value, value - half, value + half)).light
    narrow = followed(Reading(year, value, value - half / 2, value + half / 2)).light
    if wide in {Light.REACHED, Light.OFF_COURSE}:
        assert narrow is wide
    if wide is Light.ON_COURSE:
        assert narrow in {Light.ON_COURSE, Light.REACHED}


def test_it_goes_to_json_with_all_that_a_page_needs() -> None:
    told = json.loads(json.dumps(followed(Reading(2026, 118.0, 110.0, 126.0)).to_json()))
    assert told["light"] == "unsure"
    assert told["readings"] == [{"year": 2026, "value": 118.0, "low": 110.0, "high": 126.0}]
    assert (told["expected"], told["broken"], told["unit"]) == (120.0, None, "miejsca")
    assert "przedział" in told["text"]


class Told:
    """Measures of two members that say what they are told."""

    def __init__(self, rows: list[list[float]], **more: Any) -> None:
        self.rows, self.more = rows, more

    def areas(self, name: str, areas: dict[str, tuple[str, ...]]) -> IndicatorValues:
        values = np.array(self.rows, dtype=float)
        empty = np.full_like(values, np.nan)
        given = {"low": empty, "high": empty, "bases": ("a",) * len(YEARS), **self.more}
        whole = Catalogue.load().indicators["L-03"]
        units = tuple(areas)
        return IndicatorValues(whole, units, YEARS, values, coverage=np.ones_like(values), **given)

    def evidence(self, name: str, units: tuple[str, ...], year: int) -> Evidence:
        return Evidence(name, units, (year,), 1.0, None, "źródło", "2026-01-01", "")


MEMBERS = {"0101011": ("0101011",), "0102": ("0102011", "0102022")}


def test_a_part_is_the_member_s_own_values() -> None:
    target = Target("L-03", 2024, 300.0, 2030, 250.0, Wanted.RISE)
    one, two = parts_of(Told([[100, 98, 97], [200, 190, np.nan]]), target, MEMBERS)  # type: ignore[arg-type]
    assert (one.unit, one.base, one.latest) == ("0101011", Reading(2024, 100), Reading(2026, 97))
    assert two.latest == Reading(2025, 190)
    assert two.evidence[0].units == ("0102011", "0102022")
    assert json.loads(json.dumps(one.to_json()))["latest"]["year"] == 2026


def test_a_part_is_not_compared_across_the_member_s_own_break() -> None:
    target = Target("L-03", 2024, 300.0, 2030, 250.0, Wanted.RISE)
    measures = Told([[100, 98, 97], [200, 190, 180]], unit_breaks={"0102": (2025,)})
    one, two = parts_of(measures, target, MEMBERS)  # type: ignore[arg-type]
    assert (one.broken, two.broken) == (None, 2025)
    assert (two.base, two.latest, two.evidence) == (Reading(2024, 200), None, ())
