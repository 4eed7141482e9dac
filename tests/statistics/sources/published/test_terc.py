"""The TERC register: units of one day, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import pytest

from terytoria.statistics.snapshot import Snapshot
from terytoria.territory import Kind, Level, Register

Change = Callable[[list[list[str]]], object]


def test_the_register_of_the_same_day_changes_nothing(desk: Any, nation: Any) -> None:
    taken = desk.take("terc", desk.rows("terc"))
    assert taken.tables["units"].equals(nation.units)
    assert taken.messages == ()
    assert taken.source == "GUS, rejestr TERC, stan na 01.01.2026 (plik plik 2021.csv)"


def test_units_make_a_register(desk: Any) -> None:
    register = Register.from_frame(desk.frame("terc", desk.rows("terc")))
    assert len(register.of_level(Level.VOIVODESHIP)) == 16
    assert register.unit("1465").kind is Kind.CITY_WITH_POWIAT_RIGHTS
    assert register.unit("0201033").kind is Kind.URBAN_RURAL
    assert register.unit("02").name == "dolnośląskie"
    assert register.unit("0201033").parent == "0201"


def test_parts_and_districts_are_no_units(desk: Any) -> None:
    codes = set(desk.frame("terc", desk.rows("terc"))["code"])
    assert not codes & {"0201034", "0201035", "1465028"}


def test_a_changed_name_is_taken(desk: Any) -> None:
    rows = desk.rows("terc")
    next(row for row in rows if row[:4] == ["02", "01", "02", "2"])[4] = "Nowe Żabno"
    names = dict(desk.frame("terc", rows).select("code", "name").rows())
    assert names["0201022"] == "Nowe Żabno"


def test_a_gmina_of_another_kind_keeps_its_place(desk: Any, nation: Any) -> None:
    rows = desk.rows("terc")
    rural = next(row for row in rows if row[:4] == ["02", "01", "02", "2"])
    rural[3] = "3"
    rows += [[*rural[:3], part, *rural[4:]] for part in "45"]
    taken = desk.take("terc", rows)
    units = taken.tables["units"]
    unit = units.row(by_predicate=pl.col("code") == "0201023", named=True)
    old = nation.register.unit("0201022")
    assert (unit["area_km2"], unit["lon"], unit["lat"]) == (old.area_km2, old.lon, old.lat)
    assert (unit["kind"], unit["valid_from"]) == ("urban-rural", date(2026, 1, 1))
    told = " ".join(message.text for message in taken.messages)
    assert "zmieniła rodzaj (dawniej 0201022)" in told
    assert "Rejestr nie ma już gminy 0201022 Żabno 0" in told


def test_a_new_gmina_needs_its_area(desk: Any) -> None:
    rows = [*desk.rows("terc"), ["02", "01", "04", "2", "Świt", "gmina wiejska", "2026-01-01"]]
    said = desk.refused("terc", rows)
    assert "Jednostka „Świt” jest nowa, a TERC nie podaje powierzchni." in said
    assert "Podaj jej powierzchnię w km² razem z plikiem TERC." in said
    units = desk.frame("terc", rows, areas={"0201042": 12.5})
    unit = units.row(by_predicate=pl.col("code") == "0201042", named=True)
    assert (unit["area_km2"], unit["lon"]) == (12.5, None)
    assert unit["valid_from"] == date(2026, 1, 1)


def test_zeros_that_a_spreadsheet_ate_are_put_back_and_told(desk: Any, nation: Any) -> None:
    eaten = [[*(cell.lstrip("0") for cell in row[:3]), *row[3:]] for row in desk.rows("terc")]
    taken = desk.take("terc", eaten)
    assert taken.tables["units"].equals(nation.units)
    told = [message.text for message in taken.messages]
    assert len(told) == 3
    assert all("Odtworzono zero na początku kodu" in text for text in told)
    assert told[0].startswith("Wiersz 2, kolumna „WOJ”")


def test_one_zero_lost_among_others_is_damage(desk: Any) -> None:
    rows = desk.rows("terc")
    rows[2][0] = "2"
    assert "Wiersz 3, kolumna „WOJ”: „2” ma mniej niż 2 cyfr." in desk.refused("terc", rows)


def change(row: int, column: int, text: str) -> Change:
    """Put a text into a cell."""

    def put(rows: list[list[str]]) -> object:
        rows[row][column] = text
        return rows

    return put


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (change(5, 3, "7"), "Wiersz 6, kolumna „RODZ”: „7” nie jest rodzajem gminy"),
        (change(5, 3, ""), "Gmina bez rodzaju"),
        (change(5, 1, ""), "Gmina bez powiatu"),
        (change(5, 2, ""), "Rodzaj bez numeru gminy"),
        (change(5, 0, ""), "Brak kodu województwa"),
        (change(5, 4, ""), "Wiersz 6, kolumna „NAZWA”: Brak nazwy"),
        (change(5, 6, "2025-01-01"), "Stan na „2025-01-01”, a w pierwszym wierszu na 2026-01-01"),
        (change(5, 6, "2026-02-30"), "„2026-02-30” nie jest dniem"),
        (change(5, 0, "2x"), "„2x” nie jest liczbą o 2 cyfrach"),
        (change(5, 0, "2E+01"), "w postaci wykładniczej i zgubił cyfry"),
        (change(5, 2, "01"), "Gmina ma w pliku dwa rodzaje"),
        (change(2, 1, "09"), "Gmina leży w powiecie „01”, którego plik nie zawiera"),
        (lambda rows: rows.append([*rows[3][:4], "Inna", "", "2026-01-01"]), "Drugi, inny wiersz"),
        (lambda rows: rows.pop(1), "Plik ma 15 województw zamiast 16"),
        (lambda rows: rows.pop(2), "którego plik nie zawiera"),
        (lambda rows: rows.pop(-1), "Powiat „Świnoujście” nie ma gmin; plik jest niepełny"),
        (lambda rows: [rows.pop(), rows.pop()], "Brak powiatu 3263 Świnoujście; plik jest urwany"),
        (lambda rows: rows.pop(6), "nie ma w pliku miasta; plik jest niepełny"),
        (lambda rows: rows.pop(5), "Część „Łękawa Góra 0” nie ma w pliku swojej gminy"),
    ],
)
def test_a_register_that_is_not_whole_is_refused(desk: Any, changed: Change, said: str) -> None:
    rows = desk.rows("terc")
    changed(rows)
    text = desk.refused("terc", rows)
    assert text.startswith("Plik plik 2021.csv nie został przyjęty.")
    assert said in text


def test_names_of_the_capital_lose_their_title(desk: Any) -> None:
    rows = desk.rows("terc")
    next(row for row in rows if row[:4] == ["14", "65", "01", "1"])[4] = "M.st. Warszawa"
    names = dict(desk.frame("terc", rows).select("code", "name").rows())
    assert names["1465011"] == "Warszawa"


def test_polish_days_are_read(desk: Any, nation: Any) -> None:
    rows = [[*row[:6], "01.01.2026"] for row in desk.rows("terc")[1:]]
    assert desk.frame("terc", [desk.rows("terc")[0], *rows]).equals(nation.units)


@pytest.mark.poland
def test_the_register_of_poland_is_read_back(desk: Any, poland: Snapshot, tmp_path: Any) -> None:
    from terytoria.statistics.sources.published.terc import read_terc

    units = poland.table("units").filter(pl.col("level") != "country")
    rows = [["WOJ", "POW", "GMI", "RODZ", "NAZWA", "NAZWA_DOD", "STAN_NA"]]
    for code, name, kind in units.select("code", "name", "kind").rows():
        said = "miasto na prawach powiatu" if kind == "city_with_powiat_rights" else kind
        written = name.upper() if len(code) == 2 else name
        rows.append([code[:2], code[2:4], code[4:6], code[6:], written, said, "2025-05-26"])
        if code[6:] == "3":
            rows += [[*rows[-1][:3], part, name, "część", "2025-05-26"] for part in "45"]
    path = tmp_path / "TERC_Urzedowy_2025-05-26.csv"
    path.write_text("\n".join(";".join(row) for row in rows) + "\n", encoding="utf-8")
    taken = read_terc(path, poland)
    assert taken.tables["units"].equals(poland.table("units"))
    assert taken.messages == ()
