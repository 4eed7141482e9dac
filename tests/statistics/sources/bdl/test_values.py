"""Pages of data as a frame: what is kept, what is dropped, what is refused and where."""

from __future__ import annotations

import json
import math
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from terytoria.statistics.sources.bdl.attributes import Attributes, Meaning
from terytoria.statistics.sources.bdl.errors import BdlError, PayloadError
from terytoria.statistics.sources.bdl.values import SCHEMA, Noted, by_unit, by_variable

BOCHNIA, CZLOPA = "011212001011", "043216817023"


def value(year: object = "2023", val: object = 5, code: object = 1) -> dict[str, object]:
    return {"year": year, "val": val, "attrId": code}


def page(*rows: tuple[object, list[Any]], variable: object = 60) -> dict[str, Any]:
    results = [{"id": unit, "name": "Nazwa", "values": values} for unit, values in rows]
    return {"totalRecords": len(rows), "variableId": variable, "results": results}


def unit_page(unit: object, *rows: tuple[object, list[Any]]) -> dict[str, Any]:
    return {"unitId": unit, "results": [{"id": key, "values": values} for key, values in rows]}


def rows_of(*pages: Any) -> list[tuple[Any, ...]]:
    return by_variable(pages).rows()


class TestWhatIsKept:
    def test_a_page_by_variable(self) -> None:
        frame = by_variable([page((BOCHNIA, [value(2022, 1.5), value("2023", 2)]))])
        assert dict(frame.schema) == SCHEMA
        assert frame.rows() == [
            ("60", "1201011", "gmina", 2022, 1.5, None),
            ("60", "1201011", "gmina", 2023, 2.0, None),
        ]

    def test_a_page_by_unit(self) -> None:
        frame = by_unit([unit_page("023000000000", (9, [value("1995", 12)]), ("72305", [value()]))])
        assert frame.rows() == [
            ("9", "30", "voivodeship", 1995, 12.0, None),
            ("72305", "30", "voivodeship", 2023, 5.0, None),
        ]

    def test_all_levels(self) -> None:
        units = ["000000000000", "023000000000", "023015706000", "023015706012"]
        found = rows_of(page(*((unit, [value()]) for unit in units)))
        assert [row[1:3] for row in found] == [
            ("PL", "country"),
            ("30", "voivodeship"),
            ("3006", "powiat"),
            ("3006012", "gmina"),
        ]

    def test_text_and_objects_are_the_same(self) -> None:
        one = page((BOCHNIA, [value()]))
        text = json.dumps(one).encode()
        assert rows_of(text) == rows_of(one) == rows_of(b"\xef\xbb\xbf" + text)

    def test_nothing(self) -> None:
        for frame in (by_variable([]), by_unit([]), by_variable([page()])):
            assert dict(frame.schema) == SCHEMA
            assert frame.is_empty()

    def test_omitted_fields(self) -> None:
        found = rows_of(page((BOCHNIA, [{"year": "2020"}, {"year": "2021", "val": 3}])))
        assert [row[3:] for row in found] == [(2020, None, None), (2021, 3.0, None)]
        assert rows_of({"variableId": 60, "results": [{"id": BOCHNIA}]}) == []

    def test_pages_follow_one_another(self) -> None:
        pages = [page((BOCHNIA, [value()])), page((CZLOPA, [value()])), page()]
        assert [row[1] for row in rows_of(*pages)] == ["1201011", "3217023"]


