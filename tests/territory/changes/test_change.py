"""One change: what it may be made of, and what it says of its units."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from terytoria.territory import CodeError
from terytoria.territory.changes import Change, ChangeError, Link, What
from terytoria.territory.changes.change import together

Make = Callable[..., Change]
A, B, C, D = "0201011", "0201022", "0201032", "0202012"


def test_an_absorbing_merge_keeps_one_code(change: Make) -> None:
    one = change("merge", 2015, f"{A}>{B}", f"{B}>{B}")
    assert (one.old, one.new, one.gone, one.born) == ((A, B), (B,), (A,), ())
    assert one.breaks_series


def test_a_split_off_part_is_born_and_nobody_is_gone(change: Make) -> None:
    one = change("split", 2025, f"{A}>{A}:?", f"{A}>{B}:?")
    assert (one.gone, one.born) == ((), (B,))
    assert one.breaks_series


def test_a_gmina_shared_out_among_its_neighbours_leaves_no_code(change: Make) -> None:
    one = change("split", 2019, f"{A}>{B}:?", f"{A}>{C}:?", f"{B}>{B}", f"{C}>{C}")
    assert (one.gone, one.born) == ((A,), ())


@pytest.mark.parametrize(
    ("what", "link"),
    [("rename", f"{A}>{A}"), ("kind", "0201022>0201023"), ("moved", f"{A}>0202011")],
)
def test_the_same_territory_has_no_break(change: Make, what: str, link: str) -> None:
    assert not change(what, 2020, link).breaks_series


@pytest.mark.parametrize(
    ("what", "links", "told"),
    [
        ("rename", [f"{A}>{B}"], "keeps its code"),
        ("kind", [f"{A}>{B}"], "last digit"),
        ("kind", [f"{A}>{A}"], "last digit"),
        ("moved", ["0201022>0201023"], "first six digits"),
        ("merge", [f"{A}>{B}"], "absorbing unit"),
        ("merge", [f"{A}>{B}", f"{A}>{C}"], "absorbing unit"),
        ("split", [f"{A}>{B}", f"{C}>{D}"], "two or more"),
        ("split", [f"{A}>{B}:0.5", f"{A}>{C}:0.6"], "add up to 1.1"),
        ("split", [f"{A}>{B}:1.5", f"{A}>{C}:-0.5"], "add up to 1 "),
        ("split", [f"{A}>{B}:0.5", f"{A}>{C}:?"], "or none"),
        ("merge", [f"{A}>{C}:0.5", f"{B}>{C}"], "add up to 0.5"),
        ("merge", [f"{A}>{B}", f"{A}>{B}:0.5", f"{C}>{B}"], "twice"),
        ("moved", ["0201>0202011"], "one level"),
        ("moved", ["02>03"], "gminas"),
    ],
)
def test_a_change_that_cannot_be_is_refused(
    change: Make, what: str, links: list[str], told: str
) -> None:
    with pytest.raises(ChangeError, match=told):
        change(what, 2020, *links)


def test_a_code_must_be_a_code(change: Make) -> None:
    with pytest.raises(CodeError, match="not a TERYT code"):
        change("moved", 2020, "201011>0202011")


def test_the_error_names_day_and_units() -> None:
    with pytest.raises(ChangeError, match=r"merge of 2020-05-01 \(0201011 -> 0201022\)"):
        Change(date(2020, 5, 1), What.MERGE, (Link(A, B),))


def test_links_are_grouped_by_the_units_they_share() -> None:
    groups = together([Link(A, B), Link(C, B), Link(C, D), Link("0301011", "0301012")])
    assert sorted(len(group) for group in groups) == [1, 3]
