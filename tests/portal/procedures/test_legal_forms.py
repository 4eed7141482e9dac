"""The legal form of cooperation: forms ranked by answers, with reasons."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.portal.procedures.legal_forms import as_of, questions, ranked

QUESTIONS = [one.id for one in questions()]
ANSWERS = st.dictionaries(st.sampled_from(QUESTIONS), st.booleans())
NO = dict.fromkeys(QUESTIONS, False)


@pytest.mark.parametrize(
    ("yes", "best"),
    [
        ({"back_office"}, "shared_services"),
        ({"revenue", "own_means"}, "company"),
        ({"eu", "tiers"}, "association"),
        ({"own_means", "public_task"}, "union"),
        ({"own_means", "public_task", "tiers"}, "county_union"),
        (set(), "agreement"),
        ({"public_task"}, "agreement"),
    ],
)
def test_the_form_that_the_table_of_the_law_names_comes_first(yes: set[str], best: str) -> None:
    assert ranked({**NO, **dict.fromkeys(yes, True)})[0].id == best


@given(ANSWERS)
def test_every_form_is_ranked_once_and_heaviest_first(answers: dict[str, bool]) -> None:
    found = ranked(answers)
    assert len({one.id for one in found}) == len(found) == 7
    weights = [one.weight for one in found]
    assert weights == sorted(weights, reverse=True)


@given(st.sampled_from(QUESTIONS))
def test_every_question_gives_reasons(question: str) -> None:
    found = ranked({question: True})
    assert any(one.merits for one in found)
    assert any(one.drawbacks for one in found)


def test_limits_of_the_law_speak_against() -> None:
    by_id = {one.id: one for one in ranked(dict.fromkeys(QUESTIONS, True))}
    assert any("nie można przekazać" in one for one in by_id["association"].drawbacks)
    assert any("Powiat nie jest stroną" in one for one in by_id["agreement"].drawbacks)
    assert any("Nie wystarcza do ZIT" in one for one in by_id["letter"].drawbacks)


def test_without_answers_nothing_speaks_for_or_against() -> None:
    assert all(not one.merits and not one.drawbacks for one in ranked({}))


def test_the_law_has_its_day_and_marks() -> None:
    assert as_of().year >= 2025
    assert {one.id for one in ranked({}) if not one.confirmed} == {
        "association",
        "company",
        "letter",
    }


def test_an_unknown_question_is_named() -> None:
    with pytest.raises(KeyError, match="dance"):
        ranked({"dance": True})
