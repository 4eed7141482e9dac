"""Groups named outright."""

from __future__ import annotations

import pytest

from terytoria.diagnosis.groups import (
    GroupError,
    GroupKind,
    by_list,
    of_country,
    of_powiat,
    of_voivodeship,
)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_a_powiat_in_the_genitive(country):
    group = of_powiat(country, "0201022")
    assert plain(group.label_pl) == "5 gmin powiatu wałeckiego"
    assert group.members == country.register.gminas_of("0201")
    assert group.kind is GroupKind.POWIAT


def test_a_voivodeship_in_the_genitive(country):
    group = of_voivodeship(country, "0201022")
    assert plain(group.label_pl) == "100 gmin województwa dolnośląskiego"
    assert all(code.startswith("02") for code in group.members)


def test_the_country_holds_every_gmina(country):
    assert of_country(country).members == country.register.gminas
    assert of_country(country) is of_country(country)


def test_a_list_is_sorted_and_named(country):
    codes = country.register.gminas
    group = by_list(country, [codes[5], codes[1], codes[5]], "uzdrowiska")
    assert group.members == (codes[1], codes[5])
    assert plain(group.label_pl) == "2 gminy z listy „uzdrowiska”"
    assert by_list(country, [codes[1], codes[5]], "inna nazwa").id == group.id


def test_a_list_holds_gminas_only(country):
    with pytest.raises(GroupError, match="0201: a list group"):
        by_list(country, ["0201", country.register.gminas[0]], "x")


def test_an_empty_list_is_refused(country):
    with pytest.raises(GroupError, match="no members"):
        by_list(country, [], "x")
