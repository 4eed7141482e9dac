"""What must be true before a supra-local strategy."""

from __future__ import annotations

from dataclasses import replace

import pytest

from terytoria.diagnosis.links.supralocal import Supralocal
from terytoria.strategy.elements import (
    Section,
    check_elements,
    check_preconditions,
    profile,
)
from terytoria.territory import Contiguity

SUPRALOCAL = "supralocal_10g"
A, B, C = "0101011", "0101022", "0102032"
SOUND = Supralocal(
    contiguity=Contiguity(parts=((A, B, C),), enclaves=()),
    networks=((A, B, C),),
    unmapped=(),
    persons_between=1234,
    must_join=("0101",),
    may_join=("0102",),
)


def kept(found: Supralocal, *powiats: str) -> dict[str, bool]:
    """Preconditions by id."""
    return {one.condition.id: one.kept for one in check_preconditions(SUPRALOCAL, found, powiats)}


def test_a_sound_partnership_keeps_all_three() -> None:
    assert kept(SOUND, "0101") == {"contiguous": True, "linked": True, "powiat": True}


def test_two_parts_on_the_map() -> None:
    apart = replace(SOUND, contiguity=Contiguity(parts=((A, B), (C,)), enclaves=()))
    found = check_preconditions(SUPRALOCAL, apart, ["0101"])
    assert not found[0].kept
    assert found[0].text.replace("\u00a0", " ") == "Gminy tworzą 2 obszary zamiast jednego."
    assert found[0].condition.basis == "art. 10g ust. 1 u.s.g."


def test_borders_that_the_data_lack_are_not_taken_for_kept() -> None:
    found = check_preconditions(SUPRALOCAL, replace(SOUND, unmapped=(C,)), ["0101"])
    assert not found[0].kept
    assert "sprawdź sąsiedztwo na mapie" in found[0].text


@pytest.mark.parametrize(("networks", "linked"), [(((A, B, C),), True), (((A, B), (C,)), False)])
def test_links_are_flows_to_work(networks: tuple[tuple[str, ...], ...], linked: bool) -> None:
    assert kept(replace(SOUND, networks=networks), "0101")["linked"] is linked


def test_one_gmina_is_linked_with_nobody() -> None:
    alone = replace(SOUND, networks=((A,),), contiguity=Contiguity(((A,),), ()), must_join=())
    assert kept(alone) == {"contiguous": True, "linked": False, "powiat": True}


def test_a_powiat_all_of_whose_gminas_are_members_must_take_part() -> None:
    assert not kept(SOUND)["powiat"]
    assert not kept(SOUND, "0102")["powiat"]
    assert kept(SOUND, "0101", "0102")["powiat"]


def test_other_profiles_ask_for_nothing() -> None:
    for name in ("cwd", "gmina_10e", "zit_iit", "cpr_29"):
        assert check_preconditions(name, SOUND, ()) == ()


def test_a_document_is_not_complete_while_a_precondition_fails() -> None:
    every = frozenset(element.id for element in profile(SUPRALOCAL).elements)
    draft = [Section("s", "Całość", every, words=9999, evidence=1, graphics=1, indicators=1)]
    for powiats, complete in (((), ()), (("0101",), (SUPRALOCAL,))):
        found = check_preconditions(SUPRALOCAL, SOUND, powiats)
        assert check_elements([SUPRALOCAL], draft, preconditions=found).complete == complete
