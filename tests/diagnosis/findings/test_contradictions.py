"""Contradictions are told only when both verdicts stand."""

from __future__ import annotations

import pytest

from terytoria.diagnosis.findings.contradictions import contradictions
from terytoria.diagnosis.findings.finding import FindingKind
from terytoria.diagnosis.findings.rules import Rules

PAIRS = Rules.load().pairs
BOTH = {"better": "better", "worse": "worse"}


def verdicts(sources, pair, better="better", worse="worse"):
    return {
        pair.better: {sources.unit: {"different": better}},
        pair.worse: {sources.unit: {"different": worse}},
    }


def usable(sources, pair) -> bool:
    return all(sources.current(name).get(sources.unit) for name in (pair.better, pair.worse))


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair.id)
def test_a_pair_is_told_with_both_values_and_their_evidence(judged, sources, pair, plain):
    if not usable(sources, pair):
        assert not list(contradictions(judged(sources, verdicts(sources, pair))))
        return
    told = {one.id: one for one in contradictions(judged(sources, verdicts(sources, pair)))}
    one = told[f"contradiction.{pair.id}"]
    assert one.kind is FindingKind.CONTRADICTION
    assert one.unit == sources.unit
    assert one.heading == pair.heading
    assert [item.indicator for item in one.evidence] == [pair.better, pair.worse]
    for item in one.evidence:
        year = sources.standings.latest(sources.unit, item.indicator).year
        assert f" w {year} r.)" in plain(one.text.pl)
        assert f" in {year})" in one.text.en
    assert "{" not in one.text.pl + one.text.en
    assert "((" not in one.text.pl


@pytest.mark.parametrize(
    ("better", "worse"), [("similar", "worse"), ("better", "similar"), (None, "worse")]
)
def test_half_a_pair_is_no_contradiction(judged, sources, better, worse):
    for pair in PAIRS:
        changed = judged(sources, verdicts(sources, pair, better, worse))
        told = {one.id for one in contradictions(changed)}
        assert f"contradiction.{pair.id}" not in told


def test_a_verdict_without_a_place_in_the_group_is_not_used(judged, sources):
    pair = next(pair for pair in PAIRS if usable(sources, pair))
    given = verdicts(sources, pair)
    given[pair.worse][sources.unit]["oriented"] = None
    assert not list(contradictions(judged(sources, given)))


def test_members_make_no_contradiction_of_the_area(judged, sources):
    pair = PAIRS[0]
    code = sources.area.gminas[0]
    given = {pair.better: {code: {"different": "better"}}}
    given[pair.worse] = {code: {"different": "worse"}}
    assert not list(contradictions(judged(sources, given)))
