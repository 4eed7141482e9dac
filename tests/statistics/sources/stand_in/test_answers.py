"""Shapes of the answers of every path, and how questions are refused."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import polars as pl
import pytest

from terytoria.statistics.snapshot import Snapshot, Store
from terytoria.statistics.snapshot.derive import Derivation, derive
from terytoria.statistics.sources.bdl.stand_in import StandIn

OFFICE = "https://bdl.stat.gov.pl/api/v1"
COUNTRY, WEST = "000000000000", "023200000000"
PAGED = ["totalRecords", "page", "pageSize", "links"]


def got(client: httpx.Client, path: str, **params: Any) -> dict[str, Any]:
    answer = client.get(path, params={name.replace("_", "-"): v for name, v in params.items()})
    assert answer.status_code == 200, answer.text
    assert answer.headers["Content-Type"].startswith("application/json")
    body: dict[str, Any] = answer.json()
    return body


def by_name(client: httpx.Client, name: str) -> dict[str, Any]:
    """The only unit of level 6 with exactly this name."""
    found = got(client, "/units/search", name=name, level=6)["results"]
    (unit,) = (each for each in found if each["name"] == name)
    return dict(unit)


def holds_null(body: object) -> bool:
    if isinstance(body, dict):
        return any(map(holds_null, body.values()))
    return any(map(holds_null, body)) if isinstance(body, list) else body is None


class TestByVariable:
    def test_the_envelope(self, client: httpx.Client) -> None:
        body = got(client, "/data/by-variable/72305", unit_level=6, page_size=2)
        described = ["variableId", "measureUnitId", "aggregateId", "lastUpdate", "results"]
        assert list(body) == PAGED + described
        assert (body["variableId"], body["aggregateId"]) == (72305, 1)
        assert (body["page"], body["pageSize"], len(body["results"])) == (0, 2, 2)
        assert body["lastUpdate"] == "2026-01-15T15:05:15.743"

    def test_an_entry(self, client: httpx.Client) -> None:
        town = by_name(client, "Białogard")
        body = got(client, "/data/by-variable/72305", unit_level=6, page_size=100)
        (entry,) = (row for row in body["results"] if row["id"] == town["id"])
        assert entry == {
            "id": town["id"],
            "name": "Białogard",
            "values": [
                {"year": "2020", "val": 24000, "attrId": 1},
                {"year": "2024", "val": 23000, "attrId": 1},
            ],
        }

    def test_years_are_asked_for_one_by_one(self, client: httpx.Client) -> None:
        for asked in ([2024], [2020, 2024], [1999, 2020]):
            body = got(client, "/data/by-variable/72305", unit_level=6, year=asked)
            told = {value["year"] for row in body["results"] for value in row["values"]}
            assert told == {str(year) for year in asked} - {"1999"}

    def test_units_without_entries_are_left_out(self, client: httpx.Client) -> None:
        assert got(client, "/data/by-variable/72305", year=1999)["results"] == []
        assert got(client, "/data/by-variable/72305", year=1999)["totalRecords"] == 0

    def test_levels_and_parents(self, client: httpx.Client) -> None:
        powiats = got(client, "/data/by-variable/72305", unit_level=5)["results"]
        assert [row["name"] for row in powiats] == ["Powiat białogardzki", "Powiat wałecki"]
        below = got(client, "/data/by-variable/72305", unit_parent_id=powiats[1]["id"])["results"]
        names = {"Wałcz", "Człopa", "Człopa - miasto", "Człopa - obszar wiejski"}
        assert {row["name"] for row in below} == names
        assert all(row["id"][:9] == powiats[1]["id"][:9] for row in below)
        every = got(client, "/data/by-variable/72305", page_size=100)["results"]
        assert len(every) > len(powiats) + len(below)

    def test_a_parent_is_not_below_itself(self, client: httpx.Client) -> None:
        powiat = got(client, "/data/by-variable/72305", unit_level=5)["results"][0]["id"]
        rows = got(client, "/data/by-variable/72305", unit_parent_id=powiat, unit_level=5)
        assert rows["results"] == []


class TestByUnit:
    def test_the_envelope_and_an_entry(self, client: httpx.Client) -> None:
        town = by_name(client, "Białogard")["id"]
        body = got(client, f"/data/by-unit/{town}", var_id=[60, 72305], year=2020)
        assert list(body) == [*PAGED, "unitId", "unitName", "aggregateId", "results"]
        assert (body["unitId"], body["unitName"]) == (town, "Białogard")
        births, people = body["results"]
        assert list(births) == ["id", "measureUnitId", "lastUpdate", "values"]
        assert births["id"] == 60
        assert births["values"] == [{"year": "2020", "val": 218, "attrId": 1}]
        assert people["values"] == [{"year": "2020", "val": 24000, "attrId": 1}]

    def test_it_agrees_with_the_answers_by_variable(self, client: httpx.Client) -> None:
        for row in got(client, "/data/by-variable/72305", page_size=100)["results"]:
            single = got(client, f"/data/by-unit/{row['id']}", var_id=72305)["results"]
            assert [each["values"] for each in single] == [row["values"]]

    def test_it_has_pages(self, client: httpx.Client) -> None:
        town = by_name(client, "Białogard")["id"]
        asked = {"var_id": [60, 65, 72305], "page_size": 2}
        first = got(client, f"/data/by-unit/{town}", **asked)
        second = got(client, f"/data/by-unit/{town}", **asked, page=1)
        assert [row["id"] for row in first["results"] + second["results"]] == [60, 65, 72305]
        assert "next" in first["links"]
        assert "next" not in second["links"]

    def test_variables_are_required(self, client: httpx.Client) -> None:
        assert client.get(f"/data/by-unit/{COUNTRY}").status_code == 400

    def test_unknown_variables_are_left_out(self, client: httpx.Client) -> None:
        town = by_name(client, "Białogard")["id"]
        body = got(client, f"/data/by-unit/{town}", var_id=[60, 7])
        assert [row["id"] for row in body["results"]] == [60]


class TestPages:
    def test_links_lead_to_the_office(self, client: httpx.Client) -> None:
        links = got(client, "/units", page_size=3, page=1)["links"]
        assert list(links) == ["first", "self", "next", "last"]
        for link in links.values():
            assert link.startswith(OFFICE + "/units?")
        assert parse_qs(urlsplit(links["next"]).query)["page"] == ["2"]
        assert parse_qs(urlsplit(links["next"]).query)["page-size"] == ["3"]

    def test_links_repeat_what_was_asked(self, client: httpx.Client) -> None:
        body = got(client, "/data/by-variable/72305", year=[2020, 2024], page_size=2)
        assert parse_qs(urlsplit(body["links"]["next"]).query)["year"] == ["2020", "2024"]

    @pytest.mark.parametrize("size", [1, 2, 5, 10, 100])
    def test_following_next_meets_everything_once(self, client: httpx.Client, size: int) -> None:
        seen: list[str] = []
        query = f"page-size={size}"
        pages = 0
        while query:
            body = client.get(f"/units?{query}").json()
            seen += [row["id"] for row in body["results"]]
            pages += 1
            query = urlsplit(body["links"].get("next", "")).query
        assert len(seen) == len(set(seen)) == body["totalRecords"]
        assert seen == sorted(seen)
        assert pages == -(-len(seen) // size)

    def test_ten_rows_unless_told_otherwise(self, client: httpx.Client) -> None:
        assert len(got(client, "/units")["results"]) == 10

    def test_a_page_beyond_the_last_is_empty(self, client: httpx.Client) -> None:
        body = got(client, "/units", page=999)
        assert body["results"] == []
        assert "next" not in body["links"]


class TestUnits:
    def test_of_a_level(self, client: httpx.Client) -> None:
        (west,) = got(client, "/units", level=2)["results"]
        assert west == {
            "id": WEST,
            "name": "ZACHODNIOPOMORSKIE",
            "parentId": "020000000000",
            "level": 2,
            "hasDescription": False,
        }

    def test_children_of_a_unit(self, client: httpx.Client) -> None:
        for parent in got(client, "/units", page_size=100)["results"]:
            children = got(client, "/units", parent_id=parent["id"], page_size=100)["results"]
            assert all(child["parentId"] == parent["id"] for child in children)
            assert all(child["level"] == parent["level"] + 1 for child in children)

    def test_gminas_of_a_voivodeship(self, client: httpx.Client) -> None:
        rows = got(client, "/units", parent_id=WEST, level=6)["results"]
        assert len(rows) == 5 + 2 * 2
        assert {row["kind"] for row in rows} == {"1", "2", "3", "4", "5"}

    def test_one_unit(self, client: httpx.Client) -> None:
        assert got(client, f"/units/{COUNTRY}") == {
            "id": COUNTRY,
            "name": "POLSKA",
            "level": 0,
            "hasDescription": False,
        }

    def test_search(self, client: httpx.Client) -> None:
        found = got(client, "/units/search", name="wałcz", level=6)["results"]
        assert {row["kind"] for row in found} == {"1", "2"}
        rural = got(client, "/units/search", name="wałcz", level=6, kind="2")["results"]
        assert [row["kind"] for row in rural] == ["2"]
        assert got(client, "/units/search", name="nigdzie")["results"] == []

    def test_no_localities(self, client: httpx.Client) -> None:
        body = got(client, "/units/localities", parent_id=WEST)
        assert (body["totalRecords"], body["results"]) == (0, [])

    def test_localities_of_the_snapshot(
        self,
        stored: Snapshot,
        store: Store,
        serving: Callable[..., StandIn],
        client_of: Callable[[StandIn], httpx.Client],
    ) -> None:
        rows = [("0123456", "Strączno", "wieś", "", "3217052")]
        columns = ["code", "name", "kind", "parent", "unit"]
        table = pl.DataFrame(rows, schema=columns, orient="row")
        made = Derivation("known", "2026-02-01", "Miejscowości.")
        client = client_of(serving(derive(store, stored, {"localities": table}, made)))
        (row,) = got(client, "/units/localities", parent_id=WEST)["results"]
        assert (row["name"], row["level"]) == ("Strączno", 7)
        gmina = got(client, f"/units/{row['parentId']}")
        assert (gmina["name"], gmina["kind"]) == ("Wałcz", "2")
        other = got(client, "/units", level=5)["results"][0]["id"]
        assert got(client, "/units/localities", parent_id=other)["results"] == []


class TestVariables:
    def test_of_the_catalogue(self, client: httpx.Client) -> None:
        body = got(client, "/variables/72305")
        assert body == {
            "id": 72305,
            "subjectId": "P2137",
            "n1": "ludność ogółem",
            "level": 6,
            "measureUnitId": body["measureUnitId"],
            "measureUnitName": "osoba",
            "years": [2020, 2024],
        }
        measure = got(client, f"/measures/{body['measureUnitId']}")
        assert measure["name"] == "osoba"

    def test_in_english(self, client: httpx.Client) -> None:
        assert got(client, "/variables/72305", lang="en")["n1"] == "total population"

    def test_by_subject_level_and_year(self, client: httpx.Client) -> None:
        population = got(client, "/variables", subject_id="P2137")["results"]
        assert [row["id"] for row in population] == [72305]
        assert got(client, "/variables", subject_id="P2137", level=5)["results"] == []
        assert got(client, "/variables", subject_id="P2137", year=2024)["results"] == population
        assert got(client, "/variables", subject_id="P2137", year=2023)["results"] == []

    def test_search(self, client: httpx.Client) -> None:
        found = got(client, "/variables/search", name="LUDNOŚĆ OGÓŁEM")["results"]
        assert [row["id"] for row in found] == [72305]

    def test_a_variable_the_snapshot_knows_nothing_of(self, client: httpx.Client) -> None:
        assert got(client, "/variables/64428")["years"] == []
        assert got(client, "/data/by-variable/64428")["results"] == []


class TestLists:
    def test_subjects_form_a_tree(self, client: httpx.Client) -> None:
        waiting = got(client, "/subjects")["results"]
        leaves = []
        while waiting:
            subject = waiting.pop()
            assert got(client, f"/subjects/{subject['id']}") == subject
            children = got(client, "/subjects", parent_id=subject["id"])["results"]
            assert [child["id"] for child in children] == subject.get("children", [])
            leaves += [subject["id"]] * subject["hasVariables"]
            waiting += children
        listed = got(client, "/variables", page_size=100)["results"]
        assert {row["subjectId"] for row in listed} <= set(leaves)

    def test_subjects_by_name(self, client: httpx.Client) -> None:
        assert got(client, "/subjects/search", name="ludność")["results"][0]["id"] == "P2137"

    @pytest.mark.parametrize("path", ["levels", "attributes", "aggregates", "measures", "years"])
    def test_short_lists(self, client: httpx.Client, path: str) -> None:
        body = got(client, f"/{path}", page_size=100)
        assert list(body) == [*PAGED, "results"]
        assert body["totalRecords"] == len(body["results"]) > 0
        for row in body["results"]:
            assert got(client, f"/{path}/{row['id']}") == row

    def test_what_attributes_mean(self, client: httpx.Client) -> None:
        assert "nie wystąpiło" in got(client, "/attributes/7")["description"]
        assert "brak" in got(client, "/attributes/0")["description"].casefold()

    def test_years_are_numbers(self, client: httpx.Client) -> None:
        assert got(client, "/years")["results"] == [{"id": 2020}, {"id": 2024}]

    def test_the_version_says_what_it_is(self, client: httpx.Client, stored: Snapshot) -> None:
        body = got(client, "/version")
        assert "stand-in" in body["build"]
        assert stored.name in body["build"]

    def test_nothing_is_null(self, client: httpx.Client) -> None:
        paths = ("units", "variables", "subjects", "measures", "data/by-variable/72305")
        for path in paths:
            assert not holds_null(got(client, f"/{path}", page_size=100)), path


class TestRefusals:
    @pytest.mark.parametrize(
        "path",
        [
            *("/nothing", "/units/123", "/variables/1", "/variables/abc", "/attributes/77"),
            *("/data/by-variable/1", "/data/by-unit/1?var-id=60", "/subjects/P1", "/levels/x"),
            *("/units?parent-id=5", "/variables?subject-id=P1", "/data", "/variables/" + "9" * 30),
            "/variables/²",
        ],
    )
    def test_what_is_not_there(self, client: httpx.Client, path: str) -> None:
        self._refused(client.get(path), 404)

    @pytest.mark.parametrize(
        "query",
        [
            *("page=-1", "page=x", "page-size=0", "page-size=101", "page-size=", "lang=de"),
            *(
                "format=xml",
                "unit-level=8",
                "year=20x4",
                "year=1",
                "aggregate-id=9",
                "page=1&page=2",
            ),
        ],
    )
    def test_what_is_wrong(self, client: httpx.Client, query: str) -> None:
        answer = client.get(f"/data/by-variable/72305?{query}")
        if query == "page-size=":
            assert answer.status_code == 200, "an empty parameter is as good as none"
        else:
            self._refused(answer, 400)

    def test_outside_the_base_path(self, client: httpx.Client) -> None:
        root = str(client.base_url).split("/api")[0]
        self._refused(httpx.get(root + "/"), 404)

    def test_other_methods(self, client: httpx.Client) -> None:
        assert client.post("/units").status_code == 501

    @staticmethod
    def _refused(answer: httpx.Response, status: int) -> None:
        assert answer.status_code == status
        (error,) = answer.json()["errors"]
        assert list(error) == [
            *("errorResult", "errorReason", "errorSolution", "errorCode", "errorHelp"),
        ]
        assert error["errorCode"] == status
        assert error["errorReason"]
