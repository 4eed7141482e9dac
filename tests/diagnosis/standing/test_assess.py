"""Standings of an invented partnership, and of Wałcz county."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from terytoria.diagnosis.groups import by_list, default_groups, of_country
from terytoria.diagnosis.standing import (
    StandingError,
    Verdict,
    assess_standing,
    yardstick_of,
)
from terytoria.territory import Area

TODAY = date(2026, 1, 1)
COLUMNS = [
    "unit", "indicator", "year", "value", "low", "high", "group", "n", "median", "q1", "q3",
    "percentile", "oriented", "distance", "different", "base", "coverage",
]  # fmt: skip


@pytest.fixture(scope="module")
def measures(country, measured, fake_indicator, fake_measures):
    units = country.register.gminas
    rng = np.random.default_rng(4)
    holed = rng.normal(size=(len(units), 2))
    holed[:, 1] = np.nan
    holed[0, 0] = np.nan
    good = fake_indicator("good", "Dobro", direction="more_is_better")
    bad = fake_indicator("bad", "PIT zły", direction="less_is_better", unit="osoba", decimals=0)
    plain = fake_indicator("plain", "Zwykły", direction="neutral")
    values = rng.normal(50, 10, size=(len(units), 3))
    return fake_measures(
        {
            "good": measured(values, units, [2018, 2019, 2021], indicator=good, half=1.0),
            "bad": measured(values, units, [2018, 2019, 2021], indicator=bad, half=1.0),
            "plain": measured(holed, units, [2020, 2021], indicator=plain),
        }
    )


@pytest.fixture(scope="module")
def area(country):
    return Area.of_unit(country.register, "0201", TODAY)


@pytest.fixture(scope="module")
def standings(country, measures, area):
    return assess_standing(country, measures, area)


def test_a_row_for_each_unit_indicator_and_year(standings, area):
    table = standings.table()
    assert table.columns == COLUMNS
    assert table.height == (len(area) + 1) * (3 + 3 + 2)
    assert set(table["unit"]) == {*area.gminas, "0201"}
    assert not table.select("unit", "indicator", "year").is_duplicated().any()


def test_values_are_those_measured(standings, measures, country, area):
    values = measures.tables["good"].values
    for code in area.gminas:
        row = country.register.index[code]
        assert standings.of(code, "good", 2018).value == values[row, 0]
        assert standings.of(code, "good").year == 2021


def test_the_area_is_taken_by_totals(standings, measures, country, area):
    rows = [country.register.index[code] for code in area.gminas]
    total = measures.tables["good"].values[rows, 2].sum()
    assert standings.of("0201", "good").value == pytest.approx(total)
    assert standings.of("0201", "good").group.startswith("powiat-")


def test_the_group_is_described_by_its_members(standings, measures, country):
    code = standings.table()["unit"][0]
    group = standings.groups[code]
    rows = [country.register.index[one] for one in group.members]
    values = measures.tables["good"].values[rows, 2]
    one = standings.of(code, "good")
    assert one.n == len(group)
    assert one.median == pytest.approx(np.median(values))
    assert (one.q1, one.q3) == pytest.approx(tuple(np.quantile(values, [0.25, 0.75])))
    below = (values < one.value).sum()
    assert one.percentile == pytest.approx(100 * below / (len(group) - 1))


def test_orientation_turns_with_the_direction(standings, area):
    for unit in (*area.gminas, "0201"):
        good, bad = standings.of(unit, "good"), standings.of(unit, "bad")
        assert good.percentile == bad.percentile
        assert good.oriented == good.percentile
        assert bad.oriented == pytest.approx(100 - bad.percentile)
        opposite = {Verdict.BETTER: Verdict.WORSE, Verdict.WORSE: Verdict.BETTER}
        assert bad.different == opposite.get(good.different, good.different)


def test_neutral_indicators_have_no_good_side(standings, area):
    assert standings.table().filter(indicator="plain")["oriented"].null_count() == 12


def test_missing_stays_missing(country, measures):
    area = Area("x", country.register.gminas[:2], TODAY)
    standings = assess_standing(country, measures, area)
    first = country.register.gminas[0]
    row = standings.of(first, "plain", 2020)
    assert (row.value, row.percentile, row.distance, row.different) == (None,) * 4
    assert row.coverage == 0
    with pytest.raises(StandingError, match="no known value"):
        standings.of(first, "plain")
    assert standings.explain(first, "plain", 2020).endswith("brak danych.")


def test_current_is_the_latest_known_year(standings):
    current = standings.current
    assert set(current.filter(indicator="plain")["year"]) == {2020}
    assert set(current.filter(indicator="good")["year"]) == {2021}


def test_an_area_of_any_gminas_is_called_area(country, measures):
    area = Area("Partnerstwo", country.register.gminas[3:7], TODAY)
    standings = assess_standing(country, measures, area)
    assert standings.area_unit == "area"
    assert standings.of("area", "good").value is not None
    assert standings.explain("area", "good").startswith("Partnerstwo, dobro (2021 r.):")


def test_an_area_of_one_gmina_has_the_value_of_its_member(country, measures):
    code = country.register.gminas[4]
    standings = assess_standing(country, measures, Area.of_unit(country.register, code, TODAY))
    assert standings.of("area", "good").value == standings.of(code, "good").value
    assert standings.of("area", "good").group != standings.of(code, "good").group


def test_many_groups_are_forgotten_in_turn(country, measures):
    yardstick = yardstick_of(country.register, measures)
    codes = country.register.gminas
    for at in range(270):
        group = by_list(country, [codes[at % 190], codes[190 + at // 190], codes[195]], "x")
        yardstick.group(group)
    assert len(yardstick._groups) <= 256


def test_one_group_for_all(country, measures, area):
    group = of_country(country)
    standings = assess_standing(
        country, measures, area, dict.fromkeys((*area.gminas, "0201"), group)
    )
    assert set(standings.table()["group"]) == {"country"}


def test_every_unit_needs_a_group(country, measures, area):
    groups = dict(default_groups(country, area))
    del groups["0201"]
    with pytest.raises(StandingError, match="no comparison group for 0201"):
        assess_standing(country, measures, area, groups)


def test_unknown_rows_are_named(standings):
    with pytest.raises(StandingError, match="'good' for '9999999'"):
        standings.of("9999999", "good")
    with pytest.raises(StandingError, match="in 1900"):
        standings.of("0201", "good", 1900)


def test_the_words_carry_number_group_place_and_verdict(standings, area):
    text = standings.explain(area.gminas[0], "bad").replace("\u00a0", " ")
    assert ", PIT zły (2021 r.): " in text
    assert "(przedział 95%:" in text
    assert "Mediana grupy porównawczej (" in text
    assert "pozostałych gmin grupy." in text
    assert text.endswith("grupie.")
    assert "pozostałych powiatów grupy" in standings.explain("0201", "bad")


def test_values_without_an_interval_show_none(standings, area):
    assert "przedział" not in standings.explain(area.gminas[1], "plain")


def test_results_do_not_depend_on_what_was_asked_before(country, measures, area, standings):
    other = Area("y", country.register.gminas[20:45], TODAY)
    assess_standing(country, measures, other)
    again = assess_standing(country, measures, area)
    assert again.table().equals(standings.table())


def test_boards_and_groups_are_made_once(country, measures, area):
    yardstick = yardstick_of(country.register, measures)
    assert yardstick_of(country.register, measures) is yardstick
    assess_standing(country, measures, area)
    asked = len(measures.asked)
    assess_standing(country, measures, Area("z", country.register.gminas[50:60], TODAY))
    assert len(measures.asked) == asked


@pytest.mark.poland
def test_tuczno_loses_people_faster_than_its_like(walcz):
    one = walcz.of("3217043", "L-01", 2024)
    assert one.value == pytest.approx(-4.8, abs=0.05)
    assert one.median == pytest.approx(-3.6, abs=0.05)
    assert one.percentile == pytest.approx(23, abs=0.5)
    assert one.n == 132
    assert one.different is Verdict.WORSE
    assert walcz.of("3217023", "L-01", 2024).value == pytest.approx(-3.9, abs=0.05)


@pytest.mark.poland
def test_the_partnership_lost_three_and_a_half_percent(walcz):
    assert walcz.of("3217", "L-01", 2024).value == pytest.approx(100 * (49_390 / 51_165 - 1))
    people = {year: walcz.of("3217", "L-03", year).value for year in (2020, 2024)}
    assert people == {2020: 51_165, 2024: 49_390}


@pytest.mark.poland
def test_tuczno_in_words(walcz):
    text = walcz.explain("3217043", "L-01").replace("\u00a0", " ")
    assert text.startswith("Gmina Tuczno, zmiana liczby ludności")
    assert "132 gminy miejsko-wiejskie liczące od 3 do 6 tys. mieszkańców): −3,6%" in text
    assert "Niższą wartość ma 23% pozostałych gmin grupy." in text


@pytest.mark.poland
def test_every_percentile_of_poland_is_within_bounds(walcz):
    table = walcz.table()
    for column in ("percentile", "oriented"):
        known = table[column].drop_nulls()
        assert known.min() >= 0
        assert known.max() <= 100
    assert table["indicator"].n_unique() > 90
    assert (
        table.filter(table["value"].is_null())["percentile"].null_count()
        == table["value"].null_count()
    )
