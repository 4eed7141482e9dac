"""Checks of a composition."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from terytoria.portal.partnerships.country import Country, read_lists
from terytoria.portal.partnerships.domain.composition import (
    Check,
    Mark,
    Other,
    blocking,
    check_composition,
    rules,
)
from terytoria.statistics.snapshot.snapshot import OPTIONAL

WALCZ, CZLOPA, RURAL = "3217011", "3217023", "3217052"


def by_id(country: Country, *members: str, others: tuple[Other, ...] = ()) -> dict[str, Check]:
    """The checks of members by their id."""
    return {check.id: check for check in check_composition(country, members, others)}


def test_a_contiguous_powiat_with_its_gminas_is_in_order(country: Country) -> None:
    found = by_id(country, "3217", WALCZ, CZLOPA, RURAL)
    assert found["contiguity"].level is Mark.OK
    assert found["powiat_must"].level is Mark.OK
    assert not blocking(found.values())


def test_apart_gminas_are_a_warning_that_names_them(country: Country) -> None:
    check = by_id(country, WALCZ, RURAL, "3201011")["contiguity"]
    assert (check.level, check.units) == (Mark.WARNING, ("3201011",))
    assert "Białogard" in check.text
    assert "2\xa0obszary" in check.text
    assert "10g" in check.basis


def test_a_surrounded_gmina_is_told(country: Country) -> None:
    check = by_id(country, RURAL, "3019011")["enclaves"]
    assert set(check.units) == {WALCZ, CZLOPA}


def test_powiat_must_take_part_when_all_its_gminas_do(country: Country) -> None:
    check = by_id(country, WALCZ, CZLOPA, RURAL)["powiat_must"]
    assert (check.level, check.units) == (Mark.WARNING, ("3217",))
    assert "powiat wałecki" in check.text


def test_powiat_may_take_part_when_some_gmina_does(country: Country) -> None:
    check = by_id(country, WALCZ, RURAL)["powiat_may"]
    assert (check.level, check.units) == (Mark.INFO, ("3217",))


def test_a_powiat_without_its_gminas_is_a_warning(country: Country) -> None:
    check = by_id(country, WALCZ, RURAL, "3201")["powiat_may"]
    assert (check.level, check.units) == (Mark.INFO, ("3217",))
    alone = [c for c in check_composition(country, (WALCZ, RURAL, "3201")) if "3201" in c.units]
    assert [c.level for c in alone] == [Mark.WARNING]


@pytest.mark.parametrize("members", [(), (WALCZ,)])
def test_fewer_than_two_members_block(country: Country, members: tuple[str, ...]) -> None:
    check = by_id(country, *members)["size"]
    assert check.level is Mark.ERROR
    assert "Dodaj" in check.text


@pytest.mark.parametrize("code", ["9999011", "abc", "", "32", "PL", "3262"])
def test_what_cannot_belong_blocks(country: Country, code: str) -> None:
    check = by_id(country, WALCZ, RURAL, code)["units"]
    assert (check.level, check.units) == (Mark.ERROR, (code,))


def test_an_ended_unit_is_told_with_its_heir(country: Country) -> None:
    found = by_id(country, WALCZ, RURAL, "3217032")
    assert found["ended"].level is Mark.WARNING
    assert "Człopa" in found["ended"].text
    assert "units" not in found


def test_overlap_names_the_units_and_the_other(country: Country) -> None:
    others = (Other("Góra", frozenset({RURAL, "3019011"})), Other("Las", frozenset({"3201011"})))
    found = [c for c in check_composition(country, (WALCZ, RURAL), others) if c.id == "overlap"]
    assert [c.units for c in found] == [(RURAL,)]
    assert "Góra" in found[0].text
    assert "gmina wiejska" in found[0].text


def test_lists_come_with_their_vintage(country: Country) -> None:
    check = by_id(country, WALCZ, CZLOPA, RURAL)["lists"]
    assert check.text == (
        "Na liście OZTM (stan: 2019) jest 2 z 3 gmin: Człopa i Wałcz (gmina wiejska)."
    )


def test_several_voivodeships_are_told(country: Country) -> None:
    check = by_id(country, RURAL, "3019011")["voivodeships"]
    assert check.level is Mark.INFO
    assert "wielkopolskie i zachodniopomorskie" in check.text
    assert "voivodeships" not in by_id(country, WALCZ, RURAL)


def test_a_rule_is_data_with_basis_and_status() -> None:
    for rule in rules().values():
        assert rule.basis
        assert rule.status in {"confirmed", "to_confirm"}
        assert rule.as_of.year >= 2023


def test_a_check_is_frozen() -> None:
    with pytest.raises(FrozenInstanceError):
        Check("size", Mark.OK, "").text = "x"  # type: ignore[misc]


def test_lists_of_a_snapshot_are_read_by_name_and_vintage() -> None:
    rows = [
        ("oztm", "2025", "3217023", "Człopa", "", "https://example.org/b"),
        ("oztm", "2019", "3217023", "Człopa", "", "https://example.org/a"),
        ("oztm", "2019", "3217052", "Wałcz", "", "https://example.org/a"),
    ]
    lists = read_lists(pl.DataFrame(rows, schema=OPTIONAL["lists"], orient="row"))
    assert [(one.vintage, len(one.gminas)) for one in lists] == [("2019", 2), ("2025", 1)]
    assert read_lists(pl.DataFrame(schema=OPTIONAL["lists"])) == ()


CODES = (
    "3217011",
    "3217023",
    "3217052",
    "3201011",
    "3201043",
    "3019011",
    "3217",
    "3201",
    "9999011",
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(members=st.lists(st.sampled_from(CODES), max_size=9))
def test_order_and_repetition_do_not_matter(country: Country, members: list[str]) -> None:
    found = check_composition(country, members)
    assert found == check_composition(country, [*reversed(members), *members])
    levels = [list(Mark)[::-1].index(check.level) for check in found]
    assert levels == sorted(levels)
    assert bool(blocking(found)) == (len(set(members)) < 2 or "9999011" in members)
