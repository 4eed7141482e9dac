"""Checks of targets on the synthetic country."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.diagnosis.groups import of_country
from terytoria.statistics.catalogue import UnknownIndicatorError
from terytoria.strategy.targets import (
    Obstacle,
    Target,
    TargetOptions,
    Verdict,
    Wanted,
    check_target,
    suggest_indicators,
)
from terytoria.territory import Area, UnknownUnitError


def people(measures, area, share, year=2030, **changes):
    """A target for population as a share of what the data have for 2024."""
    base = measures.areas("L-03", {"a": area.gminas}).year(2024)[0]
    given = {"base_value": None, "wanted": Wanted.RISE, "base_year": 2024, **changes}
    return Target("L-03", target_year=year, target_value=base * share, **given)


def test_a_target_is_held_against_three_things(invented, powiat):
    found = check_target(invented, powiat, people(invented, powiat, 0.97))
    assert found.managed is not None
    assert found.course is not None
    assert found.ahead is not None
    figures = found.table()["figure"].to_list()
    assert figures == ["base", "given", "target", "trend", "typical", "quarter", "share", "outlook"]
    assert len(found.evidence) == 4
    assert all(one.source and one.vintage and one.formula for one in found.evidence)


def test_the_same_question_has_the_same_answer(invented, powiat):
    asked = people(invented, powiat, 1.0)
    first, second = (check_target(invented, powiat, asked) for _ in range(2))
    assert json.dumps(first.to_json()) == json.dumps(second.to_json())


def test_the_own_powiat_is_no_peer(invented, powiat):
    found = check_target(invented, powiat, people(invented, powiat, 1.0))
    assert found.managed is not None
    assert powiat.code not in set(found.managed.changes["unit"])


def test_one_gmina_stands_among_gminas(invented, powiat):
    one = Area("Jedna", powiat.gminas[:1], date(2026, 1, 1))
    found = check_target(invented, one, people(invented, one, 0.98))
    assert found.managed is not None
    assert set(map(len, found.managed.changes["unit"])) == {7}
    assert "podobnych gmin" in found.explain()


def test_another_group_may_be_named(invented, powiat):
    options = TargetOptions(group=of_country(invented.snapshot))
    found = check_target(invented, powiat, people(invented, powiat, 1.0), options)
    assert found.managed is not None
    assert found.managed.units >= 250


def test_a_mistyped_base_is_told_with_the_value_and_its_source(invented, powiat):
    found = check_target(invented, powiat, people(invented, powiat, 1.0, base_value=12.0))
    assert found.base.differs
    assert found.base.start == found.base.value
    assert "podano wartość bazową 12 osób" in found.explain().replace("\u00a0", " ")
    assert "przykład syntetyczny" in found.explain() or found.evidence[0].source in found.explain()


def test_a_base_equal_as_printed_is_not_called_different(invented, powiat):
    value = invented.areas("L-03", {"a": powiat.gminas}).year(2024)[0]
    found = check_target(invented, powiat, people(invented, powiat, 1.0, base_value=value + 0.3))
    assert not found.base.differs


def test_a_base_before_a_new_census_base_is_not_compared(invented, powiat):
    found = check_target(invented, powiat, people(invented, powiat, 1.0, base_year=2019))
    assert (found.verdict, found.obstacle) == (Verdict.UNJUDGED, Obstacle.NEW_BASE)
    assert found.managed is None
    assert "czyli" not in found.explain()
    assert "2024" in found.sentences()[-1]


def test_a_year_without_data_needs_a_value(invented, powiat):
    nothing = check_target(invented, powiat, people(invented, powiat, 1.0, base_year=2026))
    assert nothing.obstacle is Obstacle.NO_BASE
    value = nothing.target.target_value
    given = people(invented, powiat, 1.0, base_year=2026, base_value=value)
    found = check_target(invented, powiat, given)
    assert found.obstacle is None
    assert "przyjęto podaną w celu" in found.explain()


def test_an_indicator_of_powiats_needs_whole_ones(invented, powiat):
    part = Area("Część", powiat.gminas[:2], date(2026, 1, 1))
    name = next(
        name for name in invented.available() if invented.of(name).indicator.level == "powiat"
    )
    year = invented.of(name).years[-1]
    found = check_target(invented, part, Target(name, year, None, year + 5, 10.0, Wanted.RISE))
    assert found.obstacle is Obstacle.ONLY_POWIATS


def test_one_year_of_data_cannot_tell(invented, powiat):
    found = check_target(invented, powiat, Target("P-01", 2020, None, 2030, 2000.0, Wanted.RISE))
    assert found.obstacle is Obstacle.FEW_SIMILAR
    assert "Celu nie można ocenić" in found.explain()
    assert found.table()["figure"].to_list() == ["base", "given", "target"]


def test_beyond_the_projection_the_outlook_is_silent(invented, powiat):
    found = check_target(invented, powiat, people(invented, powiat, 0.9, year=2045))
    assert found.ahead is None
    assert "nie obejmuje 2045 r." in found.explain()


@pytest.mark.parametrize("indicator", ["L-17", "L-19", "L-20", "S-01"])
def test_what_the_outlook_foretells_has_a_band(invented, powiat, indicator):
    own = invented.areas(indicator, {"a": powiat.gminas})
    year, value = own.years[-1], float(own.values[0, -1])
    found = check_target(invented, powiat, Target(indicator, year, None, 2032, value, Wanted.RISE))
    assert found.ahead is not None
    assert found.ahead.low <= found.ahead.value <= found.ahead.high
    assert abs(found.ahead.value / value - 1) < 1.0


def test_a_doubled_population_is_against_the_outlook(invented, powiat):
    found = check_target(invented, powiat, people(invented, powiat, 2.0))
    assert found.verdict is Verdict.AGAINST_OUTLOOK
    assert found.managed is not None
    assert found.managed.reached == 0
    assert "wbrew prognozie" in found.explain()


def test_a_target_already_met_is_told(invented, powiat):
    found = check_target(invented, powiat, people(invented, powiat, 0.5))
    assert found.verdict is Verdict.WITHIN_REACH
    assert "już spełnia cel" in found.explain()


def test_strangers_are_refused(invented, powiat):
    with pytest.raises(UnknownIndicatorError):
        check_target(invented, powiat, Target("X-99", 2024, None, 2030, 1.0, Wanted.RISE))
    stranger = Area("Obcy", ("9999999",), date(2026, 1, 1))
    with pytest.raises(UnknownUnitError):
        check_target(invented, stranger, Target("L-03", 2024, None, 2030, 1.0, Wanted.RISE))


@given(
    indicator=st.sampled_from(["L-03", "R-01", "L-12", "L-19", "S-01", "Z-05"]),
    factors=st.tuples(st.floats(0.01, 3.0), st.floats(0.01, 3.0)),
    length=st.integers(1, 18),
    wanted=st.sampled_from(Wanted),
)
def test_a_harder_target_is_never_judged_easier(
    *, invented, powiat, indicator, factors, length, wanted
):
    own = invented.areas(indicator, {"a": powiat.gminas})
    if not own.years:
        return
    year, value = own.years[-1], float(own.values[0, -1])
    ends = sorted((value * factor for factor in factors), reverse=wanted is Wanted.FALL)
    ranks = [
        check_target(
            invented, powiat, Target(indicator, year, None, year + length, end, wanted)
        ).verdict.rank
        for end in ends
    ]
    if None not in ranks:
        assert ranks[0] <= ranks[1]


def test_suggestions_have_a_last_value_and_can_be_checked(invented, powiat):
    found = suggest_indicators(invented, powiat)
    assert len({one.indicator for one in found}) == len(found) > 50
    order = list(invented.catalogue.indicators)
    assert [one.indicator for one in found] == sorted(
        (one.indicator for one in found), key=order.index
    )
    for one in found:
        own = invented.areas(one.indicator, {"a": powiat.gminas})
        assert own.year(one.year)[0] == one.value
        asked = Target(one.indicator, one.year, one.value, one.year + 6, one.value, Wanted.RISE)
        checked = check_target(invented, powiat, asked)
        assert checked.obstacle in (None, Obstacle.FEW_SIMILAR)
        assert not checked.base.differs
        assert checked.explain().endswith(".")
        assert "nan" not in checked.explain().lower().split()


def test_a_part_of_a_powiat_is_offered_nothing_of_powiats(invented, powiat):
    part = Area("Część", powiat.gminas[:2], date(2026, 1, 1))
    offered = suggest_indicators(invented, part)
    levels = {invented.catalogue.indicator(one.indicator).level.value for one in offered}
    assert levels == {"gmina"}
