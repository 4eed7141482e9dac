"""Two registers side by side."""

from __future__ import annotations

from datetime import date

from terytoria.territory import Kind, Level, Register, Unit
from terytoria.territory.changes import What, changes_between

DAY = date(2025, 1, 1)
NO_BREAK = chr(160)


def gmina(code: str, name: str, kind: Kind = Kind.RURAL, area: float = 100.0) -> Unit:
    return Unit(code, name, Level.GMINA, kind, code[:4], area)


def test_equal_registers_have_no_changes() -> None:
    register = Register([gmina("0614052", "Końskowola")])
    found = changes_between(register, register, DAY)
    assert (len(found.correspondence), found.gone, found.born) == (0, (), ())


def test_a_new_town_changes_the_kind_of_its_gmina() -> None:
    old = Register([gmina("0614052", "Końskowola")])
    new = Register([gmina("0614053", "Końskowola", Kind.URBAN_RURAL)])
    (one,) = changes_between(old, new, DAY).correspondence
    assert (one.what, one.old, one.new, one.day) == (What.KIND, ("0614052",), ("0614053",), DAY)
    told = one.note.replace(NO_BREAK, " ")
    assert told == "Od 1 stycznia 2025 r. gmina Końskowola jest gminą miejsko-wiejską."


def test_a_new_name_is_told_with_the_old_one() -> None:
    old = Register([gmina("2812052", "Nowe Miasto Lubawskie")])
    new = Register([gmina("2812052", "Bratian")])
    (one,) = changes_between(old, new, DAY).correspondence
    assert one.what is What.RENAME
    assert "gmina Nowe Miasto Lubawskie nosi nazwę Bratian" in one.note


def test_a_gmina_that_moves_keeps_name_and_area() -> None:
    old = Register([gmina("1805102", "Szerzyny", area=82.2), gmina("1805112", "Brzyska")])
    new = Register([gmina("1216162", "Szerzyny", area=82.3), gmina("1805112", "Brzyska")])
    (one,) = changes_between(old, new, DAY).correspondence
    assert (one.what, one.old, one.new) == (What.MOVED, ("1805102",), ("1216162",))
    assert "1216162 zamiast 1805102" in one.note


def test_a_town_with_powiat_rights_is_a_town_in_words() -> None:
    old = Register([gmina("0221091", "Wałbrzych", Kind.URBAN)])
    new = Register([gmina("0265011", "Wałbrzych", Kind.CITY_WITH_POWIAT_RIGHTS)])
    (one,) = changes_between(old, new, DAY).correspondence
    told = one.note.replace(NO_BREAK, " ")
    assert told.startswith("Miasto Wałbrzych ma od 1 stycznia 2025 r. kod 0265011")


def test_what_registers_cannot_tell_is_left_open() -> None:
    old = Register([gmina("3203042", "Ostrowice"), gmina("0201022", "Zawidów", area=10.0)])
    new = Register([gmina("1207132", "Szczawa"), gmina("0301022", "Zawidów", area=30.0)])
    found = changes_between(old, new, DAY)
    assert len(found.correspondence) == 0
    assert found.gone == ("0201022", "3203042")
    assert found.born == ("0301022", "1207132")


def test_two_namesakes_of_one_area_are_not_guessed() -> None:
    old = Register([gmina("0201022", "Janów")])
    new = Register([gmina("0301022", "Janów"), gmina("0401022", "Janów")])
    assert len(changes_between(old, new, DAY).correspondence) == 0
