"""A questionnaire: questions of a few kinds, and which of them a person is asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

from terytoria.surveys.wording import refusal

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
    """A question; ``low`` and ``high`` bound a scale or a number, ``most`` multiple choices.

    Questions that follow one another and name the same ``block`` are asked on one page.
    """

    id: str
    kind: Kind
    text: Mapping[str, str]
    options: tuple[Option, ...] = ()
    required: bool = False
    low: int = 1
    high: int = 5
    most: int | None = None
    shown_if: ShownIf | None = None
    block: str = ""

    @property
    def choices(self) -> frozenset[str]:
        """Ids of the options."""
        return frozenset(option.id for option in self.options)

    def to_json(self) -> dict[str, Any]:
        """Plain values; what is as usual is left out."""
        condition = self.shown_if
        told: dict[str, Any] = {"id": self.id, "kind": self.kind.value, "text": dict(self.text)}
        if self.options:
            told["options"] = [{"id": one.id, "text": dict(one.text)} for one in self.options]
        if condition:
            told["shown_if"] = {
                "question": condition.question,
                "options": sorted(condition.options),
            }
        usual = {"required": False, "low": 1, "high": 5, "most": None, "block": ""}
        return told | {k: getattr(self, k) for k, v in usual.items() if getattr(self, k) != v}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Question:
        """The question that :meth:`to_json` told; :class:`QuestionnaireError` for another shape."""
        try:
            rest = {**told, "kind": Kind(told["kind"])}
            rest["options"] = tuple(Option(**one) for one in told.get("options", ()))
            if condition := told.get("shown_if"):
                chosen = frozenset(condition["options"])
                rest["shown_if"] = ShownIf(condition["question"], chosen)
            return cls(**rest)
        except (KeyError, TypeError, ValueError) as problem:
            raise QuestionnaireError(f"this is no question: {problem}") from problem


@dataclass(frozen=True)
class Refusal:
    """Why answers are not taken: the question and a sentence in the language asked for."""

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

    def pages(self, answers: Answers) -> tuple[tuple[Question, ...], ...]:
        """Questions asked, by pages: a block together, but never a question with its condition."""
        pages: list[list[Question]] = []
        for question in self.asked(answers):
            here = pages[-1] if pages else []
            condition = question.shown_if and question.shown_if.question
            together = here and question.block and here[-1].block == question.block
            if together and condition not in {one.id for one in here}:
                here.append(question)
            else:
                pages.append([question])
        return tuple(map(tuple, pages))

    def kept(self, answers: Answers) -> dict[str, Answer]:
        """Answers to the questions asked; what was answered before a change of mind is dropped."""
        return {q.id: answers[q.id] for q in self.asked(answers) if not _empty(answers.get(q.id))}

    def refusals(self, answers: Answers, language: str = "pl") -> tuple[Refusal, ...]:
        """Everything wrong with answers, in the order of the questions; none: they are taken."""
        unknown = [
            Refusal(name, refusal("unknown", language))
            for name in answers
            if name not in self.by_id
        ]
        found = (
            Refusal(question.id, refusal(reason, language, **_bounds(question)))
            for question in self.asked(answers)
            for reason in _wrong(question, answers.get(question.id))
        )
        return (*unknown, *found)

    def to_json(self) -> dict[str, Any]:
        """Plain values that :meth:`from_json` reads back."""
        questions = [question.to_json() for question in self.questions]
        return {"languages": list(self.languages), "questions": questions}

    @classmethod
    def from_json(cls, told: Mapping[str, Any]) -> Questionnaire:
        """The questionnaire told as plain values.

        Raises :class:`QuestionnaireError` for another shape and for what cannot be asked.

        >>> told = {"questions": [{"id": "a", "kind": "scale", "text": {"pl": "Jak?"}}]}
        >>> Questionnaire.from_json(told).to_json()["questions"] == told["questions"]
        True
        """
        if not isinstance(told.get("questions"), list):
            raise QuestionnaireError("a questionnaire has a list of questions")
        questions = tuple(Question.from_json(one) for one in told["questions"])
        return cls(questions, tuple(told.get("languages", ("pl",))))


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


def _bounds(question: Question) -> dict[str, Any]:
    return {"low": question.low, "high": question.high, "most": question.most, "longest": LONGEST}


def _wrong(question: Question, answer: Any) -> Iterator[str]:
    if _empty(answer):
        if question.required:
            yield "required"
        return
    match question.kind:
        case Kind.SINGLE:
            if not isinstance(answer, str) or answer not in question.choices:
                yield "single"
        case Kind.MULTIPLE:
            yield from _wrong_choices(question, answer)
        case Kind.OPEN:
            if not isinstance(answer, str) or len(answer) > LONGEST:
                yield "longest"
        case _:
            whole = isinstance(answer, int) and not isinstance(answer, bool)
            number = whole or (question.kind is Kind.NUMBER and isinstance(answer, float))
            if not number or not question.low <= answer <= question.high:
                yield "bounds"


def _wrong_choices(question: Question, answer: Any) -> Iterator[str]:
    if not isinstance(answer, list) or not set(map(str, answer)) <= question.choices:
        yield "multiple"
    elif len(set(answer)) != len(answer):
        yield "twice"
    elif question.most is not None and len(answer) > question.most:
        yield "most"
