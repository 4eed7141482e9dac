"""Groups by kind and population, and land powiats like an area."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from terytoria.diagnosis.groups import (
    GroupError,
    GroupKind,
    area_unit,
    by_kind_and_population,
    default_groups,
    powiats_like,
)
from terytoria.diagnosis.groups.structure import structure_of
from terytoria.territory import Area, Kind, Level

TODAY = date(2026, 1, 1)


def people(country, code, year=2020):
    panel = country.observations.panel("pop_total")
    return panel.year(year)[country.register.index[code]]


def test_members_are_of_the_kind_and_band(country):
    register = country.register
    code = register.gminas[3]
    group = by_kind_and_population(country, code, band=(3000, 9000))
    kind = register.unit(code).kind
    expected = [
        one
        for one in register.gminas
        if register.unit(one).kind is kind and 3000 <= people(country, one) < 9000
    ]
    assert list(group.members) == expected
    assert group.kind is GroupKind.KIND_AND_POPULATION
    assert group.level is Level.GMINA


def test_the_unit_belongs_to_its_default_group(country):
    for code in country.register.gminas[::7]:
        group = by_kind_and_population(country, code)
        assert code in group
        assert len(group) >= 30


def test_a_narrow_band_is_widened_and_says_so(country):
    widened = [
        group
        for code in country.register.gminas
        if len((group := by_kind_and_population(country, code)).notes) > 1
    ]
    assert widened
    assert all("poszerzono" in group.notes[0] for group in widened)


def test_members_share_one_group_object(country):
    code = country.register.gminas[3]
    group = by_kind_and_population(country, code)
    kin = [one for one in group.members if by_kind_and_population(country, one) is group]
    assert code in kin


def test_reasons_give_kind_and_people(country):
    code = country.register.gminas[3]
    row = by_kind_and_population(country, code).table().to_dicts()[0]
    assert "mieszkańców w 2020 r." in row["reason"]
    assert row["distance"] is None


def test_an_unknown_population_is_compared_with_the_whole_kind(country):
    register = country.register
    code = "0461011"
    year = 2024
    assert np.isnan(people(country, code, year))
    group = by_kind_and_population(country, code, year)
    assert len(group) == sum(kind is Kind.URBAN for kind in register.kinds)
    assert "nie jest znana" in group.explain()


def test_an_unknown_year_names_the_known_ones(country):
    with pytest.raises(GroupError, match="2020, 2024"):
        by_kind_and_population(country, country.register.gminas[0], 1999)


def test_an_empty_band_is_refused(country):
    with pytest.raises(GroupError, match="no unit of kind"):
        by_kind_and_population(country, country.register.gminas[0], band=(10**7, None))


def test_a_powiat_is_no_gmina(country):
    with pytest.raises(GroupError, match="powiats_like"):
        by_kind_and_population(country, "0201")


def test_powiats_like_are_land_powiats_only(country):
    area = Area("a", country.register.gminas[:3], TODAY)
    group = powiats_like(country, area, band=(0, None))
    assert "0461" not in group
    assert len(group) == 40
    assert group.level is Level.POWIAT
    assert group.kind is GroupKind.POWIATS


def test_powiats_like_hold_the_band_of_the_area(country):
    totals = structure_of(country).powiat_populations(2020)
    area = Area.of_unit(country.register, "0201", TODAY)
    group = powiats_like(country, area, band=(40_000, 60_000))
    land = structure_of(country).land_powiats
    expected = [p for p, t in zip(land, totals, strict=True) if 40_000 <= t < 60_000]
    assert list(group.members) == expected


def test_default_groups_cover_members_and_the_area(country):
    area = Area.of_unit(country.register, "0201", TODAY)
    groups = default_groups(country, area)
    assert set(groups) == {*area.gminas, "0201"}
    assert groups["0201"].level is Level.POWIAT


def test_an_area_that_is_no_unit_is_called_area(country):
    area = Area("x", country.register.gminas[:4], TODAY)
    assert area_unit(area) == "area"
    assert "area" in default_groups(country, area)


def test_an_area_of_one_gmina_is_not_taken_for_its_member(country):
    code = country.register.gminas[0]
    area = Area.of_unit(country.register, code, TODAY)
    groups = default_groups(country, area)
    assert set(groups) == {code, "area"}
    assert groups[code].level is Level.GMINA
    assert groups["area"].level is Level.POWIAT


@pytest.mark.poland
def test_tuczno_stands_among_132_gminas(poland):
    group = by_kind_and_population(poland, "3217043", 2020)
    assert len(group) == 132
    assert group.id == "urban-rural-3000-6000-2020"
    label = group.label_pl.replace("\u00a0", " ")
    assert label == "132 gminy miejsko-wiejskie liczące od 3 do 6 tys. mieszkańców"
    assert by_kind_and_population(poland, "3217043") is group


@pytest.mark.poland
def test_there_are_314_land_powiats(poland):
    area = Area.of_unit(poland.register, "3217", TODAY)
    assert len(powiats_like(poland, area, band=(0, None))) == 314
    near = powiats_like(poland, area)
    assert "3217" in near
    assert 30 <= len(near) <= 80
