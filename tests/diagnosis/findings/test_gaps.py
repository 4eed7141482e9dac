"""What the data do not say is said openly."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from terytoria.diagnosis.findings.finding import FindingKind
from terytoria.diagnosis.findings.gaps import OLD, gaps


def without(sources, topic, newest=None):
    """Sources whose standings lack a topic, or its years after ``newest``."""
    names = [one.id for one in sources.measures.catalogue.of_area(topic)]
    gone = pl.col("indicator").is_in(names)
    if newest is not None:
        gone &= pl.col("year") > newest
    rows = sources.standings.rows.filter(~gone)
    return replace(sources, standings=replace(sources.standings, rows=rows))


def of(sources, topic):
    return next((one for one in gaps(sources) if one.topic == topic), None)


@pytest.mark.parametrize("topic", ["ludnosc", "finanse", "srodowisko"])
def test_a_topic_without_data_says_what_would_fill_it(sources, topic):
    one = of(without(sources, topic), topic)
    entry = sources.measures.catalogue.areas[topic]
    assert one.kind is FindingKind.GAP
    assert one.heading.pl == f"Brak danych: {entry.name_pl}"
    assert one.severity == 2
    for filler in entry.fills:
        assert filler.name.pl in one.text.pl
        assert filler.name.en in one.text.en
    assert one.evidence[0].value is None
    assert one.evidence[0].units == sources.area.gminas


def test_old_data_are_called_old_with_their_year(sources):
    vintage = int(sources.measures.snapshot.vintage[:4])
    aged = without(sources, "ludnosc", newest=vintage - OLD)
    one = of(aged, "ludnosc")
    newest = max(
        row["year"]
        for row in aged.standings.current.to_dicts()
        if row["indicator"].startswith("L-")
    )
    assert newest <= vintage - OLD
    assert one.heading.pl == f"Dane tylko do {newest} r.: ludność"
    assert one.severity == 1
    assert str(newest) in one.text.en


def test_fresh_data_leave_no_gap(sources):
    vintage = int(sources.measures.snapshot.vintage[:4])
    for topic in sources.measures.catalogue.areas:
        names = {one.id for one in sources.measures.catalogue.of_area(topic)}
        years = [
            row["year"] for row in sources.standings.current.to_dicts() if row["indicator"] in names
        ]
        fresh = bool(years) and max(years) > vintage - OLD
        assert fresh == (of(sources, topic) is None)


def test_each_topic_has_at_most_one_gap(sources):
    topics = [one.topic for one in gaps(sources)]
    assert len(topics) == len(set(topics))
