"""Where sentences say things are: whole units by name, else the partnership."""

from __future__ import annotations

from datetime import date

import pytest

from terytoria.diagnosis.findings.whereabouts import in_area, in_powiats
from terytoria.territory import Area, Kind, Level, Register, Unit

TODAY = date(2026, 1, 1)
POWIATS = {
    "3203": "drawski",
    "3217": "wałecki",
    "3261": "Koszalin",
    "3205": "gryficki",
    "3206": "gryfiński",
}


@pytest.fixture(scope="module")
def register():
    units = [Unit("PL", "Polska", Level.COUNTRY, Kind.COUNTRY, "", 1.0)]
    name = "zachodniopomorskie"
    units.append(Unit("32", name, Level.VOIVODESHIP, Kind.VOIVODESHIP, "PL", 1.0))
    for code, powiat in POWIATS.items():
        city = powiat[0].isupper()
        kind = Kind.CITY_WITH_POWIAT_RIGHTS if city else Kind.POWIAT
        units.append(Unit(code, powiat, Level.POWIAT, kind, "32", 1.0))
        for number in range(1 if city else 2):
            gmina = f"{code}0{number + 1}2"
            units.append(Unit(gmina, f"Gmina{number}", Level.GMINA, Kind.RURAL, code, 1.0))
    return Register(units)


def test_a_powiat_is_called_by_its_name(register):
    area = Area.of_unit(register, "3217", TODAY, "Sieć współpracy")
    assert in_area(register, area).pl == "w powiecie wałeckim"
    assert in_area(register, area).en == "in the wałecki powiat"


def test_a_voivodeship_is_called_by_its_name(register):
    area = Area.of_unit(register, "32", TODAY)
    assert in_area(register, area).pl == "w województwie zachodniopomorskim"


@pytest.mark.parametrize("codes", [["3217", "3203"], ["3217012"]])
def test_any_other_set_is_the_partnership(register, codes):
    area = Area.of_units(register, codes, TODAY, "Nad jeziorami")
    assert in_area(register, area).pl == "w całym partnerstwie"


@pytest.mark.parametrize(
    ("codes", "pl", "en"),
    [
        (["3217"], "w powiecie wałeckim", "the wałecki powiat"),
        (["3261"], "w Koszalinie", "the Koszalin powiat"),
        (["3203", "3217"], "w powiatach drawskim i wałeckim", "the drawski and wałecki powiats"),
        (["3217", "3261"], "w powiecie wałeckim i w Koszalinie", "the wałecki and Koszalin"),
        (list(POWIATS), "w powiatach tego obszaru", "the powiats of this area"),
    ],
)
def test_whole_powiats_are_named(register, codes, pl, en):
    area = Area.of_units(register, codes, TODAY, "Obszar")
    found = in_powiats(register, area)
    assert found.pl == pl
    assert found.en.startswith(en)


def test_a_part_of_a_powiat_has_no_value_of_a_powiat_and_no_name(register):
    area = Area("Część", ("3203012", "3217012", "3217022"), TODAY)
    assert in_powiats(register, area) is None
