"""Files changed at random: read as the clean ones, or refused in Polish; never anything else."""

from __future__ import annotations

import random
import re
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from terytoria.statistics.sources.problems import RefusedFileError

KINDS = ["terc", "simc", "lists", "commuting", "changes", "budgets"]
# A cut at the end of a row leaves a sound, shorter file: nothing in these tells how long they are.
OPEN_ENDED = {"simc", "lists", "commuting", "changes", "budgets"}
ENGLISH = re.compile(
    r"\b(error|invalid|expected|cannot|could not|unknown|failed|column|line)\b", re.IGNORECASE
)
FEW = settings(
    max_examples=15,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "cp1250", "iso8859_2"]


def clean(desk: Any, kind: str) -> pl.DataFrame:
    """The table of the clean file, without the words that name the file."""
    return bare(desk.frame(kind, desk.rows(kind)))


def bare(frame: pl.DataFrame) -> pl.DataFrame:
    """A table without the words that name the file."""
    return frame.drop("source") if "note" in frame.columns else frame


def tried(desk: Any, kind: str, content: bytes, name: str = "plik 2021.csv") -> pl.DataFrame | None:
    """The table of a content, or ``None`` if it is refused in Polish."""
    try:
        return bare(desk.frame(kind, content, name))
    except RefusedFileError as refused:
        said = refused
    assert str(said).endswith(".")
    assert not ENGLISH.search(str(said)), str(said)
    assert all(problem.what for problem in said.problems)
    return None


def inside(part: pl.DataFrame, whole: pl.DataFrame) -> bool:
    """Whether every row of a table is a row of another."""
    return part.join(whole, on=part.columns, how="anti", nulls_equal=True).is_empty()


WRITINGS = st.tuples(
    st.sampled_from(ENCODINGS),
    st.sampled_from(";\t,"),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)


@FEW
@given(st.sampled_from(KINDS), WRITINGS, st.randoms(use_true_random=False))
def test_other_writings_of_a_file_give_the_same(
    desk: Any, make: Any, kind: str, writing: tuple[str, str, str, bool], chance: random.Random
) -> None:
    encoding, delimiter, end, quoted = writing
    rows = desk.rows(kind)
    if kind != "budgets":  # its columns stand under merged headings
        order = list(range(len(rows[0])))
        chance.shuffle(order)
        rows = [[row[at] for at in order] for row in rows]
    text = make["csv"](rows, delimiter, end, quoted=quoted)
    assert tried(desk, kind, text.encode(encoding)).equals(clean(desk, kind))


@pytest.mark.parametrize("kind", KINDS)
def test_a_workbook_and_an_archive_give_the_same(desk: Any, make: Any, kind: str) -> None:
    rows = desk.rows(kind)
    book, text = make["book"](rows), make["csv"](rows).encode()
    assert tried(desk, kind, book, "plik 2021.xlsx").equals(clean(desk, kind))
    assert tried(desk, kind, make["zip"]("dane.csv", text), "2021.zip").equals(clean(desk, kind))


@FEW
@given(st.sampled_from(KINDS), st.data())
def test_doubled_rows_count_once(desk: Any, make: Any, kind: str, data: st.DataObject) -> None:
    rows = desk.rows(kind)
    start = 4 if kind == "budgets" else 1
    last = len(rows) - (1 if kind == "budgets" else 0)
    twice = data.draw(st.lists(st.integers(start, last - 1), min_size=1, max_size=4))
    body = [*rows[start:last], *(rows[at] for at in twice)]
    text = make["csv"]([*rows[:start], *body, *rows[last:]])
    assert tried(desk, kind, text.encode()).equals(clean(desk, kind))


@settings(FEW, max_examples=30)
@given(st.sampled_from(KINDS), st.floats(0, 1), WRITINGS)
def test_a_file_cut_anywhere_gives_no_wrong_value(
    desk: Any, make: Any, kind: str, at: float, writing: tuple[str, str, str, bool]
) -> None:
    encoding, delimiter, end, quoted = writing
    content = make["csv"](desk.rows(kind), delimiter, end, quoted=quoted).encode(encoding)
    found = tried(desk, kind, content[: int(at * len(content))])
    if found is not None and kind in OPEN_ENDED:
        assert inside(
            found.drop("note", strict=False), clean(desk, kind).drop("note", strict=False)
        )
    elif found is not None:
        assert found.equals(clean(desk, kind))


@settings(FEW, max_examples=20)
@given(kind=st.sampled_from(KINDS), at=st.floats(0, 1), book=st.booleans())
def test_a_workbook_or_archive_cut_anywhere_is_refused(
    desk: Any, make: Any, books: dict[str, bytes], kind: str, at: float, *, book: bool
) -> None:
    text = make["csv"](desk.rows(kind)).encode()
    content = books[kind] if book else make["zip"]("a.csv", text)
    assert tried(desk, kind, content[: int(at * (len(content) - 1))], "plik 2021.xlsx") is None


