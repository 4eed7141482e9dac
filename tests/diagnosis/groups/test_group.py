"""What every group holds to."""

from __future__ import annotations

import pytest

from terytoria.diagnosis.groups.group import (
    ComparisonGroup,
    GroupError,
    GroupKind,
    reasons_frame,
)
from terytoria.territory import Level


def group(members=("0000011", "0000022"), codes=None, **more) -> ComparisonGroup:
    reasons = reasons_frame(
        tuple(codes or members),
        ["A"] * len(codes or members),
        ["bo tak"] * len(codes or members),
        more.pop("distances", None),
    )
    kind = GroupKind.LIST
    return ComparisonGroup("g", "2 gminy", "2 gminas", kind, Level.GMINA, members, reasons, **more)


def test_members_reasons_and_words():
    found = group(notes=("Uwaga.",))
    assert len(found) == 2
    assert "0000011" in found
    assert "0000099" not in found
    assert found.explain() == "Grupa porównawcza: 2 gminy. Uwaga."
    assert found.table().columns == ["unit", "name", "reason", "distance"]


def test_the_table_starts_with_the_nearest():
    assert group(distances=[0.5, 0.1]).table()["unit"].to_list() == ["0000022", "0000011"]


def test_a_group_without_members_is_refused():
    with pytest.raises(GroupError, match="no members"):
        group(())


@pytest.mark.parametrize("members", [("0000022", "0000011"), ("0000011", "0000011")])
def test_members_are_sorted_and_distinct(members):
    with pytest.raises(GroupError, match="sorted and distinct"):
        group(members)


def test_each_member_has_a_reason():
    with pytest.raises(GroupError, match="a reason for each"):
        group(("0000011", "0000022"), codes=("0000011", "0000033"))
