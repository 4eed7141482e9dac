"""The way through a survey: pages of questions, about oneself, the summary."""

from __future__ import annotations

from dataclasses import dataclass

from terytoria.portal.surveys.interfaces.state import FormState
from terytoria.surveys.questionnaire import Question, Questionnaire

ABOUT, SUMMARY = "o-sobie", "podsumowanie"


@dataclass(frozen=True)
class Step:
    """One page: named by its first question."""

    name: str
    questions: tuple[Question, ...] = ()


def steps(asked: Questionnaire, state: FormState) -> tuple[Step, ...]:
    """Every page for a person with these answers."""
    pages = [Step(page[0].id, page) for page in asked.pages(state.answers)]
    return (*pages, Step(ABOUT), Step(SUMMARY))


def place(way: tuple[Step, ...], name: str) -> int:
    """Where a page is; the page of a question inside a block is the block's. Else the first."""
    for at, step in enumerate(way):
        if step.name == name or any(one.id == name for one in step.questions):
            return at
    return 0