WEDGES = [
    b"",
    b'"',
    b";",
    b",",
    b"\n",
    b"\r",
    b"\0",
    b"1E+05",
    b"\xc2\xa0",
    b"-",
    b"9" * 30,
    b"nan",
    b"'",
]


@settings(FEW, max_examples=60)
@given(st.sampled_from(KINDS), WRITINGS, st.data())
def test_bytes_lost_flipped_and_put_in_are_read_or_refused(
    desk: Any, make: Any, kind: str, writing: tuple[str, str, str, bool], data: st.DataObject
) -> None:
    encoding, delimiter, end, quoted = writing
    text = make["csv"](desk.rows(kind), delimiter, end, quoted=quoted)
    content = bytearray(text.encode(encoding))
    wedge = st.sampled_from(WEDGES) | st.binary(min_size=1, max_size=3)
    change = st.tuples(st.integers(0, len(content) - 1), st.integers(0, 20), wedge)
    for at, lost, put in data.draw(st.lists(change, min_size=1, max_size=5)):
        content[at : at + lost] = put
    tried(desk, kind, bytes(content))


@settings(FEW, max_examples=30)
@given(st.sampled_from(KINDS), st.data())
def test_a_damaged_workbook_is_read_or_refused(
    desk: Any, books: dict[str, bytes], kind: str, data: st.DataObject
) -> None:
    content = bytearray(books[kind])
    places = st.tuples(st.integers(0, len(content) - 1), st.integers(0, 255))
    for at, byte in data.draw(st.lists(places, min_size=1, max_size=5)):
        content[at] = byte
    found = tried(desk, kind, bytes(content), "plik 2021.xlsx")
    assert found is None or found.equals(clean(desk, kind))


@settings(FEW, max_examples=20)
@given(st.sampled_from([*KINDS, "rspo"]), st.binary(max_size=300))
def test_any_bytes_are_refused(desk: Any, kind: str, content: bytes) -> None:
    assert tried(desk, kind, content) is None


@settings(FEW, max_examples=20)
@given(st.sampled_from(KINDS), st.data())
def test_a_file_without_a_column_is_refused_by_its_name(
    desk: Any, make: Any, kind: str, data: st.DataObject
) -> None:
    rows = desk.rows(kind)
    needed = {
        "lists": rows[0], "terc": rows[0], "simc": [one for one in rows[0] if one != "MZ"],
        "commuting": [one for one in rows[0] if "naz" not in one], "budgets": ["WK", "PK", "GK"],
        "changes": ["TypKorekty", "WojPrzed", "GmiPo", "NazwaPo", "StanPo"],
    }[kind]  # fmt: skip
    heading = 1 if kind == "budgets" else 0
    lost = rows[heading].index(data.draw(st.sampled_from(needed)))
    fewer = [row if len(row) == 1 else [*row[:lost], *row[lost + 1 :]] for row in rows]
    assert tried(desk, kind, make["csv"](fewer).encode()) is None


@settings(FEW, max_examples=20)
@given(st.sampled_from(KINDS), st.sampled_from(KINDS))
def test_a_file_of_another_kind_is_refused(desk: Any, make: Any, kind: str, other: str) -> None:
    if kind != other:
        assert tried(desk, kind, make["csv"](desk.rows(other)).encode()) is None


@settings(FEW, max_examples=20)
@given(st.floats(0, 1))
def test_cut_json_is_refused(desk: Any, make: Any, at: float) -> None:
    content = desk.json(make["schools"]()).encode()
    assert tried(desk, "rspo", content[: int(at * (len(content) - 1))]) is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=6,
)
FIELDS = [
    "numerRspo", "nazwa", "typ", "gminaKodTERYT", "gminaRodzajKod", "geolokalizacja",
    "dataRozpoczecia", "dataZakonczenia", "dataLikwidacji", "kategoriaUczniow",
]  # fmt: skip


@settings(FEW, max_examples=30)
@given(st.integers(0, 49), st.sampled_from(FIELDS), JSON)
def test_schools_with_any_field_are_read_or_refused(
    desk: Any, make: Any, at: int, field: str, value: object
) -> None:
    records = make["schools"]()
    records[at][field] = value
    found = tried(desk, "rspo", desk.json(records).encode("utf-8", "surrogatepass"))
    if found is not None:
        expected = bare(desk.frame("rspo", desk.json(make["schools"]())))
        others = expected.filter(pl.col("id") != str(100 + at))
        assert inside(others, found)
        assert found.height - others.height <= 1
