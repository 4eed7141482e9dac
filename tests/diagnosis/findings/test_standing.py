"""Findings from standings say no more than the verdict allows, and name whom they concern."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from terytoria.diagnosis.findings.finding import FindingKind
from terytoria.diagnosis.findings.spread import spreads
from terytoria.diagnosis.findings.standing import standing_findings
from terytoria.diagnosis.standing.distribution import Distribution
from terytoria.diagnosis.standing.verdict import StandingOptions, side, verdict
from terytoria.statistics.catalogue import Direction

NAME = "K-04"
SIGNS = {Direction.MORE_IS_BETTER: 1, Direction.LESS_IS_BETTER: -1, Direction.NEUTRAL: 0}


def found(sources, name=NAME, unit=None):
    """Findings about an indicator, of one unit if named."""
    return [
        one
        for one in standing_findings(sources)
        if one.id.startswith(f"{name}.") and (unit is None or one.unit == unit)
    ]


def all_judged(judged, sources, verdicts):
    return judged(sources, {name: {u: {"different": v} for u, v in verdicts.items()} for name in
                            (NAME,)})  # fmt: skip


def test_the_area_and_its_members_are_told_with_their_groups(judged, sources, plain):
    first = sources.area.gminas[0]
    changed = all_judged(judged, sources, {sources.unit: "worse", first: "worse"})
    whole, member = found(changed)
    assert whole.unit == sources.unit
    assert whole.kind is FindingKind.WEAKNESS
    assert whole.heading.pl == "Mniej czytelników bibliotek niż w podobnych powiatach"
    assert whole.members == (first,)
    assert "Gorzej od typowej podobnej gminy wypada: " in whole.text.pl
    assert "Worse than a typical similar gmina: " in whole.text.en
    assert member.unit == first
    assert member.heading.pl.endswith("podobnych gminach")
    for one in (whole, member):
        label = sources.standings.groups[one.unit].label_pl
        assert plain(label) in plain(one.text.pl)


def test_members_alone_are_counted_in_the_heading(judged, sources):
    members = sources.area.gminas
    half = members[: (len(members) + 1) // 2]
    changed = all_judged(judged, sources, dict.fromkeys(half, "better"))
    whole = found(changed, unit=sources.unit)[0]
    prefix = f"W {len(half)} z {len(members)} gmin: więcej czytelników"
    assert whole.heading.pl.startswith(prefix)
    assert whole.heading.en.startswith(f"In {len(half)} of {len(members)} gminas: more library")
    assert whole.members == half
    assert "Lepiej od typowej podobnej gminy wypadają" in whole.text.pl
    assert whole.severity <= 2


def test_members_without_data_are_not_counted_as_agreeing(judged, sources):
    members = sources.area.gminas
    half = members[: (len(members) + 1) // 2]
    silent = {"value": None, "different": None}
    given = {unit: {"different": "better"} for unit in half} | {members[-1]: silent}
    rows = judged(sources, {NAME: given}).standings.rows
    # Earlier years of the silent member would speak for it.
    gone = (pl.col("unit") == members[-1]) & (pl.col("indicator") == NAME)
    changed = replace(sources, standings=replace(sources.standings, rows=rows.filter(~gone)))
    heading = found(changed, unit=sources.unit)[0].heading
    assert heading.pl.startswith(f"W {len(half)} z {len(members) - 1} gmin z danymi: ")
    assert "gminas with data: " in heading.en


def test_one_member_is_no_finding_about_the_area(judged, sources):
    changed = all_judged(judged, sources, {sources.area.gminas[0]: "worse"})
    assert not found(changed, unit=sources.unit)
    assert len(found(changed)) == 1


def test_members_say_nothing_for_an_area_that_differs_the_other_way(judged, sources):
    given = dict.fromkeys(sources.area.gminas, "worse") | {sources.unit: "better"}
    kinds = {one.kind for one in found(all_judged(judged, sources, given), unit=sources.unit)}
    assert kinds == {FindingKind.STRENGTH}


@pytest.mark.parametrize("silent", ["similar", "higher", "lower", None])
def test_nothing_is_said_without_a_verdict(judged, sources, silent):
    units = [sources.unit, *sources.area.gminas]
    assert not found(all_judged(judged, sources, dict.fromkeys(units, silent)))


def test_one_fact_is_told_once(judged, sources):
    both = {sources.unit: {"different": "worse"}}
    changed = judged(sources, {"R-01": both, "R-07": both})
    assert found(changed, "R-01", sources.unit)
    assert not found(changed, "R-07", sources.unit)
    alone = judged(sources, {"R-07": both})
    assert found(alone, "R-07", sources.unit)


def test_one_fact_is_told_once_of_a_member_too(judged, sources):
    code = sources.area.gminas[0]
    worse, better = {code: {"different": "worse"}}, {code: {"different": "better"}}
    assert not found(judged(sources, {"R-01": worse, "R-07": worse}), "R-07", code)
    assert found(judged(sources, {"R-01": better, "R-07": worse}), "R-07", code)


def test_the_population_has_a_sentence_of_its_own(judged, sources):
    changed = judged(sources, {"L-01": {sources.unit: {"different": "worse", "value": -5.0}}})
    whole = found(changed, "L-01", sources.unit)[0]
    assert whole.heading.pl == "Mieszkańców ubywa szybciej niż w podobnych powiatach"
    assert whole.text.pl.startswith("Na koniec ")
    assert {one.indicator for one in whole.evidence} == {"L-01", "L-03"}


def test_the_powiat_is_named_where_an_indicator_is_of_powiats(judged, sources):
    changed = judged(sources, {"R-10": {sources.unit: {"different": "better"}}})
    text = found(changed, "R-10", sources.unit)[0].text
    name = sources.measures.snapshot.register.unit(sources.area.code).name
    assert text.pl.startswith("Przeciętne wynagrodzenie w powiecie ")
    assert "w powiecie w " not in text.pl
    assert f"the {name} powiat" in text.en


def test_a_partnership_of_parts_has_no_finding_of_powiats(loose):
    powiats = {
        one.id
        for one in loose.measures.catalogue.indicators.values()
        if one.level.value == "powiat"
    }
    units = {(one.unit, one.id.split(".")[0]) for one in standing_findings(loose)}
    assert not {pair for pair in units if pair[1] in powiats}


def test_the_weight_of_the_area_is_that_of_its_own_distance(judged, sources):
    given = {sources.unit: {"different": "worse", "distance": -2.4}}
    assert found(judged(sources, {NAME: given}), unit=sources.unit)[0].severity == 3
    given[sources.unit]["distance"] = -1.2
    assert found(judged(sources, {NAME: given}), unit=sources.unit)[0].severity == 2


def test_only_a_weakness_points_to_a_challenge(sources):
    for one in standing_findings(sources):
        assert bool(one.challenge) == (one.kind is FindingKind.WEAKNESS)


def test_evidence_repeats_the_values_of_the_measures(sources):
    for one in standing_findings(sources):
        for evidence in one.evidence:
            label = {"x": evidence.units}
            values = sources.measures.areas(evidence.indicator, label)
            year = max(evidence.years)
            expected = float(values.year(year)[0])
            assert evidence.value == pytest.approx(expected, rel=1e-12)


def test_spreads_follow_the_order_of_the_rules(sources):
    names = [name for name, _ in spreads(sources)]
    assert list(dict.fromkeys(names)) == list(sources.rules.phrases)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_nothing_is_called_worse_whose_interval_holds_the_median(sources, data):
    """Standings are drawn at random; verdicts come from the rule of the standing itself."""
    names = data.draw(st.lists(st.sampled_from(list(sources.rules.phrases)), min_size=1, max_size=3,
                               unique=True))  # fmt: skip
    current = sources.standings.current.filter(pl.col("indicator").is_in(names)).to_dicts()
    rows = [_drawn(sources, row, data) for row in current]
    frame = pl.DataFrame(rows, schema=sources.standings.rows.schema)
    changed = replace(sources, standings=replace(sources.standings, rows=frame))
    by_key = {(row["unit"], row["indicator"]): row for row in rows}
    for one in standing_findings(changed):
        indicator, said, unit = one.id.split(".")
        row = by_key.get((unit, indicator))
        concerned = [by_key[code, indicator] for code in one.members]
        if row is not None and unit == changed.unit and not one.heading.pl.startswith("W "):
            concerned.append(row)
        assert concerned
        for about in concerned:
            assert not about["low"] <= about["median"] <= about["high"]
            above = about["value"] > about["median"]
            sign = SIGNS[changed.indicator(indicator).direction]
            assert (said == "better") == (above == (sign > 0))


def _drawn(sources, row, data):
    """A row with a value and an interval drawn anew, and the verdict they allow."""
    median, spread = row["median"] or 0.0, 1.0
    value = median + data.draw(st.floats(-4, 4))
    half = data.draw(st.floats(0, 3))
    group = Distribution(
        np.empty((1, 0)), *(np.array([x]) for x in (30, median, median - spread, median + spread)),
        scale=np.array([1.0]),
    )  # fmt: skip
    one = np.array([value])
    at = side(one, one - half, one + half, group, StandingOptions())
    word = verdict(float(at[0]), SIGNS[sources.indicator(row["indicator"]).direction])
    return {
        **row,
        "value": value,
        "low": value - half,
        "high": value + half,
        "median": median,
        "distance": value - median,
        "different": str(word) if word else None,
    }
