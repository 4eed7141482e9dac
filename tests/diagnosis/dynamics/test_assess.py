"""Dynamics of an invented partnership, and of Wałcz county."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from terytoria.diagnosis.dynamics import DynamicsError, DynamicsOptions, assess_dynamics
from terytoria.diagnosis.standing import assess_standing
from terytoria.territory import Area

TODAY = date(2026, 1, 1)
YEARS = list(range(2014, 2022))


@pytest.fixture(scope="module")
def area(country):
    return Area.of_unit(country.register, "0201", TODAY)


@pytest.fixture(scope="module")
def measures(country, area, measured, fake_indicator, fake_measures):
    units = country.register.gminas
    rng = np.random.default_rng(9)
    tilt = rng.normal(0, 1, size=(len(units), 1))
    tilt[country.register.index[area.gminas[0]]] = -5.0
    lines = 200 + tilt * np.arange(8) + rng.normal(0, 0.05, size=(len(units), 8))
    up = fake_indicator("up", "Zgony", unit="osoba", decimals=0, direction="less_is_better")
    share = fake_indicator("share", "Udział", direction="more_is_better")
    plain = fake_indicator("plain", "Liczba", direction="neutral")
    broken = fake_indicator("broken", "Szereg", direction="more_is_better")
    jump = np.repeat([0.0, 1000.0], 4)
    bases = ["a"] * 4 + ["b"] * 4
    return fake_measures(
        {
            "up": measured(lines, units, YEARS, indicator=up),
            "share": measured(lines, units, YEARS, indicator=share),
            "plain": measured(lines, units, YEARS, indicator=plain),
            "broken": measured(lines + jump, units, YEARS, indicator=broken, bases=bases),
            "short": measured(lines[:, :3], units, YEARS[:3], indicator=fake_indicator("short")),
            "four": measured(lines[:, :4], units, YEARS[:4], indicator=fake_indicator("four")),
            "once": measured(lines[:, :1], units, YEARS[:1], indicator=fake_indicator("once")),
        }
    )


@pytest.fixture(scope="module")
def dynamics(country, measures, area):
    return assess_dynamics(country, measures, area, assess_standing(country, measures, area))


@pytest.fixture(scope="module")
def first(area):
    return area.gminas[0]


def test_a_row_for_each_unit_and_indicator(dynamics, area):
    table = dynamics.table()
    assert table.height == (len(area) + 1) * 7
    assert not table.select("unit", "indicator").is_duplicated().any()


def test_kinds_of_movement(dynamics, first):
    kinds = {name: dynamics.of(first, name).kind for name in ("up", "short", "once")}
    assert kinds == {"up": "trend", "short": "change", "once": "none"}


def test_a_falling_series_is_good_or_bad_by_direction(dynamics, first):
    assert dynamics.of(first, "share").course == "worsening"
    assert dynamics.of(first, "up").course == "improving"
    assert dynamics.of(first, "plain").course == "falling"
    for name in ("share", "up", "plain"):
        one = dynamics.of(first, name)
        assert one.direction == "falling"
        assert one.slope == pytest.approx(-5, abs=0.1)
        assert one.low <= one.slope <= one.high < 0


def test_the_fastest_fall_is_last_in_its_group(dynamics, first):
    assert dynamics.of(first, "share").percentile < 3
    assert dynamics.of(first, "share").oriented == dynamics.of(first, "share").percentile
    assert dynamics.of(first, "up").oriented > 97
    assert dynamics.of(first, "plain").oriented is None


def test_counts_compare_as_a_share_of_their_level(dynamics, measures, country, first):
    one = dynamics.of(first, "up")
    assert one.relative == pytest.approx(100 * one.slope / 182, rel=0.02)
    assert abs(one.group_median) < 1
    assert dynamics.of(first, "share").relative is None


def test_a_break_is_not_chained(dynamics, first):
    one = dynamics.of(first, "broken")
    assert one.segments == 2
    assert one.slope == pytest.approx(-5, abs=0.2)
    assert one.direction == "falling"
    assert (one.change_from, one.change_to) == (2018, 2021)
    assert one.change == pytest.approx(-15, abs=0.5)


def test_four_points_give_no_class(dynamics, first):
    one = dynamics.of(first, "four")
    assert one.slope is not None
    assert (one.low, one.direction, one.course) == (None, None, None)
    assert one.label == "brak oceny"
    assert "punktów jest za mało, aby orzec trend" in dynamics.explain(first, "four")


def test_labels_join_level_and_course(dynamics, first):
    one = dynamics.of(first, "share")
    assert one.level == "worse"
    assert one.label == "słaby i się pogarsza"
    assert dynamics.of(first, "once").label == "brak oceny"


def test_the_area_moves_by_its_totals(dynamics, measures, country, area):
    rows = [country.register.index[code] for code in area.gminas]
    total = measures.tables["share"].values[rows].sum(axis=0)
    slopes = [(total[j] - total[i]) / (j - i) for i in range(8) for j in range(i + 1, 8)]
    assert dynamics.of("0201", "share").slope == pytest.approx(np.median(slopes))
    assert dynamics.of("0201", "share").group.startswith("powiat-")


def test_an_area_of_any_gminas(country, measures):
    area = Area("Partnerstwo", country.register.gminas[3:9], TODAY)
    standings = assess_standing(country, measures, area)
    found = assess_dynamics(country, measures, area, standings)
    assert found.of("area", "share").kind == "trend"
    assert found.explain("area", "share").startswith("Partnerstwo, udział: w latach 2014–2021")


def test_words_of_a_trend(dynamics, first):
    text = dynamics.explain(first, "up").replace("\u00a0", " ")
    assert ", zgony: w latach 2014–2021 średni spadek o " in text
    assert "rocznie), przedział 95%: " in text
    assert "Trend jest korzystniejszy niż w " in text
    assert text.endswith(".")
    assert "pozostałych powiatów" in dynamics.explain("0201", "up") or "bez" in dynamics.explain(
        "0201", "up"
    )


def test_words_of_a_change_say_it_is_no_trend(dynamics, first):
    text = dynamics.explain(first, "short").replace("\u00a0", " ")
    assert "zmiana 2014–2016: −" in text
    assert "p.p.; to różnica dwóch lat, a nie trend." in text
    assert "za mało danych" in dynamics.explain(first, "once")


def test_words_of_a_break(dynamics, first):
    assert "odcinki szeregu o różnej podstawie" in dynamics.explain(first, "broken")


def test_a_row_that_is_not_there(dynamics):
    with pytest.raises(DynamicsError, match="'up' for '9999999'"):
        dynamics.of("9999999", "up")


def test_a_shorter_window_is_another_question(country, measures, area, dynamics):
    standings = assess_standing(country, measures, area)
    short = assess_dynamics(country, measures, area, standings, DynamicsOptions(window=5))
    assert set(short.table()["first_year"].drop_nulls()) >= {2017}
    again = assess_dynamics(country, measures, area, standings)
    assert again.table().equals(dynamics.table())


@pytest.mark.poland
def test_walcz_county_loses_people_across_two_census_bases(
    poland, poland_measures, walcz, walcz_area
):
    found = assess_dynamics(poland, poland_measures, walcz_area, walcz)
    one = found.of("3217", "L-03")
    assert one.segments == 2
    assert one.direction == "falling"
    assert (one.change_from, one.change_to) == (2020, 2024)
    assert one.change == 49_390 - 51_165
    assert -500 < one.low <= one.slope <= one.high < -250
    table = found.table()
    assert table.filter(kind="trend")["slope"].null_count() == 0
    assert set(table["unit"]) == {*walcz_area.gminas, "3217"}
