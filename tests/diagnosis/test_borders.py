"""Changes of units as a diagnosis tells them."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import polars as pl
import pytest

from terytoria.diagnosis.borders import Borders
from terytoria.statistics.snapshot import Snapshot
from terytoria.statistics.snapshot.snapshot import OPTIONAL
from terytoria.territory import Area, Kind, Level, Register, Unit
from terytoria.territory.changes import Change, Correspondence, Link, What

OLD, PART, OTHER = "1207052", "1207132", "1207072"
NOTE = "W 2025 r. z gminy Kamienica wydzielono gminę Szczawa."
SPLIT = Change(
    date(2025, 1, 1), What.SPLIT, (Link(OLD, OLD, None), Link(OLD, PART, None)), NOTE, "Dz.U."
)
KIND = Change(date(2020, 1, 1), What.KIND, (Link("1207073", OTHER),), "Od 2020 r. inny rodzaj.")


def borders(*members: str, changes: tuple[Change, ...] = (SPLIT, KIND)) -> Borders:
    names = {OLD: "Kamienica", PART: "Szczawa", OTHER: "Limanowa"}
    register = Register(
        Unit(code, name, Level.GMINA, Kind.RURAL, "1207", 1.0) for code, name in names.items()
    )
    rows = list(Correspondence(changes).rows())
    table = pl.DataFrame(rows, schema=OPTIONAL["changes"], orient="row")
    snapshot = SimpleNamespace(table=lambda _: table, synthetic=True, register=register)
    return Borders.of(snapshot, Area("Próba", members, date(2026, 1, 1)))


def test_a_split_is_told_with_what_it_means() -> None:
    found = borders(OLD, PART, OTHER)
    kind, split = (found.sentence(one) for one in found.changes)
    assert kind == "Od 2020 r. inny rodzaj."
    assert split == f"{NOTE.rstrip('.')}: wartości sprzed i po nie są porównywalne."


def test_the_area_is_named_only_when_its_edge_is_crossed() -> None:
    assert borders(OLD, PART).broken_by(SPLIT) == (OLD, PART)
    assert borders(OLD, OTHER).broken_by(SPLIT) == (OLD, "area")
    assert borders(OTHER).changes == (KIND,)
    assert borders(OTHER).broken_by(KIND) == ()


def test_breaks_of_the_shown_units_alone() -> None:
    found = borders(OLD, OTHER)
    assert found.crossing([OTHER]) == ()
    assert found.crossing([OLD]) == found.crossing(["area"]) == (SPLIT,)
    assert found.crossing([OTHER, OLD, "area"]) == (SPLIT,)


def test_a_change_without_a_sentence_gets_one() -> None:
    bare = Change(date(2025, 1, 1), What.SPLIT, SPLIT.links)
    told = borders(OLD, changes=(bare,)).sentence(bare).replace(chr(160), " ")
    assert told.startswith("W 2025 r. zmieniły się granice (gmina Kamienica i gmina Szczawa): ")


def test_json_tells_links_breaks_and_source() -> None:
    (_, found) = borders(OLD, OTHER).to_json()
    assert found["breaks"] == (OLD, "area")
    assert found["links"][1] == {"old": OLD, "new": PART, "share": None}
    assert (found["what"], found["source"]) == ("split", "Dz.U.")


@pytest.mark.poland
def test_real_areas_know_their_changes(poland: Snapshot) -> None:
    def texts(code: str) -> list[str]:
        area = Area.of_unit(poland.register, code, date(2026, 1, 1))
        found = Borders.of(poland, area)
        return [found.sentence(one) for one in found.changes]

    assert texts("3217") == []
    assert len(texts("1207")) == len(texts("2002")) == 1
    assert "Ostrowice" in texts("3203")[0]
