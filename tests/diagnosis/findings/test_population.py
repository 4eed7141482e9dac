"""The sentence that opens a portrait: how many people, and how that has changed."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.diagnosis.findings.population import (
    INDICATOR,
    LEVEL,
    population_heading,
    population_sentence,
)
from terytoria.diagnosis.standing import Standing, Verdict
from terytoria.language.numbers import number, percent
from terytoria.statistics.catalogue.entries import Text

PEERS = Text("podobnych gminach", "similar gminas")


def told(sources, unit, **changes):
    """The sentence for a unit whose latest change of population is altered."""
    latest = sources.standings.latest(unit, INDICATOR)
    own = (
        (pl.col("unit") == unit)
        & (pl.col("indicator") == INDICATOR)
        & (pl.col("year") == latest.year)
    )
    rows = sources.standings.rows.with_columns(
        pl.when(own).then(pl.lit(value, dtype=pl.Float64)).otherwise(pl.col(name)).alias(name)
        for name, value in changes.items()
    )
    standings = replace(sources.standings, rows=rows)
    return population_sentence(sources.measures, sources.area, standings, unit)


def test_the_number_comes_first_then_the_change_then_the_group(sources, plain):
    unit = sources.unit
    people = sources.standings.latest(unit, LEVEL)
    change = sources.standings.latest(unit, INDICATOR)
    text = plain(population_sentence(sources.measures, sources.area, sources.standings, unit).pl)
    assert text.startswith(f"Na koniec {change.year} r. w powiecie ")
    assert plain(number(people.value)) in text
    assert percent(abs(change.value)) in text
    assert plain(sources.standings.groups[unit].label_pl) in text
    assert text.count("**") == 2


def test_a_member_is_named_in_the_locative(sources):
    code = sources.area.gminas[0]
    text = population_sentence(sources.measures, sources.area, sources.standings, code)
    name = sources.measures.snapshot.register.unit(code).name
    assert name in text.pl
    assert name in text.en


def test_a_loose_area_is_the_partnership(loose):
    text = population_sentence(loose.measures, loose.area, loose.standings, loose.unit)
    assert "w całym partnerstwie mieszkało" in text.pl
    assert "in the whole partnership" in text.en


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"value": -4.8, "percentile": 25.0}, "o 4,8% mniej niż w"),
        ({"value": -4.8, "percentile": 25.0, "median": -3.6}, "ubyło w tym czasie 3,6%"),
        ({"value": -4.8, "percentile": 25.0}, "szybciej traciła co czwarta z nich (25%)"),
        ({"value": -4.8, "percentile": 3.0}, "szybciej traciło 3% z nich"),
        ({"value": -4.8, "percentile": 0.0}, "szybciej nie traciła żadna z nich"),
        ({"value": 2.1, "percentile": 75.0}, "o 2,1% więcej niż w"),
        ({"value": 2.1, "percentile": 75.0}, "szybciej rosła co czwarta z nich (25%)"),
        ({"value": 2.1, "median": 0.4}, "przybyło w tym czasie 0,4%"),
        ({"value": 0.01}, "prawie tyle samo co w"),
    ],
)
def test_the_words_follow_the_numbers(sources, changes, expected, plain):
    assert expected in plain(told(sources, sources.area.gminas[0], **changes).pl)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"value": -4.8, "percentile": 50.0}, "szybciej tracił co drugi z nich (50%)"),
        ({"value": -4.8, "percentile": 0.0}, "szybciej nie tracił żaden z nich"),
        ({"value": 4.8, "percentile": 50.0}, "szybciej rósł co drugi z nich"),
    ],
)
def test_powiats_are_masculine(sources, changes, expected, plain):
    assert expected in plain(told(sources, sources.unit, **changes).pl)


def test_without_a_change_there_is_no_place_among_the_group(sources):
    assert "szybciej" not in told(sources, sources.unit, value=0.0, percentile=50.0).pl


def test_without_a_group_the_sentence_ends_with_the_number(sources):
    text = told(sources, sources.unit, median=None)
    assert text.pl.endswith("**")


def test_nothing_is_said_of_an_unknown_population(sources):
    rows = sources.standings.rows.filter(pl.col("indicator") != LEVEL)
    standings = replace(sources.standings, rows=rows)
    assert population_sentence(sources.measures, sources.area, standings, sources.unit) is None


@given(st.floats(-30, 30), st.floats(-10, 10), st.sampled_from([*Verdict, None]))
def test_a_heading_says_what_happened_and_judges_only_with_a_verdict(value, median, verdict):
    one = _standing(value, median, verdict)
    heading = population_heading(one, PEERS)
    if verdict not in {Verdict.BETTER, Verdict.WORSE}:
        assert heading is None
        return
    assert ("ubywa szybciej" in heading.pl) <= (value < 0 and verdict is Verdict.WORSE)
    assert heading.pl.startswith("Mieszkańców ubywa" if value < 0 else "Mieszkańców przybywa")
    assert ("grows" in heading.en) == (value >= 0)


def _standing(value, median, verdict):
    numbers = (0.0,) * 5
    return Standing(
        "u", INDICATOR, 2024, value, None, None, "g", 30, median, *numbers, verdict, "", 1.0
    )
