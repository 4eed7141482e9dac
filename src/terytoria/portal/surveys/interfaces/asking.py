"""Questions as a page shows them, and what was typed as the engine takes it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from terytoria.portal.surveys.enums import Sex
from terytoria.portal.surveys.interfaces.wording import wording
from terytoria.portal.surveys.models import Survey
from terytoria.surveys.audiences import audience
from terytoria.surveys.questionnaire import Answer, Kind, Question

ABOUT = ("gmina", "sex", "band")
_SELF = "ja-"
"""Begins the names of fields about oneself, so that no question has the same."""


@dataclass(frozen=True)
class Choice:
    """One answer to choose: what is sent, what is read, whether it is chosen."""

    value: str
    text: str
    chosen: bool


@dataclass(frozen=True)
class Field:
    """A question on a page; ``look`` is its widget: radio, check, number or text."""

    name: str
    look: str
    text: str
    required: bool = False
    help: str = ""
    value: str = ""
    choices: tuple[Choice, ...] = ()
    error: str = ""
    only_if: str = ""

    @property
    def wide(self) -> bool:
        """Whether the answers are a scale, to stand in a row."""
        return self.look == "scale"

    @property
    def target(self) -> str:
        """Id of the element an error leads to."""
        return f"o-{self.name}"

    @property
    def told(self) -> str:
        """The answer in words."""
        return ", ".join(one.text for one in self.choices if one.chosen) or self.value


def field_of(
    question: Question, answer: object, language: str, error: str = "", only_if: str = ""
) -> Field:
    """A question with its answer so far."""
    words = wording(language)
    look = {
        Kind.SINGLE: "radio",
        Kind.MULTIPLE: "check",
        Kind.SCALE: "scale",
        Kind.NUMBER: "number",
        Kind.OPEN: "text",
    }[question.kind]
    helped = ""
    if question.kind is Kind.NUMBER:
        helped = words["range"].format(low=question.low, high=question.high)
    elif question.kind is Kind.MULTIPLE and question.most:
        helped = words["most"].format(most=question.most)
    return Field(
        question.id,
        look,
        question.text.get(language, question.text["pl"]),
        question.required,
        helped,
        "" if answer is None or isinstance(answer, list) else str(answer),
        _choices(question, answer, language),
        error,
        only_if,
    )


def about_fields(survey: Survey, told: Mapping[str, str], language: str) -> tuple[Field, ...]:
    """What a person may tell of themselves."""
    words = wording(language)
    sexes = [(Sex.WOMAN.value, words["k"]), (Sex.MAN.value, words["m"])]
    bands = [(one, one.replace("-", "–")) for one in audience(survey.audience).bands]
    lists = {"gmina": survey.gminas, "sex": sexes, "band": bands}
    return tuple(
        Field(
            f"{_SELF}{name}",
            "select" if name == "gmina" else "radio",
            words[name],
            choices=tuple(
                Choice(value, text, value == told.get(name, ""))
                for value, text in (*lists[name], ("", words["untold"]))
            ),
        )
        for name in ABOUT
    )


def typed(questions: Iterable[Question], sent: QueryDict) -> dict[str, Answer]:
    """Answers to these questions as the engine takes them; what is no number stays a text."""
    found: dict[str, Answer] = {}
    for question in questions:
        values = [value for value in sent.getlist(f"o-{question.id}") if value.strip()]
        if values:
            found[question.id] = _answer(question, values)
    return found


def typed_about(sent: QueryDict) -> dict[str, str]:
    """What was told of oneself."""
    return {name: sent.get(f"o-{_SELF}{name}", "") for name in ABOUT}


def _answer(question: Question, values: Sequence[str]) -> Answer:
    if question.kind is Kind.MULTIPLE:
        return list(values)
    text = values[0].strip()
    if question.kind not in (Kind.SCALE, Kind.NUMBER):
        return text
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return text
    return int(number) if number.is_integer() else number


def _choices(question: Question, answer: object, language: str) -> tuple[Choice, ...]:
    given = set(map(str, answer)) if isinstance(answer, list) else {str(answer)}
    if question.kind is Kind.SCALE:
        values = [str(one) for one in range(question.low, question.high + 1)]
        return tuple(Choice(one, one, one in given) for one in values)
    return tuple(
        Choice(one.id, one.text.get(language, one.text["pl"]), one.id in given)
        for one in question.options
    )
