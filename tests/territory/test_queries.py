"""What a typed text may mean: kinds before or after the name, prepositions, names that hold one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.territory.queries import Query, read_query
from terytoria.territory.unit import Kind, Level, Unit

TOWN = Unit("3217011", "Wałcz", Level.GMINA, Kind.URBAN, "3217", 38.2)
RING = Unit("3217052", "Wałcz", Level.GMINA, Kind.RURAL, "3217", 574.9)
MIXED = Unit("3217023", "Człopa", Level.GMINA, Kind.URBAN_RURAL, "3217", 349.2)
POWIAT = Unit("3217", "wałecki", Level.POWIAT, Kind.POWIAT, "32", 1415.0)
UNITS = (TOWN, RING, MIXED, POWIAT)


@pytest.mark.parametrize(
    ("text", "ranks"),
    [
        ("Wałcz", (0, 0, 0, 0)),
        ("miasto Wałcz", (0, None, 1, None)),
        ("Wałcz, miasto", (0, None, 1, None)),
        ("Wałcz (miasto)", (0, None, 1, None)),
        ("m. Wałcz", (0, None, 1, None)),
        ("gmina Wałcz", (2, 0, 1, None)),
        ("w gminie Wałcz", (2, 0, 1, None)),
        ("gmina wiejska Wałcz", (None, 0, None, None)),
        ("gm. wiejska Wałcz", (None, 0, None, None)),
        ("gmina miejska Wałcz", (0, None, None, None)),
        ("gminy miejskiej Wałcz", (0, None, None, None)),
        ("gmina miejsko-wiejska Wałcz", (None, None, 0, None)),
        ("gminie miejsko wiejskiej Wałcz", (None, None, 0, None)),
        ("powiat wałecki", (None, None, None, 0)),
        ("do pow. wałeckiego", (None, None, None, 0)),
        ("GMINA WIEJSKA WAŁCZ", (None, 0, None, None)),
        ("„gmina wiejska Wałcz”", (None, 0, None, None)),
    ],
)
def test_words_of_kind_choose_and_order_units(text: str, ranks: tuple[int | None, ...]) -> None:
    first = read_query(text)[0]
    assert tuple(first.rank(unit) for unit in UNITS) == ranks


@pytest.mark.parametrize("text", ["województwo pomorskie", "w woj. pomorskim", "pomorskie woj."])
def test_a_voivodeship_is_neither_a_gmina_nor_a_powiat(text: str) -> None:
    assert [read_query(text)[0].rank(unit) for unit in UNITS] == [None] * 4
    assert read_query(text)[0].level is Level.VOIVODESHIP


@pytest.mark.parametrize("name", ["Nowe Miasto", "Miasto Stare", "Stare Pole", "Zielona Góra"])
def test_a_name_as_it_stands_is_always_one_of_the_readings(name: str) -> None:
    assert Query(name) in read_query(name)


@pytest.mark.parametrize("text", ["gmina", "powiat", "miasto", "w", "we", "gm."])
def test_a_word_of_kind_alone_is_read_as_a_name(text: str) -> None:
    assert read_query(text) == [Query(text)]


@pytest.mark.parametrize("preposition", ["w", "we", "z", "ze", "do", "od", "na", "o", "dla", "W"])
def test_prepositions_before_a_name_are_left_out(preposition: str) -> None:
    assert read_query(f"{preposition} Tucznie")[0] == Query("Tucznie")


@pytest.mark.parametrize("text", ["", " ", "()", ",;", "„”", "( , )"])
def test_nothing_is_asked_by_marks_alone(text: str) -> None:
    assert read_query(text) == []


@given(st.text(max_size=60))
def test_every_reading_names_something_and_nothing_new(text: str) -> None:
    for query in read_query(text):
        assert query.name.strip()
        for word in query.name.split():
            assert word in text


@given(st.text(st.characters(categories=["Lu", "Ll"]), min_size=2, max_size=12))
def test_capitals_change_no_meaning_of_the_words_of_kind(name: str) -> None:
    small, large = read_query(f"gmina wiejska {name}"), read_query(f"GMINA WIEJSKA {name}")
    assert [(q.kinds, q.level) for q in small] == [(q.kinds, q.level) for q in large]
