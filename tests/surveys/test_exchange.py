"""Questionnaires as plain values, pages of questions, the library, languages of refusals."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from terytoria.surveys import (
    Kind,
    Option,
    Question,
    Questionnaire,
    QuestionnaireError,
    ShownIf,
    audience,
    library,
)

TEXT = {"pl": "Pytanie"}
OPTIONS = (Option("a", {"pl": "A"}), Option("b", {"pl": "B"}))


@st.composite
def questionnaires(draw: Any) -> Questionnaire:
    """Questionnaires of every kind of question, with conditions and blocks."""
    made: list[Question] = []
    for at in range(draw(st.integers(0, 7))):
        kind = draw(st.sampled_from(list(Kind)))
        choice = kind in (Kind.SINGLE, Kind.MULTIPLE)
        before = [one.id for one in made if one.options]
        hangs = draw(st.sampled_from([None, *before]))
        chosen = draw(st.sets(st.sampled_from(["a", "b"]), min_size=1))
        low = draw(st.integers(-5, 5))
        made.append(
            Question(
                f"q{at}",
                kind,
                {"pl": draw(st.text(min_size=1).filter(str.strip))},
                OPTIONS if choice else (),
                draw(st.booleans()),
                low,
                low + draw(st.integers(1, 9)),
                draw(st.none() | st.integers(1, 2)) if kind is Kind.MULTIPLE else None,
                ShownIf(hangs, frozenset(chosen)) if hangs else None,
                draw(st.sampled_from(["", "x", "y"])),
            )
        )
    return Questionnaire(tuple(made))


@given(questionnaires())
def test_plain_values_give_the_questionnaire_back(asked: Questionnaire) -> None:
    assert Questionnaire.from_json(json.loads(json.dumps(asked.to_json()))) == asked


@given(
    questionnaires(),
    st.dictionaries(
        st.sampled_from([f"q{at}" for at in range(7)]), st.sampled_from(["a", "b", ["a"]])
    ),
)
def test_pages_hold_each_question_asked_once_in_order(
    asked: Questionnaire, answers: dict[str, Any]
) -> None:
    pages = asked.pages(answers)
    assert [one for page in pages for one in page] == list(asked.asked(answers))
    for page in pages:
        assert len(page) == 1 or len({one.block for one in page}) == 1
        conditions = {one.shown_if.question for one in page if one.shown_if}
        assert not conditions & {one.id for one in page}


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"questions": "x"},
        {"questions": [{}]},
        {"questions": [{"id": "a", "kind": "odd", "text": {"pl": "A"}}]},
        {"questions": [{"id": "a", "kind": "open", "text": {"pl": "A"}, "more": 1}]},
        {"questions": [{"id": "a", "kind": "single", "text": {"pl": "A"}, "options": [{}]}]},
        {"questions": [{"id": "a", "kind": "single", "text": {"pl": "A"}}]},
    ],
)
def test_another_shape_is_refused(told: dict[str, Any]) -> None:
    with pytest.raises(QuestionnaireError):
        Questionnaire.from_json(told)


def test_the_library_is_ready_to_ask() -> None:
    assert {one.audience for one in library()} == {"residents", "young", "leaders"}
    for template in library():
        asked = template.questionnaire
        assert 10 <= len(asked.questions) <= 30
        assert Questionnaire.from_json(asked.to_json()) == asked
        assert set(template.title) == set(template.intro) == set(asked.languages)
        assert audience(template.audience).bands
        assert any(one.shown_if for one in asked.questions)
        assert asked.questions[-1].kind is Kind.OPEN
    assert any("en" in one.questionnaire.languages for one in library())


def test_templates_ask_the_same_things_by_the_same_ids() -> None:
    plans = [q for t in library() for q in t.questionnaire.questions if q.id == "plany"]
    assert len(plans) == 2
    assert plans[0].choices == plans[1].choices


@pytest.mark.parametrize("language", ["pl", "en", "uk", "de"])
def test_refusals_speak_the_language_of_the_page(language: str) -> None:
    ask = Questionnaire(
        (
            Question("a", Kind.OPEN, TEXT, required=True),
            Question("b", Kind.SCALE, TEXT),
            Question("c", Kind.MULTIPLE, TEXT, OPTIONS, most=1),
        )
    )
    found = ask.refusals({"b": 9, "c": ["a", "b"], "z": "x"}, language)
    assert [one.question for one in found] == ["z", "a", "b", "c"]
    assert all("{" not in one.text for one in found)
    words = {"pl": "Odpowiedz", "en": "Answer", "uk": "Дайте", "de": "Odpowiedz"}
    assert found[1].text.startswith(words[language])
    assert "5" in found[2].text
