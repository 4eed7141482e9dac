"""Evidence for a supra-local strategy."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.diagnosis.links import Supralocal, Verdict
from terytoria.diagnosis.links.supralocal import assess, criteria
from terytoria.territory import Area, Contiguity, Kind, Level, Neighbours, Register, Unit

CODES = ("0101012", "0101022", "0101032", "0161011")
CHAIN = list(pairwise(CODES))


def register():
    units = [
        Unit("PL", "Polska", Level.COUNTRY, Kind.COUNTRY, "", 4.0),
        Unit("01", "pomorskie", Level.VOIVODESHIP, Kind.VOIVODESHIP, "PL", 4.0),
        Unit("0101", "wałecki", Level.POWIAT, Kind.POWIAT, "01", 3.0),
        Unit("0161", "Koszalin", Level.POWIAT, Kind.CITY_WITH_POWIAT_RIGHTS, "01", 1.0),
    ]
    units += [Unit(code, code, Level.GMINA, Kind.RURAL, code[:4], 1.0) for code in CODES]
    return Register(units)


def assessed(codes, flows, pairs=CHAIN):
    area = Area("Próba", tuple(codes), date(2026, 11, 1))
    return assess(register(), Neighbours(pairs), area, flows)


def test_one_flow_in_either_direction_links_two_members():
    there = assessed(CODES[:2], [(CODES[0], CODES[1], 10)])
    back = assessed(CODES[:2], [(CODES[1], CODES[0], 10)])
    assert there.verdict is back.verdict is Verdict.CONFIRMED
    assert there.persons_between == 10


def test_members_may_be_linked_through_a_third():
    found = assessed(CODES[:3], [(CODES[0], CODES[1], 10), (CODES[2], CODES[1], 11)])
    assert found.verdict is Verdict.CONFIRMED
    assert found.unlinked == ()


def test_two_networks_are_only_partly_linked():
    found = assessed(CODES, [(CODES[0], CODES[1], 10), (CODES[2], CODES[3], 11)])
    assert found.verdict is Verdict.PARTLY_LINKED
    assert found.networks == (CODES[:2], CODES[2:])
    assert found.unlinked == CODES[2:]


def test_flows_inside_one_gmina_link_nothing():
    found = assessed(CODES[:2], [(CODES[0], CODES[0], 500)])
    assert found.verdict is Verdict.NO_LINKS_SEEN
    assert found.persons_between == 0


def test_links_do_not_make_up_for_distance():
    found = assessed((CODES[0], CODES[2]), [(CODES[0], CODES[2], 100)])
    assert found.verdict is Verdict.NOT_CONTIGUOUS


def test_a_city_with_powiat_rights_is_no_powiat_to_join():
    found = assessed(CODES, [])
    assert found.must_join == ("0101",)
    assert found.may_join == ()


def test_part_of_a_powiat_only_allows_it_to_join():
    found = assessed(CODES[:2], [])
    assert (found.must_join, found.may_join) == ((), ("0101",))


def test_enclaves_are_reported_with_the_parts():
    ring = [(CODES[0], CODES[1]), (CODES[1], CODES[2]), (CODES[0], CODES[2])]
    far = [("0201012", "0201022"), (CODES[0], "0201012")]
    inner = [(CODES[1], CODES[3])]
    found = assessed(CODES[:3], [], ring + far + inner)
    assert found.contiguity.enclaves == (CODES[3],)


@given(st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from(CODES)), max_size=6))
def test_networks_share_out_the_members(pairs):
    found = assessed(CODES, [(origin, dest, 10) for origin, dest in pairs])
    assert sorted(code for network in found.networks for code in network) == sorted(CODES)
    sizes = [len(network) for network in found.networks]
    assert sizes == sorted(sizes, reverse=True)


@given(st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from(CODES)), max_size=5))
def test_one_more_flow_never_weakens_the_evidence(pairs):
    flows = [(origin, dest, 10) for origin, dest in pairs]
    before = assessed(CODES, flows)
    after = assessed(CODES, [*flows, (CODES[0], CODES[3], 10)])
    assert len(after.networks) <= len(before.networks)
    assert after.persons_between >= before.persons_between


@pytest.mark.parametrize(
    ("parts", "unmapped", "verdict"),
    [
        ((CODES[:2],), (), Verdict.CONFIRMED),
        ((CODES[:1], CODES[1:2]), CODES[1:2], Verdict.BORDERS_UNKNOWN),
        ((CODES[:1], CODES[1:2]), (), Verdict.NOT_CONTIGUOUS),
    ],
)
def test_the_verdict_weighs_what_the_data_know(parts, unmapped, verdict):
    found = Supralocal(Contiguity(parts, ()), (CODES[:2],), unmapped, 10, (), ())
    assert found.verdict is verdict


def test_each_criterion_says_how_it_is_checked():
    ids = [row["id"] for row in criteria()["criteria"]]
    assert ids == ["contiguous", "linked", "powiat_must", "powiat_may"]
    assert all(row["check"] for row in criteria()["criteria"])
