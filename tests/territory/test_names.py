"""The index of names: what it finds, against plain loops over all names."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.language.places import forms
from terytoria.language.text import fold
from terytoria.territory.names import NameIndex, edit_distance
from terytoria.territory.unit import Kind, Level, Unit

NAMES = ["Człopa", "Mirosławiec", "Tuczno", "Wałcz", "Bielsko-Biała", "Nowe Miasto", "Łódź", "Żory",
         "Stare Pole", "Krosno", "Krosno Odrzańskie", "Ełk", "Ośno Lubuskie"]  # fmt: skip
INDEX = NameIndex(
    Unit(f"30010{at:02d}", name, Level.GMINA, Kind.RURAL, "3001", 1.0)
    for at, name in enumerate(NAMES)
)


@pytest.mark.parametrize("name", NAMES)
def test_every_form_of_a_name_is_the_same_name(name: str) -> None:
    for form in forms(name):
        assert name in {found for found, _, _ in INDEX.same(form)}, form
        assert name in {found for found, _, _ in INDEX.same(fold(form))}, form


@pytest.mark.parametrize("name", NAMES)
def test_a_name_itself_is_neither_inflected_nor_stripped(name: str) -> None:
    assert (name, False, False) in INDEX.same(name)
    assert (name, False, False) in INDEX.same(name.upper())
    stripped = fold(name) != name.casefold()
    assert (name, False, stripped) in INDEX.same(fold(name))


@given(st.sampled_from(NAMES), st.integers(2, 20))
def test_beginnings_are_found_by_any_word_of_a_name(name: str, length: int) -> None:
    for word in fold(name).split():
        asked = word[:length]
        plainly = {
            each for each in NAMES if any(part.startswith(asked) for part in fold(each).split())
        }
        if len(asked) >= 2:
            assert set(INDEX.beginning(asked)) == plainly


@pytest.mark.parametrize("asked", ["", "w", "ł"])
def test_one_letter_is_no_beginning(asked: str) -> None:
    assert INDEX.beginning(asked) == []


@given(st.sampled_from(NAMES), st.data())
def test_a_slip_in_a_long_name_is_forgiven(name: str, data: st.DataObject) -> None:
    folded = fold(name)
    at = data.draw(st.integers(0, len(folded) - 1))
    slip = folded[:at] + "q" + folded[at + 1 :]
    if len(folded) >= 6:
        assert (name, 1) in INDEX.similar(slip)


@given(st.text("abcłóśwz ", max_size=12))
def test_similar_names_are_as_near_as_told(asked: str) -> None:
    for name, slips in INDEX.similar(fold(asked)):
        nearest = min(distance(fold(asked), fold(form)) for form in {name, *forms(name)})
        assert nearest <= slips <= 3


def distance(one: str, other: str) -> int:
    """The optimal string alignment distance by its definition."""

    @cache
    def least(i: int, j: int) -> int:
        if not i or not j:
            return i + j
        steps = [least(i - 1, j) + 1, least(i, j - 1) + 1]
        steps.append(least(i - 1, j - 1) + (one[i - 1] != other[j - 1]))
        if i > 1 and j > 1 and one[i - 1] == other[j - 2] and one[i - 2] == other[j - 1]:
            steps.append(least(i - 2, j - 2) + 1)
        return min(steps)

    return least(len(one), len(other))


@given(st.text("abc", max_size=9), st.text("abc", max_size=9))
def test_edit_distance_is_its_definition(one: str, other: str) -> None:
    assert edit_distance(one, other) == distance(one, other)


def test_an_empty_index_finds_nothing() -> None:
    empty = NameIndex([])
    assert empty.same("Wałcz") == empty.beginning("wa") == empty.similar("walczy") == []


def test_names_at_several_levels_bear_all_their_units() -> None:
    both = [
        Unit("3062", "Konin", Level.POWIAT, Kind.CITY_WITH_POWIAT_RIGHTS, "30", 1.0),
        Unit("3062011", "Konin", Level.GMINA, Kind.URBAN, "3062", 1.0),
    ]
    assert NameIndex(both).units("Konin") == both
