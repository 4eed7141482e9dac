"""Values of indicators: totals before rates, breaks, coverage, intervals, evidence."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from terytoria.statistics import intervals
from terytoria.statistics.catalogue import Catalogue, UnknownIndicatorError
from terytoria.statistics.measures import Measures, MeasuresError
from terytoria.territory import Kind, Level, Register, Unit, UnknownUnitError

WALCZ, CZLOPA, RURAL = "3217011", "3217023", "3217052"
BIALOGARD, KARLINO = "3201011", "3201043"
COUNTY = {"powiat": (WALCZ, CZLOPA, RURAL)}
Build = Callable[..., Measures]
SHARED = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def at(measures: Measures, indicator: str, unit: str, year: int) -> float:
    values = measures.of(indicator)
    return float(values.values[values.units.index(unit), values.years.index(year)])


def test_the_change_of_population_is_that_of_the_definition(measured: Build) -> None:
    pop = {2020: {CZLOPA: 4781, RURAL: 12_500}, 2024: {CZLOPA: 4600, RURAL: 12_400}}
    measures = measured({"pop_total": pop})
    assert at(measures, "L-01", CZLOPA, 2024) == pytest.approx(100 * (4600 / 4781 - 1))
    assert measures.of("L-01").years == (2024,)
    area = measures.areas("L-01", {"dwie": (CZLOPA, RURAL)})
    assert area.values[0, 0] == pytest.approx(100 * (17_000 / 17_281 - 1))


@SHARED
@given(st.lists(st.tuples(st.integers(1, 5000), st.integers(5000, 90_000)), min_size=3, max_size=3))
def test_an_area_is_made_of_totals_never_of_the_mean_of_rates(
    measured: Build, parts: list[tuple[int, int]]
) -> None:
    deaths = {2020: dict(zip(COUNTY["powiat"], (part[0] for part in parts), strict=True))}
    people = {2020: dict(zip(COUNTY["powiat"], (part[1] for part in parts), strict=True))}
    measures = measured({"deaths": deaths, "pop_total": people})
    value = measures.areas("L-07", COUNTY).values[0, 0]
    whole = 1000 * sum(part[0] for part in parts) / sum(part[1] for part in parts)
    assert value == pytest.approx(whole)
    rates = [1000 * dead / alive for dead, alive in parts]
    assert min(rates) - 1e-9 <= value <= max(rates) + 1e-9


@SHARED
@given(st.lists(st.floats(0, 100), min_size=3, max_size=3), st.integers(100, 50_000))
def test_a_published_rate_is_itself_in_a_unit_and_weighted_in_an_area(
    measured: Build, rates: list[float], people: int
) -> None:
    weights = [people, 2 * people, 3 * people]
    codes = COUNTY["powiat"]
    measures = measured(
        {
            "covid_vaccinated_pct": {2021: dict(zip(codes, rates, strict=True))},
            "pop_total": {2021: dict(zip(codes, weights, strict=True))},
        }
    )
    for code, rate in zip(codes, rates, strict=True):
        assert at(measures, "Z-03", code, 2021) == pytest.approx(rate)
    area = measures.areas("Z-03", COUNTY).values[0, 0]
    assert area == pytest.approx(np.average(rates, weights=weights))


@SHARED
@given(st.permutations(list(COUNTY["powiat"])))
def test_the_order_of_members_changes_nothing(measured: Build, order: list[str]) -> None:
    measures = measured(
        {
            "live_births": {2020: {WALCZ: 201, CZLOPA: 33, RURAL: 99}},
            "pop_total": {2020: {WALCZ: 24_237, CZLOPA: 4781, RURAL: 12_500}},
        }
    )
    found = measures.areas("L-06", {"a": order})
    assert found.values[0, 0] == measures.areas("L-06", COUNTY).values[0, 0]


def test_a_missing_member_leaves_a_small_area_without_a_value(measured: Build) -> None:
    measures = measured(
        {
            "deaths": {2020: {WALCZ: 300, CZLOPA: 60}},
            "pop_total": {2020: {WALCZ: 24_000, CZLOPA: 4800, RURAL: 12_500}},
        }
    )
    area = measures.areas("L-07", COUNTY)
    assert np.isnan(area.values[0, 0])
    assert np.isnan(area.low[0, 0])
    assert area.coverage[0, 0] == pytest.approx(2 / 3)
    assert np.isnan(at(measures, "L-07", RURAL, 2020))
    assert at(measures, "L-07", WALCZ, 2020) == pytest.approx(12.5)


@pytest.mark.parametrize(
    ("size", "known", "valued"),
    [(20, 19, True), (20, 18, False), (19, 18, False), (40, 38, True), (5, 5, True)],
)
def test_a_large_area_bears_a_twentieth_of_its_members_missing(
    measured: Build, size: int, known: int, valued: bool
) -> None:
    codes = [f"0101{at:02d}2" for at in range(1, size + 1)]
    units = [Unit("0101", "p", Level.POWIAT, Kind.POWIAT, "01", 1.0)]
    units += [Unit(code, code, Level.GMINA, Kind.RURAL, "0101", 1.0) for code in codes]
    deaths = {2020: dict.fromkeys(codes[:known], 10.0)}
    people = {2020: dict.fromkeys(codes, 1000.0)}
    measures = measured({"deaths": deaths, "pop_total": people}, register=Register(units))
    area = measures.areas("L-07", {"wszystkie": codes})
    assert bool(np.isfinite(area.values[0, 0])) is valued
    assert area.coverage[0, 0] == pytest.approx(known / size)
    if valued:
        assert area.values[0, 0] == pytest.approx(10.0)


def test_a_change_of_base_is_a_break_and_the_later_segment_holds(measured: Build) -> None:
    measures = measured(
        {
            "unemployed": {year: {WALCZ: 100.0} for year in (2018, 2019, 2020, 2021)},
            "pop_total_b2011": {year: {WALCZ: 10_000.0} for year in (2018, 2019, 2020)},
            "pop_total": {year: {WALCZ: 8000.0} for year in (2020, 2021)},
        }
    )
    values = measures.of("R-01")
    assert values.years == (2018, 2019, 2020, 2021)
    assert values.bases == ("NSP2011", "NSP2011", "NSP2021", "NSP2021")
    assert values.breaks == (2020,)
    row = values.of_unit(WALCZ)
    assert row.tolist() == pytest.approx([10, 10, 12.5, 12.5])


def test_a_segment_gives_only_the_years_it_may(measured: Build) -> None:
    years = (2018, 2019, 2020, 2021)
    measures = measured(
        {
            "divorces": {year: {"3217": 80.0} for year in years},
            "pop_total_mixed": {year: {"3217": 50_000.0} for year in years},
        }
    )
    values = measures.of("L-30")
    assert values.bases == ("NSP2011", "NSP2011", "NSP2021", "NSP2021")
    assert values.breaks == (2020,)


def test_a_window_needs_every_year(measured: Build) -> None:
    years = (2018, 2019, 2021, 2022, 2023)
    flow = {year: {WALCZ: 10.0 * (year - 2010)} for year in years}
    out = {year: {WALCZ: 5.0} for year in years}
    people = {year: {WALCZ: 10_000.0} for year in range(2018, 2024)}
    measures = measured({"mig_in_total": flow, "mig_out_total": out, "pop_total": people})
    values = measures.of("L-10")
    assert values.years == (2023,)
    assert values.of_unit(WALCZ)[0] == pytest.approx((110 + 120 + 130 - 15) / 10)
    assert measures.years_read("L-10", 2023) == (2021, 2022, 2023)


def test_a_hole_in_one_unit_is_a_hole_in_its_window(measured: Build) -> None:
    flow = {year: {WALCZ: 10.0, CZLOPA: 10.0} for year in (2021, 2022, 2023)}
    out = {2021: {WALCZ: 5.0, CZLOPA: 5.0}, 2022: {WALCZ: 5.0}, 2023: {WALCZ: 5.0, CZLOPA: 5.0}}
    people = {2023: {WALCZ: 1000.0, CZLOPA: 1000.0}}
    measures = measured({"mig_in_total": flow, "mig_out_total": out, "pop_total": people})
    assert at(measures, "L-10", WALCZ, 2023) == pytest.approx(15)
    assert np.isnan(at(measures, "L-10", CZLOPA, 2023))


def test_zero_denominators_are_missing_in_a_unit_and_harmless_in_an_area(measured: Build) -> None:
    measures = measured(
        {
            "pop_5_9": {2020: {WALCZ: 400.0, CZLOPA: 100.0}},
            "pop_10_14": {2020: {WALCZ: 400.0, CZLOPA: 100.0}},
            "schools_primary": {2022: {WALCZ: 4.0, CZLOPA: 0.0}},
        }
    )
    assert np.isnan(at(measures, "E-02", CZLOPA, 2022))
    assert at(measures, "E-02", WALCZ, 2022) == pytest.approx(200)
    both = measures.areas("E-02", {"a": (WALCZ, CZLOPA)})
    assert both.values[0, 0] == pytest.approx(250)


def test_division_by_zero_inside_a_term_is_missing(measured: Build) -> None:
    measures = measured(
        {
            "population_per_pharmacy": {2020: {WALCZ: 3000.0, CZLOPA: 0.0}},
            "pop_total": {2020: {WALCZ: 24_000.0, CZLOPA: 4800.0}},
        }
    )
    assert at(measures, "Z-02", WALCZ, 2020) == pytest.approx(10_000 / 3000)
    assert np.isnan(at(measures, "Z-02", CZLOPA, 2020))


def test_the_area_of_units_is_a_series(measured: Build) -> None:
    measures = measured({"pop_total": {2024: {WALCZ: 23_110.0, CZLOPA: 4600.0}}})
    assert at(measures, "S-01", WALCZ, 2024) == pytest.approx(23_110 / 5)
    both = measures.areas("S-01", {"a": (WALCZ, CZLOPA)})
    assert both.values[0, 0] == pytest.approx(27_710 / 30)


class TestIntervals:
    """Each kind of interval is that of its function, scaled as the value is."""

    @pytest.fixture
    def measures(self, measured: Build) -> Measures:
        people = {WALCZ: 24_000.0, CZLOPA: 4800.0, RURAL: 12_000.0}
        return measured(
            {
                "deaths": {2020: {WALCZ: 300.0, CZLOPA: 60.0, RURAL: 140.0}},
                "live_births": {2020: {WALCZ: 200.0, CZLOPA: 30.0, RURAL: 110.0}},
                "pop_total": {2020: people, 2024: people},
                "pop_total_b2011": {2018: people},
                "unemployed": {2020: {WALCZ: 700.0, CZLOPA: 0.0, RURAL: 200.0}},
                "unemployed_long_term": {2020: {WALCZ: 350.0, CZLOPA: 0.0, RURAL: 90.0}},
            }
        )

    def test_poisson(self, measures: Measures) -> None:
        area = measures.areas("L-07", COUNTY)
        low, high = intervals.poisson(500)
        assert area.low[0, 0] == pytest.approx(1000 * float(low) / 40_800)
        assert area.high[0, 0] == pytest.approx(1000 * float(high) / 40_800)

    def test_skellam(self, measures: Measures) -> None:
        area = measures.areas("L-05", COUNTY)
        low, high = intervals.skellam(340, 500)
        assert (area.low[0, 0], area.high[0, 0]) == pytest.approx(
            (1000 * float(low) / 40_800, 1000 * float(high) / 40_800)
        )

    def test_wilson(self, measures: Measures) -> None:
        values = measures.of("R-02")
        row = values.units.index(RURAL)
        low, high = intervals.wilson(90, 200)
        assert values.low[row, 0] == pytest.approx(100 * float(low))
        assert values.high[row, 0] == pytest.approx(100 * float(high))
        assert np.isnan(values.values[values.units.index(CZLOPA), 0])

    def test_rounding(self, measures: Measures) -> None:
        values = measures.of("L-01")
        row = values.units.index(CZLOPA)
        assert values.high[row, 0] == pytest.approx(100 * 5 / 4800)
        assert values.low[row, 0] == pytest.approx(-100 * 5 / 4800)
        area = measures.areas("L-01", COUNTY)
        assert area.high[0, 0] < 100 * 15 / 40_800

    def test_exact_years_have_no_width(self, measures: Measures) -> None:
        values = measures.of("L-03")
        assert values.years == (2018, 2020, 2024)
        row = values.units.index(CZLOPA)
        assert values.low[row].tolist() == pytest.approx([4800, 4800, 4795])
        assert values.high[row].tolist() == pytest.approx([4800, 4800, 4805])

    def test_none(self, measures: Measures) -> None:
        values = measures.of("R-06")
        assert values.years == ()
        assert measures.of("L-16").low.size == 0

    def test_every_interval_holds_its_value(self, measures: Measures) -> None:
        for name in measures.available():
            found = measures.of(name)
            known = np.isfinite(found.low)
            assert (found.low[known] <= found.values[known]).all(), name
            assert (found.values[known] <= found.high[known]).all(), name


class TestPowiats:
    """Indicators that exist for powiats only."""

    @pytest.fixture
    def measures(self, measured: Build) -> Measures:
        return measured(
            {
                "unemployment_rate": {2022: {"3217": 8.0, "3201": 12.0}},
                "pop_total_mixed": {2022: {"3217": 50_000.0, "3201": 25_000.0}},
            }
        )

    def test_they_have_a_row_per_powiat(self, measures: Measures) -> None:
        values = measures.of("R-09")
        assert values.units == ("3201", "3217")
        assert values.values[:, 0].tolist() == pytest.approx([12, 8])

    def test_a_whole_powiat_has_a_value(self, measures: Measures) -> None:
        assert measures.areas("R-09", COUNTY).values[0, 0] == pytest.approx(8)

    def test_a_union_of_whole_powiats_is_weighted(self, measures: Measures) -> None:
        both = (*COUNTY["powiat"], BIALOGARD, KARLINO)
        assert measures.areas("R-09", {"dwa": both}).values[0, 0] == pytest.approx(28 / 3)

    @pytest.mark.parametrize("part", [(WALCZ,), (WALCZ, CZLOPA), (*COUNTY["powiat"], KARLINO)])
    def test_part_of_a_powiat_has_none(self, measures: Measures, part: tuple[str, ...]) -> None:
        area = measures.areas("R-09", {"a": part})
        assert np.isnan(area.values).all()
        assert (area.coverage == 0).all()


class TestRefusals:
    """What makes no area, and what is no indicator."""

    @pytest.fixture
    def measures(self, measured: Build) -> Measures:
        return measured({"pop_total": {2024: {WALCZ: 23_110.0}}})

    def test_an_empty_group(self, measures: Measures) -> None:
        with pytest.raises(MeasuresError, match="name at least one"):
            measures.areas("L-03", {"nic": ()})

    def test_a_gmina_twice(self, measures: Measures) -> None:
        with pytest.raises(MeasuresError, match="twice"):
            measures.areas("L-03", {"a": (WALCZ, WALCZ)})

    @pytest.mark.parametrize("code", ["9999999", "3217", "Wałcz"])
    def test_an_unknown_unit(self, measures: Measures, code: str) -> None:
        with pytest.raises(UnknownUnitError):
            measures.areas("L-03", {"a": (code,)})
        with pytest.raises(UnknownUnitError):
            measures.of("L-03").of_unit(code)

    def test_an_unknown_indicator(self, measures: Measures) -> None:
        with pytest.raises(UnknownIndicatorError):
            measures.of("L-99")

    def test_arrays_cannot_be_written(self, measures: Measures) -> None:
        with pytest.raises(ValueError, match="read-only"):
            measures.of("L-03").values[0, 0] = 1

    def test_a_year_without_data_is_all_missing(self, measures: Measures) -> None:
        assert np.isnan(measures.of("L-03").year(1990)).all()
        assert measures.of("L-03").latest() is None
        assert measures.of("L-03").latest(0.1) == 2024
        assert measures.of("L-07").latest() is None


def test_what_is_available_and_what_is_missing_make_the_whole(measured: Build) -> None:
    measures = measured({"pop_total": {2020: {WALCZ: 1.0}}, "deaths": {2020: {WALCZ: 1.0}}})
    available, missing = measures.available(), measures.missing()
    assert set(available) | set(missing) == set(Catalogue.load().indicators)
    assert not set(available) & set(missing)
    assert missing["L-05"] == ("live_births",)
    assert "L-07" in available
    assert missing["L-18"] == ("pop_65_69", "pop_70_74", "pop_75_79", "pop_80_84", "pop_85plus")


def test_an_indicator_whose_years_never_meet_is_missing_no_series(measured: Build) -> None:
    measures = measured({"deaths": {2019: {WALCZ: 1.0}}, "pop_total": {2020: {WALCZ: 1.0}}})
    assert measures.missing()["L-07"] == ()


def test_evidence_tells_units_years_value_interval_source_and_formula(measured: Build) -> None:
    measures = measured(
        {"pop_total": {2020: {CZLOPA: 4800.0, RURAL: 12_000.0}, 2024: {CZLOPA: 4600.0}}}
    )
    found = measures.evidence("L-01", (CZLOPA,), 2024)
    assert found.units == (CZLOPA,)
    assert found.years == (2020, 2024)
    assert found.value == pytest.approx(100 * (4600 / 4800 - 1))
    assert found.interval is not None
    assert found.interval[0] < found.value < found.interval[1]
    assert (found.source, found.vintage) == ("GUS BDL", "2026-01-15")
    assert found.formula == "100 * (pop_total / pop_total@-4 - 1)"
    area = measures.evidence("L-01", (CZLOPA, RURAL), 2024)
    assert area.value is None
    assert area.interval is None
    assert measures.evidence("L-01", (CZLOPA,), 1999).years == ()
    assert measures.evidence("L-01", (CZLOPA,), 2024, years_read=(2024,)).years == (2024,)


def test_a_powiat_and_its_gminas_leave_a_residual(measured: Build) -> None:
    people = {WALCZ: 23_110.0, CZLOPA: 4600.0, RURAL: 12_400.0}
    measures = measured({"pop_total": {2024: {**people, "3217": 40_100.0}}})
    found = measures.residual("pop_total", "3217", 2024)
    assert found is not None
    assert found.difference == pytest.approx(10)
    assert measures.residual("pop_total", "3201", 2024) is None
    assert measures.residual("deaths", "3217", 2024) is None


def test_threads_get_the_same_values(measured: Build) -> None:
    measures = measured(
        {
            "deaths": {2020: {WALCZ: 300.0}},
            "pop_total": {2020: {WALCZ: 24_000.0}, 2024: {WALCZ: 23_000.0}},
        }
    )
    names = list(measures.catalogue.indicators) * 4
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(measures.of, names))
    for name, values in zip(names, found, strict=True):
        assert values is measures.of(name)
