"""Questions, their logic, and answers that are not taken."""

from __future__ import annotations

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
)

TEXT = {"pl": "Pytanie"}


def options(*ids: str) -> tuple[Option, ...]:
    """Options with these ids."""
    return tuple(Option(one, {"pl": one}) for one in ids)


STAY = Question("zostac", Kind.SINGLE, TEXT, options("tak", "nie"), required=True)
WHY = Question(
    "dlaczego",
    Kind.MULTIPLE,
    TEXT,
    options("praca", "szkola", "dom"),
    required=True,
    most=2,
    shown_if=ShownIf("zostac", frozenset({"nie"})),
)
WHERE = Question("dokad", Kind.OPEN, TEXT, shown_if=ShownIf("dlaczego", frozenset({"praca"})))
RATE = Question("ocena", Kind.SCALE, TEXT)
AGE = Question("wiek", Kind.NUMBER, TEXT, low=10, high=110)
ALL = Questionnaire((STAY, WHY, WHERE, RATE, AGE))

ANSWERS = st.dictionaries(
    st.sampled_from(["zostac", "dlaczego", "dokad", "ocena", "wiek", "obce"]),
    st.one_of(
        st.sampled_from(["tak", "nie", "praca", "", "x"]),
        st.lists(st.sampled_from(["praca", "szkola", "dom", "x"]), max_size=3),
        st.integers(-5, 120),
        st.floats(allow_nan=True),
        st.booleans(),
    ),
)


def names(answers: dict[str, Any]) -> list[str]:
    """Ids of the questions asked."""
    return [question.id for question in ALL.asked(answers)]


def test_a_question_appears_when_its_condition_holds() -> None:
    assert names({}) == ["zostac", "ocena", "wiek"]
    assert names({"zostac": "nie"}) == ["zostac", "dlaczego", "ocena", "wiek"]
    assert "dokad" in names({"zostac": "nie", "dlaczego": ["praca"]})


def test_a_change_of_mind_drops_what_hung_on_it() -> None:
    """Going back and answering otherwise must not leave an answer nobody was asked for."""
    answers = {"zostac": "tak", "dlaczego": ["praca"], "dokad": "nad morze", "ocena": 4}
    assert names(answers) == ["zostac", "ocena", "wiek"]
    assert ALL.kept(answers) == {"zostac": "tak", "ocena": 4}
    assert ALL.refusals(answers) == ()


@pytest.mark.parametrize(
    ("answers", "question", "told"),
    [
        ({}, "zostac", "Odpowiedz na to pytanie."),
        ({"zostac": "może"}, "zostac", "Wybierz jedną"),
        ({"zostac": ["tak"]}, "zostac", "Wybierz jedną"),
        ({"zostac": "nie"}, "dlaczego", "Odpowiedz"),
        ({"zostac": "nie", "dlaczego": ["morze"]}, "dlaczego", "Wybierz z podanych"),
        ({"zostac": "nie", "dlaczego": ["dom", "dom"]}, "dlaczego", "dwa razy"),
        ({"zostac": "nie", "dlaczego": ["dom", "praca", "szkola"]}, "dlaczego", "najwyżej 2"),
        ({"zostac": "tak", "ocena": 6}, "ocena", "od 1 do 5"),
        ({"zostac": "tak", "ocena": True}, "ocena", "od 1 do 5"),
        ({"zostac": "tak", "ocena": 2.5}, "ocena", "od 1 do 5"),
        ({"zostac": "tak", "wiek": float("nan")}, "wiek", "od 10 do 110"),
        ({"zostac": "tak", "obce": "x"}, "obce", "Nie ma takiego pytania."),
        ({"zostac": "nie", "dlaczego": ["praca"], "dokad": "a" * 4001}, "dokad", "4000 znaków"),
    ],
)
def test_what_is_not_taken(answers: dict[str, Any], question: str, told: str) -> None:
    [found] = ALL.refusals(answers)
    assert found.question == question
    assert told in found.text


@given(ANSWERS)
def test_any_answers_are_taken_or_refused(answers: dict[str, Any]) -> None:
    """What is kept of answers that are taken is taken again, and asks for the same questions."""
    if not ALL.refusals(answers):
        kept = ALL.kept(answers)
        assert ALL.refusals(kept) == ()
        assert ALL.asked(kept) == ALL.asked(answers)
        assert set(kept) <= {question.id for question in ALL.asked(answers)}


@pytest.mark.parametrize(
    ("questions", "told"),
    [
        ((STAY, STAY), "there twice"),
        ((Question("a", Kind.SINGLE, TEXT, options("x")),), "two options or more"),
        ((Question("a", Kind.SINGLE, TEXT, options("x", "x", "y")),), "two options have one id"),
        ((Question("a", Kind.SCALE, TEXT, low=5, high=5),), "lowest value 5 is not below"),
        ((Question("a", Kind.OPEN, {"pl": "  "}),), "no text in pl"),
        ((WHY, STAY), "hangs on 'zostac', which does not stand before it"),
        (
            (STAY, Question("a", Kind.OPEN, TEXT, shown_if=ShownIf("zostac", frozenset({"x"})))),
            "options that 'zostac' has not",
        ),
    ],
)
def test_a_questionnaire_that_cannot_be_asked(questions: tuple[Question, ...], told: str) -> None:
    with pytest.raises(QuestionnaireError, match=told):
        Questionnaire(questions)


def test_every_language_has_every_text() -> None:
    both = Question("a", Kind.OPEN, {"pl": "Co?", "uk": "Що?"})
    assert Questionnaire((both,), ("pl", "uk")).questions == (both,)
    with pytest.raises(QuestionnaireError, match="no text in uk"):
        Questionnaire((STAY,), ("pl", "uk"))
