"""What is made once: boards of gminas and powiats, values of areas."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from terytoria.diagnosis.groups import by_list, of_country, powiats_like
from terytoria.diagnosis.standing import Yardstick
from terytoria.territory import Area, Level

TODAY = date(2026, 1, 1)


@pytest.fixture
def measures(country, measured, fake_indicator, fake_measures):
    gminas, powiats = country.register.gminas, country.register.powiats
    rng = np.random.default_rng(6)
    of_gminas = rng.normal(size=(len(gminas), 2))
    wide = measured(of_gminas, gminas, [2019, 2020], indicator=fake_indicator("a"))
    narrow = measured(
        rng.normal(size=(len(powiats), 1)), powiats, [2020], indicator=fake_indicator("p")
    )

    class Both(fake_measures):
        def areas(self, name, areas, /):
            if name == "a":
                return super().areas(name, areas)
            of = self.tables[name]
            row = {unit: at for at, unit in enumerate(of.units)}
            whole = {code: country.register.gminas_of(code) for code in powiats}
            values = [
                of.values[row[label]] if whole.get(label) == tuple(codes) else [np.nan]
                for label, codes in areas.items()
            ]
            return measured(values, areas, of.years, indicator=of.indicator)

    return Both({"a": wide, "p": narrow})


@pytest.fixture
def yardstick(country, measures):
    return Yardstick(country.register, measures)


def test_gminas_have_no_indicators_of_powiats(yardstick):
    assert [one.id for one in yardstick.board(Level.GMINA).indicators] == ["a"]
    assert [one.id for one in yardstick.board(Level.POWIAT).indicators] == ["a", "p"]


def test_a_board_is_made_once(yardstick):
    assert yardstick.board(Level.POWIAT) is yardstick.board(Level.POWIAT)
    assert yardstick.values(Level.GMINA) is yardstick.values(Level.GMINA)


def test_powiats_are_taken_by_totals(yardstick, measures, country):
    board = yardstick.board(Level.POWIAT)
    rows = [country.register.index[code] for code in country.register.gminas_of("0201")]
    expected = measures.tables["a"].values[rows].sum(axis=0)
    np.testing.assert_allclose(board.values[:2, board.column["0201"]], expected)


def test_a_group_is_sorted_once_whatever_its_name(yardstick, country):
    codes = country.register.gminas[:9]
    first, second = by_list(country, codes, "a"), by_list(country, codes, "b")
    assert yardstick.group(first) is yardstick.group(second)
    assert yardstick.group(first).n.tolist() == [9, 9]


def test_the_country_is_a_group(yardstick, country, measures):
    found = yardstick.group(of_country(country))
    np.testing.assert_allclose(found.median, np.median(measures.tables["a"].values, axis=0))


def test_a_powiat_is_read_from_the_board(yardstick, country):
    area = Area.of_unit(country.register, "0201", TODAY)
    board, column = yardstick.unit("0201", area, Level.POWIAT)
    assert board is yardstick.board(Level.POWIAT)
    assert board.units[column] == "0201"


def test_any_other_area_gets_a_board_of_its_own(yardstick, country, measures):
    area = Area("x", country.register.gminas[2:9], TODAY)
    board, column = yardstick.unit("area", area, Level.POWIAT)
    expected = measures.tables["a"].values[2:9].sum(axis=0)
    np.testing.assert_allclose(board.values[:2, column], expected)
    assert np.isnan(board.values[2, column])
    group = powiats_like(country, area)
    assert yardstick.group(group).median.shape == (3,)


def test_values_of_an_area_are_kept_for_the_next_analysis(yardstick, country):
    area = Area("x", country.register.gminas[2:9], TODAY)
    first = yardstick.area_values("area", area, Level.POWIAT)
    assert yardstick.area_values("area", area, Level.POWIAT) is first


def test_areas_of_the_same_name_are_told_apart(yardstick, country):
    one = Area("x", country.register.gminas[2:9], TODAY)
    other = Area("x", country.register.gminas[3:9], TODAY)
    first = yardstick.area_values("area", one, Level.POWIAT)[0].values
    second = yardstick.area_values("area", other, Level.POWIAT)[0].values
    assert not np.allclose(first, second)


def test_only_the_last_areas_are_kept(yardstick, country):
    for at in range(40):
        area = Area("x", country.register.gminas[at : at + 3], TODAY)
        yardstick.area_values("area", area, Level.POWIAT)
    assert len(yardstick._areas) <= 16