class TestCodes:
    @pytest.mark.parametrize("code", [0, 4, 14, 15, 50, 91])
    @pytest.mark.parametrize("number", [0, 7.5, None])
    def test_missing_whatever_the_number(self, code: int, number: float | None) -> None:
        assert rows_of(page((BOCHNIA, [value(val=number, code=code)])))[0][4:] == (None, None)

    @pytest.mark.parametrize("code", [7, 17, 94, 98])
    @pytest.mark.parametrize("number", [0, 0.0, -0.0, None])
    def test_a_true_zero(self, code: int, number: float | None) -> None:
        (row,) = rows_of(page((BOCHNIA, [value(val=number, code=code)])))
        assert row[4:] == (0.0, None)
        assert math.copysign(1, row[4]) == 1

    def test_a_zero_beside_another_number_is_believed_by_nobody(self) -> None:
        noted = Noted()
        frame = by_variable([page((BOCHNIA, [value(val=5, code=7)]))], noted=noted)
        assert frame["value"].to_list() == [None]
        assert noted.contradicted == 1
        assert "prawdziwego zera" in noted.text

    @pytest.mark.parametrize("code", [3, 9, 11, 13, 20, 21, 97])
    def test_footnotes(self, code: int) -> None:
        (row,) = rows_of(page((BOCHNIA, [value(code=code)])))
        assert row[4] == 5.0
        assert row[5] == Attributes.load().of(code).mark
        assert row[5]

    def test_no_footnote_without_a_value(self) -> None:
        assert rows_of(page((BOCHNIA, [value(val=None, code=9)])))[0][4:] == (None, None)

    @pytest.mark.parametrize("code", [None, 1])
    def test_an_ordinary_value(self, code: int | None) -> None:
        assert rows_of(page((BOCHNIA, [value(code=code)])))[0][4:] == (5.0, None)

    def test_unknown_codes_are_missing_and_told_by_name(self) -> None:
        noted = Noted()
        values = [value(2020, code=77), value(2021, code=-3), value(2022, code=77), value(2023)]
        frame = by_variable([page((BOCHNIA, values))], noted=noted)
        assert frame["value"].to_list() == [None, None, None, 5.0]
        assert noted.unknown == {77: 2, -3: 1}
        assert "attrId 77 (wartości: 2)" in noted.text

    def test_the_disputed_code_once_decided(self) -> None:
        known = Attributes.load().with_disputed(Meaning.ZERO)
        frame = by_variable([page((BOCHNIA, [value(val=0, code=0)]))], attributes=known)
        assert frame["value"].to_list() == [0.0]


class TestWhatIsDropped:
    def test_parts_and_regions_are_counted(self) -> None:
        noted = Noted()
        town, rural, district = BOCHNIA[:-1] + "4", BOCHNIA[:-1] + "5", BOCHNIA[:-1] + "8"
        frame = by_variable(
            [
                page(
                    (town, [value(), value(2022)]),
                    (rural, [value()]),
                    (district, [value()]),
                    (BOCHNIA, [value()]),
                    ("020000000000", [value()]),
                    ("023010000000", [value()]),
                    ("023015700000", [value(), value(2022)]),
                )
            ],
            noted=noted,
        )
        assert frame["unit"].to_list() == ["1201011"]
        assert (noted.parts, noted.regions) == (4, 4)
        assert not noted.text

    def test_a_dropped_unit_of_a_page_by_unit(self) -> None:
        noted = Noted()
        assert by_unit([unit_page("020000000000", (9, [value()]))], noted=noted).is_empty()
        assert noted.regions == 1


class TestTwice:
    def test_the_same_value_twice_is_one(self) -> None:
        one = page((BOCHNIA, [value()]), (CZLOPA, [value()]))
        assert len(rows_of(one, one)) == 2
        assert len(rows_of(page((BOCHNIA, [value(), value()])))) == 1

    def test_years_may_come_in_any_order(self) -> None:
        found = rows_of(page((BOCHNIA, [value(2023), value(2021), value(2022)])))
        assert [row[3] for row in found] == [2023, 2021, 2022]

    @pytest.mark.parametrize("other", [value(val=6), value(val=None), value(code=9)])
    def test_two_different_values_are_refused(self, other: dict[str, object]) -> None:
        with pytest.raises(PayloadError, match="zmienna 60, jednostka 1201011, rok 2023"):
            by_variable([page((BOCHNIA, [value()])), page((BOCHNIA, [other]))])


