"""The list of changes of TERC: dated renames, kinds, merges and splits."""

from __future__ import annotations

from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import polars as pl
import pytest

from terytoria.territory.changes import Correspondence, What

DAY = date(2025, 1, 1)


def as_xml(rows: list[list[str]]) -> bytes:
    """Entries as the register's service writes them."""
    root = ET.Element("zmiany")
    for row in rows[1:]:
        entry = ET.SubElement(root, "zmiana")
        for name, text in zip(rows[0], row, strict=True):
            ET.SubElement(entry, name).text = text or "\n    "
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def links(frame: pl.DataFrame, what: str) -> list[tuple[str, str, float | None]]:
    """Pairs and shares of a kind of change."""
    return frame.filter(pl.col("what") == what).select("old", "new", "share").rows()


def test_each_kind_of_change_is_told_apart(desk: Any) -> None:
    found = desk.frame("changes", desk.rows("changes"))
    assert links(found, "kind") == [("0201022", "0201023", 1.0)]
    assert links(found, "rename") == [("0401022", "0401022", 1.0)]
    assert links(found, "merge") == [("0601011", "0601011", 1.0), ("0601022", "0601011", 1.0)]
    assert links(found, "split") == [
        ("0801011", "0801011", 1.0),
        ("0801022", "0801011", None),
        ("0801022", "0801033", None),
        ("0801033", "0801033", 1.0),
        ("1401022", "1401022", None),
        ("1401022", "1401042", None),
    ]


def test_the_table_is_a_correspondence(desk: Any) -> None:
    found = Correspondence.from_table(desk.frame("changes", desk.rows("changes")))
    assert len(found) == 5
    assert {change.day for change in found} == {DAY}
    assert [part.code for part in found.successors("0801022", date(2024, 1, 1))] == [
        "0801011",
        "0801033",
    ]
    assert all(change.note.endswith(".") and "GUS" in change.source for change in found)


def test_xml_gives_the_same_as_csv(desk: Any) -> None:
    rows = desk.rows("changes")
    plain = desk.frame("changes", rows).drop("source")
    assert desk.frame("changes", as_xml(rows), "TERC_zmiany.xml").drop("source").equals(plain)


def test_changes_of_parts_are_counted(desk: Any) -> None:
    taken = desk.take("changes", desk.rows("changes"))
    said = "Pominięto zmiany części gmin, dzielnic i województw: 1."
    assert [message.text for message in taken.messages] == [said]


def changed(desk: Any, done: str, **cells: str) -> list[list[str]]:
    """A list of one entry."""
    head = desk.rows("changes")[0]
    row = dict.fromkeys(head, "") | {"TypKorekty": done, "StanPo": "2025-01-01"} | cells
    return [head, [row[name] for name in head]]


def test_a_moved_gmina_gets_its_new_code(desk: Any) -> None:
    before = {"WojPrzed": "02", "PowPrzed": "21", "GmiPrzed": "09", "RodzPrzed": "1"}
    rows = changed(desk, "M", **before, PowPo="65", GmiPo="01", NazwaPrzed="Wałbrzych")
    found = desk.frame("changes", rows)
    assert links(found, "moved") == [("0221091", "0265011", 1.0)]


def test_a_kind_and_a_name_may_change_together(desk: Any) -> None:
    before = {"WojPrzed": "02", "PowPrzed": "01", "GmiPrzed": "02", "RodzPrzed": "2"}
    rows = changed(desk, "M", **before, RodzPo="3", NazwaPrzed="Stare", NazwaPo="Nowe")
    found = desk.frame("changes", rows)
    assert links(found, "kind") == [("0201022", "0201023", 1.0)]
    assert found.filter(pl.col("what") == "rename")["note"].to_list() == [
        "Zmiana nazwy: Stare → Nowe."
    ]


