"""A questionnaire: questions of a few kinds, and which of them a person is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

LONGEST = 4000
"""Signs of an open answer."""


class QuestionnaireError(ValueError):
    """A questionnaire that cannot be asked: what is wrong and in which question."""


class Kind(StrEnum):
    """What may be answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    SCALE = "scale"
    NUMBER = "number"
    OPEN = "open"


Answer: TypeAlias = str | int | float | list[str]
Answers: TypeAlias = Mapping[str, Answer]


@dataclass(frozen=True)
class Option:
    """A choice: its id and its text by language."""

    id: str
    text: Mapping[str, str]


@dataclass(frozen=True)
class ShownIf:
    """A question is asked when an earlier one was answered with any of these options."""

    question: str
    options: frozenset[str]


@dataclass(frozen=True)
class Question:
    """A question; ``low`` and ``high`` bound a scale or a number, ``most`` multiple choices."""

    id: str
    kind: Kind
    text: Mapping[str, str]
    options: tuple[Option, ...] = ()
    required: bool = False
    low: int = 1
    high: int = 5
    most: int | None = None
    shown_if: ShownIf | None = None

    @property
    def choices(self) -> frozenset[str]:
        """Ids of the options."""
        return frozenset(option.id for option in self.options)


@dataclass(frozen=True)
class Refusal:
    """Why answers are not taken: the question and a Polish sentence."""

    question: str
    text: str


@dataclass(frozen=True)
class Questionnaire:
    """Questions in order, in one language or more (``pl`` always).

    Raises :class:`QuestionnaireError` for ids used twice, a choice without options, a condition
    on a later question, a text missing in a language, bounds the wrong way round.

    >>> yes = (Option("t", {"pl": "Tak"}), Option("n", {"pl": "Nie"}))
    >>> ask = Questionnaire((Question("a", Kind.SINGLE, {"pl": "Czy?"}, yes, required=True),))
    >>> ask.refusals({})[0].text
    'Odpowiedz na to pytanie.'
    """

    questions: tuple[Question, ...]
    languages: tuple[str, ...] = ("pl",)
    by_id: Mapping[str, Question] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        seen: dict[str, Question] = {}
        for question in self.questions:
            if question.id in seen:
                raise QuestionnaireError(f"question {question.id!r} is there twice")
            for problem in _problems(question, seen, self.languages):
                raise QuestionnaireError(f"question {question.id!r}: {problem}")
            seen[question.id] = question
        object.__setattr__(self, "by_id", seen)

    def asked(self, answers: Answers) -> tuple[Question, ...]:
        """Questions that a person with these answers is asked, in order.

        A question hangs on another only while that one is asked itself.
        """
        shown: set[str] = set()
        for question in self.questions:
            condition = question.shown_if
            if condition is None or (
                condition.question in shown
                and not condition.options.isdisjoint(_chosen(answers.get(condition.question)))
            ):
                shown.add(question.id)
        return tuple(question for question in self.questions if question.id in shown)

    def kept(self, answers: Answers) -> dict[str, Answer]:
        """Answers to the questions asked; what was answered before a change of mind is dropped."""
        return {q.id: answers[q.id] for q in self.asked(answers) if not _empty(answers.get(q.id))}

    def refusals(self, answers: Answers) -> tuple[Refusal, ...]:
        """Everything wrong with answers, in the order of the questions; none: they are taken."""
        unknown = [
            Refusal(name, "Nie ma takiego pytania.") for name in answers if name not in self.by_id
        ]
        found = (
            Refusal(question.id, text)
            for question in self.asked(answers)
            for text in _wrong(question, answers.get(question.id))
        )
        return (*unknown, *found)


def _problems(
    question: Question, before: Mapping[str, Question], languages: tuple[str, ...]
) -> Iterator[str]:
    choice = question.kind in (Kind.SINGLE, Kind.MULTIPLE)
    if choice and len(question.choices) < 2:
        yield "a choice needs two options or more"
    if len(question.choices) != len(question.options):
        yield "two options have one id"
    if question.kind in (Kind.SCALE, Kind.NUMBER) and question.low >= question.high:
        yield f"its lowest value {question.low} is not below its highest {question.high}"
    for text in (question.text, *(option.text for option in question.options)):
        missing = [language for language in languages if not text.get(language, "").strip()]
        if missing:
            yield f"no text in {', '.join(missing)}"
    condition = question.shown_if
    if condition is None:
        return
    if condition.question not in before:
        yield f"it hangs on {condition.question!r}, which does not stand before it"
    elif not condition.options <= before[condition.question].choices:
        yield f"it hangs on options that {condition.question!r} has not"


def _chosen(answer: Answer | None) -> set[str]:
    if answer is None:
        return set()
    return set(answer) if isinstance(answer, list) else {str(answer)}


def _empty(answer: Answer | None) -> bool:
    return answer is None or (isinstance(answer, str) and not answer.strip()) or answer == []


def _wrong(question: Question, answer: Any) -> Iterator[str]:
    if _empty(answer):
        if question.required:
            yield "Odpowiedz na to pytanie."
        return
    match question.kind:
        case Kind.SINGLE:
            if not isinstance(answer, str) or answer not in question.choices:
                yield "Wybierz jedną z podanych odpowiedzi."
        case Kind.MULTIPLE:
            yield from _wrong_choices(question, answer)
        case Kind.OPEN:
            if not isinstance(answer, str) or len(answer) > LONGEST:
                yield f"Odpowiedź może mieć najwyżej {LONGEST} znaków. Skróć ją."
        case _:
            whole = isinstance(answer, int) and not isinstance(answer, bool)
            number = whole or (question.kind is Kind.NUMBER and isinstance(answer, float))
            if not number or not question.low <= answer <= question.high:
                yield f"Podaj liczbę od {question.low} do {question.high}."


def _wrong_choices(question: Question, answer: Any) -> Iterator[str]:
    if not isinstance(answer, list) or not set(map(str, answer)) <= question.choices:
        yield "Wybierz z podanych odpowiedzi."
    elif len(set(answer)) != len(answer):
        yield "Tę samą odpowiedź wybrano dwa razy."
    elif question.most is not None and len(answer) > question.most:
        yield f"Wybierz najwyżej {question.most}."
