"""The low-level calls of another client, pybdl, against the same stand-in."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

with warnings.catch_warnings():
    # Its own imports warn of what newer versions of its dependencies will drop.
    warnings.simplefilter("ignore", DeprecationWarning)
    from pybdl.api.data import DataAPI
    from pybdl.api.units import UnitsAPI
    from pybdl.api.variables import VariablesAPI
    from pybdl.config import BDL_API_BASE_URL, BDLConfig

Opened = Callable[[type[Any]], Any]
Read = Callable[[httpx.Client, int, int], dict[tuple[str, int], float]]


@pytest.fixture
def opened(
    client: httpx.Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Opened]:
    """One of its clients pointed at the stand-in, without files outside the test's folder."""
    for name in ("HOME", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.chdir(tmp_path)

    def here(request: httpx.Request) -> None:
        """Links of answers lead to the office, and this client follows them as they are."""
        told = str(request.url)
        assert told.startswith(BDL_API_BASE_URL)
        request.url = httpx.URL(str(client.base_url).rstrip("/") + told[len(BDL_API_BASE_URL) :])

    made: list[Any] = []

    def open_one(kind: type[Any]) -> Any:
        config = BDLConfig(
            api_key=None,
            language="pl",
            use_cache=False,
            quota_cache_enabled=False,
            custom_quotas={1: 10_000},
            request_retries=0,
        )
        made.append(kind(config))
        made[-1].session.event_hooks = {"request": [here]}
        return made[-1]

    yield open_one
    for each in made:
        each.close()


def test_values_by_variable(opened: Opened, client: httpx.Client, read: Read) -> None:
    rows = opened(DataAPI).get_data_by_variable("72305", unit_level=6, page_size=3)
    found = {
        (row["id"][2:4] + row["id"][7:12], int(value["year"])): value["val"]
        for row in rows
        for value in row["values"]
        if row["id"][-1] in "123" and value["attrId"] == 1
    }
    assert found == read(client, 72305, 6)
    assert len(rows) > 3, "it follows the pages"


def test_chosen_years(opened: Opened) -> None:
    rows = opened(DataAPI).get_data_by_variable("72305", years=[2024])
    assert {value["year"] for row in rows for value in row["values"]} == {"2024"}


def test_values_by_unit(opened: Opened) -> None:
    rows = opened(DataAPI).get_data_by_unit("023218001011", [60, 72305])
    assert [row["id"] for row in rows] == [60, 72305]
    assert rows[1]["values"][0] == {"year": "2020", "val": 24000, "attrId": 1}


def test_variables(opened: Opened, client: httpx.Client) -> None:
    variables = opened(VariablesAPI)
    assert variables.get_variable("72305") == client.get("/variables/72305").json()
    every = variables.list_variables(page_size=5)
    assert len(every) == client.get("/variables").json()["totalRecords"]
    found = variables.search_variables(name="ludność ogółem")
    assert [row["id"] for row in found] == [72305]


def test_units(opened: Opened, client: httpx.Client) -> None:
    units = opened(UnitsAPI)
    rows = units.list_units(level=6, page_size=4)
    assert rows == client.get("/units?level=6&page-size=100").json()["results"]
    assert units.get_unit("000000000000")["name"] == "POLSKA"
    assert len(units.search_units(name="wałcz", level=6)) == 2


def test_a_refusal(opened: Opened) -> None:
    with pytest.raises(Exception, match="404"):
        opened(VariablesAPI).get_variable("1")


def test_nothing_is_left_in_the_home_folder(opened: Opened, tmp_path: Path) -> None:
    opened(VariablesAPI).get_variable("72305")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]
