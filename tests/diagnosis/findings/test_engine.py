"""All findings of a diagnosis: ordered, evidenced, well formed."""

from __future__ import annotations

import re

import pytest

from terytoria.diagnosis.findings import find_all
from terytoria.diagnosis.findings.sources import severity

EXAMPLES = ("sources", "loose")


@pytest.fixture(params=EXAMPLES)
def made_from(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def findings(made_from):
    return find_all(made_from)


def test_the_area_comes_first_and_the_heaviest_first(made_from, findings):
    keys = [(one.unit != made_from.unit, -one.severity, one.id) for one in findings]
    assert keys == sorted(keys)


def test_ids_are_unique(findings):
    assert len({one.id for one in findings}) == len(findings)


def test_the_same_sources_give_the_same_findings(made_from, findings):
    assert [one.to_json() for one in find_all(made_from)] == [one.to_json() for one in findings]


def test_every_finding_has_evidence_of_units_in_the_area(made_from, findings):
    for one in findings:
        assert one.evidence
        for evidence in one.evidence:
            assert set(evidence.units) <= set(made_from.area.gminas)
        assert set(one.members) <= set(made_from.area.gminas)
        assert one.unit == made_from.unit or one.unit in made_from.area


def test_texts_are_well_formed_in_both_languages(findings):
    for one in findings:
        for text in (one.heading, one.text, one.consequence):
            for told in (text.pl, text.en):
                assert told
                assert told.count("**") % 2 == 0
                assert not re.search(r"[{}]|\bNone\b|\bnan\b|  | [.,;]", told), told
        assert one.text.pl.endswith((".", ".**"))
        assert not one.heading.pl.endswith(".")


def test_no_counted_noun_of_a_unit_follows_a_number(findings):
    wrong = re.compile(r"\d[\s\u00a0](uczestnicy|mieszkania|podmioty|apteki|porady|szkoły|łóżka)\b")
    for one in findings:
        if one.kind.value != "contradiction":
            assert not wrong.search(one.text.pl), one.text.pl


def test_each_kind_of_the_four_is_found_somewhere(sources, loose):
    kinds = {one.kind.value for each in (sources, loose) for one in find_all(each)}
    assert {"strength", "weakness", "threat", "gap"} <= kinds


@pytest.mark.parametrize(
    ("distance", "weight"),
    [(0.0, 1), (0.99, 1), (1.0, 2), (-1.99, 2), (2.0, 3), (-9.0, 3), (None, 1)],
)
def test_weight_follows_the_distance_from_the_median(distance, weight):
    assert severity(distance) == weight
