"""Challenges: grouped by what findings point to, ranked by weight, few enough to weigh."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.diagnosis.findings.challenges import LEAST, MOST, challenges_of
from terytoria.diagnosis.findings.finding import Finding, FindingError, FindingKind
from terytoria.diagnosis.findings.rules import Rules
from terytoria.statistics.catalogue.entries import Text
from terytoria.statistics.evidence import Evidence

RULES = Rules.load()
NAMES = sorted(RULES.challenges)
T = Text("a", "a")
E = Evidence("L-01", ("0000011",), (2024,), 1.0, None, "x", "2026", "x")


def finding(number, challenge, *, unit="area", severity=2, kind=FindingKind.WEAKNESS, members=()):
    return Finding(
        f"f{number}", kind, severity, "ludnosc", unit, T, T, T, (E,), tuple(members), challenge
    )


def test_heavier_challenges_come_first_and_members_weigh_by_their_share():
    found = [
        finding(1, "youth", severity=3),
        finding(2, "health", severity=2),
        finding(3, "health", severity=3, unit="0000011", members=["0000011"]),
        finding(4, "health", severity=3, unit="0000022", members=["0000022"]),
    ]
    first, second = challenges_of(found, RULES, "area", 5)
    assert (first.id, first.rank, first.weight) == ("health", 1, 3.2)
    assert first.findings == ("f3", "f4", "f2")
    assert first.members == ("0000011", "0000022")
    assert (second.id, second.rank, second.weight) == ("youth", 2, 3.0)
    assert first.to_json()["title"]["pl"] == RULES.challenges["health"].title.pl


@pytest.mark.parametrize("kind", [FindingKind.STRENGTH, FindingKind.OPPORTUNITY, FindingKind.GAP])
def test_only_weaknesses_and_threats_point(kind):
    assert not challenges_of([finding(1, "youth", kind=kind)], RULES, "area", 5)


def test_members_alone_fill_up_when_the_area_points_to_few():
    found = [finding(0, "youth")]
    found += [finding(n, name, unit="0000011") for n, name in enumerate(NAMES, 1)]
    chosen = challenges_of(found, RULES, "area", 5)
    assert len(chosen) == LEAST
    assert chosen[0].id == "youth"


def test_members_alone_add_nothing_when_the_area_points_to_enough():
    found = [finding(n, name) for n, name in enumerate(NAMES[:5])]
    found.append(finding(9, NAMES[6], unit="0000011", severity=3))
    assert {one.id for one in challenges_of(found, RULES, "area", 1)} == set(NAMES[:5])


@given(
    st.lists(
        st.tuples(st.sampled_from(NAMES), st.integers(1, 3), st.sampled_from(["area", "0000011"])),
        max_size=60,
    )
)
def test_ranks_run_from_one_by_falling_weight_and_the_order_of_findings_is_no_matter(drawn):
    found = [finding(n, name, severity=s, unit=unit) for n, (name, s, unit) in enumerate(drawn)]
    chosen = challenges_of(found, RULES, "area", 3)
    assert [one.rank for one in chosen] == list(range(1, len(chosen) + 1))
    assert len(chosen) <= MOST
    joint = [one for one in chosen if any(found[int(f[1:])].unit == "area" for f in one.findings)]
    weights = [one.weight for one in joint]
    assert weights == sorted(weights, reverse=True)
    again = challenges_of(list(reversed(found)), RULES, "area", 3)
    assert [(one.id, one.weight) for one in again] == [(one.id, one.weight) for one in chosen]
    assert {f for one in again for f in one.findings} == {f for o in chosen for f in o.findings}


def test_a_finding_without_evidence_cannot_be():
    with pytest.raises(FindingError, match="has no evidence"):
        Finding("f", FindingKind.GAP, 1, "", "area", T, T, T, ())


@pytest.mark.parametrize("severity", [0, 4])
def test_a_finding_weighs_one_to_three(severity):
    with pytest.raises(FindingError, match="is not 1, 2 or 3"):
        finding(1, "", severity=severity)
