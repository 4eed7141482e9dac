"""The examples of the method pages are what the analyses say."""

from __future__ import annotations

from pathlib import Path

import pytest

from terytoria.diagnosis.dynamics import assess_dynamics
from terytoria.diagnosis.groups import by_kind_and_population

METHODS = Path(__file__).parents[2] / "docs" / "methods"


def quoted(page: str) -> str:
    lines = (METHODS / page).read_text(encoding="utf-8").splitlines()
    return " ".join(line[2:] for line in lines if line.startswith("> "))


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.poland
def test_the_group_of_tuczno(poland):
    group = by_kind_and_population(poland, "3217043")
    assert quoted("comparison-groups.md") == plain(group.explain())


@pytest.mark.poland
def test_the_standing_of_tuczno(walcz):
    assert quoted("standing.md") == plain(walcz.explain("3217043", "L-01"))


@pytest.mark.poland
def test_the_dynamics_of_the_county(poland, poland_measures, walcz_area, walcz):
    found = assess_dynamics(poland, poland_measures, walcz_area, walcz)
    assert quoted("dynamics.md") == plain(found.explain("3217", "L-03"))
