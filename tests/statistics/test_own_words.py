"""Words of own files: damaged codes, names, series, years and numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.statistics.catalogue import AREA_KM2, Catalogue
from terytoria.statistics.sources.own_words import (
    SeriesNames,
    Units,
    WordError,
    check_level,
    check_value,
    plain,
    read_value,
    read_year,
)
from terytoria.territory import Kind, Level, Register, Unit


def south() -> Register:
    """Gminas of a voivodeship whose codes start with a zero."""
    units = [Unit("02", "dolnośląskie", Level.VOIVODESHIP, Kind.VOIVODESHIP, "PL", 1.0)]
    for powiat in range(1, 6):
        head = f"02{powiat:02d}"
        units.append(Unit(head, f"powiat {powiat}", Level.POWIAT, Kind.POWIAT, "02", 1.0))
        for gmina in range(1, 9):
            kind = (Kind.URBAN, Kind.RURAL, Kind.URBAN_RURAL)[gmina % 3]
            code = f"{head}{gmina:02d}{gmina % 3 + 1}"
            units.append(Unit(code, f"Gmina {powiat}{gmina}", Level.GMINA, kind, head, 1.0))
    return Register(units)


SOUTH = south()
UNITS = Units(SOUTH)
GMINAS = st.sampled_from(SOUTH.gminas)


@given(GMINAS)
def test_a_code_that_a_spreadsheet_made_a_number_comes_back(code: str) -> None:
    for damaged in (str(int(code)), f"{int(code)}.0", f" {int(code)} "):
        found, repaired = UNITS.read(damaged)
        assert found == code
        assert code in repaired
    assert UNITS.read(code) == (code, "")


@given(st.sampled_from(SOUTH.powiats))
def test_a_powiat_that_a_spreadsheet_made_a_number_comes_back(code: str) -> None:
    assert UNITS.read(str(int(code)))[0] == code


@given(GMINAS, st.booleans())
def test_a_name_is_found_in_any_case_with_and_without_kind(code: str, upper: bool) -> None:
    unit = SOUTH.unit(code)
    kind = {Kind.URBAN: "miejska", Kind.RURAL: "wiejska", Kind.URBAN_RURAL: "miejsko-wiejska"}
    for name in (unit.name, f"{unit.name} ({kind[unit.kind]})"):
        assert UNITS.read(name.upper() if upper else name)[0] == code


@given(st.text(max_size=12))
def test_any_text_is_a_unit_or_told(text: str) -> None:
    try:
        code, _ = UNITS.read(text)
    except WordError as problem:
        told = problem
    else:
        assert code in SOUTH
        return
    assert told.what.endswith(".")
    assert told.remedy.endswith(".")


@given(st.text("0123456789", min_size=1, max_size=9))
def test_any_digits_are_a_unit_or_told(digits: str) -> None:
    try:
        code, repaired = UNITS.read(digits)
    except WordError:
        return
    assert code == digits or (repaired and (code == f"0{digits}" or code.startswith(digits)))


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2023", 2023),
        ("2023.0", 2023),
        ("2023,0", 2023),
        ("2023-12-31", 2023),
        ("2023-12-31 00:00:00", 2023),
        ("2023/12/31", 2023),
        ("31.12.2023", 2023),
        ("31-12-2023", 2023),
        ("1.1.2023", 2023),
    ],
)
def test_years_are_read_from_numbers_and_days(text: str, year: int) -> None:
    assert read_year(text)[0] == year


@pytest.mark.parametrize(
    "text",
    ["", "23", "20233", "dwa tysiące", "2023-24", "2023/2024", "٢٠٢٣", "1800", "2500", "-2023"],
)
def test_what_is_no_year_is_told(text: str) -> None:
    with pytest.raises(WordError) as caught:
        read_year(text)
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("007", 7),
        ("12,5", 12.5),
        ("12.5", 12.5),
        (",5", 0.5),
        ("5,", 5),
        ("+3", 3),
        ("-3", -3),
        ("−3", -3),
        ("1 234", 1234),
        ("1\u00a0234,56", 1234.56),
        ("1.234,56", 1234.56),
        ("1,234.56", 1234.56),
        ("1.234.567", 1_234_567),
        ("1,234,567", 1_234_567),
        ("1,234", 1.234),
        ("1.234", 1.234),
        ("12,5%", 12.5),
        ("12,5 %", 12.5),
        ("1e3", 1000),
        ("1,5E-2", 0.015),
    ],
)
def test_numbers_in_polish_and_english_writing(text: str, value: float) -> None:
    assert read_value(text)[0] == pytest.approx(value)


@pytest.mark.parametrize(
    "text",
    ["", " ", "-", "–", "x", "b.d.", "brak", "NaN", "inf", "12a", "1,2,3", "1.2.3", "12 zł", "--1",
     "#N/D!", "#VALUE!", "=A1", "1e9999", "٣", "²"],
)  # fmt: skip
def test_what_is_no_number_is_told(text: str) -> None:
    with pytest.raises(WordError) as caught:
        read_value(text)
    assert caught.value.what
    assert caught.value.remedy


class TestSeriesNames:
    """Series by id and by name, through the catalogue."""

    NAMES = SeriesNames(Catalogue.load(), ["observed_only"])

    def test_every_series_is_found_by_its_id_and_both_its_names(self) -> None:
        for series in Catalogue.load().series.values():
            if series.derived or series.id == AREA_KM2:
                continue
            assert self.NAMES.read(series.id) == (series.id, "")
            for name in (series.name_pl, series.name_en.upper()):
                found = self.NAMES.described(self.NAMES.read(name)[0])
                assert found is not None
                assert plain(name) in {plain(found.name_pl), plain(found.name_en)}

    def test_series_made_of_others_are_not_given(self) -> None:
        with pytest.raises(WordError, match="Nie ma wskaźnika"):
            self.NAMES.read("pop_0_14")

    def test_an_indicator_of_several_series_names_them(self) -> None:
        with pytest.raises(WordError, match="F-04") as caught:
            self.NAMES.read("F-04")
        assert "own_revenue_pc" in caught.value.remedy
        assert "budget_revenue_pc" in caught.value.remedy

    def test_a_series_only_observed_has_no_description(self) -> None:
        assert self.NAMES.read("observed_only") == ("observed_only", "")
        assert self.NAMES.described("observed_only") is None


def test_values_and_levels_fit_their_series() -> None:
    series = Catalogue.load().series
    check_value(-5.0, series["mig_net"])
    check_value(-5.0, series["cit_revenue_pc"])
    check_value(-5.0, None)
    for name in ("pop_total", "turnout_sejm"):
        with pytest.raises(WordError, match="ujemne"):
            check_value(-5.0, series[name])
    check_level("3217023", series["pop_total"])
    check_level("3217", series["pop_total"])
    check_level("3217", None)
    with pytest.raises(WordError, match="tylko dla powiatów"):
        check_level("3217023", series["avg_wage"])


class TestSpaces:
    """A space groups thousands; where it may stand for a lost comma, nothing is guessed."""

    @given(st.integers(-(10**12), 10**12), st.sampled_from(" \u00a0\u202f\u2009"))
    def test_thousands_in_groups_are_read(self, number: int, space: str) -> None:
        assert read_value(f"{number:,}".replace(",", space)) == (number, "")

    @given(st.integers(1, 999), st.integers(0, 99999))
    def test_other_groups_are_refused(self, head: int, tail: int) -> None:
        text = f"{head} {tail}"
        if len(str(tail)) == 3:
            assert read_value(text)[0] == head * 1000 + tail
            return
        with pytest.raises(WordError, match="można odczytać różnie"):
            read_value(text)

    @pytest.mark.parametrize("text", ["12 5", "1234 567", "1 2 3", "0,12 345", "1 234 5", "1 23,4"])
    def test_a_lost_comma_is_not_closed_up(self, text: str) -> None:
        with pytest.raises(WordError, match="Odstęp dzieli tylko tysiące"):
            read_value(text)

    @pytest.mark.parametrize(
        ("text", "value"),
        [("- 5", -5), (" 12 ,5", 12.5), ("12, 5", 12.5), ("− 1 234,5", -1234.5), ("12 %", 12)],
    )
    def test_spaces_beside_signs_do_no_harm(self, text: str, value: float) -> None:
        assert read_value(text)[0] == value
