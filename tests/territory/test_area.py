"""Areas: named, dated sets of gminas."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.territory import Area, AreaError, CodeError, Register, UnknownUnitError

DAY = date(2026, 1, 1)
CODES = st.lists(st.from_regex(r"[0-9]{7}", fullmatch=True), min_size=1, max_size=8, unique=True)


@given(CODES)
def test_an_area_is_a_sorted_set_whatever_the_order(codes: list[str]) -> None:
    area = Area("a", tuple(codes), DAY)
    assert area == Area("a", tuple(reversed(codes)), DAY)
    assert area.gminas == tuple(sorted(codes))
    assert len(area) == len(codes)
    assert all(code in area for code in codes)
    assert set(area.powiats()) == {code[:4] for code in codes}
    assert set(area.voivodeships()) == {code[:2] for code in codes}


def test_an_area_of_nothing_is_refused() -> None:
    with pytest.raises(AreaError, match="name at least one"):
        Area("pusty", (), DAY)


def test_a_gmina_twice_is_refused_by_name() -> None:
    with pytest.raises(AreaError, match="3217023 more than once"):
        Area("a", ("3217023", "3217011", "3217023"), DAY)


@pytest.mark.parametrize("code", ["3217", "32", "PL"])
def test_wider_units_make_no_area(code: str) -> None:
    with pytest.raises(AreaError, match="made of gminas"):
        Area("a", ("3217023", code), DAY)


def test_a_text_that_is_no_code_makes_no_area() -> None:
    with pytest.raises(CodeError):
        Area("a", ("Człopa",), DAY)


def test_a_whole_unit_is_an_area_with_its_code(small_register: Register) -> None:
    area = Area.of_unit(small_register, "3217", DAY)
    assert (area.name, area.code) == ("wałecki", "3217")
    assert area.gminas == ("3217011", "3217023", "3217052")
    assert area.whole_powiats(small_register) == ("3217",)
    assert Area.of_unit(small_register, "3217023", DAY, "Partnerstwo").name == "Partnerstwo"


def test_units_of_several_levels_make_an_area(small_register: Register) -> None:
    area = Area.of_units(small_register, ["3019", "3217023"], DAY, "przez granicę")
    assert area.gminas == ("3019011", "3217023")
    assert area.code == ""
    assert area.voivodeships() == ("30", "32")
    assert area.powiats() == ("3019", "3217")
    assert area.whole_powiats(small_register) == ("3019",)


def test_overlapping_units_are_refused(small_register: Register) -> None:
    with pytest.raises(AreaError, match="more than once"):
        Area.of_units(small_register, ["3217", "3217023"], DAY, "a")


def test_unknown_units_are_refused(small_register: Register) -> None:
    with pytest.raises(UnknownUnitError):
        Area.of_units(small_register, ["3218"], DAY, "a")
