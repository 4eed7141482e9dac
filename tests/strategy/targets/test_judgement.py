"""Rules of the verdict."""

from __future__ import annotations

import pytest

from terytoria.statistics.evidence import Evidence
from terytoria.strategy.targets import Target, Thresholds, Verdict, Wanted
from terytoria.strategy.targets.ahead import Ahead, data, is_foretold
from terytoria.strategy.targets.course import Course
from terytoria.strategy.targets.judgement import judge
from terytoria.strategy.targets.windows import managed_by

RISE = Target("R-01", 2022, None, 2024, 12.0, Wanted.RISE)
NOWHERE = Evidence("x", (), (), None, None, "", "", "")


@pytest.fixture
def managed(series, group_of):
    """Maker: of ``units`` that may be compared, ``reached`` managed the target from 10."""

    def made(reached, units=40):
        rows = [[10.0, 13.0]] * reached + [[10.0, 10.0]] * (units - reached)
        values = series(rows, [2020, 2022])
        return managed_by(group_of(values.units), values, RISE, 10.0, 8)

    return made


def course(low, high):
    return Course(1.0, 8, 2015, 2022, 2024, (low + high) / 2, low, high)


def ahead(low, value, high):
    return Ahead(2024, value, low, high, NOWHERE)


@pytest.mark.parametrize(
    ("reached", "verdict"),
    [
        (0, Verdict.BEYOND_SIMILAR),
        (1, Verdict.AMBITIOUS),
        (9, Verdict.AMBITIOUS),
        (10, Verdict.WITHIN_REACH),
        (40, Verdict.WITHIN_REACH),
    ],
)
def test_similar_units_give_the_verdict(managed, reached, verdict):
    assert judge(RISE, managed(reached), None, None, Thresholds.load()) is verdict


def test_a_quarter_of_a_small_group_may_be_chance(managed):
    few = managed(2, 8)
    assert few.share == 0.25
    assert judge(RISE, few, None, None, Thresholds.load()) is Verdict.AMBITIOUS


@pytest.mark.parametrize(
    ("limits", "verdict"),
    [
        ((12.0, 14.0), Verdict.AMBITIOUS),
        ((11.0, 14.0), Verdict.BEYOND_SIMILAR),
        ((None, None), Verdict.BEYOND_SIMILAR),
    ],
)
def test_a_trend_sure_to_meet_the_target_eases_one_step(managed, limits, verdict):
    going = Course(1.0, 8, 2015, 2022, 2024, 13.0, *limits)
    assert judge(RISE, managed(0), going, None, Thresholds.load()) is verdict


def test_outside_the_outlook_nothing_else_counts(managed):
    found = judge(RISE, managed(40), course(12, 13), ahead(9, 10, 11), Thresholds.load())
    assert found is Verdict.AGAINST_OUTLOOK


@pytest.mark.parametrize(
    ("band", "verdict"),
    [
        ((11, 12, 13), Verdict.WITHIN_REACH),
        ((10, 11, 12), Verdict.AMBITIOUS),
        ((9, 10, 11), Verdict.AGAINST_OUTLOOK),
    ],
)
def test_the_outlook_alone_judges_where_nobody_compares(band, verdict):
    assert judge(RISE, None, None, ahead(*band), Thresholds.load()) is verdict


def test_without_anything_nothing_is_judged():
    found = judge(RISE, None, course(12, 13), None, Thresholds.load())
    assert found is Verdict.UNJUDGED
    assert found.rank is None


def test_ranks_rise_with_difficulty():
    ranks = [verdict.rank for verdict in Verdict if verdict.rank is not None]
    assert ranks == sorted(ranks) == [0, 1, 2, 3]


@pytest.mark.parametrize("wrong", [(0.1, 0.2, 8), (1.5, 0.1, 8), (0.2, 0.1, 2)])
def test_thresholds_that_make_no_sense_are_refused(wrong):
    with pytest.raises(ValueError, match=r"threshold|smallest_group"):
        Thresholds(*wrong)


def test_every_threshold_has_its_reason_and_the_file_its_day():
    assert data()["as_of"]
    assert all(row["reason"] for row in data()["thresholds"].values())
    assert is_foretold("L-03")
    assert not is_foretold("R-01")