NASTY: list[tuple[Any, str]] = [
    ([], "strona danych"),
    (None, "strona danych"),
    ({}, "„variableId”"),
    ({"errors": [{"errorReason": "x"}]}, "„variableId”"),
    ({"variableId": 60}, "zmienna 60: brak listy „results”"),
    ({"variableId": 60, "results": {}}, "zmienna 60: brak listy"),
    ({"variableId": 60, "results": "abc"}, "zmienna 60: brak listy"),
    ({"variableId": 60, "results": [None]}, "wynik 0"),
    ({"variableId": 60, "results": [{}]}, "wynik 0: brak pola „id”"),
    (page((BOCHNIA, [value()]), variable=None), "„variableId”"),
    (page((BOCHNIA, [value()]), variable=True), "„variableId”"),
    (page((BOCHNIA, [value()]), variable=60.0), "„variableId”"),
    (page((BOCHNIA, [value()]), variable="6O"), "„variableId”"),
    (page((BOCHNIA, [value()]), variable="٦٠"), "„variableId”"),
    (page((BOCHNIA, [value()]), variable=-1), "„variableId”"),
    (page((BOCHNIA, [value()]), variable=10**5000), "„variableId”"),
    (page((11212001011, [value()])), "zgubiono zero"),
    (page(("11212001011", [value()])), "zgubiono zero"),
    (page((10**5000, [value()])), "wynik 0"),
    (page((None, [value()])), "wynik 0: pole „id”"),
    (page(("0112120010114", [value()])), "wynik 0: pole „id”"),
    (page(("01121200101x", [value()])), "wynik 0: pole „id”"),
    (page(("٠١١٢١٢٠٠١٠١١", [value()])), "wynik 0: pole „id”"),
    (page((BOCHNIA, [value()]), ([], [value()])), "wynik 1: pole „id”"),
    ({"variableId": 60, "results": [{"id": BOCHNIA, "values": None}]}, "„values”"),
    ({"variableId": 60, "results": [{"id": BOCHNIA, "values": {}}]}, "„values”"),
    ({"variableId": 60, "results": [{"id": BOCHNIA, "values": ""}]}, "„values”"),
    (page((BOCHNIA, [None])), f"jednostka {BOCHNIA}: wartość to None"),
    (page((BOCHNIA, [[]])), f"jednostka {BOCHNIA}"),
    (page((BOCHNIA, ["2023"])), f"jednostka {BOCHNIA}"),
    (page((BOCHNIA, [{}])), "brak pola „year”"),
    (page((BOCHNIA, [value(year=None)])), "„year”: None"),
    (page((BOCHNIA, [value(year=True)])), "„year”: True"),
    (page((BOCHNIA, [value(year=2023.0)])), "„year”: 2023.0"),
    (page((BOCHNIA, [value(year="202")])), "„year”"),
    (page((BOCHNIA, [value(year="2023 ")])), "„year”"),
    (page((BOCHNIA, [value(year="２０２３")])), "„year”"),
    (page((BOCHNIA, [value(year=99999)])), "„year”"),
    (page((BOCHNIA, [value(year=[])])), "„year”"),
    (page((BOCHNIA, [value(val="5")])), "rok 2023: pole „val”: '5'"),
    (page((BOCHNIA, [value(val=True)])), "„val”"),
    (page((BOCHNIA, [value(val=[1])])), "„val”"),
    (page((BOCHNIA, [value(val=math.nan)])), "„val”"),
    (page((BOCHNIA, [value(val=math.inf)])), "„val”"),
    (page((BOCHNIA, [value(val=1e16)])), "„val”"),
    (page((BOCHNIA, [value(val=10**400)])), "„val”"),
    (page((BOCHNIA, [value(val=10**5000)])), "„val”"),
    (page((BOCHNIA, [value(code="1")])), "„attrId”"),
    (page((BOCHNIA, [value(code=1.0)])), "„attrId”"),
    (page((BOCHNIA, [value(code=False)])), "„attrId”"),
    (page((BOCHNIA, [value(code=10**30)])), "„attrId”"),
]


@pytest.mark.parametrize(("nasty", "where"), NASTY, ids=range(len(NASTY)))
def test_nasty_pages_are_refused_with_their_place(nasty: Any, where: str) -> None:
    with pytest.raises(PayloadError) as caught:
        by_variable([page((CZLOPA, [value()])), nasty])
    assert where in str(caught.value)
    assert len(str(caught.value)) < 300


