"""Matrices of commuting: parts folded, secrets absent, nobody counted twice."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

Change = Callable[[list[list[str]]], object]
HEAD = ["origin", "dest", "persons", "year"]


def flows(desk: Any, *rows: tuple[str, str, str], year: str = "2016") -> dict[tuple[str, str], int]:
    """Persons by pair."""
    table = [HEAD, *([*row, year] for row in rows)]
    found = desk.frame("commuting", table, "macierz.csv")
    assert set(found["year"]) == {int(year)}
    return {(origin, dest): persons for origin, dest, persons, _ in found.rows()}


def test_the_clean_matrix_is_folded(desk: Any) -> None:
    found = desk.frame("commuting", desk.rows("commuting"))
    assert found.rows() == [
        ("0201011", "0201022", 1234, 2021),
        ("0201022", "0201011", 45, 2021),
        ("0201033", "0201011", 40, 2021),
        ("0201033", "0201033", 60, 2021),
        ("0401022", "1465011", 17, 2021),
    ]


def test_a_flow_between_the_parts_of_a_gmina_is_one_within_it(desk: Any) -> None:
    rows = [("0201034", "0201035", "20"), ("0201035", "0201034", "30")]
    assert flows(desk, *rows) == {("0201033", "0201033"): 50}


def test_a_whole_urban_rural_gmina_to_itself_is_such_a_flow(desk: Any) -> None:
    assert flows(desk, ("0201033", "0201033", "20")) == {("0201033", "0201033"): 20}


@pytest.mark.parametrize("code", ["0201011", "0201022", "0201034", "0201035"])
def test_a_place_to_itself_is_nobodys_commuting(desk: Any, code: str) -> None:
    rows = [(code, code, "900"), ("0401011", "0401022", "11")]
    assert flows(desk, *rows) == {("0401011", "0401022"): 11}


@pytest.mark.parametrize("secret", ["", "-", "x", "#", "*", "9", "0"])
def test_suppressed_flows_are_absent(desk: Any, secret: str) -> None:
    rows = [("0201011", "0201022", secret), ("0201022", "0201011", "10")]
    assert flows(desk, *rows) == {("0201022", "0201011"): 10}


@pytest.mark.parametrize("written", ["1234", "1 234", "1\u00a0234", "1234.0", "1234,0"])
def test_numbers_are_read_as_offices_write_them(desk: Any, written: str) -> None:
    assert flows(desk, ("0201011", "0201022", written)) == {("0201011", "0201022"): 1234}


def test_the_year_is_of_the_column_the_caller_or_the_name(desk: Any) -> None:
    rows = [row[:3] for row in [HEAD, ["0201011", "0201022", "20", ""]]]
    assert desk.frame("commuting", rows, "praca_2016.csv")["year"][0] == 2016
    assert desk.frame("commuting", rows, "praca_2016.csv", year=2021)["year"][0] == 2021
    said = desk.refused("commuting", rows, "praca.csv")
    assert said.startswith("Plik praca.csv nie mówi, którego roku dotyczy.")
    assert "nie mówi, którego roku" in desk.refused("commuting", rows, "praca_2016_2021.csv")


def test_sparse_codes_of_a_spreadsheet_are_repaired(desk: Any, make: Any) -> None:
    rows = [["origin", "dest", "persons"], [201011, 201022, 55], [1465011, 201022, 12.0]]
    taken = desk.take("commuting", make["book"](rows), "praca_2016.xlsx")
    pairs = taken.tables["flows"].select("origin", "dest").rows()
    assert pairs == [("0201011", "0201022"), ("1465011", "0201022")]
    assert sum("Odtworzono zero" in message.text for message in taken.messages) == 2


def change(row: int, column: int, text: str) -> Change:
    """Put a text into a cell."""

    def put(rows: list[list[str]]) -> object:
        rows[row][column] = text
        return rows

    return put


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (change(1, 4, "12,5"), "„12,5” nie jest liczbą osób"),
        (change(1, 4, "-12"), "„-12” nie jest liczbą osób"),
        (change(1, 4, "50%"), "„50%” nie jest liczbą osób"),
        (change(1, 4, "dużo"), "„dużo” nie jest liczbą"),
        (change(1, 0, "0299011"), "Wiersz 2, kolumna „skąd”: W rejestrze nie ma gminy"),
        (change(1, 2, "0299011"), "Wiersz 2, kolumna „dokąd”: W rejestrze nie ma gminy"),
        (change(1, 0, "0201033"), "w całości i w częściach, więc liczyłaby się dwa razy"),
        (lambda rows: rows.append([*rows[1][:4], "77"]), "dla tej samej pary gmin"),
        (lambda rows: rows.__setitem__(slice(1, None), [["0201011", "", "0201022", "", "-"]]),
         "nie ma żadnego przepływu"),
    ],
)  # fmt: skip
def test_wrong_rows_are_named(desk: Any, changed: Change, said: str) -> None:
    rows = desk.rows("commuting")
    changed(rows)
    assert said in desk.refused("commuting", rows)


def test_a_file_that_may_be_cut_is_refused(desk: Any, make: Any) -> None:
    text = make["csv"](desk.rows("commuting")).rstrip("\r\n")
    assert "nie kończy się znakiem końca wiersza; może być urwany" in desk.refused(
        "commuting", text
    )


PLACES = ["0201011", "0201022", "0201034", "0201035", "1465011", "1465028"]
WHOLE = {"0201034": "0201033", "0201035": "0201033", "1465028": "1465011"}


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(PLACES), st.sampled_from(PLACES)).filter(lambda p: p[0] != p[1]),
        st.integers(10, 99_999),
        min_size=1,
    )
)
def test_nobody_is_lost_in_folding(desk: Any, known: dict[tuple[str, str], int]) -> None:
    found = flows(desk, *((a, b, str(persons)) for (a, b), persons in known.items()))
    assert sum(found.values()) == sum(known.values())
    for (origin, dest), persons in found.items():
        same = [
            value
            for (a, b), value in known.items()
            if (WHOLE.get(a, a), WHOLE.get(b, b)) == (origin, dest)
        ]
        assert persons == sum(same)
