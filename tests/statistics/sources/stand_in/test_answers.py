"""Shapes of the answers of every path."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

OFFICE = "https://bdl.stat.gov.pl/api/v1"
CZLOPA = "023218017023"


def got(client: httpx.Client, path: str, **params: Any) -> dict[str, Any]:
    answer = client.get(path, params={name.replace("_", "-"): v for name, v in params.items()})
    assert answer.status_code == 200, answer.text
    body: dict[str, Any] = answer.json()
    return body


class TestByVariable:
    def test_the_envelope(self, client: httpx.Client) -> None:
        body = got(client, "/data/by-variable/72305", unit_level=6, page_size=2)
        assert list(body) == [
            *("totalRecords", "page", "pageSize", "links", "variableId", "measureUnitId"),
            *("aggregateId", "lastUpdate", "results"),
        ]
        assert body["variableId"] == 72305
        assert (body["page"], body["pageSize"], len(body["results"])) == (0, 2, 2)
        assert body["lastUpdate"] == "2026-01-15T15:05:15.743"
        assert all(link.startswith(OFFICE) for link in body["links"].values())
