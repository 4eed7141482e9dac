"""The record of a value's provenance."""

from __future__ import annotations

import json

from terytoria.statistics.evidence import Evidence


def test_evidence_is_plain_json() -> None:
    evidence = Evidence(
        "L-07", ("3217011", "3217023"), (2020,), 12.5, (11.0, 14.1), "GUS", "2026-01-15", "d / p"
    )
    body = json.loads(json.dumps(evidence.to_json()))
    assert body == {
        "indicator": "L-07",
        "units": ["3217011", "3217023"],
        "years": [2020],
        "value": 12.5,
        "interval": [11.0, 14.1],
        "source": "GUS",
        "vintage": "2026-01-15",
        "formula": "d / p",
    }


def test_what_is_unknown_is_null() -> None:
    body = Evidence("L-07", (), (), None, None, "", "", "").to_json()
    assert body["value"] is None
    assert body["interval"] is None
