"""Sentences about the outlook."""

from __future__ import annotations

import polars as pl
import pytest

from terytoria.diagnosis.outlook import OutlookOptions, outlook
from terytoria.diagnosis.outlook.explain import limits, nothing_known, rough, sentences

UNIT = "0101012"


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


def totals(last=4390.0, end=3556.0, low=3351.0, high=3772.0):
    rows = [
        (UNIT, 2020, "observed", 4612.0, None, None),
        (UNIT, 2024, "observed", last, None, None),
        (UNIT, 2039, "projected", end + 50, low, high),
        (UNIT, 2040, "projected", end, low, high),
    ]
    schema = {
        "unit": pl.String,
        "year": pl.Int64,
        "kind": pl.String,
        "persons": pl.Float64,
        "low": pl.Float64,
        "high": pl.Float64,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def demand():
    bands = {
        "age_3_6": ("dzieci w wieku przedszkolnym (3–6)", 180, 92),
        "age_7_14": ("dzieci w wieku szkoły podstawowej (7–14)", 395, 193),
        "working": ("osoby w wieku produkcyjnym", 2723, 1949),
        "age_75": ("osoby w wieku 75 i więcej lat", 285, 561),
    }
    rows = []
    for band, (label, before, after) in bands.items():
        rows.append((UNIT, band, label, 2020, float(before), None, None))
        rows.append((UNIT, band, label, 2040, float(after), after * 0.9, after * 1.1))
    columns = ["unit", "band", "label", "year", "persons", "low", "high"]
    return pl.DataFrame(rows, schema=columns, orient="row")


def told(country, frame, level=0.8):
    return plain(" ".join(sentences(country.register, UNIT, frame, demand(), level)))


def test_the_number_comes_with_its_interval_and_the_change(country):
    text = told(country, totals())
    assert text.startswith("Według projekcji w 2040 r. w gminie")
    assert "Tuczno będzie mieszkać około 3560 osób" in text
    assert "(przedział 80%: 3350–3770), o 19% mniej niż w 2024 r. (4390)." in text


def test_growth_is_said_as_growth(country):
    text = told(country, totals(end=4829.0, low=4700.0, high=5000.0))
    assert "o 10% więcej niż w 2024 r." in text


def test_a_change_below_half_a_percent_is_none(country):
    text = told(country, totals(end=4395.0, low=4200.0, high=4600.0))
    assert "mniej więcej tyle samo co w 2024 r. (4390)." in text


def test_the_level_of_the_interval_is_named(country):
    assert "(przedział 95%:" in told(country, totals(), level=0.95)


def test_each_age_has_its_first_and_last_year(country):
    text = told(country, totals())
    assert "Osoby w wieku 75 i więcej lat: 285 w 2020 r., około 560 w 2040 r. (505–615)." in text
    assert "Dzieci w wieku przedszkolnym (3–6): 180 w 2020 r., około 90 w 2040 r." in text


def test_a_unit_without_data_says_so(country):
    text = told(country, totals().clear())
    assert text.endswith("nie ma danych o ludności według wieku: projekcji nie wykonano.")


@pytest.mark.parametrize(
    ("persons", "shown"), [(0, 0), (2.4, 0), (7.6, 10), (994, 995), (1234, 1230), (41_149, 41_100)]
)
def test_numbers_are_rounded_as_a_projection_may_be(persons, shown):
    assert rough(persons) == shown


def test_the_limits_name_assumptions_and_the_back_test(country, area):
    found = outlook(country, area).limits
    assert found[0].startswith("To projekcja: dzietność pozostaje na poziomie z 2024 r.")
    assert "roku pandemii" in found[1]
    assert "partnerstwo to dokładna suma gmin" in found[2]
    assert "mieściło się" in found[3]
    assert len(found) == 4


def test_without_a_back_test_none_is_claimed(country):
    schema = {"trial": pl.String, "horizon": pl.Int64, "nominal": pl.Float64}
    empty = pl.DataFrame(schema={**schema, "observed": pl.Float64, "count": pl.Int64})
    assert not any("mieściło się" in text for text in limits(country.register, empty, ()))


def test_the_wider_interval_is_told_when_asked_for(country, area):
    text = outlook(country, area, OutlookOptions(level=0.95)).explain(area.gminas[0])
    assert "przedział 95%" in text


def test_the_error_of_an_empty_area_names_it():
    assert "no member of Puszcza" in str(nothing_known("Puszcza"))
