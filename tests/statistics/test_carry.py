"""Observations carried into a newer register: rules, accounts, and what never changes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.statistics import carry
from terytoria.statistics.carry import Carried, carried, register_tables
from terytoria.statistics.catalogue import Catalogue, SeriesKind
from terytoria.statistics.snapshot import Snapshot, Store
from terytoria.statistics.snapshot.derive import Derivation, derive
from terytoria.territory import Kind, Level, Register, Unit
from terytoria.territory.changes import Change, Correspondence, Link, What

A, B, C, D = "0201012", "0201022", "0201032", "0202012"
KINDS = {"deaths": SeriesKind.COUNT, "income": SeriesKind.AMOUNT, "rate": SeriesKind.RATE}
Row = tuple[str, str, int, float | None]


def register(*codes: str) -> Register:
    return Register(Unit(c, c, Level.GMINA, Kind.RURAL, c[:4], 1.0) for c in codes)


def frame(*rows: Row) -> pl.DataFrame:
    schema = {"series": pl.String, "unit": pl.String, "year": pl.Int16, "value": pl.Float64}
    made = pl.DataFrame(rows, schema=schema, orient="row")
    return made.select(pl.lit("gmina").alias("level"), pl.all())


def change(what: What, year: int, *links: Link) -> Correspondence:
    return Correspondence((Change(date(year, 1, 1), what, links),))


def rows(found: Carried) -> list[tuple[object, ...]]:
    return found.frame.select("series", "unit", "year", "value").rows()


MERGE = change(What.MERGE, 2015, Link(A, B), Link(B, B))
KNOWN = change(What.SPLIT, 2015, Link(A, A, 0.75), Link(A, B, 0.25))
UNKNOWN = change(What.SPLIT, 2015, Link(A, A, None), Link(A, B, None))
SHARED_OUT = change(What.SPLIT, 2015, Link(A, B, None), Link(A, C, None), Link(B, B), Link(C, C))


def test_a_merge_adds_up_counts_and_amounts_before_its_day() -> None:
    data = frame(
        ("deaths", A, 2014, 10.0),
        ("deaths", B, 2014, 30.0),
        ("deaths", B, 2015, 44.0),
        ("income", A, 2014, 1.5),
        ("income", B, 2014, 2.5),
    )
    found = carried(data, KINDS, MERGE, register(B))
    assert rows(found) == [
        ("deaths", B, 2014, 40.0),
        ("deaths", B, 2015, 44.0),
        ("income", B, 2014, 4.0),
    ]
    assert found.dropped.is_empty()
    told = found.rules.select("rule", "old", "new", "series", "values").rows()
    assert told == [
        ("sum", f"{A} + {B}", B, "deaths", 1),
        ("sum", f"{A} + {B}", B, "income", 1),
    ]


def test_a_rate_is_never_averaged() -> None:
    data = frame(("rate", A, 2014, 10.0), ("rate", B, 2014, 30.0), ("rate", B, 2015, 20.0))
    found = carried(data, KINDS, MERGE, register(B))
    assert rows(found) == [("rate", B, 2015, 20.0)]
    assert set(found.dropped["reason"]) == {carry.NOT_ADDITIVE}
    assert found.dropped["value"].to_list() == [10.0, 30.0]


def test_a_series_of_unknown_kind_is_taken_for_a_rate() -> None:
    data = frame(("strange", A, 2014, 10.0), ("strange", B, 2014, 30.0))
    assert not rows(carried(data, KINDS, MERGE, register(B)))


@pytest.mark.parametrize("missing", [None, float("nan")])
def test_a_sum_with_a_missing_part_is_missing(missing: float | None) -> None:
    data = frame(
        ("deaths", A, 2013, 10.0),
        ("deaths", B, 2013, 30.0),
        ("deaths", A, 2014, missing),
        ("deaths", B, 2014, 30.0),
    )
    found = carried(data, KINDS, MERGE, register(B))
    assert rows(found) == [("deaths", B, 2013, 40.0)]
    assert found.dropped.rows() == [("gmina", "deaths", B, 2014, 30.0, carry.INCOMPLETE)]


def test_what_was_published_for_the_absorbing_unit_alone_stays_when_nothing_can_be_added() -> None:
    data = frame(("deaths", B, 2014, 30.0), ("rate", B, 2014, 5.0))
    found = carried(data, KINDS, MERGE, register(B))
    assert rows(found) == [("deaths", B, 2014, 30.0), ("rate", B, 2014, 5.0)]
    assert found.rules.is_empty()


def test_a_new_kind_carries_everything_as_it_is() -> None:
    kind = change(What.KIND, 2025, Link(A, "0201013"))
    data = frame(("deaths", A, 2024, 9.0), ("rate", A, 2026, 3.0))
    found = carried(data, KINDS, kind, register("0201013"))
    assert rows(found) == [("deaths", "0201013", 2024, 9.0), ("rate", "0201013", 2026, 3.0)]
    assert found.rules["rule"].to_list() == ["as-is", "as-is"]


def test_two_different_values_for_one_code_are_not_guessed() -> None:
    kind = change(What.KIND, 2025, Link(A, "0201013"))
    data = frame(("deaths", A, 2024, 9.0), ("deaths", "0201013", 2024, 8.0))
    found = carried(data, KINDS, kind, register("0201013"))
    assert rows(found) == [("deaths", "0201013", 2024, 8.0)]
    assert found.dropped["reason"].to_list() == [carry.TAKEN]


def test_a_new_name_changes_nothing() -> None:
    found = carried(
        frame(("rate", A, 2024, 9.0)), KINDS, change(What.RENAME, 2025, Link(A, A)), register(A)
    )
    assert rows(found) == [("rate", A, 2024, 9.0)]
    assert found.rules.is_empty()


def test_a_split_without_a_share_leaves_values_as_published() -> None:
    data = frame(("deaths", A, 2014, 40.0), ("rate", A, 2014, 3.0), ("deaths", B, 2015, 9.0))
    found = carried(data, KINDS, UNKNOWN, register(A, B))
    assert rows(found) == [
        ("deaths", A, 2014, 40.0),
        ("deaths", B, 2015, 9.0),
        ("rate", A, 2014, 3.0),
    ]
    assert found.dropped.is_empty()


def test_a_documented_share_makes_marked_estimates() -> None:
    data = frame(("deaths", A, 2014, 40.0), ("deaths", A, 2015, 31.0), ("rate", A, 2014, 3.0))
    found = carried(data, KINDS, KNOWN, register(A, B))
    assert rows(found) == [
        ("deaths", A, 2014, 30.0),
        ("deaths", A, 2015, 31.0),
        ("deaths", B, 2014, 10.0),
        ("rate", A, 2014, 3.0),
    ]
    assert found.rules.select("rule", "new", "values").rows() == [("share", A, 1), ("share", B, 1)]
    marks = found.footnotes.select("unit", "year", "mark").rows()
    assert marks == [(A, 2014, carry.ESTIMATE), (B, 2014, carry.ESTIMATE)]


def test_a_unit_shared_out_without_shares_takes_its_values_along() -> None:
    data = frame(("deaths", A, 2014, 40.0), ("deaths", B, 2014, 5.0), ("deaths", C, 2015, 7.0))
    found = carried(data, KINDS, SHARED_OUT, register(B, C))
    assert rows(found) == [("deaths", B, 2014, 5.0), ("deaths", C, 2015, 7.0)]
    assert found.dropped.rows() == [("gmina", "deaths", A, 2014, 40.0, carry.NO_SHARE)]


def test_a_unit_shared_out_by_shares_joins_what_the_others_had() -> None:
    links = Link(A, B, 0.25), Link(A, C, 0.75), Link(B, B), Link(C, C)
    data = frame(("deaths", A, 2014, 40.0), ("deaths", B, 2014, 5.0), ("deaths", C, 2014, 7.0))
    found = carried(data, KINDS, change(What.SPLIT, 2015, *links), register(B, C))
    assert rows(found) == [("deaths", B, 2014, 15.0), ("deaths", C, 2014, 37.0)]
    assert found.footnotes["unit"].to_list() == [B, C]


def test_a_value_of_a_unit_that_had_ended_is_told() -> None:
    data = frame(("deaths", A, 2016, 1.0), ("deaths", B, 2016, 2.0))
    found = carried(data, KINDS, MERGE, register(B))
    assert rows(found) == [("deaths", B, 2016, 2.0)]
    assert found.dropped["reason"].to_list() == [carry.ENDED]


def test_units_outside_the_register_are_told() -> None:
    found = carried(frame(("deaths", D, 2016, 1.0)), KINDS, MERGE, register(B))
    assert found.frame.is_empty()
    assert found.dropped["reason"].to_list() == [carry.UNKNOWN_UNIT]
    assert "pominięte: 1" in found.explain()


def test_changes_after_the_register_are_not_applied() -> None:
    data = frame(("deaths", A, 2014, 10.0), ("deaths", B, 2014, 30.0))
    kind = Change(date(2030, 1, 1), What.KIND, (Link(B, "0201023"),))
    both = Correspondence((*MERGE, kind))
    assert rows(carried(data, KINDS, both, register(B))) == [("deaths", B, 2014, 40.0)]
    assert rows(carried(data, KINDS, both, register("0201023")))[0][1] == "0201023"


def test_powiats_are_carried_by_changes_of_powiats_only() -> None:
    merge = change(What.MERGE, 2015, Link("0201", "0202"), Link("0202", "0202"))
    data = pl.DataFrame(
        {
            "level": ["powiat", "powiat", "gmina"],
            "series": ["deaths"] * 3,
            "unit": ["0201", "0202", D],
            "year": [2014] * 3,
            "value": [1.0, 2.0, 4.0],
        }
    )
    units = [Unit("0202", "x", Level.POWIAT, Kind.POWIAT, "02", 1.0)]
    units += [Unit(D, "y", Level.GMINA, Kind.RURAL, "0202", 1.0)]
    found = carried(data, KINDS, merge, Register(units))
    assert rows(found) == [("deaths", D, 2014, 4.0), ("deaths", "0202", 2014, 3.0)]


HISTORY = (
    Change(date(2005, 1, 1), What.MOVED, (Link("0203012", A),)),
    Change(date(2008, 1, 1), What.SPLIT, (Link(D, D, 0.5), Link(D, "0202022", 0.5))),
    Change(date(2010, 1, 1), What.MERGE, (Link(A, B), Link(B, B))),
    Change(
        date(2012, 1, 1), What.SPLIT, (Link(C, B, 0.25), Link(C, D, 0.75), Link(B, B), Link(D, D))
    ),
    Change(date(2014, 1, 1), What.KIND, (Link(B, "0201023"),)),
)
TODAY = register("0201023", D, "0202022")
YESTERDAY = ["0203012", A, B, C, D]
CELLS = st.dictionaries(
    st.tuples(
        st.sampled_from([*KINDS, "strange"]),
        st.sampled_from([*YESTERDAY, "0201023", "0202022"]),
        st.integers(2002, 2016),
    ),
    st.one_of(st.integers(0, 1000).map(float), st.just(float("nan"))),
    max_size=60,
)


@given(CELLS)
def test_carrying_twice_is_carrying_once(cells: dict[tuple[str, str, int], float]) -> None:
    data = frame(*((s, u, y, v) for (s, u, y), v in cells.items()))
    once = carried(data, KINDS, Correspondence(HISTORY), TODAY)
    twice = carried(once.frame, KINDS, Correspondence(HISTORY), TODAY)
    assert twice.frame.equals(once.frame)
    assert twice.dropped.is_empty()


@given(CELLS, st.randoms())
def test_the_order_of_rows_and_changes_does_not_matter(
    cells: dict[tuple[str, str, int], float], random: object
) -> None:
    listed = [(s, u, y, v) for (s, u, y), v in cells.items()]
    mixed, changes = list(listed), list(HISTORY)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    random.shuffle(changes)  # type: ignore[attr-defined]
    one = carried(frame(*listed), KINDS, Correspondence(HISTORY), TODAY)
    other = carried(frame(*mixed), KINDS, Correspondence(tuple(changes)), TODAY)
    assert one.frame.equals(other.frame)
    assert one.rules.equals(other.rules)
    assert one.dropped.equals(other.dropped)


@given(st.lists(st.integers(0, 10_000), min_size=5, max_size=5), st.integers(2002, 2004))
def test_totals_of_counts_are_kept_by_merges_and_shares(values: list[int], year: int) -> None:
    units = ["0203012", B, C, D]
    data = frame(*(("deaths", u, year, float(v)) for u, v in zip(units, values, strict=False)))
    found = carried(data, KINDS, Correspondence(HISTORY), TODAY)
    assert found.frame["value"].sum() == pytest.approx(data["value"].sum())
    assert found.dropped.is_empty()


@given(CELLS)
def test_nothing_is_lost_in_silence(cells: dict[tuple[str, str, int], float]) -> None:
    """Every known value is in the result under some code, or told as dropped, or was added up."""
    data = frame(*((s, u, y, v) for (s, u, y), v in cells.items()))
    found = carried(data, KINDS, Correspondence(HISTORY), TODAY)
    for (series, unit, year), value in cells.items():
        if value != value:  # noqa: PLR0124 - NaN is the only value unlike itself
            continue
        told = found.dropped.filter(series=series, year=year)
        kept = found.frame.filter(series=series, year=year)
        assert told.height + kept.height > 0, (series, unit, year)


def test_a_newer_register_makes_a_new_snapshot(stored: Snapshot, store: Store) -> None:
    units = stored.table("units").with_columns(
        pl.col("code").replace("3217023", "3217022"),
        pl.when(code="3217023").then(pl.lit("rural")).otherwise(pl.col("kind")).alias("kind"),
    )
    kind = change(What.KIND, 2026, Link("3217023", "3217022"))
    kinds = {name: one.kind for name, one in Catalogue.load().series.items()}
    tables, account = register_tables(stored, units, kind, kinds)
    made = derive(store, stored, tables, Derivation("nowy", "2026-06-01", "Nowy podział."))
    before = stored.observations.panel("pop_total").values
    after = made.observations.panel("pop_total").values
    assert (
        after[made.register.index["3217022"]].tolist()
        == before[stored.register.index["3217023"]].tolist()
    )
    assert Correspondence.from_table(made.table("changes")) == kind
    assert account.dropped.is_empty()
    assert Path(stored.folder).exists()


def test_footnotes_follow_their_unit(stored: Snapshot, store: Store) -> None:
    mark = {
        "level": "gmina",
        "series": "deaths",
        "unit": "3217023",
        "year": 2020,
        "mark": "wstępne",
    }
    notes = pl.DataFrame([mark], schema=stored.footnotes.schema)
    base = derive(store, stored, {"footnotes": notes}, Derivation("uwagi", "2026-02-01", "Uwagi."))
    units = base.table("units").with_columns(pl.col("code").replace("3217023", "3217022"))
    kind = change(What.KIND, 2026, Link("3217023", "3217022"))
    tables, _ = register_tables(base, units, kind, {})
    assert tables["footnotes"]["unit"].to_list() == ["3217022"]
