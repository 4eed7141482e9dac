"""Sentences about a movement."""

from __future__ import annotations

from dataclasses import replace

import pytest

from terytoria.diagnosis.dynamics import Movement, phrases
from terytoria.diagnosis.groups import by_kind_and_population

TREND = Movement(
    unit="0000011", indicator="x", kind="trend", first_year=2016, last_year=2024, points=8,
    segments=1, slope=-53.5, low=-64.0, high=-35.5, p=0.001, relative=-1.2, direction="falling",
    course="falling", change=-220.0, change_low=None, change_high=None, change_from=2020,
    change_to=2024, group="g", n=132, group_median=-0.9, percentile=17.0, oriented=None,
    level="similar", label="przeciętny i spada",
)  # fmt: skip


@pytest.fixture
def people(fake_indicator):
    return fake_indicator("x", "Liczba ludności", unit="osoba", decimals=0, direction="neutral")


@pytest.fixture
def group(country):
    return by_kind_and_population(country, country.register.gminas[3])


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_a_sure_fall(people):
    assert plain(phrases.moved(TREND, people)) == (
        "w latach 2016–2024 średni spadek o 53,5 osoby na rok (1,2% rocznie), "
        "przedział 95%: 35,5–64,0."
    )


def test_a_sure_rise_has_its_limits_in_order(people):
    rise = replace(TREND, slope=5.0, low=1.0, high=9.0, relative=None, direction="rising")
    text = plain(phrases.moved(rise, people))
    assert text == "w latach 2016–2024 średni wzrost o 5,0 osoby na rok, przedział 95%: 1,0–9,0."


def test_an_unclear_trend_gives_only_its_interval(people):
    unclear = replace(TREND, low=-64.0, high=12.0, direction="unclear")
    text = plain(phrases.moved(unclear, people))
    assert "bez wyraźnego trendu" in text
    assert "od −64,0 do 12,0" in text
    assert "spadek" not in text


def test_too_few_points_for_an_interval(people):
    few = replace(TREND, low=None, high=None, direction=None)
    assert phrases.moved(few, people).endswith("punktów jest za mało, aby orzec trend.")


def test_a_break_is_told(people):
    assert "różnej podstawie" in phrases.moved(replace(TREND, segments=2), people)


@pytest.mark.parametrize(
    ("change", "shown"), [(12.0, "+12 osób"), (-2.0, "−2 osoby"), (0.2, "0 osób")]
)
def test_a_change_has_its_sign(people, change, shown):
    text = plain(phrases.moved(replace(TREND, kind="change", change=change), people))
    assert text == f"zmiana 2020–2024: {shown}; to różnica dwóch lat, a nie trend."


def test_nothing_to_say(people):
    assert phrases.moved(replace(TREND, kind="none"), people).startswith("za mało danych")


def test_a_neutral_fall_is_stronger_than_those_above_it(group):
    assert phrases.place(TREND, group) == "Spadek jest silniejszy niż w 83% pozostałych gmin grupy."
    rise = replace(TREND, direction="rising")
    assert phrases.place(rise, group) == "Wzrost jest silniejszy niż w 17% pozostałych gmin grupy."


def test_a_good_side_makes_a_better_trend(group):
    better = replace(TREND, oriented=74.0)
    text = "Trend jest korzystniejszy niż w 74% pozostałych gmin grupy."
    assert phrases.place(better, group) == text


def test_unclear_trends_and_small_groups_get_no_place(group):
    assert phrases.place(replace(TREND, direction="unclear"), group) == ""
    assert phrases.place(replace(TREND, percentile=None), group) == ""


def test_the_opening_keeps_acronyms(fake_indicator):
    regon = fake_indicator("x", "REGON na 1000")
    assert phrases.opening("gmina Tuczno", regon) == "Gmina Tuczno, REGON na 1000"
