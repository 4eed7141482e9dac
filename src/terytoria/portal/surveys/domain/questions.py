"""Changing the questions of a draft."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from terytoria.portal.accounts.models import User
from terytoria.portal.partnerships.domain.acting import RefusedError, acting
from terytoria.portal.surveys.domain.ground import changed, draft_now
from terytoria.portal.surveys.models import Survey
from terytoria.portal.surveys.rules import EDIT
from terytoria.surveys.questionnaire import Question, Questionnaire, QuestionnaireError

MOST = 60
"""Questions of a survey."""
Way = Literal["up", "down"]
Questions = list[Question]
_HANGS = (
    "Tego nie można zrobić, bo od tego pytania zależy inne albo ono zależy od późniejszego. "
    "Zmień najpierw warunek pytania zależnego."
)


def free_id(survey: Survey) -> str:
    """An id no question of the survey has."""
    taken = set(survey.asked.by_id)
    return next(name for at in range(1, len(taken) + 2) if (name := f"p{at}") not in taken)


def add_question(actor: User, survey: Survey, question: Question, version: int) -> None:
    """Add a question at the end."""

    def change(questions: Questions) -> Questions:
        if len(questions) >= MOST:
            raise RefusedError("", f"Ankieta ma już {MOST} pytań. Usuń któreś, zanim dodasz nowe.")
        return [*questions, question]

    _change(actor, survey, version, ("question.create", question.id), change)


def edit_question(actor: User, survey: Survey, question: Question, version: int) -> None:
    """Put a question in the place of the one with its id."""

    def change(questions: Questions) -> Questions:
        _place(questions, question.id)
        return [question if one.id == question.id else one for one in questions]

    _change(actor, survey, version, ("question.edit", question.id), change)


def move_question(actor: User, survey: Survey, name: str, way: Way, version: int) -> None:
    """Move a question one place."""

    def change(questions: Questions) -> Questions:
        at = _place(questions, name)
        to = at - 1 if way == "up" else at + 1
        if not 0 <= to < len(questions):
            raise RefusedError("", "To pytanie już stoi na brzegu ankiety.")
        questions[at], questions[to] = questions[to], questions[at]
        return questions

    _change(actor, survey, version, ("question.move", name), change)


def delete_question(actor: User, survey: Survey, name: str, version: int) -> None:
    """Take a question out."""

    def change(questions: Questions) -> Questions:
        del questions[_place(questions, name)]
        return questions

    _change(actor, survey, version, ("question.delete", name), change)


def _place(questions: Questions, name: str) -> int:
    for at, one in enumerate(questions):
        if one.id == name:
            return at
    raise RefusedError("", "Nie ma już tego pytania. Wróć do ankiety.")


def _change(
    actor: User,
    survey: Survey,
    version: int,
    said: tuple[str, str],
    change: Callable[[Questions], Questions],
) -> None:
    with acting(actor, EDIT, survey.partnership) as deed:
        found = draft_now(deed, survey, version)
        now = found.asked
        try:
            then: Questionnaire = replace(now, questions=tuple(change(list(now.questions))))
        except QuestionnaireError as problem:
            raise RefusedError("", _HANGS) from problem
        found.questionnaire = then.to_json()
        changed(found, "questionnaire")
        verb, name = said
        deed.log(verb, found, after={"question": name})
