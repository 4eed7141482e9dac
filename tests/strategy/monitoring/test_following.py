"""Targets followed from one snapshot to the next."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import numpy as np
import pytest

from terytoria.statistics.catalogue import Catalogue
from terytoria.statistics.evidence import Evidence
from terytoria.statistics.measures import IndicatorValues, Measures
from terytoria.strategy.monitoring import Light, follow
from terytoria.strategy.targets import Target, Wanted
from terytoria.territory import Area

AREA = Area("Obszar", ("0101011", "0101022"), date(2026, 1, 1))
YEARS = (2020, 2021, 2022, 2023, 2024)
TARGET = Target("L-03", 2020, 1000.0, 2030, 900.0, Wanted.RISE)
WHOLE = Catalogue.load().indicators["L-03"]


class Told:
    """Measures that say what they are told."""

    def __init__(self, values: list[float], **more: Any) -> None:
        self.values, self.more = values, more

    def areas(self, name: str, areas: dict[str, tuple[str, ...]]) -> IndicatorValues:
        row = np.array([self.values], dtype=float)
        empty = np.full_like(row, np.nan)
        given = {"low": empty, "high": empty, "bases": ("a",) * len(YEARS), **self.more}
        units = tuple(areas)
        return IndicatorValues(WHOLE, units, YEARS, row, coverage=np.ones_like(row), **given)

    def evidence(self, name: str, units: tuple[str, ...], year: int) -> Evidence:
        value = self.values[YEARS.index(year)]
        return Evidence(name, units, (year,), value, None, "źródło", "2026-01-01", "")


def followed(values: list[float], target: Target = TARGET, **more: Any) -> Any:
    """What is followed from the values of five years."""
    return follow(Told(values, **more), AREA, target)  # type: ignore[arg-type]


def test_the_way_is_a_straight_line_from_the_base() -> None:
    found = followed([1000, 990, 980, 970, 965])
    assert (found.latest.year, found.latest.value, found.expected) == (2024, 965.0, 960.0)
    assert found.light is Light.ON_COURSE
    text = found.explain().replace("\u00a0", " ")
    assert text.startswith("965 osób w 2024 r.; na prostej drodze do celu (900 osób w 2030 r.)")
    assert text.endswith("na dobrej drodze.")
    assert [one.years for one in found.evidence] == [(2024,)]


def test_a_lower_value_is_off_course_and_a_near_one_unsure() -> None:
    assert followed([1000, 990, 980, 970, 940]).light is Light.OFF_COURSE
    assert followed([1000, 990, 980, 970, 957]).light is Light.UNSURE


def test_intervals_decide_where_there_are_any() -> None:
    low = np.array([[990, 980, 970, 960, 930]], dtype=float)
    high = np.array([[1010, 1000, 990, 980, 970]], dtype=float)
    found = followed([1000, 990, 980, 970, 950], low=low, high=high)
    assert found.light is Light.UNSURE
    assert "przedział od 930" in found.explain().replace("\u00a0", " ")
    assert found.table()["low"].to_list() == [930.0]


def test_nothing_is_compared_across_a_break() -> None:
    found = followed([1000, np.nan, np.nan, np.nan, 700], bases=("a", "a", "b", "b", "b"))
    assert found.light is Light.UNKNOWN
    assert found.latest is None
    assert "Od 2022 r." in found.explain()
    before = followed([1000, 990, np.nan, np.nan, 700], bases=("a", "a", "b", "b", "b"))
    assert before.latest.year == 2021


def test_a_changed_territory_is_a_break() -> None:
    values = Told([1000, 990, 980, 970, 960]).areas("L-03", {"x": ()})
    assert values.breaks == ()
    name = next(iter(_label()))
    found = followed([1000, np.nan, 980, 970, 960], unit_breaks={name: (2022,)})
    assert found.light is Light.UNKNOWN


def _label() -> dict[str, None]:
    from terytoria.diagnosis.groups import area_unit

    return {area_unit(AREA): None}


def test_no_data_after_the_base_is_said() -> None:
    found = followed([1000, np.nan, np.nan, np.nan, np.nan])
    assert found.light is Light.UNKNOWN
    assert found.explain() == "Po 2020 r. nie ma jeszcze danych tego wskaźnika."
    assert found.table()["value"].to_list() == [None]


def test_a_missing_base_is_said_and_never_taken_for_zero() -> None:
    target = replace(TARGET, base_value=None)
    found = followed([np.nan, 990, 980, 970, 960], target)
    assert found.light is Light.UNKNOWN
    assert "Nie ma wartości bazowej" in found.explain()


def test_a_revised_base_is_told_and_used() -> None:
    found = followed([1010, 990, 980, 970, 966])
    assert found.revised
    assert found.expected == pytest.approx(1010 - 0.4 * 110)
    assert "w strategii 1000 osób, dziś 1010 osób" in found.explain().replace("\u00a0", " ")


def test_who_wants_to_lose_less_has_reached_nothing_before_the_year() -> None:
    """A target below the base: standing above it today proves only that time is left."""
    assert followed([1000, 990, 980, 970, 940]).light is Light.OFF_COURSE
    done = followed([1000, 990, 980, 970, 940], replace(TARGET, target_year=2024))
    assert done.light is Light.REACHED


def test_values_after_the_target_year_do_not_count() -> None:
    found = followed([1000, 990, 950, 800, 700], replace(TARGET, target_year=2022))
    assert (found.latest.year, found.light) == (2022, Light.REACHED)


@pytest.mark.poland
def test_walcz_loses_people_faster_than_it_wants(poland_measures: Measures) -> None:
    """Who wanted to keep the people of 2015 has lost some every year since."""
    gminas = ("3217011", "3217023", "3217033", "3217043", "3217052")
    area = Area("Powiat wałecki", gminas, date(2020, 12, 31))
    own = poland_measures.areas("L-03", {"x": gminas})
    base = float(own.year(own.years[-6])[0])
    target = Target("L-03", own.years[-6], base, 2030, base, Wanted.RISE)
    found = follow(poland_measures, area, target)
    assert not found.revised
    assert found.light is Light.OFF_COURSE
    assert found.latest is not None
    assert found.latest.value == own.year(found.latest.year)[0]
