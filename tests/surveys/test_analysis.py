"""The whole analysis: everybody, breakdowns, nobody recognised."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.statistics.snapshot import Snapshot
from terytoria.surveys import Response, Strata, analyse, audience, library
from terytoria.surveys.analysis import UNTOLD

ASK = next(one.questionnaire.questions for one in library() if one.id == "young")
PLACES = {"gmina": ("0101011", "0101022"), "band": ("13-14", "15-19")}
PEOPLE = Strata(
    PLACES["gmina"], ((10, 14), (15, 19)), 2020, np.array([[[20.0, 50], [20, 50]], [[8, 20]] * 2])
)


def person(at: int, **about: str) -> Response:
    """The answers of somebody."""
    return Response({"plany": ("tu", "polska")[at % 2], "zycie": at % 5 + 1}, **about)


def crowd(count: int, gmina: str = "0101011", **about: str) -> list[Response]:
    """Many people of a gmina."""
    return [
        person(
            at, gmina=gmina, **{"sex": "mk"[at % 2], "band": PLACES["band"][at // 2 % 2]} | about
        )
        for at in range(count)
    ]


def results(found: dict[str, Any], by: str, question: str = "plany") -> dict[str, Any]:
    """Results of a question by group."""
    return {one["group"]: one for one in found["results"][by] if one["question"] == question}


def test_every_question_is_told_for_everybody_and_by_group() -> None:
    found = analyse(ASK, crowd(40) + crowd(30, "0101022"), PLACES, PEOPLE).to_json()
    json.dumps(found)
    assert (found["people"], found["weighted"], found["year"]) == (70, True, 2020)
    assert found["uncovered"] == 0
    for by, groups in (("gmina", 2), ("sex", 2), ("band", 2)):
        assert len(found["results"][by]) == (groups + 1) * len(ASK)
        assert results(found, by)[""]["answered"] == 70
    assert results(found, "gmina")[""]["shares"][0][1] == pytest.approx(50, abs=5)


def test_those_who_did_not_tell_are_a_group_that_no_subtraction_tells() -> None:
    found = analyse(ASK, crowd(40) + crowd(20, "0101022") + crowd(3, ""), PLACES, PEOPLE)
    told = results(found.to_json(), "gmina")
    assert told[UNTOLD] == {"question": "plany", "group": UNTOLD, "hidden": True}
    assert told["0101022"]["hidden"]  # else the whole less the two gminas would be those three
    assert not told["0101011"]["hidden"]


@given(st.lists(st.sampled_from(["0101011", "0101022", ""]), max_size=60))
def test_no_group_below_ten_is_told_nor_left_over(gminas: list[str]) -> None:
    people = [person(at, gmina=gmina) for at, gmina in enumerate(gminas)]
    told = results(analyse(ASK, people, PLACES, None).to_json(), "gmina")
    shown = {name: one["answered"] for name, one in told.items() if not one["hidden"]}
    assert all(size >= 10 for size in shown.values())
    if "" in shown:
        rest = shown[""] - sum(size for name, size in shown.items() if name)
        assert rest == 0 or rest >= 10


def test_leaders_are_no_sample() -> None:
    found = analyse(ASK, crowd(20), PLACES, None)
    assert not found.weighted
    assert (found.design_effect, found.uncovered, found.year) == (1.0, 0.0, None)
    assert audience("leaders").strata(None, ()) is None  # type: ignore[arg-type]


def test_nobody_answered() -> None:
    found = analyse(ASK, [], PLACES, PEOPLE).to_json()
    assert found["people"] == 0
    assert all(one["hidden"] for one in found["results"]["gmina"])


@pytest.mark.poland
def test_two_years_of_five_stand_for_the_youngest(poland: Snapshot) -> None:
    codes = ("3217011",)
    young = audience("young").strata(poland, codes)
    assert young is not None
    row = poland.register.index[codes[0]]
    boys = float(poland.observations.panel("pop_10_14_m").year(2020)[row])
    assert young.persons[0, 0, 0] == pytest.approx(0.4 * boys)
