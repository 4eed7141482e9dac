"""Profiles as data."""

from __future__ import annotations

import pytest

from terytoria.strategy.elements import profile, profiles
from terytoria.strategy.elements.profiles import UnknownProfileError, condition
from terytoria.strategy.procedure import steps


def test_a_supralocal_strategy_inherits_what_a_gmina_needs() -> None:
    assert profile("supralocal_10g").elements == profile("gmina_10e").elements
    assert [one.id for one in profile("gmina_10e").elements] == [f"G{n}" for n in range(10)]


def test_an_integrated_investment_has_seven_elements() -> None:
    assert [one.id for one in profile("zit_iit").elements] == [f"Z{n}" for n in range(1, 8)]
    assert [one.id for one in profile("zit_iit").elements if one.confirmed] == ["Z7"]


def test_only_what_the_acts_make_conditional_is_optional() -> None:
    optional = {(p.id, e.id) for p in profiles() for e in p.elements if e.optional}
    assert optional == {("gmina_10e", "G7"), ("supralocal_10g", "G7"), ("cpr_29", "E")}


def test_ids_mean_one_thing_across_profiles() -> None:
    """A section declares an element once for all its profiles, so an id has one meaning."""
    meaning: dict[str, str] = {}
    for one in profiles():
        for element in one.elements:
            assert meaning.setdefault(element.id, element.name) == element.name


def test_maps_are_asked_where_the_act_asks_for_graphics() -> None:
    graphic = [one.id for one in profile("gmina_10e").elements if one.needs.graphic]
    assert graphic == ["G4", "G6", "G7"]


def test_every_profile_has_a_procedure() -> None:
    for one in profiles():
        assert steps(one.id)
        assert one.basis
        assert all(condition(name).basis for name in one.preconditions)


def test_an_unknown_profile_is_named_with_the_known_ones() -> None:
    with pytest.raises(UnknownProfileError, match="take one of: gmina_10e"):
        profile("nowhere")
