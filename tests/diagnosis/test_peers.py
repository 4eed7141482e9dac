"""The choice of comparison groups reaches the members of a diagnosis."""

from __future__ import annotations

import pytest

from terytoria.diagnosis import DiagnosisOptions, diagnose
from terytoria.diagnosis.groups import GroupError, GroupKind, Peers, PeersOptions, chosen_groups

KINDS = {
    Peers.KIND: GroupKind.KIND_AND_POPULATION,
    Peers.NEAREST: GroupKind.NEAREST,
    Peers.POWIAT: GroupKind.POWIAT,
    Peers.VOIVODESHIP: GroupKind.VOIVODESHIP,
    Peers.COUNTRY: GroupKind.COUNTRY,
}


@pytest.mark.parametrize("rule", KINDS)
def test_every_member_gets_a_group_of_the_rule(example_measures, example_area, rule):
    options = PeersOptions(rule)
    groups = chosen_groups(example_measures.snapshot, example_area, options)
    assert {groups[code].kind for code in example_area.gminas} == {KINDS[rule]}


@pytest.mark.parametrize("rule", [*KINDS])
def test_the_area_stands_among_land_powiats_whatever_the_rule(example_measures, example_area, rule):
    groups = chosen_groups(example_measures.snapshot, example_area, PeersOptions(rule))
    assert groups[example_area.code].kind is GroupKind.POWIATS


def test_nearest_takes_as_many_as_asked(example_measures, example_area):
    options = PeersOptions(Peers.NEAREST, nearest=7)
    groups = chosen_groups(example_measures.snapshot, example_area, options)
    assert {len(groups[code]) for code in example_area.gminas} == {7}


def test_a_list_is_the_group_of_every_member(example_measures, example_area):
    listed = example_measures.snapshot.register.gminas[:9]
    options = PeersOptions(Peers.LIST, listed=listed, list_name="wzorcowe")
    groups = chosen_groups(example_measures.snapshot, example_area, options)
    assert {groups[code].members for code in example_area.gminas} == {listed}


@pytest.mark.parametrize(
    "wrong",
    [
        {"rule": Peers.LIST},
        {"rule": Peers.KIND, "listed": ("3217011",)},
        {"rule": Peers.NEAREST, "nearest": 0},
    ],
)
def test_a_choice_that_says_two_things_is_refused(wrong):
    with pytest.raises(GroupError):
        PeersOptions(**wrong)


def test_the_choice_changes_the_groups_of_a_diagnosis_and_is_told(example_measures, example_area):
    options = DiagnosisOptions(peers=PeersOptions(Peers.COUNTRY))
    found = diagnose(example_measures, example_area, options)
    code = example_area.gminas[0]
    assert len(found.groups[code]) == len(example_measures.snapshot.register.gminas)
    assert found.to_json()["options"]["peers"]["rule"] == "country"
