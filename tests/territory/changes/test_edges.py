"""Which areas have a break, and which only a note."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from terytoria.territory import Level
from terytoria.territory.changes import Change, Correspondence, Edges

Make = Callable[..., Change]
KAMIENICA, SZCZAWA, LIMANOWA = "1207052", "1207132", "1207072"
TOWN, RING = "0862011", "0809102"
OSTROWICE, DRAWSKO, ZLOCIENIEC = "3203042", "3203023", "3203063"


@pytest.fixture
def split(change: Make) -> Edges:
    links = f"{KAMIENICA}>{KAMIENICA}:?", f"{KAMIENICA}>{SZCZAWA}:?"
    return Edges(Correspondence((change("split", 2025, *links),)))


def test_both_sides_of_a_split_have_a_break(split: Edges) -> None:
    assert split.years([KAMIENICA]) == split.years([SZCZAWA]) == (2025,)
    assert split.years([LIMANOWA]) == ()
    assert split.broken() == {KAMIENICA, SZCZAWA}


def test_a_split_inside_an_area_is_no_break_of_the_area(split: Edges) -> None:
    assert split.years([KAMIENICA, SZCZAWA, LIMANOWA]) == ()
    assert split.years([KAMIENICA, LIMANOWA]) == (2025,)
    assert split.years(["1207"], Level.POWIAT) == ()


def test_who_absorbed_a_lost_unit_has_a_break_in_every_area(change: Make) -> None:
    found = Edges(Correspondence((change("merge", 2015, f"{RING}>{TOWN}", f"{TOWN}>{TOWN}"),)))
    assert found.years([TOWN]) == (2015,)
    assert found.years([TOWN, LIMANOWA]) == (2015,)
    assert found.years(["0809"], Level.POWIAT) == found.years(["0862"], Level.POWIAT) == (2015,)
    assert found.years(["0809", "0862"], Level.POWIAT) == ()


def test_heirs_of_a_unit_that_ended_do_not_compare_even_together(change: Make) -> None:
    links = f"{OSTROWICE}>{DRAWSKO}:?", f"{OSTROWICE}>{ZLOCIENIEC}:?"
    same = f"{DRAWSKO}>{DRAWSKO}", f"{ZLOCIENIEC}>{ZLOCIENIEC}"
    found = Edges(Correspondence((change("split", 2019, *links, *same),)))
    assert found.years([DRAWSKO, ZLOCIENIEC]) == (2019,)
    assert found.years(["3203"], Level.POWIAT) == ()


def test_a_moved_gmina_breaks_its_powiats_and_not_itself(change: Make) -> None:
    found = Edges(Correspondence((change("moved", 2013, "0221091>0265011"),)))
    assert found.years(["0265011"]) == ()
    assert found.years(["0221"], Level.POWIAT) == (2013,)
    assert found.touching(["0265011"])[0].day.year == 2013


def test_a_break_is_handed_on_to_a_later_code(change: Make) -> None:
    made = change("split", 2010, f"{LIMANOWA}>{LIMANOWA}:?", f"{LIMANOWA}>1207142:?")
    kind = change("kind", 2020, "1207142>1207143")
    found = Edges(Correspondence((made, kind)))
    assert found.years(["1207143"]) == (2010,)
    assert [one.what for one in found.touching(["1207143"])] == ["split", "kind"]
    assert found.crossing([LIMANOWA, "1207143"]) == ()
