"""Lists of gminas: names compared, vintages kept apart, wrong rows named."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

from terytoria.statistics.snapshot.snapshot import OPTIONAL

Change = Callable[[list[list[str]]], object]


def test_a_list_is_taken_with_the_names_of_the_register(desk: Any) -> None:
    rows = desk.rows("lists")
    rows[1][3] = "Żabno (gm. miejska)"
    taken = desk.take("lists", rows)
    found = taken.tables["lists"]
    assert found.schema == pl.Schema(OPTIONAL["lists"])
    assert found.row(0)[:5] == ("OZTM", "2019", "0201011", "Żabno 0", "gmina")
    told = "Lista nazywa gminę 0201011 „Żabno (gm. miejska)”, a rejestr „Żabno 0”; przyjęto kod."
    assert [message.text for message in taken.messages] == [f"Wiersz 2, kolumna „name”: {told}"]


def test_spelling_without_diacritics_is_no_difference(desk: Any) -> None:
    rows = desk.rows("lists")
    rows[1][3] = "ZABNO 0"
    assert desk.take("lists", rows).messages == ()


def test_a_year_and_a_day_are_vintages(desk: Any) -> None:
    rows = desk.rows("lists")
    rows[3][1] = "30.06.2020"
    found = desk.frame("lists", rows)
    assert sorted(set(found["vintage"])) == ["2019", "2020-06-30"]


def test_other_lists_of_the_snapshot_stay(desk: Any, nation: Any) -> None:
    old = [
        ("OZTM", "2019", "0401011", "Żabno 1", "gmina", "https://stary.pl/a"),
        ("OZTM", "2015", "0401011", "Żabno 1", "gmina", "https://stary.pl/b"),
    ]
    before = nation.tables["lists"]
    nation.tables["lists"] = pl.DataFrame(old, schema=before.schema, orient="row")
    try:
        found = desk.frame("lists", desk.rows("lists"))
    finally:
        nation.tables["lists"] = before
    pairs = found.group_by("list_id", "vintage").len().sort("list_id", "vintage").rows()
    assert pairs == [("OZTM", "2015", 1), ("OZTM", "2019", 2), ("miasta-srednie", "2020-06-30", 1)]


def test_a_code_without_its_zero_is_repaired_and_told(desk: Any) -> None:
    rows = desk.rows("lists")
    rows[1][2] = "201011"
    taken = desk.take("lists", rows)
    assert "0201011" in set(taken.tables["lists"]["unit"])
    assert "Odtworzono zero na początku kodu w 1 wierszach" in taken.messages[0].text


def change(row: int, column: int, text: str) -> Change:
    """Put a text into a cell."""

    def put(rows: list[list[str]]) -> object:
        rows[row][column] = text
        return rows

    return put


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (change(1, 2, "0201099"), "W rejestrze nie ma gminy o kodzie „0201099”. Najbliższe: 02010"),
        (change(1, 2, "5.02011E+05"), "w postaci wykładniczej i zgubił cyfry"),
        (change(1, 2, "999999"), "W rejestrze nie ma gminy o kodzie „999999”"),
        (change(1, 2, ""), "Brak kodu TERYT"),
        (change(1, 2, "0201"), "W rejestrze nie ma gminy o kodzie „0201”"),
        (change(1, 1, "2O19"), "„2O19” nie jest rokiem ani dniem. Wpisz 2019 albo 2019-12-31."),
        (change(1, 1, ""), "nie jest rokiem ani dniem"),
        (change(1, 0, ""), "nie jest nazwą listy"),
        (change(1, 0, "../lista"), "„../lista” nie jest nazwą listy"),
        (change(1, 5, "gazeta"), "„gazeta” nie jest adresem źródła"),
        (lambda rows: rows.append([*rows[1][:4], "inny", rows[1][5]]), "Drugi, inny wiersz listy"),
        (lambda rows: rows[0].__setitem__(3, "vintage"), "brak kolumn name"),
        (lambda rows: [row.append(row[1]) for row in rows], "o tym samym nagłówku: „vintage”"),
    ],
)
def test_wrong_rows_are_named(desk: Any, changed: Change, said: str) -> None:
    rows = desk.rows("lists")
    changed(rows)
    assert said in desk.refused("lists", rows)


def test_polish_headings_are_known(desk: Any) -> None:
    rows = desk.rows("lists")
    clean = desk.frame("lists", desk.rows("lists"))
    rows[0] = ["Lista", "Rok", "Kod TERYT", "Nazwa", "Rodzaj", "Źródło"]
    assert desk.frame("lists", rows).equals(clean)
