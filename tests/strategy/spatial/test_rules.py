"""The rules as data: complete, dated, and told in Polish."""

from __future__ import annotations

import pytest

from terytoria.strategy.spatial import LAYERS
from terytoria.strategy.spatial.rules import column_of, content, kind_name, rule, title_of


def test_there_is_a_rule_for_every_layer_and_no_other():
    assert tuple(content()["layers"]) == LAYERS


def test_thresholds_are_positive_and_in_order():
    links, ways = rule("links").values, rule("corridors").values
    assert 0 < links["between"] <= links["outward"]
    assert links["far_km"] == ways["far_km"] > 0
    assert 0 < ways["other"] < ways["main"]
    assert 0 < ways["share"] < ways["main_share"] < 1


def test_tiers_ask_less_and_less():
    tiers = rule("settlements").values["tiers"]
    assert [tier["tier"] for tier in tiers] == [1, 2, 3, 4, 5]
    people = [tier["people"] for tier in tiers]
    least = [tier["at_least"] for tier in tiers]
    assert people == sorted(people, reverse=True)
    assert least == sorted(least, reverse=True)
    assert [tier["name"] for tier in tiers] == [kind_name(f"tier_{at}") for at in range(1, 6)]


@pytest.mark.parametrize("name", sorted(content()["attributes"]))
def test_columns_are_plain_and_titles_polish(name):
    assert column_of(name).isascii()
    assert column_of(name).islower()
    assert title_of(name)[0].isupper()


def test_columns_differ():
    columns = [column_of(name) for name in content()["attributes"]]
    assert len(set(columns)) == len(columns)


def test_far_flows_are_told_with_the_distance_of_the_rule():
    km = f"{rule('links').values['far_km']:.0f} km"
    assert any(km in limit for limit in rule("links").limits)


def test_empty_layers_can_say_what_they_need():
    assert rule("natural").needs.startswith("Aby ją wypełnić")
    assert rule("intervention").needs.startswith("Aby ją wypełnić")


def test_an_unknown_layer_has_no_rule():
    with pytest.raises(KeyError):
        rule("wody")
