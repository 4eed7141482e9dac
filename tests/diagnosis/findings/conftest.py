"""Sources of findings of the example country, and standings changed at will."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from terytoria.diagnosis.findings import FindingSources
from terytoria.diagnosis.findings.rules import Rules


def sources_of(diagnosis, measures) -> FindingSources:
    """The sources a diagnosis made its findings from."""
    return FindingSources(
        measures,
        diagnosis.area,
        diagnosis.standings,
        diagnosis.dynamics,
        diagnosis.index,
        diagnosis.links,
        diagnosis.outlook,
        diagnosis.access,
        Rules.load(),
    )


@pytest.fixture(scope="session")
def sources(example, example_measures):
    """Sources of the powiat of the example country."""
    return sources_of(example, example_measures)


@pytest.fixture(scope="session")
def loose(example_loose, example_measures):
    """Sources of the loose partnership of the example country."""
    return sources_of(example_loose, example_measures)


@pytest.fixture(scope="session")
def judged():
    """Maker of sources in which units have the verdict, and whatever else, that is given.

    ``judged(sources, {"K-04": {"0201": {"different": "worse"}}})``; all others are similar.
    """

    def changed(sources, verdicts):
        rows = []
        for row in sources.standings.rows.to_dicts():
            given = verdicts.get(row["indicator"], {}).get(row["unit"])
            similar = None if row["different"] is None else "similar"
            rows.append({**row, "different": similar, **(given or {})})
        frame = pl.DataFrame(rows, schema=sources.standings.rows.schema)
        return replace(sources, standings=replace(sources.standings, rows=frame))

    return changed


@pytest.fixture(scope="session")
def plain():
    """A text without its no-break spaces."""
    return lambda text: text.replace("\u00a0", " ")
