"""The correspondence: chains, shares, contradictions, and the flat table."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.territory.changes import Change, ChangeError, Correspondence, Link, Part, What

Make = Callable[..., Change]
A, B, C, D, E = "0201012", "0201022", "0201032", "0202012", "0202022"
LONG_AGO = date(1999, 12, 31)


def test_a_unit_without_changes_is_its_own_successor_and_predecessor() -> None:
    nothing = Correspondence()
    assert nothing.successors(A, LONG_AGO) == nothing.predecessors(A, LONG_AGO) == (Part(A),)


def test_chains_are_followed_to_the_end(change: Make) -> None:
    found = Correspondence(
        (
            change("merge", 2015, f"{D}>{E}", f"{E}>{E}"),
            change("moved", 2005, f"{A}>{D}"),
        )
    )
    assert found.successors(A, LONG_AGO) == (Part(E),)
    assert found.successors(A, date(2010, 1, 1)) == (Part(A),)
    assert found.predecessors(E, LONG_AGO) == (Part(A), Part(E))
    assert found.predecessors(E, date(2010, 1, 1)) == (Part(D), Part(E))


def test_a_change_is_in_force_on_its_day(change: Make) -> None:
    found = Correspondence((change("moved", 2005, f"{A}>{D}"),))
    assert found.successors(A, date(2004, 12, 31)) == (Part(D),)
    assert found.predecessors(D, date(2005, 1, 1)) == (Part(D),)
    assert found.between(date(2004, 12, 31), date(2005, 1, 1)) == found.changes
    assert found.between(date(2005, 1, 1), date(2006, 1, 1)) == ()


def test_shares_multiply_along_a_chain_and_add_up_where_ways_meet(change: Make) -> None:
    found = Correspondence(
        (
            change("split", 2010, f"{A}>{A}:0.6", f"{A}>{B}:0.4"),
            change("split", 2012, f"{B}>{C}:0.5", f"{B}>{D}:0.5"),
            change("merge", 2014, f"{D}>{A}", f"{A}>{A}"),
        )
    )
    parts = {part.code: part.share for part in found.successors(A, LONG_AGO)}
    assert parts == {A: pytest.approx(0.8), C: pytest.approx(0.2)}


def test_an_undocumented_share_stays_unknown(change: Make) -> None:
    found = Correspondence(
        (
            change("split", 2010, f"{A}>{A}:?", f"{A}>{B}:?"),
            change("kind", 2012, f"{B}>0201023"),
        )
    )
    assert found.successors(A, LONG_AGO) == (Part(A, None), Part("0201023", None))


def test_a_new_name_changes_no_code(change: Make) -> None:
    found = Correspondence((change("rename", 2010, f"{A}>{A}"),))
    assert found.successors(A, LONG_AGO) == (Part(A),)


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (
            [("moved", 2005, f"{A}>{D}"), ("merge", 2010, f"{A}>{B}", f"{B}>{B}")],
            f"{A} ended on 2005-01-01 but is used on 2010-01-01",
        ),
        (
            [("moved", 2005, f"{A}>{D}"), ("moved", 2010, f"{D}>{A}")],
            f"{A} ended on 2005-01-01 but is used",
        ),
        (
            [("split", 2005, f"{A}>{A}", f"{A}>{B}:0"), ("split", 2010, f"{C}>{C}", f"{C}>{B}:0")],
            f"{B} begins on 2010-01-01 but is used on 2005-01-01",
        ),
        (
            [("moved", 2005, f"{A}>{D}"), ("moved", 2005, f"{D}>{A}")],
            f"{A}, {D} changes twice on 2005-01-01",
        ),
    ],
)
def test_contradictions_are_told(change: Make, made: list[tuple[str, ...]], told: str) -> None:
    with pytest.raises(ChangeError, match=told):
        Correspondence(tuple(change(*one) for one in made))


def test_a_gmina_may_get_a_name_and_lose_a_part_on_one_day(change: Make) -> None:
    both = change("rename", 2025, f"{A}>{A}"), change("split", 2025, f"{A}>{A}:?", f"{A}>{B}:?")
    assert len(Correspondence(both)) == 2


def test_the_flat_table_tells_the_same(change: Make) -> None:
    found = Correspondence(
        (
            change("split", 2019, f"{A}>{B}:0.4", f"{A}>{C}:0.6", f"{B}>{B}", f"{C}>{C}"),
            change("split", 2019, f"{D}>{D}:?", f"{D}>{E}:?", note="Wydzielono.", source="Dz.U."),
            change("rename", 2020, f"{E}>{E}"),
        )
    )
    schema = ["day", "what", "old", "new", "share", "note", "source"]
    table = pl.DataFrame(list(found.rows()), schema=schema, orient="row")
    assert table.height == 7
    assert Correspondence.from_table(table) == found
    assert Correspondence.from_table(table.reverse()) == found


def test_an_empty_table_has_no_changes() -> None:
    schema = {"day": pl.Date, "what": pl.String, "old": pl.String, "new": pl.String}
    texts = {"share": pl.Float64, "note": pl.String, "source": pl.String}
    assert len(Correspondence.from_table(pl.DataFrame(schema=schema | texts))) == 0


def test_an_unknown_kind_of_change_in_a_table_is_told() -> None:
    row = (date(2020, 1, 1), "swap", A, B, 1.0, "", "")
    schema = ["day", "what", "old", "new", "share", "note", "source"]
    with pytest.raises(ChangeError, match="'swap' of 2020-01-01 is no change; known are rename"):
        Correspondence.from_table(pl.DataFrame([row], schema=schema, orient="row"))


def test_two_lists_are_joined_and_the_first_is_believed(change: Make) -> None:
    known = Correspondence((change("split", 2025, f"{A}>{A}:?", f"{A}>{B}:?"),))
    better = Correspondence((change("split", 2025, f"{A}>{A}:0.8", f"{A}>{B}:0.2"),))
    other = Correspondence((change("moved", 2005, f"{D}>{E[:2]}03012"),))
    assert better.together_with(known) == better
    assert len(better.together_with(other)) == 2


def test_changes_after_the_day_of_a_register_are_left_out(change: Make) -> None:
    moved, kind = change("moved", 2005, f"{A}>{D}"), change("kind", 2026, "0202012>0202013")
    found = Correspondence((moved, kind))
    assert found.leading_to({D}).changes == (moved,)
    assert found.leading_to({"0202013"}).changes == (moved, kind)
    assert found.leading_to(set()).changes == ()


CODES = [f"02{powiat:02}{gmina:02}2" for powiat in (1, 2) for gmina in range(1, 9)]


@st.composite
def histories(draw: st.DrawFn) -> Correspondence:
    """Random merges and splits in which every code lives once."""
    alive, spare = CODES[:6], CODES[6:]
    changes = []
    for year in range(2000, 2000 + draw(st.integers(0, 6))):
        day = date(year, 1, 1)
        if draw(st.booleans()) and len(alive) > 2:
            gone, into = draw(st.permutations(alive))[:2]
            changes.append(Change(day, What.MERGE, (Link(gone, into), Link(into, into))))
            alive = [code for code in alive if code != gone]
        elif spare:
            old, share = draw(st.sampled_from(alive)), draw(st.floats(0, 1))
            links = Link(old, old, share), Link(old, spare[0], 1 - share)
            changes.append(Change(day, What.SPLIT, links))
            alive, spare = [*alive, spare[0]], spare[1:]
    return Correspondence(tuple(draw(st.permutations(changes))))


@given(histories(), st.integers(1999, 2008))
def test_all_of_a_unit_goes_somewhere(found: Correspondence, year: int) -> None:
    for code in CODES[:6]:
        if any(code in one.born for one in found):
            continue
        shares = [part.share for part in found.successors(code, date(1999, 1, 1))]
        assert sum(share or 0.0 for share in shares) == pytest.approx(1)


@given(histories())
def test_successors_and_predecessors_tell_the_same_ways(found: Correspondence) -> None:
    day = date(1999, 1, 1)
    forward = {
        (code, part.code, round(part.share or 0.0, 9))
        for code in CODES[:6]
        for part in found.successors(code, day)
    }
    today = {after for _, after, _ in forward}
    backward = {
        (part.code, code, round(part.share or 0.0, 9))
        for code in today
        for part in found.predecessors(code, day)
    }
    assert forward == backward