TEXTS = [
    b"",
    b"null",
    b"[]",
    b"{",
    b'{"variableId": 60, "results": [}',
    b'{"variableId": 60, "results": []} {}',
    b'{"variableId": NaN, "results": []}',
    b'{"variableId": 60, "results": [{"id": "%s", "values": [{"year": "2023", "val": -Infinity}]}]}'
    % BOCHNIA.encode(),
    b'{"variableId": 60, "results": [{"id": "%s", "values": [{"year": "2023", "val": 1e999}]}]}'
    % BOCHNIA.encode(),
    b"[" * 100_000,
    b'{"a":' * 100_000,
    b'{"variableId": ' + b"9" * 5000 + b', "results": []}',
    '{"variableId": 60, "results": []}'.encode("utf-16"),
    '{"name": "Łódź"}'.encode("cp1250"),
    b"\x1f\x8b\x08\x00",
    b"<html>Przerwa techniczna</html>",
]


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_nasty_texts_are_refused(text: bytes) -> None:
    with pytest.raises(PayloadError):
        by_variable([text])


SOUND = page((BOCHNIA, [value(), value(2022, 1.25, 9)]), (CZLOPA, [value(val=None, code=4)]))
TEXT = json.dumps(SOUND).encode()


@given(st.integers(0, len(TEXT) - 1))
def test_a_text_cut_anywhere_is_refused(at: int) -> None:
    with pytest.raises(PayloadError):
        by_variable([TEXT[:at]])


@given(st.integers(0, len(TEXT) - 1), st.binary(max_size=4))
def test_a_text_changed_anywhere_is_read_or_refused(at: int, other: bytes) -> None:
    _read_or_refused(TEXT[:at] + other + TEXT[at + len(other) :])


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=13)
    | st.sampled_from([BOCHNIA, "2023", 2023, 10**20, 10**400, -1, 1e300]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["id", "values", "year", "val", "attrId", "results"]), inner, max_size=4
        )
    ),
    max_leaves=8,
)
PLACES: list[tuple[str | int, ...]] = [
    (),
    ("variableId",),
    ("results",),
    ("results", 0),
    ("results", 0, "id"),
    ("results", 0, "values"),
    ("results", 0, "values", 1),
    ("results", 0, "values", 1, "year"),
    ("results", 0, "values", 1, "val"),
    ("results", 0, "values", 1, "attrId"),
    ("results", 1, "id"),
    ("results", 1, "values", 0),
]


@given(st.sampled_from(PLACES), JSON)
@settings(max_examples=300)
def test_anything_anywhere_is_read_or_refused(place: tuple[str | int, ...], odd: Any) -> None:
    found: Any = json.loads(TEXT)
    if not place:
        found = odd
    else:
        holder = found
        for step in place[:-1]:
            holder = holder[step]
        holder[place[-1]] = odd
    _read_or_refused(found)


@given(JSON)
def test_any_page_by_unit_is_read_or_refused(odd: Any) -> None:
    _read_or_refused({"unitId": odd, "results": [{"id": 60, "values": [value()]}]}, by_unit)
    _read_or_refused({"unitId": BOCHNIA, "results": [{"id": odd, "values": [value()]}]}, by_unit)
    _read_or_refused({"unitId": BOCHNIA, "results": odd}, by_unit)


def _read_or_refused(found: Any, read: Any = by_variable) -> None:
    why = ""
    frame = pl.DataFrame(schema=SCHEMA)
    try:
        frame = read([found])
    except BdlError as problem:
        why = str(problem)
    assert "nieczytelna" not in why, "every refusal says where"
    assert dict(frame.schema) == SCHEMA
    assert frame["value"].is_finite().fill_null(value=True).all()
    assert not frame.select(pl.exclude("value", "mark")).null_count().transpose().sum().item()


@given(
    st.dictionaries(
        st.tuples(st.sampled_from([BOCHNIA, CZLOPA, "023015706000"]), st.integers(1995, 2030)),
        st.none() | st.floats(-1e15, 1e15) | st.integers(-(10**15), 10**15),
        max_size=30,
    )
)
def test_every_value_arrives_as_it_was(values: dict[tuple[str, int], float | None]) -> None:
    units: dict[str, list[Any]] = {}
    for (unit, year), number in values.items():
        units.setdefault(unit, []).append(value(str(year), number))
    text = json.dumps(page(*units.items())).encode()
    codes = {BOCHNIA: "1201011", CZLOPA: "3217023", "023015706000": "3006"}
    found = {(unit, year): number for _, unit, _, year, number, _ in rows_of(text)}
    assert found == {(codes[unit], year): number for (unit, year), number in values.items()}
