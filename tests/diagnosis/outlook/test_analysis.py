"""The outlook of an area."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from terytoria.diagnosis.outlook import (
    AREA,
    YEARS,
    OutlookDataError,
    OutlookOptions,
    country_outlook,
    outlook,
)
from terytoria.diagnosis.outlook.analysis import OutlookOptionsError
from terytoria.diagnosis.outlook.calibration import lasting_balance, target_total
from terytoria.statistics.snapshot import Snapshot
from terytoria.territory import Area, UnknownUnitError


def test_the_area_is_the_exact_sum_of_its_members(country, area):
    result = outlook(country, area)
    whole = result.people[-1]
    assert whole == pytest.approx(result.people[:-1].sum(axis=0), abs=1e-9)
    totals = result.totals()
    members = totals.filter(pl.col("unit") != AREA).group_by("year").agg(pl.col("persons").sum())
    both = members.join(totals.filter(pl.col("unit") == AREA), on="year")
    assert both["persons"].to_numpy() == pytest.approx(both["persons_right"].to_numpy(), abs=1e-9)


def test_the_demand_of_the_area_is_the_sum_of_its_members(country, area):
    demand = outlook(country, area).demand()
    parts = demand.filter(pl.col("unit") != AREA).group_by("band", "year").agg(pl.sum("persons"))
    both = parts.join(demand.filter(pl.col("unit") == AREA), on=["band", "year"])
    left, right = both["persons"].to_numpy(), both["persons_right"].to_numpy()
    assert left == pytest.approx(right, rel=1e-9)


def test_the_projection_starts_from_the_people_of_2020(country, area):
    result = outlook(country, area)
    for number, code in enumerate(area.gminas):
        row = country.register.index[code]
        women = country.observations.panel("pop_20_24_f").year(2020)[row]
        assert result.people[number, 0, 1, 4] == women
        oldest = country.observations.panel("pop_85plus").year(2020)[row]
        assert result.people[number, 0, :, 17].sum() == pytest.approx(oldest)


def test_the_first_step_meets_the_known_totals(country):
    made = country_outlook(country)
    found = made.population[1].sum(axis=(1, 2))
    assert found == pytest.approx(target_total(made.base), abs=1e-3)


def test_the_balance_that_lasts_is_smaller_than_the_one_seen(country):
    made = country_outlook(country)
    lasting = lasting_balance(made.base, made.steps[0], made.unregistered * made.base.size)
    assert np.abs(lasting).max() < np.abs(made.unregistered).max()


def test_components_account_for_every_person(country, area):
    table = outlook(country, area).components()
    end = table["start"] + table["births"] - table["deaths"] + table["arrived"] - table["left"]
    assert end.to_numpy() == pytest.approx(table["end"].to_numpy(), abs=1e-6)
    assert table.height == (len(area) + 1) * 4


def test_no_cell_is_negative(country):
    assert country_outlook(country).population.min() >= 0


def test_intervals_hold_the_value_and_widen(country, area):
    totals = outlook(country, area).totals().filter(kind="projected")
    assert (totals["low"] < totals["persons"]).all()
    assert (totals["persons"] < totals["high"]).all()
    assert (totals["low95"] <= totals["low"]).all()
    one = totals.filter(unit=AREA).sort("year")
    width = (one["high"] / one["low"]).log().to_numpy()
    assert (np.diff(width) > 0).all()


def test_known_years_have_no_interval(country, area):
    observed = outlook(country, area).totals().filter(kind="observed")
    assert observed["year"].unique().sort().to_list() == [2020, 2021, 2023, 2024]
    assert observed["low"].null_count() == observed.height
    demand = outlook(country, area).demand()
    assert demand.filter(pl.col("year") == 2020)["low"].null_count() == 9 * (len(area) + 1)


def test_every_year_after_the_known_ones_is_projected(country, area):
    projected = outlook(country, area).totals().filter(unit=AREA, kind="projected")
    assert projected["year"].to_list() == list(range(2025, 2041))


def test_the_table_is_long_and_adds_up(country, area):
    result = outlook(country, area)
    table = result.table()
    assert table.height == (len(area) + 1) * len(YEARS) * 2 * 18
    last = table.filter(unit=AREA, year=2040)["persons"].sum()
    assert last == pytest.approx(result.totals().filter(unit=AREA, year=2040)["persons"].item())
    women = table.filter(unit=area.gminas[0], year=2020, sex="f", age="20–24")["persons"].item()
    assert women == result.people[0, 0, 1, 4]


def test_the_wider_level_can_be_asked_for(country, area):
    narrow = outlook(country, area).totals().filter(unit=AREA, year=2040)
    wide = outlook(country, area, OutlookOptions(level=0.95)).totals().filter(unit=AREA, year=2040)
    assert wide["low"].item() == wide["low95"].item() <= narrow["low"].item()
    with pytest.raises(OutlookOptionsError, match=r"use 0\.8 or 0\.95"):
        OutlookOptions(level=0.5)


def test_a_gmina_without_data_is_named_and_left_out(country, unknown):
    area = Area("Próba", ("0112012", unknown), date(2026, 11, 1))
    result = outlook(country, area)
    assert result.missing == (unknown,)
    assert result.units == ("0112012", AREA)
    assert "Bez danych o wieku, poza projekcją: gmina Człopa" in result.explain()
    assert "projekcji nie wykonano" in result.explain(unknown)


def test_an_area_without_any_data_is_refused(country, unknown):
    with pytest.raises(OutlookDataError, match="no member of Pusta"):
        outlook(country, Area("Pusta", (unknown,), date(2026, 11, 1)))


def test_a_snapshot_without_the_series_says_which(make_country, area):
    with pytest.raises(OutlookDataError, match="live_births"):
        outlook(make_country(without=("live_births",)), area)


def test_strangers_are_refused(country, area):
    with pytest.raises(UnknownUnitError):
        outlook(country, Area("X", ("0199012",), date(2026, 11, 1)))
    with pytest.raises(KeyError, match="no member"):
        outlook(country, area).explain("0102012")


def test_the_country_is_projected_once_and_always_the_same(country, make_country):
    first = country_outlook(country)
    assert country_outlook(country) is first
    again = country_outlook(make_country())
    assert np.array_equal(first.population, again.population)


def test_the_text_gives_the_number_its_interval_and_the_change(country, area):
    text = outlook(country, area).explain(area.gminas[0]).replace("\N{NO-BREAK SPACE}", " ")
    assert text.startswith("Według projekcji w 2040 r. w gminie")
    assert "przedział 80%: " in text
    assert "mniej niż w 2024 r." in text
    assert "Osoby w wieku 75 i więcej lat: " in text
    whole = outlook(country, area).explain().replace("\N{NO-BREAK SPACE}", " ")
    assert "w partnerstwie" in whole
    assert "w przedziale 80% po 4 latach mieściło się" in whole
    assert "roku pandemii" in whole


def test_evidence_carries_the_interval(country, area):
    result = outlook(country, area)
    (evidence,) = result.evidence
    low, high = evidence.interval
    assert low < evidence.value < high
    assert evidence.years == (2020, 2040)
    assert set(result.tables()) == {"people", "totals", "demand", "components", "coverage"}


@pytest.mark.poland
def test_walcz_county_shrinks_and_ages(poland: Snapshot):
    area = Area.of_unit(poland.register, "3217", date(2026, 11, 1))
    result = outlook(poland, area)
    last = result.totals().filter(unit=AREA, year=2040).row(0, named=True)
    assert last["low"] < last["persons"] < last["high"]
    assert 38_000 < last["persons"] < 44_000
    old = result.demand().filter(unit=AREA, band="age_75").sort("year")["persons"]
    assert old[-1] > 1.8 * old[0]
    assert result.totals().filter(unit=AREA, year=2024)["persons"].item() == 49_390


@pytest.mark.poland
def test_the_country_reproduces_its_births_and_deaths(poland: Snapshot):
    made = country_outlook(poland)
    assert made.local.fertility_level == pytest.approx(1.0, abs=0.05)
    assert made.local.mortality_level == pytest.approx(1.0, abs=0.05)
    births, deaths = (getattr(made.steps[0], name).sum() / 5 for name in ("births", "deaths"))
    assert births == pytest.approx(284_000, rel=0.05)  # mean of 2021-2025: about 281 thousand
    assert deaths == pytest.approx(440_000, rel=0.05)  # mean of 2021-2025: about 438 thousand
