"""Pages of trends and what is compared on them."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from terytoria.diagnosis.dynamics import DynamicsOptions
from terytoria.diagnosis.dynamics.book import TrendPage, trend_book
from terytoria.diagnosis.groups import by_list, of_country
from terytoria.diagnosis.standing import yardstick_of
from terytoria.territory import Area, Level

YEARS = list(range(2015, 2021))
TODAY = date(2026, 1, 1)


@pytest.fixture(scope="module")
def measures(country, measured, fake_indicator, fake_measures):
    units = country.register.gminas
    sizes = np.linspace(100, 10_000, len(units))[:, None]
    counts = sizes * (1 - 0.01 * np.arange(6))
    mixed = counts.copy()
    mixed[3] -= mixed[3].max()
    people = fake_indicator("people", unit="osoba")
    balance = fake_indicator("balance", unit="osoba")
    once = fake_indicator("once", unit="osoba")
    return fake_measures(
        {
            "people": measured(counts, units, YEARS, indicator=people),
            "balance": measured(mixed, units, YEARS, indicator=balance),
            "once": measured(counts[:, :1], units, YEARS[:1], indicator=once),
        }
    )


@pytest.fixture(scope="module")
def book(country, measures):
    return trend_book(yardstick_of(country.register, measures), DynamicsOptions())


def test_one_book_for_one_question(country, measures, book):
    yardstick = yardstick_of(country.register, measures)
    assert trend_book(yardstick, DynamicsOptions()) is book
    assert trend_book(yardstick, DynamicsOptions(window=5)) is not book


def test_a_page_has_a_row_for_each_indicator(book, country):
    page = book.page(Level.GMINA)
    assert [one.id for one in page.indicators] == ["people", "balance", "once"]
    assert page.arrays["slope"].shape == (3, len(country.register.gminas))
    assert np.isnan(page.arrays["slope"][2]).all()
    assert book.page(Level.GMINA) is page


def test_counts_compare_by_share_of_their_level(book):
    page = book.page(Level.GMINA)
    assert page.by_share.tolist() == [True, False, False]
    pace = page.pace(page.by_share)
    np.testing.assert_allclose(pace[0], pace[0, 0])
    np.testing.assert_allclose(pace[1], page.arrays["slope"][1])


def test_the_group_is_that_of_the_pace(book, country):
    found = book.group(of_country(country))
    assert found.median[0] == pytest.approx(-100 * 0.01 / 0.975, rel=1e-6)
    assert found.n.tolist()[2] == 0
    codes = country.register.gminas[:5]
    assert book.group(by_list(country, codes, "a")) is book.group(by_list(country, codes, "b"))


def test_an_area_has_a_page_of_its_own(book, country, measures):
    area = Area("x", country.register.gminas[:4], TODAY)
    page, column = book.unit("area", area, Level.POWIAT)
    total = measures.tables["people"].values[:4].sum(axis=0)
    assert column == 0
    assert page.arrays["slope"][0, 0] == pytest.approx(total[1] - total[0])


def test_a_gmina_is_read_from_the_page_of_all(book, country):
    area = Area("x", country.register.gminas[:4], TODAY)
    page, column = book.unit(country.register.gminas[7], area, Level.GMINA)
    assert page is book.page(Level.GMINA)
    assert column == 7


def test_a_page_of_nothing():
    page = TrendPage.of([], ("0000011",), DynamicsOptions())
    assert page.arrays["slope"].shape == (0, 1)
    assert page.by_share.shape == (0,)


def test_many_groups_are_forgotten_in_turn(book, country):
    codes = country.register.gminas
    for at in range(260):
        book.group(by_list(country, [codes[at % 190], codes[190 + at // 190], codes[195]], "x"))
    assert len(book._groups) <= 256
