"""Findings from links, outlook, access, index and trends: their thresholds and their words."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from terytoria.diagnosis.findings.from_access import access_findings
from terytoria.diagnosis.findings.from_links import link_findings
from terytoria.diagnosis.findings.from_outlook import outlook_findings
from terytoria.diagnosis.findings.from_ranking import index_findings
from terytoria.diagnosis.findings.from_trends import POINTS, trend_findings
from terytoria.diagnosis.outlook import AREA


def by_id(findings):
    return {one.id: one for one in findings}


# Links


def linked(sources, *, inside, outside):
    """Sources in which so many commute inside and outside the area."""
    out = inside + outside
    figures = {"out": out, "inside": inside, "out_outside": outside}
    figures["retention"] = inside / out if out else float("nan")
    return replace(sources, links=replace(sources.links, area={**sources.links.area, **figures}))


def test_one_labour_market_is_a_chance(sources, plain):
    one = by_id(link_findings(linked(sources, inside=1302.0, outside=1198.0)))
    told = one["links.common-market"]
    assert told.kind.value == "opportunity"
    assert "**co najmniej 1302 osoby** – to 52%" in plain(told.text.pl)
    assert "**at least 1,302 persons** – 52%" in plain(told.text.en)
    assert "links.weak-market" not in one


def test_a_market_outside_is_a_threat(sources, plain):
    told = by_id(link_findings(linked(sources, inside=21.0, outside=1790.0)))["links.weak-market"]
    assert told.challenge == "cooperation"
    assert "**co najmniej 1790 osób**" in plain(told.text.pl)
    assert "co najmniej 21 osób, czyli 1%" in plain(told.text.pl)


def test_where_no_flow_is_seen_the_limit_of_the_data_is_told(sources):
    told = by_id(link_findings(linked(sources, inside=0.0, outside=500.0)))["links.weak-market"]
    assert "brak strumieni liczących co najmniej" in told.text.pl
    assert "no flow of at least" in told.text.en


def test_between_the_thresholds_nothing_is_said_of_the_market(sources):
    ids = by_id(link_findings(linked(sources, inside=28.0, outside=72.0)))
    assert not {"links.common-market", "links.weak-market"} & set(ids)


def test_without_commuters_nothing_is_said(sources):
    silent = linked(sources, inside=0.0, outside=0.0)
    assert not {"links.common-market", "links.weak-market", "links.core"} & set(
        by_id(link_findings(silent))
    )


def core(sources, *, arrivals, inside, departures=100):
    members = sources.links.members.with_columns(
        core=pl.Series([True] + [False] * (sources.links.members.height - 1)),
        **{
            "in": pl.lit(arrivals, dtype=pl.Int64),
            "in_inside": pl.lit(inside, dtype=pl.Int64),
            "out": pl.lit(departures, dtype=pl.Int64),
        },
    )
    return replace(sources, links=replace(sources.links, members=members))


def test_a_centre_is_told_with_lower_bounds_both_ways(sources, plain):
    told = by_id(link_findings(core(sources, arrivals=1790, inside=900)))["links.core"]
    text = plain(told.text.pl)
    assert "**co najmniej 1790 osób**" in text
    assert "z gmin partnerstwa co najmniej 900 osób" in text
    assert "wyjazdy – co najmniej 100 osób" in text
    assert told.members == (sources.links.members["unit"][0],)


@pytest.mark.parametrize("inside", [0, 100])
def test_a_workplace_of_strangers_is_no_centre_of_the_area(sources, inside):
    assert "links.core" not in by_id(link_findings(core(sources, arrivals=1790, inside=inside)))


def test_a_single_gmina_is_no_market(sources):
    lonely = replace(sources.area, gminas=sources.area.gminas[:1], code="")
    ids = by_id(link_findings(replace(sources, area=lonely)))
    assert not {"links.common-market", "links.weak-market", "links.core"} & set(ids)


# Outlook


def ahead(sources, factor, *, half=0.01):
    """Sources in which the area ends at ``factor`` of its last known population."""
    totals = sources.outlook.totals()
    known = totals.filter((pl.col("unit") == AREA) & (pl.col("kind") == "observed"))
    start = known.drop_nulls("persons")["persons"][-1]
    last = (pl.col("unit") == AREA) & (pl.col("year") == totals["year"].max())
    ends = {"persons": factor, "low": factor - half, "high": factor + half}
    changed = totals.with_columns(
        pl.when(last).then(start * share).otherwise(pl.col(name)).alias(name)
        for name, share in ends.items()
    )
    return replace(sources, outlook=replace(sources.outlook, _totals=changed))


@pytest.mark.parametrize(
    ("factor", "half", "rule", "severity"),
    [
        (0.88, 0.01, "outlook.decline", 2),
        (0.80, 0.01, "outlook.decline", 3),
        (1.05, 0.01, "outlook.growth", 2),
        (1.20, 0.01, "outlook.growth", 3),
        (0.95, 0.01, None, None),
        (0.88, 0.15, None, None),
        (1.05, 0.10, None, None),
    ],
)
def test_a_change_is_told_when_it_is_large_and_its_interval_clear(
    sources, factor, half, rule, severity
):
    told = by_id(outlook_findings(ahead(sources, factor, half=half)))
    assert {"outlook.decline", "outlook.growth"} & set(told) == ({rule} if rule else set())
    if rule:
        assert told[rule].severity == severity
        assert told[rule].evidence[0].indicator == "outlook.population"
        assert told[rule].evidence[0].interval is not None


def test_the_loss_stands_in_the_heading(sources):
    told = by_id(outlook_findings(ahead(sources, 0.83)))["outlook.decline"]
    assert told.heading.pl == "Do 2040 r. partnerstwo może stracić 17% mieszkańców"
    assert "17%" in told.heading.en


def test_evidence_of_a_band_is_that_of_the_band(sources):
    for one in outlook_findings(sources):
        assert len(one.evidence) == 1
        evidence = one.evidence[0]
        if evidence.indicator == "outlook.population":
            continue
        band = evidence.indicator.partition(".")[2]
        rows = sources.outlook.demand().filter(
            pl.col("unit") == AREA, pl.col("band") == band, pl.col("year") == evidence.years[-1]
        )
        assert evidence.value == rows["persons"][0]


# Access


def reach(sources, stage, share):
    changed = sources.access.beyond.with_columns(
        share=pl.when((pl.col("unit") == AREA) & (pl.col("target") == stage))
        .then(pl.lit(share, dtype=pl.Float64))
        .otherwise(pl.col("share"))
    )
    return replace(sources, access=replace(sources.access, beyond=changed))


@pytest.mark.parametrize(
    ("stage", "share", "rule"),
    [
        ("primary", 0.30, "access.primary"),
        ("primary", 0.01, "access.primary-near"),
        ("primary", 0.07, None),
        ("secondary", 0.50, "access.secondary"),
        ("secondary", 0.01, None),
        ("secondary", None, None),
    ],
)
def test_distance_is_told_beyond_its_threshold(sources, stage, share, rule):
    told = [one for one in access_findings(reach(sources, stage, share)) if stage in one.id]
    assert [one.id for one in told] == ([rule] if rule else [])
    for one in told:
        assert one.evidence[0].value == pytest.approx(share)
        assert one.evidence[0].indicator == f"access.{stage}.beyond"
        assert f"**{round(100 * share)}%**" in one.text.pl


# Index


def ranked(sources, low, high):
    """Sources in which the rank band of the area is given."""
    areas = sources.index.areas
    at = areas.uncertainty.row(sources.unit)
    changed = {}
    for name, value in (("rank_low", low), ("rank_high", high)):
        array = getattr(areas.uncertainty, name).copy()
        array[at] = value
        changed[name] = array
    uncertainty = replace(areas.uncertainty, **changed)
    return replace(
        sources, index=replace(sources.index, areas=replace(areas, uncertainty=uncertainty))
    )


def test_the_index_speaks_only_when_the_whole_band_lies_in_one_half(sources):
    count = len(sources.index.areas.uncertainty.units)
    half = count / 2
    upper = by_id(index_findings(ranked(sources, 1, int(np.floor(half)))))
    lower = by_id(index_findings(ranked(sources, int(np.floor(half)) + 1, count)))
    across = by_id(index_findings(ranked(sources, 1, count)))
    assert set(upper) == {"index.high"}
    assert set(lower) == {"index.low"}
    assert not across
    assert "(powiaty ziemskie)" in upper["index.high"].text.pl
    assert upper["index.high"].topic == ""


def test_a_partnership_ranks_beside_the_powiats(loose):
    count = len(loose.index.areas.uncertainty.units)
    told = by_id(index_findings(ranked(loose, count - 1, count)))["index.low"]
    assert "(powiaty ziemskie i to partnerstwo)" in told.text.pl
    assert f"na {count}**" in told.text.pl


# Trends


def moving(sources, name, **changes):
    """Sources in which an indicator of the area has a clear course."""
    own = (pl.col("unit") == sources.unit) & (pl.col("indicator") == name)
    given = {"kind": "trend", "slope": 0.5, "low": 0.1, "high": 0.9, "level": "worse", **changes}
    schema = sources.dynamics.rows.schema
    rows = sources.dynamics.rows.with_columns(
        pl.when(own).then(pl.lit(value, dtype=schema[key])).otherwise(pl.col(key)).alias(key)
        for key, value in given.items()
    )
    return replace(sources, dynamics=replace(sources.dynamics, rows=rows))


def years_of(sources, name):
    rows = sources.standings.rows.filter(
        pl.col("unit") == sources.unit,
        pl.col("indicator") == name,
        pl.col("value").is_not_null(),
    )
    return max(rows["base"].value_counts()["count"].to_list(), default=0)


@pytest.fixture(scope="module")
def long_one(sources):
    """An indicator of the rules with a long series, no money."""
    return next(
        name
        for name in sources.rules.phrases
        if years_of(sources, name) >= POINTS and not sources.indicator(name).unit.startswith("zł")
    )


def test_a_trend_is_told_with_its_pace_interval_and_place(sources, long_one):
    told = by_id(trend_findings(moving(sources, long_one, course="improving", oriented=80.0)))
    one = told[f"trend.improving.{long_one}"]
    assert one.kind.value == "opportunity"
    assert one.topic == sources.indicator(long_one).area
    assert "korzystniejsza niż w 80% pozostałych powiatów" in one.text.pl
    assert "przedział 95%: od +0,1" in one.text.pl
    assert not one.challenge


def test_a_worsening_points_to_the_challenge_of_its_indicator(sources, long_one):
    told = by_id(trend_findings(moving(sources, long_one, course="worsening", oriented=20.0)))
    one = told[f"trend.worsening.{long_one}"]
    assert one.kind.value == "threat"
    assert one.severity == 2
    assert one.challenge == sources.rules.phrases[long_one].challenge
    assert "mniej korzystna niż w 80% pozostałych" in one.text.pl


@pytest.mark.parametrize(
    ("course", "oriented"),
    [("improving", 40.0), ("worsening", 70.0), ("unclear", 90.0), ("improving", None)],
)
def test_what_happens_everywhere_or_is_not_clear_is_not_told(sources, long_one, course, oriented):
    ids = by_id(trend_findings(moving(sources, long_one, course=course, oriented=oriented)))
    assert not {f"trend.improving.{long_one}", f"trend.worsening.{long_one}"} & set(ids)


def test_a_short_series_has_no_trend(sources):
    short = [name for name in sources.rules.phrases if years_of(sources, name) < POINTS]
    assert short
    for name in short[:5]:
        ids = by_id(trend_findings(moving(sources, name, course="improving", oriented=99.0)))
        assert f"trend.improving.{name}" not in ids


def test_money_of_the_day_has_no_trend(sources):
    money = [n for n in sources.rules.phrases if sources.indicator(n).unit.startswith("zł")]
    assert money
    for name in money:
        ids = by_id(trend_findings(moving(sources, name, course="improving", oriented=99.0)))
        assert f"trend.improving.{name}" not in ids
