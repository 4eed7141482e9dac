"""Budget files: headings found, totals divided only by the stated people, sums checked."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest

from terytoria.statistics.sources.published.amounts import Quantity, quantity_of, tax_of

CODES = ["WK", "PK", "GK", "GT", "Nazwa JST"]
ONE = ["02", "01", "01", "1", "Żabno 0"]
TWO = ["02", "01", "02", "2", "Żabno 0"]


def values(
    desk: Any, rows: list[list[str]], name: str = "2020.csv", **options: Any
) -> dict[Any, float]:
    """New values by series and unit."""
    frame = desk.frame("budgets", rows, name, **options).filter(pl.col("series") != "pop_total")
    return {(series, unit): value for _, series, unit, _, value in frame.rows()}


def test_totals_stay_and_rates_are_made_of_the_stated_people(desk: Any) -> None:
    found = values(desk, desk.rows("budgets"))
    assert found["pit_share_total", "0201011"] == 1_000_000.0
    assert found["pit_revenue_pc_b2011", "0201011"] == 1000.0
    assert found["budget_revenue_pc", "0201022"] == round(5_000_001.5 / 1001, 2)
    assert found["own_revenue_pc", "0201011"] == 2000.0
    assert {unit for _, unit in found} == {row[0] for row in gminas(desk)}


def gminas(desk: Any) -> list[tuple[str, ...]]:
    """Codes of the gminas of the country."""
    return [(code,) for code in desk.nation.register.gminas]


def test_observations_and_series_of_the_base_stay(desk: Any) -> None:
    taken = desk.take("budgets", desk.rows("budgets"))
    observed, series = taken.tables["observations"], taken.tables["series"]
    assert ("gmina", "pop_total", "0201011", 2020, 5000.0) in observed.rows()
    known = {row["series"]: row for row in series.to_dicts()}
    assert known["pop_total"]["source"] == "GUS"
    assert known["pit_share_total"]["source"] == "Ministerstwo Finansów"
    assert known["own_revenue_pc"]["base"] == "NSP2011"
    assert taken.source == "Ministerstwo Finansów, budżety JST 2020 (plik plik 2021.csv)"


def test_without_people_only_totals_are_taken(desk: Any) -> None:
    rows = [[*CODES, "Dochody ogółem", "Udział w PIT"], [*ONE, "5000", "700,50"]]
    taken = desk.take("budgets", rows, "2020.csv")
    assert values(desk, rows) == {("pit_share_total", "0201011"): 700.5}
    said = "Kolumna „Dochody ogółem”: Pominięto kolumnę: plik nie podaje liczby ludności"
    assert said in taken.messages[0].text


def test_a_rate_the_file_states_goes_before_one_made_of_a_total(desk: Any) -> None:
    head = [*CODES, "Liczba mieszkańców", "Dochody ogółem", "Dochody ogółem na 1 mieszkańca"]
    rows = [head, [*ONE, "10", "1000", "99,5"]]
    assert values(desk, rows) == {("budget_revenue_pc", "0201011"): 99.5}


def test_the_file_of_the_ministry_says_by_its_title_which_tax(desk: Any) -> None:
    head = [*CODES, "województwo", "powiat", "Dochody wykonane\n(wpłaty minus zwroty)"]
    title = ["Udziały gmin w podatku dochodowym od osób fizycznych za 2020 r."]
    rows = [title, head, ["1", "2", "3", "4", "5", "6", "7", "8"], [*ONE, "dln", "p", "1 234,56"]]
    assert values(desk, rows, "gminy.csv") == {("pit_share_total", "0201011"): 1234.56}
    said = desk.refused("budgets", rows[1:], "gminy 2020.csv")
    assert "nie ma kolumny dochodów ani wydatków, którą można rozpoznać" in said


def test_powiats_have_their_own_series(desk: Any) -> None:
    rows = [[*CODES, "Udziały w PIT"], ["02", "01", "00", "0", "powiat", "900"]]
    assert values(desk, rows) == {("pit_share_powiat_budget", "0201"): 900.0}
    rows[1][2:4] = ["", ""]
    assert values(desk, rows) == {("pit_share_powiat_budget", "0201"): 900.0}


@pytest.mark.parametrize(
    ("year", "series"), [(2020, "pit_revenue_pc_b2011"), (2021, "pit_revenue_pc")]
)
def test_rates_belong_to_the_population_of_their_year(desk: Any, year: int, series: str) -> None:
    rows = [[*CODES, "PIT na 1 mieszkańca - dochody"], [*ONE, "700"]]
    assert values(desk, rows, year=year) == {(series, "0201011"): 700.0}


def test_own_revenue_after_the_census_has_no_series(desk: Any) -> None:
    rows = [[*CODES, "Ludność", "Dochody własne", "CIT - dochody"], [*ONE, "10", "70", "-20"]]
    taken = desk.take("budgets", rows, "2022.csv")
    assert values(desk, rows, "2022.csv") == {("cit_revenue_pc", "0201011"): -2.0}
    assert "katalog nie ma szeregu dla roku 2022" in taken.messages[0].text


def test_a_whole_code_stands_for_its_parts(desk: Any, make: Any) -> None:
    rows = [["Kod TERYT", "Nazwa", "Udział w PIT"], [201011, "Żabno", 5.5], ["3263011", "Ś", "-"]]
    taken = desk.take("budgets", make["book"](rows), "2020.xlsx")
    found = taken.tables["observations"].filter(pl.col("series") == "pit_share_total")
    assert found.select("unit", "value").rows() == [("0201011", 5.5)]
    assert "Odtworzono zero na początku kodu w 1 wierszach" in taken.messages[0].text


def test_the_year_must_be_plain(desk: Any) -> None:
    rows = [[*CODES, "Udział w PIT"], [*ONE, "5"]]
    assert "Podaj rok przy wczytaniu." in desk.refused("budgets", rows, "gminy.csv")
    assert "nie mówi jasno" in desk.refused("budgets", rows, "2019_2020.csv")
    title = [["Wykonanie w 2018 r."], *rows]
    assert set(desk.frame("budgets", title, "20210215_gminy.csv")["year"]) == {2018, 2020}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([[*ONE, "5"], [*ONE, "6"]], "Inne kwoty tej samej jednostki są w wierszu 2."),
        (
            [[*ONE, "5"], [*TWO, "6"], ["", "", "", "", "Razem", "20"]],
            "Suma wierszy (11) różni się",
        ),
        ([[*ONE, "pięć"]], "Wiersz 2, kolumna „Udział w PIT”: „pięć” nie jest liczbą"),
        ([[*ONE, "12 5"]], "można odczytać różnie"),
        (
            [["02", "01", "09", "2", "Nieznana", "5"]],
            "W rejestrze nie ma jednostki o kodzie „0201092”",
        ),
        (
            [[*ONE, "5"], ["", "", "", "", "Bez kodu", "6"]],
            "Wiersz z kwotami nie ma kodu jednostki",
        ),
        ([[*ONE, "5"], ["2E+01", "01", "01", "1", "Ż", "6"]], "Wiersz z kwotami nie ma kodu"),
    ],
)
def test_wrong_rows_are_named(desk: Any, rows: list[list[str]], said: str) -> None:
    assert said in desk.refused("budgets", [[*CODES, "Udział w PIT"], *rows], "2020.csv")


def test_a_sound_total_is_no_unit(desk: Any) -> None:
    rows = [[*CODES, "Udział w PIT"], [*ONE, "5"], [*TWO, "6"], ["", "", "", "", "Ogółem", "11"]]
    assert sum(values(desk, rows).values()) == 11.0


def test_two_columns_of_one_quantity_are_refused(desk: Any) -> None:
    rows = [[*CODES, "Udział w PIT", "Wpływy z PIT"], [*ONE, "5", "6"]]
    said = desk.refused("budgets", rows, "2020.csv")
    assert "dwie kolumny tej samej wielkości: „Udział w PIT” i „Wpływy z PIT”" in said


def test_plans_are_no_budgets(desk: Any) -> None:
    head = [*CODES, "Liczba ludności", "Wydatki ogółem plan", "Wydatki ogółem wykonanie"]
    rows = [head, [*ONE, "10", "900", "800"]]
    assert values(desk, rows) == {("budget_expenditure_pc", "0201011"): 80.0}


@pytest.mark.parametrize(
    ("title", "quantity"),
    [
        ("Dochody ogółem", Quantity("revenue", per_head=False)),
        ("Dochody budżetu gminy ogółem na 1 mieszkańca", Quantity("revenue", per_head=True)),
        ("Dochody własne", Quantity("own", per_head=False)),
        ("Wydatki ogółem", Quantity("expenditure", per_head=False)),
        ("Wydatki majątkowe inwestycyjne", Quantity("investment", per_head=False)),
        ("Udziały w podatku dochodowym od osób prawnych", Quantity("cit", per_head=False)),
        ("Udziały w PIT i w CIT", None),
        ("Dotacje celowe", None),
        ("Dochody ogółem, plan", None),
        ("Udział dochodów własnych w dochodach ogółem w %", None),
        ("Dochody wykonane", None),
        ("Wskaźnik G", None),
    ],
)
def test_headings_state_quantities(title: str, quantity: Quantity | None) -> None:
    assert quantity_of(title, None) == quantity


def test_a_tax_is_known_only_when_it_is_one() -> None:
    assert tax_of("udzialy w cit") == "cit"
    assert tax_of("pit i cit") is None
    assert tax_of("pitagoras") is None


def test_other_tables_are_refused(desk: Any) -> None:
    said = desk.refused("budgets", [["Gmina", "Kwota"], ["Żabno", "5"]], "2020.csv")
    assert "nie ma kolumn WK, PK, GK, GT ani kodu TERYT" in said


def test_rows_that_do_not_fit_the_heading_are_refused(desk: Any, make: Any) -> None:
    head = [*CODES, "Udział w PIT", "Udział w CIT"]
    sound = make["csv"]([head, [*ONE, "5", "7"], [*TWO, "6", "8"]])
    said = desk.refused("budgets", sound.replace("5;7", "57"), "2020.csv")
    assert "Wiersz 2: Wiersz ma 6 z 7 komórek." in said
    said = desk.refused("budgets", sound.replace("5;7", "5;7;9"), "2020.csv")
    assert "Wiersz 2: Wiersz ma więcej komórek niż nagłówek (7)" in said
    note = sound + "Źródło: sprawozdania Rb-27S\r\n"
    assert desk.frame("budgets", note, "2020.csv").height == 3
