"""Observations are sorted by their key; repetitions are found wherever they lie."""

from __future__ import annotations

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from terytoria.statistics.snapshot.quality import KEY, check_quality

SCHEMA = {
    "level": pl.String,
    "series": pl.String,
    "unit": pl.String,
    "year": pl.Int16,
    "value": pl.Float64,
}
UNITS = pl.DataFrame(
    {"code": ["0201", "0201011", "0201022"], "level": ["powiat", "gmina", "gmina"]}
)
SERIES = pl.DataFrame(
    {"level": ["gmina", "gmina"], "series": ["births", "ąę"], "unit": ["osoba", "osoba"]}
)
ROWS = st.lists(
    st.tuples(
        st.just("gmina"),
        st.sampled_from(["births", "ąę", "zż", "a"]),
        st.sampled_from(["0201011", "0201022"]),
        st.integers(1900, 1904),
        st.sampled_from([0.0, 1.0, 2.5]),
    ),
    max_size=30,
)


def usable(rows) -> pl.DataFrame:
    frame = pl.DataFrame(rows, schema=SCHEMA, orient="row")
    return check_quality({"units": UNITS, "series": SERIES, "observations": frame}).usable


@given(ROWS)
def test_usable_rows_are_sorted_by_their_key(rows):
    found = usable(rows)
    assert found.equals(found.sort(KEY))


@given(ROWS)
def test_a_key_with_one_value_is_kept_once_and_with_two_not_at_all(rows):
    values: dict[tuple[object, ...], set[float]] = {}
    for *key, value in rows:
        values.setdefault(tuple(key), set()).add(value)
    expected = {(*key, *given) for key, given in values.items() if len(given) == 1}
    found = usable(rows).rows()
    assert len(found) == len(expected)
    assert set(found) == expected


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_the_file_changes_nothing(rows, random):
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert usable(rows).equals(usable(shuffled))