def test_two_gminas_that_become_a_new_one_are_a_merge(desk: Any) -> None:
    head = desk.rows("changes")[0]
    gone = {"WojPrzed": "02", "PowPrzed": "01", "WlaczonoDoIdentyfikatora1": "0201043"}
    rows = [
        head,
        changed(desk, "U", **gone, GmiPrzed="01", RodzPrzed="1")[1],
        changed(desk, "U", **gone, GmiPrzed="02", RodzPrzed="2")[1],
        changed(desk, "D", WojPo="02", PowPo="01", GmiPo="04", RodzPo="3")[1],
    ]
    found = desk.frame("changes", rows)
    assert links(found, "merge") == [("0201011", "0201043", 1.0), ("0201022", "0201043", 1.0)]


def test_a_change_of_no_known_origin_is_told(desk: Any) -> None:
    rows = changed(desk, "D", WojPo="02", PowPo="01", GmiPo="04", RodzPo="2", NazwaPo="Świt")
    taken = desk.take("changes", rows)
    assert taken.tables["changes"].is_empty()
    said = "Lista nie podaje, z czego powstała jednostka 0201042 Świt; zmianę pominięto."
    assert said in taken.messages[0].text


def test_known_changes_stay(desk: Any, nation: Any) -> None:
    before = nation.tables["changes"]
    old = [(date(2019, 1, 1), "rename", "0201011", "0201011", 1.0, "Dawno.", "Dz.U.")]
    nation.tables["changes"] = pl.DataFrame(old, schema=before.schema, orient="row")
    try:
        found = desk.frame("changes", desk.rows("changes"))
    finally:
        nation.tables["changes"] = before
    assert set(found["day"]) == {date(2019, 1, 1), DAY}
    assert What.RENAME in set(found["what"])


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"TypKorekty": "X"}, "„X” nie jest rodzajem zmiany (D, U, M)"),
        ({"StanPo": "dawno"}, "Brak dnia zmiany"),
        ({"WlaczonoDoIdentyfikatora1": "02-01"}, ""),
        ({"WlaczonoDoIdentyfikatora1": "Żabno"}, "„Żabno” nie jest kodem TERYT"),
        ({"GmiPrzed": "0x"}, "„0x” nie jest liczbą o 2 cyfrach"),
    ],
)
def test_wrong_entries_are_named(desk: Any, cells: dict[str, str], said: str) -> None:
    before = {"WojPrzed": "02", "PowPrzed": "01", "GmiPrzed": "02", "RodzPrzed": "2"}
    rows = changed(desk, "U", **{"WlaczonoDoIdentyfikatora1": "0201011", **before, **cells})
    if said:
        assert said in desk.refused("changes", rows)
        assert said in desk.refused("changes", as_xml(rows), "zmiany.xml")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<zmiany><zmiana>", "plik XML jest uszkodzony albo urwany"),
        (b"<zmiany/>", "brak elementów „zmiana”"),
        (b"<zmiany><zmiana><TypKorekty>D</TypKorekty></zmiana></zmiany>", "brak pól WojPrzed"),
        (b"<!DOCTYPE a [<!ENTITY b 'bb'>]><zmiany>&b;</zmiany>", "niedozwolone deklaracje XML"),
        (b"<html><body>Brak strony</body></html>", "brak elementów „zmiana”"),
    ],
)
def test_other_xml_is_refused(desk: Any, content: bytes, said: str) -> None:
    assert said in desk.refused("changes", content, "zmiany.xml")


def test_a_field_given_twice_is_refused(desk: Any) -> None:
    text = as_xml(desk.rows("changes")).decode()
    twice = text.replace("<NazwaPo>", "<NazwaPo>Inna</NazwaPo><NazwaPo>", 1)
    assert "Pole występuje we wpisie dwa razy" in desk.refused("changes", twice, "zmiany.xml")


def test_cut_xml_is_refused(desk: Any) -> None:
    content = as_xml(desk.rows("changes"))
    for at in range(0, len(content) - 1, 97):
        desk.refused("changes", content[:at], "zmiany.xml")
