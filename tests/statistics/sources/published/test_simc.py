"""The SIMC register: localities with the gminas they lie in."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

from terytoria.statistics.snapshot import Snapshot, Store
from terytoria.statistics.snapshot.derive import Derivation, derive
from terytoria.statistics.snapshot.snapshot import OPTIONAL

Change = Callable[[list[list[str]]], object]


def test_localities_have_names_kinds_and_gminas(desk: Any) -> None:
    found = desk.frame("simc", desk.rows("simc"))
    assert found.schema == pl.Schema(OPTIONAL["localities"])
    first = found.row(by_predicate=pl.col("code") == "0000012", named=True)
    assert first == {
        "code": "0000012", "name": "Ździary 0", "kind": "część miasta", "parent": "0000011",
        "unit": "0201011",
    }  # fmt: skip


def test_a_locality_of_its_own_has_no_parent(desk: Any) -> None:
    found = desk.frame("simc", desk.rows("simc"))
    assert dict(found.select("code", "parent").rows())["0000011"] == ""


def test_parts_and_districts_belong_to_the_gmina_and_the_city(desk: Any) -> None:
    units = dict(desk.frame("simc", desk.rows("simc")).select("code", "unit").rows())
    assert units["0000015"] == "0201033"
    assert units["0988000"] == "1465011"


def test_zeros_that_a_spreadsheet_ate_are_put_back(desk: Any, make: Any) -> None:
    clean = desk.frame("simc", desk.rows("simc"))
    eaten = [
        [cell.lstrip("0") or ("0" if cell else "") for cell in row] for row in desk.rows("simc")
    ]
    taken = desk.take("simc", eaten)
    assert taken.tables["localities"].equals(clean)
    columns = {message.column for message in taken.messages}
    assert columns == {"WOJ", "POW", "GMI", "RM", "SYM", "SYMPOD"}


def test_names_with_quotation_marks_are_kept(desk: Any, make: Any) -> None:
    rows = desk.rows("simc")
    rows[1][6] = 'Mazewo Dworskie"B"'
    rows[2][6] = "Dom; nad rzeką"
    assert 'Mazewo Dworskie"B"' in set(desk.frame("simc", rows)["name"])
    raw = make["csv"](rows[:2] + desk.rows("simc")[2:]).replace(
        '"Mazewo Dworskie""B"""', 'Mazewo Dworskie"B"'
    )
    assert 'Mazewo Dworskie"B"' in set(desk.frame("simc", raw)["name"])


def change(row: int, column: int, text: str) -> Change:
    """Put a text into a cell."""

    def put(rows: list[list[str]]) -> object:
        rows[row][column] = text
        return rows

    return put


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        (change(2, 8, "0999999"), "Wiersz 3, kolumna „SYMPOD”: Miejscowość podstawowa „0999999”"),
        (change(2, 7, "0000011"), "Drugi, inny wiersz miejscowości 0000011."),
        (change(2, 7, ""), "Wiersz 3, kolumna „SYM”: Pusta komórka"),
        (change(2, 6, ""), "Wiersz 3, kolumna „NAZWA”: Pusta komórka"),
        (change(2, 4, "11"), "„11” nie jest rodzajem miejscowości"),
        (change(2, 2, "09"), "W rejestrze nie ma gminy o kodzie „0201091”"),
        (change(2, 7, "12345678"), "nie jest liczbą o 7 cyfrach"),
        (change(2, 7, "1,2E+05"), "w postaci wykładniczej"),
        (change(2, 9, "wczoraj"), "„wczoraj” nie jest dniem"),
        (lambda rows: rows[:] and [rows.pop(1), rows.pop(1)], "Brak miejscowości gminy 0201011"),
    ],
)
def test_a_register_that_is_not_whole_is_refused(desk: Any, changed: Change, said: str) -> None:
    rows = desk.rows("simc")
    changed(rows)
    assert said in desk.refused("simc", rows)


def test_a_cut_file_names_what_it_lacks(desk: Any, make: Any) -> None:
    text = make["csv"](desk.rows("simc")[:60])
    said = desk.refused("simc", text)
    assert "Plik jest urwany albo z innego dnia niż rejestr TERC" in said


def test_the_wrong_register_is_called_by_its_name(desk: Any) -> None:
    said = desk.refused("simc", desk.rows("terc"))
    assert said == "plik 2021.csv: to wygląda na plik TERC, a nie SIMC."


def test_localities_enter_a_snapshot(
    desk: Any, stored: Snapshot, store: Store, tmp_path: Any
) -> None:
    from terytoria.statistics.sources.published.simc import read_simc

    rows = [desk.rows("simc")[0]]
    for at, code in enumerate(stored.register.gminas):
        where = [code[:2], code[2:4], code[4:6], code[6]]
        number = f"{at + 1:07d}"
        rows.append([*where, "01", "1", f"Wieś {at}", number, number, "2026-01-01"])
    path = tmp_path / "SIMC.csv"
    path.write_text("\n".join(";".join(row) for row in rows) + "\n", encoding="utf-8")
    taken = read_simc(path, stored)
    made = derive(store, stored, taken.tables, Derivation("z-simc", "2026-01-01", taken.source))
    assert made.table("localities").height == 5
    assert made.manifest.history[-1] == taken.source


@pytest.mark.poland
def test_the_localities_of_poland_are_read(
    poland: Snapshot, poland_folder: Any, tmp_path: Any
) -> None:
    from terytoria.statistics.sources.published.simc import read_simc

    raw = pl.read_parquet(poland_folder / "localities_simc_2020.parquet")
    part = pl.col("gmina_kind").is_in(["4", "5"])
    code = pl.when(part).then(pl.col("unit").str.head(6) + pl.col("gmina_kind")).otherwise("unit")
    known = raw.filter(pl.col("unit").is_in(list(poland.register.gminas)))
    rows = known.select("name", "simc", "simc_parent", "locality_kind", code=code).rows()
    missing = sorted(set(poland.register.gminas) - set(known["unit"]))
    rows += [
        ("Nowa", f"99{at:05d}", f"99{at:05d}", "01", gmina) for at, gmina in enumerate(missing)
    ]
    lines = ["WOJ;POW;GMI;RODZ_GMI;RM;MZ;NAZWA;SYM;SYMPOD;STAN_NA"]
    for name, own, parent, kind, unit in rows:
        where = ";".join((unit[:2], unit[2:4], unit[4:6], unit[6]))
        lines.append(f"{where};{kind};1;{name};{own};{parent};2020-01-01")
    path = tmp_path / "SIMC.csv"
    path.write_text("\r\n".join(lines) + "\r\n", encoding="utf-8-sig")
    found = read_simc(path, poland).tables["localities"]
    assert found.height == len(rows)
    both = found.join(known, left_on="code", right_on="simc")
    assert (both["unit"] == both["unit_right"]).all()
    assert (both["name"] == both["name_right"]).all()
