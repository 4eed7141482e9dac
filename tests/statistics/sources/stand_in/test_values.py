"""Values served back are those of the snapshot; marks, gaps, parts and revisions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import httpx
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from terytoria.statistics.snapshot import Snapshot
from terytoria.statistics.sources.bdl.stand_in import Faults, StandIn, variable_table

LEVELS = {"country": 0, "voivodeship": 2, "powiat": 5, "gmina": 6}
GMINAS = ["3201011", "3201043", "3217011", "3217023", "3217052"]
UNITS = {"country": ["PL"], "voivodeship": ["32"], "powiat": ["3201", "3217"], "gmina": GMINAS}
Read = Callable[[httpx.Client, int, int], dict[tuple[str, int], float]]
Serving = Callable[..., StandIn]
ClientOf = Callable[[StandIn], httpx.Client]


def own_ids(snapshot: Any) -> dict[str, int]:
    table = variable_table(snapshot)
    return dict(zip(table["series"], table["id"].cast(pl.Int64), strict=True))


def values_of(rows: list[tuple[str, str, str, int, float]]) -> dict[tuple[str, int], float]:
    return {(unit, year): value for _, _, unit, year, value in rows}


def many_rows(years: range = range(1995, 2025), value: float = 100.0) -> list[Any]:
    return [("gmina", "many", unit, year, value) for unit in GMINAS for year in years]


numbers = st.one_of(
    st.integers(0, 40_000_000).map(float),
    st.floats(-1e6, 1e6, allow_nan=False),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([0.0, -0.0, 0.1, 1e-7, 2.0**53, 1e16, 5e-324, 5.99e302, -1.7e308]),
)


@st.composite
def observed(draw: st.DrawFn) -> list[tuple[str, str, str, int, float]]:
    level = draw(st.sampled_from([*LEVELS, "gmina", "gmina"]))
    keys = st.tuples(st.sampled_from(UNITS[level]), st.integers(1995, 2024))
    found = draw(st.dictionaries(keys, numbers, min_size=1, max_size=60))
    return [(level, "any", unit, year, value) for (unit, year), value in found.items()]


class TestServedBack:
    @given(rows=observed())
    @settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
    def test_any_values(self, rows: list[Any], in_memory, read: Read) -> None:
        snapshot = in_memory(rows)
        with (
            StandIn(snapshot, quota="none") as server,
            httpx.Client(base_url=server.url) as client,
        ):
            for level, number in LEVELS.items():
                expected = values_of([row for row in rows if row[0] == level])
                assert read(client, own_ids(snapshot)["any"], number) == expected

    def test_the_whole_country(self, stored: Snapshot, client: httpx.Client, read: Read) -> None:
        frame = stored.table("observations")
        ids = own_ids(stored)
        for (level, series), part in frame.partition_by(
            "level", "series", as_dict=True, include_key=False
        ).items():
            expected = {(unit, year): value for unit, year, value in part.iter_rows()}
            assert read(client, ids[series], LEVELS[level]) == expected

    def test_the_catalogue_cuts_a_variable_by_year(
        self, in_memory, serving: Serving, client_of: ClientOf, read: Read
    ) -> None:
        old = [("gmina", "pop_total_b2011", "3217023", year, 1.0 * year) for year in (2018, 2020)]
        new = [("gmina", "pop_total", "3217023", year, 2.0 * year) for year in (2018, 2020)]
        client = client_of(serving(in_memory(old + new)))
        expected = {("3217023", 2018): 2018.0, ("3217023", 2020): 4040.0}
        assert read(client, 72305, 6) == expected
        assert client.get("/variables/72305").json()["years"] == [2018, 2020]

    @pytest.mark.poland
    def test_poland(self, poland: Snapshot, read: Read) -> None:
        chosen = ["pop_total", "unemployed", "unemployment_rate"]
        ids = {series: id_ for series, id_ in own_ids(poland).items() if series in chosen}
        frame = poland.table("observations").filter(pl.col("series").is_in(list(ids)))
        assert len(ids) == len(chosen)
        parts = frame.partition_by("level", "series", as_dict=True, include_key=False)
        with (
            StandIn(poland, quota="none") as server,
            httpx.Client(base_url=server.url, timeout=60) as client,
        ):
            for (level, series), part in parts.items():
                expected = {(unit, year): value for unit, year, value in part.iter_rows()}
                assert read(client, ids[series], LEVELS[level]) == expected


class TestShapes:
    @pytest.fixture
    def values(self, in_memory, serving: Serving, client_of: ClientOf) -> list[dict[str, Any]]:
        rows = [row for at, row in enumerate(many_rows()) if row[3] != 1996 and at % 7 in (0, 3)]
        zero, half = (
            ("gmina", "many", "3217023", 1996, 0.0),
            ("gmina", "many", "3217011", 1996, 2.5),
        )
        snapshot = in_memory([*rows, zero, half])
        client = client_of(serving(snapshot))
        asked = {"unit-level": 6, "page-size": 100}
        body = client.get(f"/data/by-variable/{own_ids(snapshot)['many']}", params=asked).json()
        return [{"unit": row["id"], **value} for row in body["results"] for value in row["values"]]

    def test_years_are_texts_and_numbers_are_numbers(self, values: list[dict[str, Any]]) -> None:
        assert all(isinstance(value["year"], str) for value in values)
        kinds = {(type(value["val"]), value["val"]) for value in values if value["attrId"] == 1}
        assert {(int, 100), (float, 2.5)} <= kinds

    def test_true_zeros_say_so(self, values: list[dict[str, Any]]) -> None:
        zeros = {
            (value["unit"][-1], value["attrId"]) for value in values if value["year"] == "1996"
        }
        assert ("3", 7) in zeros

    def test_gaps_come_in_every_way(self, values: list[dict[str, Any]]) -> None:
        told = Counter(value["attrId"] for value in values)
        assert {0, 4, 14, 15, 50, 91} <= set(told)
        gaps = [value for value in values if value["attrId"] in {0, 4, 14, 15, 50, 91}]
        assert all(value["val"] == 0 for value in gaps)
        assert len(values) < 30 * (len(GMINAS) + 4), "some gaps have no entry at all"


class TestParts:
    def test_they_stand_beside_their_gmina(
        self, in_memory, serving: Serving, client_of: ClientOf
    ) -> None:
        snapshot = in_memory([("gmina", "many", "3217023", 2020, 101.0)])
        client = client_of(serving(snapshot))
        rows = client.get(f"/data/by-variable/{own_ids(snapshot)['many']}?year=2020").json()
        told = {row["id"][-1]: row for row in rows["results"] if row["values"][0]["attrId"] == 1}
        whole, town, rest = (told[kind]["values"][0]["val"] for kind in "345")
        assert town + rest == whole == 101
        assert 0.2 < town / whole < 0.8
        assert told["4"]["name"] == "Człopa - miasto"
        assert told["5"]["name"] == "Człopa - obszar wiejski"

    def test_keeping_them_would_show(self, client: httpx.Client) -> None:
        asked = {"unit-level": 6, "page-size": 100, "year": 2020}
        rows = client.get("/data/by-variable/72305", params=asked).json()["results"]
        every = sum(row["values"][0]["val"] for row in rows)
        kept = sum(row["values"][0]["val"] for row in rows if row["id"][-1] in "123")
        assert kept == 24_000 + 9_000 + 24_237 + 4_781 + 12_500
        assert every == kept + 9_000 + 4_781


class TestMarks:
    @pytest.mark.parametrize(
        ("mark", "told"),
        [
            ("dane wstępne", 9),
            ("dane niepełne", 3),
            ("niska precyzja", 21),
            ("nieznane", 1),
            ("", 1),
        ],
    )
    def test_footnotes_become_attributes(
        self, mark: str, told: int, in_memory, serving: Serving, client_of: ClientOf
    ) -> None:
        rows = [("gmina", "many", "3217011", 2020, 5.0), ("gmina", "many", "3217011", 2021, 6.0)]
        notes = [
            ("gmina", "many", "3217011", 2021, mark),
            ("gmina", "many", "3217011", 2050, "dane wstępne"),
            ("gmina", "many", "9999999", 2021, "dane wstępne"),
        ]
        snapshot = in_memory(rows, notes)
        client = client_of(serving(snapshot))
        unit = client.get("/units/search?name=Wałcz&kind=1").json()["results"][0]["id"]
        body = client.get(f"/data/by-unit/{unit}?var-id={own_ids(snapshot)['many']}").json()
        assert body["results"][0]["values"] == [
            {"year": "2020", "val": 5, "attrId": 1},
            {"year": "2021", "val": 6, "attrId": told},
        ]


class TestRevisions:
    def test_some_values_change_and_stay_changed(
        self, in_memory, serving: Serving, client_of: ClientOf, read: Read
    ) -> None:
        snapshot = in_memory(many_rows())
        id_ = own_ids(snapshot)["many"]
        plain, revised, again, other = (
            read(client_of(serving(snapshot, faults=faults)), id_, 6)
            for faults in (
                Faults(),
                Faults(changed=0.2, seed=1),
                Faults(changed=0.2, seed=1),
                Faults(changed=0.2, seed=2),
            )
        )
        changed = [key for key in plain if plain[key] != revised[key]]
        assert 0.1 < len(changed) / len(plain) < 0.35
        assert revised == again
        assert revised != other
        assert all(0.9 < revised[key] / plain[key] < 1 for key in changed)

    def test_whole_numbers_stay_whole_and_never_sink_below_zero(
        self, in_memory, serving: Serving, client_of: ClientOf, read: Read
    ) -> None:
        rows = many_rows(range(1995, 2010), 1.0) + many_rows(range(2010, 2025), 0.0)
        snapshot = in_memory(rows)
        server = serving(snapshot, faults=Faults(changed=1))
        revised = read(client_of(server), own_ids(snapshot)["many"], 6)
        assert all(value == (0 if year < 2010 else 1) for (_, year), value in revised.items())
