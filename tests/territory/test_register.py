"""The register: lookups up, down and sideways."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from terytoria.territory import CodeError, Kind, Level, Register, Unit, UnknownUnitError


def test_codes_are_sorted_and_rows_follow_them(small_register: Register) -> None:
    gminas = small_register.gminas
    assert gminas == ("3019011", "3217011", "3217023", "3217052", "3262011")
    assert [small_register.index[code] for code in gminas] == list(range(5))
    assert small_register.powiats == ("3019", "3217", "3262")
    assert len(small_register.kinds) == len(gminas)
    assert small_register.kinds[2] is Kind.URBAN_RURAL


@pytest.mark.parametrize(
    ("code", "gminas"),
    [
        ("PL", ("3019011", "3217011", "3217023", "3217052", "3262011")),
        ("32", ("3217011", "3217023", "3217052", "3262011")),
        ("3217", ("3217011", "3217023", "3217052")),
        ("3217023", ("3217023",)),
    ],
)
def test_gminas_of_any_unit(small_register: Register, code: str, gminas: tuple[str, ...]) -> None:
    assert small_register.gminas_of(code) == gminas


def test_ways_up(small_register: Register) -> None:
    assert small_register.powiat_of("3217023").name == "wałecki"
    assert small_register.powiat_of("3217").code == "3217"
    assert small_register.voivodeship_of("3019011").name == "wielkopolskie"
    assert small_register.voivodeship_of("3217").code == "32"
    assert small_register.country.name == "Polska"


@pytest.mark.parametrize("code", ["32", "PL"])
def test_wider_units_lie_in_no_powiat(small_register: Register, code: str) -> None:
    with pytest.raises(CodeError, match="no powiat"):
        small_register.powiat_of(code)


def test_the_country_lies_in_no_voivodeship(small_register: Register) -> None:
    with pytest.raises(CodeError, match="no voivodeship"):
        small_register.voivodeship_of("PL")


def test_children_are_the_next_level(small_register: Register) -> None:
    assert [unit.code for unit in small_register.children("32")] == ["3217", "3262"]
    assert [unit.code for unit in small_register.children("PL")] == ["30", "32"]
    assert small_register.children("3217011") == ()


def test_parts_of_a_unit_make_it_whole(small_register: Register) -> None:
    for unit in small_register.units:
        parts = small_register.children(unit.code)
        if parts:
            gminas = [code for part in parts for code in small_register.gminas_of(part.code)]
            assert tuple(gminas) == small_register.gminas_of(unit.code)
            assert sum(part.area_km2 for part in parts) == pytest.approx(unit.area_km2)


def test_twins_share_a_name(small_register: Register) -> None:
    assert small_register.has_twin("3217011")
    assert small_register.has_twin("3217052")
    assert not small_register.has_twin("3217023")


def test_an_unknown_unit_and_a_malformed_code_are_told_apart(small_register: Register) -> None:
    with pytest.raises(UnknownUnitError, match="3217099") as caught:
        small_register.unit("3217099")
    assert caught.value.asked == "3217099"
    with pytest.raises(CodeError):
        small_register.unit("Wałcz")
    assert "3217023" in small_register
    assert "3217099" not in small_register


def test_a_code_twice_is_refused() -> None:
    unit = Unit("32", "a", Level.VOIVODESHIP, Kind.VOIVODESHIP, "PL", 1.0)
    with pytest.raises(CodeError, match="twice"):
        Register([unit, unit])


def test_a_register_comes_from_a_frame(small_register: Register) -> None:
    frame = pl.DataFrame(
        [
            {
                "code": unit.code, "name": unit.name, "level": str(unit.level),
                "kind": str(unit.kind), "parent": unit.parent, "area_km2": unit.area_km2,
                "lon": 16.0, "lat": 53.0, "valid_from": date(2026, 1, 1), "valid_to": None,
            }
            for unit in reversed(small_register.units)
        ]
    )  # fmt: skip
    read = Register.from_frame(frame)
    assert read.gminas == small_register.gminas
    assert read.unit("3217023").valid_from == date(2026, 1, 1)
    assert read.unit("3217023").lon == 16.0
    assert Register.from_frame(frame.drop("valid_from", "valid_to")).unit("32").valid_to is None
